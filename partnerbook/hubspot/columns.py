"""The columns that partnerbook reads from HubSpot's export of partner clients.

Most are columns of the book, under the headings they have there; the rest only an export has. HubSpot publishes no
list of headings: the English and Spanish ones are those of real exports, the Portuguese ones follow HubSpot's words,
and the names of the properties, under which a client's data can be exported too, stand beside them.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.book.tables import RENEWALS
from partnerbook.book.tables.choices import RELATIONSHIPS, YES_NO
from partnerbook.book.tables.clients import CLIENTS
from partnerbook.book.tables.hubs import FORMERLY, HUBS
from partnerbook.book.tables.shape import Column
from partnerbook.names import folded
from partnerbook.records import NOWHERE, Place


class ExportRow(NamedTuple):
    """One row of an export; None, or "" for a text, is what the client does not share or the export does not have."""

    client: str
    market: str
    hub_id: str = ""
    domain: str = ""
    relationship: str = ""
    is_managed: bool | None = None
    is_sold: bool | None = None
    relationship_start: date | None = None
    products: str = ""
    currency: str | None = None
    hub_currency: str | None = None
    marketing_mrr: Decimal | None = None
    sales_mrr: Decimal | None = None
    service_mrr: Decimal | None = None
    operations_mrr: Decimal | None = None
    content_mrr: Decimal | None = None
    commerce_mrr: Decimal | None = None
    marketing_renews_on: date | None = None
    sales_renews_on: date | None = None
    service_renews_on: date | None = None
    operations_renews_on: date | None = None
    content_renews_on: date | None = None
    commerce_renews_on: date | None = None
    total_mrr: Decimal | None = None
    managed_mrr: Decimal | None = None
    split_managed_mrr: Decimal | None = None
    managing_partners: int | None = None
    renews_on: date | None = None
    renewal_mrr: Decimal | None = None
    renewal_change: Decimal | None = None
    status: str = ""
    communication_owner: str = ""
    renewal_manager: str = ""
    cancels_on: date | None = None
    cancels: str = ""
    usage_score: Decimal | None = None
    apps_used: int | None = None
    contact_limit: int | None = None
    email_limit: int | None = None
    last_active_employee: str = ""
    last_active_on: date | None = None
    managed_until: date | None = None
    hubspot_sold_points: Decimal | None = None
    hubspot_managed_points: Decimal | None = None
    hubspot_points_on: date | None = None
    market_name: str = ""
    multiplier: Decimal | None = None
    account_link: str = ""
    note: str = ""
    origin: Place = NOWHERE


def _hub_columns() -> Iterator[Column]:
    """The columns of what each hub costs and when it renews."""
    for hub, line in HUBS:
        names = [line, *filter(None, [FORMERLY.get(hub)])]
        yield Column(
            f"{hub}_mrr", "money", f"{line} MRR", f"MRR de {line}", f"MRR do {line}", f"The MRR of {line} alone.",
            hubspot=f"hs_{hub}_hub_mrr",
            also=tuple(each.format(name) for name in names[1:] for each in ("{} MRR", "MRR de {}", "MRR do {}")),
        )  # fmt: skip
        words = ("{} renewal date", "{} renewal", "Fecha de renovación de {}", "Renovación de {}",
                 "Data de renovação do {}", "Renovação do {}")  # fmt: skip
        yield Column(
            f"{hub}_renews_on", "date", f"{line} renewal date", f"Fecha de renovación de {line}",
            f"Data de renovação do {line}", f"The day {line} renews.", hubspot=f"hs_{hub}_hub_renewal_date",
            also=tuple(each.format(name) for name in names for each in words),
        )  # fmt: skip


def _relationship() -> Column:
    also = {"sold": ("solo vendido",), "both": ("sold_and_managed", "managed and sold", "gestionado y vendido")}
    choices = (choice._replace(also=choice.also + also.get(choice.code, ())) for choice in RELATIONSHIPS)
    return CLIENTS.column("relationship")._replace(choices=tuple(choices))


_ONLY_IN_EXPORTS = (
    Column(
        "is_managed", "yes_no", "Is managed", "¿Está gestionado?", "É gerenciado?", "Whether you manage the client.",
        choices=YES_NO, hubspot="hs_is_managed", also=("Managed", "Gestionado", "Gerenciado", "Está gerenciado"),
    ),
    Column(
        "is_sold", "yes_no", "Is sold", "Se ha vendido", "Foi vendido", "Whether you sold to the client.",
        choices=YES_NO, hubspot="hs_is_sold", also=("Sold", "Vendido", "¿Está vendido?", "É vendido?"),
    ),
    Column(
        "relationship_start", "date", "Relationship start date", "Fecha de inicio de la relación",
        "Data de início do relacionamento", "The day the relationship began.", hubspot="hs_relationship_start_date",
    ),
    Column(
        "products", "text", "All active products", "Todos los productos activos", "Todos os produtos ativos",
        "What the client pays for.", hubspot="hs_all_active_products",
    ),
    Column(
        "currency", "currency", "Currency", "Moneda", "Moeda", "The currency of the MRR columns.",
        also=("Divisa", "Client currency", "Moneda del MRR", "Moeda do MRR"),
    ),
    Column(
        "hub_currency", "currency", "Managed local MRR currency", "Moneda local del MRR gestionado",
        "Moeda local do MRR gerenciado", "The currency of the MRR of single hubs; HubSpot names none for the totals.",
        hubspot="hs_managed_local_mrr_currency",
    ),
    *_hub_columns(),
    Column(
        "total_mrr", "money", "Total MRR", "MRR totales", "MRR total", "The client's whole MRR.",
        hubspot="hs_total_subscription_mrr", also=("Total subscription MRR",),
    ),
    Column(
        "managed_mrr", "money", "Managed MRR", "MRR gestionado", "MRR gerenciado",
        "The MRR that is managed, before it is split.", hubspot="hs_managed_mrr",
    ),
    Column(
        "split_managed_mrr", "money", "Split managed MRR", "MRR gestionado dividido", "MRR gerenciado dividido",
        "Your even share of the managed MRR.", hubspot="hs_split_managed_mrr",
    ),
    Column(
        "managing_partners", "whole", "Number of managing partners", "Número de partners que gestionan",
        "Número de parceiros que gerenciam", "How many partners manage the client, you among them.",
        hubspot="hs_number_of_managing_partners",
    ),
    # "Status" alone could be anything in an export, and "Estado" is the state a client is in.
    RENEWALS.column("status")._replace(
        en="Renewal status", es="Estado de la renovación", pt="Status da renovação", default=None
    ),
    Column(
        "cancels_on", "date", "Next cancellation date", "Fecha de próxima cancelación",
        "Data do próximo cancelamento", "The day something is cancelled.", hubspot="hs_next_cancellation_date",
        also=("Fecha de la próxima cancelación", "Próxima data de cancelamento"),
    ),
    Column(
        "cancels", "text", "Next cancellation hubs", "Hubs de próxima cancelación", "Hubs do próximo cancelamento",
        "What is cancelled that day.", hubspot="hs_cancellation_products", also=("Cancellation products",),
    ),
    Column(
        "renewal_change", "change", "Renewal MRR change", "Cambio de MRR por renovación",
        "Mudança de MRR na renovação", "By how much the renewal changes the MRR.", hubspot="hs_renewal_mrr_change",
    ),
    Column(
        "market_name", "text", "Market name", "Nombre del mercado", "Nome do mercado",
        "Whether HubSpot counts the client as one of a growth market.", hubspot="hs_market_name",
    ),
    RENEWALS.column("renews_on")._replace(required=False),
    *map(RENEWALS.column, ("renewal_mrr", "communication_owner", "renewal_manager")),
)  # fmt: skip

# The export is a Clients table with more columns, so what knows how to read one reads the other.
EXPORT = CLIENTS._replace(
    record=ExportRow,
    columns=(
        *(column for column in CLIENTS.columns if column.field in ExportRow._fields and column.field != "relationship"),
        _relationship(),
        *_ONLY_IN_EXPORTS,
    ),
)
# The field of each folded heading that the Clients table of the book has not.
EXPORT_HEADINGS: Mapping[str, str] = {
    folded(spelling): column.field
    for column in _ONLY_IN_EXPORTS
    for spelling in (*column.headings, *column.also, column.hubspot)
    if spelling
}
