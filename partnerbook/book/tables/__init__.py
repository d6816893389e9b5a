"""The tables of the book: template, reader, validation, headings and CSV all come from their one description."""

from collections.abc import Mapping

from partnerbook import records
from partnerbook.book.tables.choices import DEAL_KINDS, RATE_KINDS, RENEWAL_STATUSES, SOURCES, TIERS
from partnerbook.book.tables.clients import CLIENTS, NOTE
from partnerbook.book.tables.settings import SETTINGS
from partnerbook.book.tables.shape import Choice, Column, Table
from partnerbook.records import OwnRate

# Sheets of a workbook made here that hold no table: the words for a person, and what the drop-downs offer.
START = Choice("start", "Start", "Inicio", "Início")
LISTS = Choice("lists", "Lists", "Listas", "Listas")

_CLIENT = Column(
    "client", "client", "Client", "Cliente", "Cliente", "The client's name, exactly as on the Clients sheet.",
    required=True, also=("Client name", "Nombre del cliente", "Nome do cliente", "Customer"), width=30,
)  # fmt: skip
_LINE = Column(
    "line", "text", "Product line", "Línea de producto", "Linha de produto",
    "The HubSpot product line, such as Marketing Hub. An upsell keeps the rate of its line's first sale.",
    required=True, also=("Line", "Línea", "Linha", "Hub"), width=20,
)  # fmt: skip
_CURRENCY = Column(
    "currency", "currency", "Currency", "Moneda", "Moeda", "The currency the client pays in, as a three-letter code.",
    required=True, also=("Client currency", "Divisa"), width=10,
)  # fmt: skip

SUBSCRIPTIONS = Table(
    name="Subscriptions",
    es="Suscripciones",
    pt="Assinaturas",
    record=records.Subscription,
    purpose="What each client pays for, and since when. When the MRR changes, end the row and add a new one.",
    columns=(
        _CLIENT,
        _LINE,
        Column("product", "text", "Product", "Producto", "Produto", "The product and its edition.", width=30),
        Column(
            "mrr", "money", "MRR", "MRR", "MRR", "Monthly recurring revenue in the client's currency.", required=True,
            also=("Monthly recurring revenue", "Total MRR", "MRR totales", "Ingresos recurrentes mensuales"),
        ),
        _CURRENCY,
        Column(
            "start", "date", "Start", "Inicio", "Início", "The first day of this MRR.", required=True,
            also=("Start date", "Fecha de inicio", "Data de início", "From", "Desde", "De"),
        ),
        Column(
            "end", "date", "End", "Fin", "Fim", "The first day without it; empty while it runs.",
            also=("End date", "Fecha de fin", "Data de término", "Until", "Hasta", "Até"),
        ),
        NOTE,
    ),
)  # fmt: skip

DEALS = Table(
    name="Deals",
    es="Negocios",
    pt="Negócios",
    record=records.Deal,
    purpose="Every sale, upsell, downgrade and cancellation. Sold points come from here.",
    columns=(
        Column("deal", "text", "Deal", "Negocio", "Negócio", "The deal's name or number.", width=26,
               also=("Deal name", "Nombre del negocio", "Nome do negócio")),
        _CLIENT,
        _LINE,
        Column(
            "kind", "choice", "Kind", "Tipo", "Tipo", "What happened: a sale (New, Cross-sell, Upsell) or a loss "
            "(Downgrade, Cancellation).", required=True, choices=DEAL_KINDS, width=14,
            also=("Deal type", "Business type", "Tipo de negocio", "Tipo de negócio"),
        ),
        Column(
            "source", "choice", "Source", "Origen", "Origem",
            "Who brought the deal: Sourced by you, or Assisted (HubSpot's, with your help).",
            choices=SOURCES, default="sourced", also=("Deal source", "Origen del negocio"), width=12,
        ),
        Column(
            "closed", "date", "Closed", "Fecha de cierre", "Data de fechamento",
            "The day the deal closed; its points are active from this day for 12 months.", required=True,
            also=("Close date", "Closed on", "Cierre", "Fechamento"),
        ),
        Column(
            "mrr", "money", "MRR", "MRR", "MRR",
            "Monthly recurring revenue gained by the sale, or lost by the downgrade or cancellation. Not negative.",
            required=True, also=("Amount", "Importe", "Valor", "MRR change", "Sold MRR", "MRR de venta"),
        ),
        _CURRENCY,
        Column(
            "contract_value", "money", "Contract value", "Valor del contrato", "Valor do contrato",
            "The whole value of the contract; empty counts as 12 months of the MRR.",
        ),
        Column(
            "first_sold", "date", "Line first sold", "Primera venta de la línea", "Primeira venda da linha",
            "For an upsell: the day this product line was first sold to the client, if that deal is not in this table.",
        ),
        NOTE,
    ),
)  # fmt: skip

MANAGING = Table(
    name="Managing",
    es="Administración",
    pt="Gerenciamento",
    record=records.Managing,
    purpose="When you manage each client, and with how many other partners. Managed points come from here "
    "and from Subscriptions.",
    columns=(
        _CLIENT,
        Column(
            "start", "date", "From", "Desde", "De", "The first day you manage the client.", required=True,
            also=("Start", "Start date", "Managed from", "Inicio", "Início"),
        ),
        Column(
            "end", "date", "Until", "Hasta", "Até", "The first day you no longer do; empty while you manage it.",
            also=("End", "End date", "Managed until", "Fin", "Fim"),
        ),
        Column(
            "other_partners", "whole", "Other partners", "Otros partners", "Outros parceiros",
            "How many other partners manage the client too; managed points are shared evenly.", default=0,
        ),
        NOTE,
    ),
)  # fmt: skip

RENEWALS = Table(
    name="Renewals",
    es="Renovaciones",
    pt="Renovações",
    record=records.Renewal,
    purpose="Renewals to come, as HubSpot lists them.",
    columns=(
        _CLIENT,
        Column("products", "text", "Products", "Productos", "Produtos", "What is up for renewal.", width=30,
               also=("Product renewals",)),
        Column(
            "renews_on", "date", "Renewal date", "Fecha de renovación", "Data de renovação",
            "The day the subscription renews.", required=True, hubspot="hs_next_renewal_date",
            also=("Next renewal date", "Próxima fecha de renovación", "Próxima data de renovação"),
        ),
        Column("current_mrr", "money", "Current MRR", "MRR actual", "MRR atual", "The MRR until then.", required=True),
        Column(
            "renewal_mrr", "money", "Renewal MRR", "MRR por renovación", "MRR da renovação",
            "The MRR expected from then on; empty if not known.", hubspot="hs_renewal_mrr",
        ),
        _CURRENCY,
        Column(
            "status", "choice", "Status", "Estado", "Status", "Where the renewal stands.", choices=RENEWAL_STATUSES,
            default="pending", width=20,
        ),
        Column(
            "communication_owner", "text", "Communication owner", "Responsable de la comunicación",
            "Responsável pela comunicação", "Who talks to the client about it.", width=20,
        ),
        Column(
            "renewal_manager", "text", "Renewal manager", "Gestor de la renovación", "Gerente de renovação",
            "Who manages the renewal at HubSpot.", hubspot="hs_contract_manager_name", width=20,
        ),
        NOTE,
    ),
)  # fmt: skip

THRESHOLDS = Table(
    name="Tiers",
    es="Niveles",
    pt="Categorias",
    record=records.Threshold,
    purpose="What each tier needs. HubSpot does not publish these figures: copy them from your tier page.",
    unique=("edition", "tier"),
    columns=(
        Column(
            "edition", "edition", "Edition", "Edición", "Edição",
            "The day from which this edition of the program's rules is in force.", required=True, width=14,
        ),
        Column("tier", "choice", "Tier", "Nivel", "Categoria", "The tier.", required=True, choices=TIERS, width=14),
        Column("total", "number", "Total points", "Puntos totales", "Total de pontos", "Total points needed."),
        Column(
            "minimum", "number", "Sold or sourced minimum", "Mínimo vendido u originado",
            "Mínimo vendido ou de origem",
            "Points needed from sales: sold points in editions before 15 July 2025, sourced points since.",
            also=("Sold minimum", "Sourced minimum", "Mínimos de origem", "Mínimo de ventas"), width=18,
        ),
        Column(
            "managed", "number", "Managed minimum", "Mínimo administrado", "Mínimo gerenciado",
            "Managed points needed; none since 15 January 2026.", also=("Mínimos gerenciados",), width=18,
        ),
        Column("note", "text", "Where from", "De dónde", "De onde", "Where you read the figures, and when.", width=40),
    ),
)  # fmt: skip

RATES = Table(
    name="Rates",
    es="Tipos de cambio",
    pt="Taxas",
    record=OwnRate,
    purpose="Your own rates, used before any other. For points: what HubSpot counts as US$100 in a currency.",
    unique=("currency", "start", "kind"),
    columns=(
        _CURRENCY._replace(help="The currency, as a three-letter code."),
        Column("start", "date", "From", "Desde", "De", "The first day the rate holds.", required=True),
        Column(
            "amount", "money", "Amount per US$100", "Importe por US$100", "Valor por US$100",
            "How much of the currency counts as US$100.", required=True, width=18,
        ),
        Column(
            "kind", "choice", "Used for", "Para", "Para", "Points, or Market for plain currency conversion.",
            choices=RATE_KINDS, default="program", width=12,
        ),
        Column("note", "text", "Where from", "De dónde", "De onde", "Where you read the rate.", width=40),
    ),
)  # fmt: skip

SERVICES = Table(
    name="Partner services",
    es="Servicios de partner",
    pt="Serviços de parceiro",
    record=records.Service,
    purpose="What you do for each client, as HubSpot's Partner Services have it. partnerbook sync fills it in.",
    columns=(
        _CLIENT,
        Column(
            "service", "text", "Partner service", "Servicio de partner", "Serviço de parceiro",
            "What HubSpot calls the service.", required=True, width=30,
        ),
        Column(
            "details", "text", "Details", "Detalles", "Detalhes",
            "What else HubSpot tells of the service, under the names that your account gives its properties.", width=40,
        ),
        Column(
            "record_id", "text", "HubSpot record", "Registro de HubSpot", "Registro da HubSpot",
            "The number of the service's record at HubSpot; a sync finds the row by it.", width=16,
        ),
        NOTE,
    ),
)  # fmt: skip

# What can be exported: the entries that give points, and the rows of a table under its own names.
EXPORTS = (
    Choice("points", "Points", "Puntos", "Pontos", ("ledger", "entries")),
    *(
        Choice(table.field, table.name, table.es, table.pt)
        for table in (CLIENTS, SUBSCRIPTIONS, DEALS, MANAGING, RENEWALS, SERVICES)
    ),
)

SEGMENTS = Table(
    name="Segments",
    es="Segmentos",
    pt="Segmentos",
    record=records.Segment,
    purpose="Groups of clients that you want to look at together. One row for each client in a segment.",
    unique=("segment", "client"),
    columns=(
        Column("segment", "text", "Segment", "Segmento", "Segmento", "The segment's name.", required=True, width=26),
        _CLIENT,
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

TABLES = (
    SETTINGS, CLIENTS, SUBSCRIPTIONS, DEALS, MANAGING, RENEWALS, THRESHOLDS, RATES, SERVICES, SEGMENTS, SAVED_REPORTS
)  # fmt: skip
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
