"""The Imports table of the book: what the person has said of other programs' exports, so that it is asked once."""

from partnerbook import records
from partnerbook.book.tables.clients import CLIENTS
from partnerbook.book.tables.commission import COMMISSIONS, PAYOUTS
from partnerbook.book.tables.groups import SEGMENTS
from partnerbook.book.tables.program import RATES, THRESHOLDS
from partnerbook.book.tables.revenue import DEALS, RENEWALS, SUBSCRIPTIONS
from partnerbook.book.tables.selling import HUBSPOT_TEAM, SHARED_DEALS
from partnerbook.book.tables.services import MANAGING, SERVICES
from partnerbook.book.tables.shape import Choice, Column, Table
from partnerbook.book.tables.shared import NOTE
from partnerbook.book.tables.usage import USAGE

# The tables whose rows can be imported.
IMPORTED = (
    CLIENTS, SUBSCRIPTIONS, DEALS, MANAGING, RENEWALS, SERVICES, SEGMENTS, THRESHOLDS, RATES, SHARED_DEALS, COMMISSIONS,
    PAYOUTS, HUBSPOT_TEAM, USAGE,
)  # fmt: skip

IMPORTS = Table(
    name="Imports",
    es="Importaciones",
    pt="Importações",
    record=records.ImportRule,
    purpose="How the columns of your exports are to be read. partnerbook import remembers here what you tell it.",
    optional=True,
    unique=("rows", "heading"),
    columns=(
        Column(
            "rows", "choice", "Imported table", "Tabla importada", "Tabela importada",
            "The table of the book that the export's rows go into.", required=True, width=18,
            choices=tuple(Choice(table.field, table.name, table.es, table.pt) for table in IMPORTED),
        ),
        Column(
            "heading", "text", "Heading in the export", "Encabezado de la exportación", "Cabeçalho da exportação",
            "What stands above the column in the export.", required=True, width=30,
        ),
        Column(
            "column", "text", "Read as", "Se lee como", "Lido como",
            "The column of the book that it is; empty for one that is left out.", width=26,
        ),
        Column(
            "value", "text", "Values", "Valores", "Valores",
            "Of a pipeline or a stage of deals: those that count, with ; between them. Of any other column: what holds "
            "for a row that says nothing there.", width=30,
        ),
        NOTE,
    ),
)  # fmt: skip
