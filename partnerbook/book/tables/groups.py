"""The tables of what the person looks at together and again: segments of clients, saved reports."""

from collections.abc import Mapping

from partnerbook import records
from partnerbook.book.tables.clients import CLIENTS
from partnerbook.book.tables.commission import COMMISSIONS, PAYOUTS
from partnerbook.book.tables.revenue import DEALS, RENEWALS, SUBSCRIPTIONS
from partnerbook.book.tables.scenarios import SCENARIOS
from partnerbook.book.tables.selling import HUBSPOT_TEAM, SHARED_DEALS
from partnerbook.book.tables.services import MANAGING, SERVICES
from partnerbook.book.tables.shape import Choice, Column, Table
from partnerbook.book.tables.shared import CLIENT, NOTE
from partnerbook.book.tables.usage import USAGE

_ALSO: Mapping[str, tuple[str, ...]] = {"commissions": ("statements", "extractos", "extratos")}
# What can be exported: the entries that give points, and the rows of a table under its own names.
EXPORTS = (
    Choice("points", "Points", "Puntos", "Pontos", ("ledger", "entries")),
    *(
        Choice(table.field, table.name, table.es, table.pt, _ALSO.get(table.field, ()))
        for table in (
            CLIENTS, SUBSCRIPTIONS, DEALS, MANAGING, RENEWALS, SERVICES, SHARED_DEALS, COMMISSIONS, PAYOUTS,
            HUBSPOT_TEAM, USAGE, SCENARIOS,
        )
    ),
    Choice("questions", "Questions", "Preguntas", "Perguntas", ("unsold", "mrr without a deal")),
    Choice(
        "commission_by_month", "Commission by month", "Comisión por mes", "Comissão por mês",
        ("commission", "comisión", "comissão"),
    ),
)  # fmt: skip

SEGMENTS = Table(
    name="Segments",
    es="Segmentos",
    pt="Segmentos",
    record=records.Segment,
    purpose="Groups of clients that you want to look at together. One row for each client in a segment.",
    unique=("segment", "client"),
    columns=(
        Column("segment", "text", "Segment", "Segmento", "Segmento", "The segment's name.", required=True, width=26),
        CLIENT,
        NOTE,
    ),
)

SAVED_REPORTS = Table(
    name="Saved reports",
    es="Informes guardados",
    pt="Relatórios salvos",
    record=records.SavedReport,
    purpose="Rows that you export again and again. partnerbook export --report NAME writes them as a file.",
    unique=("report",),
    columns=(
        Column(
            "report", "text", "Saved report", "Informe guardado", "Relatório salvo", "The report's name.",
            required=True, width=30,
        ),
        Column(
            "rows", "choice", "Rows", "Filas", "Linhas", "Which rows it has.", required=True, choices=EXPORTS, width=18
        ),
        Column(
            "segment", "text", "Segment", "Segmento", "Segmento",
            "The segment whose clients it has; empty for all clients.", width=26,
        ),
        Column("since", "date", "From", "Desde", "De", "The first day of its rows; empty for all up to the last."),
        Column("until", "date", "Until", "Hasta", "Até", "The last day of its rows; empty for all from the first on."),
        NOTE,
    ),
)  # fmt: skip
