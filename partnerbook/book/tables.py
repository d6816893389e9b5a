"""The one description of every table of the book: template, reader, validation, headings and CSV all come from here.

A column's `kind` says what a cell holds and how it is shown; the reader, the template and the export each
have one rule per kind. Headings stand in English, Spanish and Portuguese; `also` are other headings that
people and HubSpot's exports use.
"""

from collections.abc import Mapping
from typing import NamedTuple

from partnerbook.book import records
from partnerbook.currency import OwnRate

LANGUAGES = ("en", "es", "pt")


class Choice(NamedTuple):
    """One allowed value of a choice: the code records hold, its label by language, other spellings."""

    code: str
    en: str
    es: str
    pt: str
    also: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        """The value as a person of that language reads it."""
        return str(getattr(self, language))


class Column(NamedTuple):
    """One column: the record's field, the kind of its cells, headings, and what a person should know of it."""

    field: str
    kind: str
    en: str
    es: str
    pt: str
    help: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    default: object = None
    also: tuple[str, ...] = ()
    hubspot: str = ""
    width: int = 14

    def heading(self, language: str = "en") -> str:
        """The heading as a person of that language reads it."""
        return str(getattr(self, language))


class Table(NamedTuple):
    """One table of the book: its sheet and Excel Table name, the record its rows become, its columns.

    `unique` names the fields that no two rows may share. The Settings table has one row a field
    (`by_row`): its first column holds the setting's heading, its second the value.
    """

    name: str
    es: str
    pt: str
    record: type
    purpose: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    by_row: bool = False

    def label(self, language: str = "en") -> str:
        """The name of the table's sheet as a person of that language reads it."""
        return self.name if language == "en" else str(getattr(self, language))

    @property
    def field(self) -> str:
        """The field of `Book` that holds this table's records."""
        return self.name.lower()

    def column(self, field: str) -> Column:
        """The column of a field; KeyError for one the table has not."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


TIERS = (
    Choice("Gold", "Gold", "Gold", "Gold", ("oro", "ouro")),
    Choice("Platinum", "Platinum", "Platinum", "Platinum", ("platino", "platina")),
    Choice("Diamond", "Diamond", "Diamond", "Diamond", ("diamante",)),
    Choice("Elite", "Elite", "Elite", "Elite", ("élite",)),
)
NO_TIER = Choice("None", "None", "Ninguno", "Nenhuma", ("nenhum", "untiered", "no tier", "sin nivel", "sem nível"))
YES_NO = (
    Choice("yes", "Yes", "Sí", "Sim", ("true", "y", "s", "1", "verdadero", "verdadeiro", "x")),
    Choice("no", "No", "No", "Não", ("false", "n", "0", "falso")),
)
RELATIONSHIPS = (
    Choice("sold", "Sold", "Vendido", "Vendido"),
    Choice("managed", "Managed", "Gestionado", "Gerenciado", ("administrado",)),
    Choice("both", "Sold and managed", "Vendido y gestionado", "Vendido e gerenciado", ("vendido y administrado",)),
)
DEAL_KINDS = (
    Choice("new", "New", "Nuevo", "Novo", ("net new", "net-new", "sale", "venta", "venda", "nueva", "nova")),
    Choice("cross_sell", "Cross-sell", "Venta cruzada", "Venda cruzada", ("cross sell", "crosssell")),
    Choice("upsell", "Upsell", "Ampliación", "Ampliação", ("up-sell", "upgrade", "venta adicional", "venda adicional")),
    Choice("downgrade", "Downgrade", "Reducción", "Redução", ("contraction",)),
    Choice("cancellation", "Cancellation", "Cancelación", "Cancelamento", ("cancelled", "canceled", "churn", "baja")),
)
SOURCES = (
    Choice(
        "sourced", "Sourced", "Originado", "Originado", ("partner sourced", "partner collab", "de origen", "de origem")
    ),
    Choice("assisted", "Assisted", "Asistido", "Assistido", ("difm", "hubspot sourced", "shared")),
)
RENEWAL_STATUSES = (
    Choice("pending", "Pending", "Pendiente", "Pendente"),
    Choice("confirmed", "Confirmed", "Confirmado", "Confirmado", ("confirmada",)),
    Choice("renewed", "Renewed", "Renovado", "Renovado", ("renovada",)),
    Choice(
        "cancel_requested",
        "Cancellation requested",
        "Cancelación solicitada",
        "Cancelamento solicitado",
        ("cancelled", "cancel requested", "cancelada", "cancelado"),
    ),
)
RATE_KINDS = (
    Choice("program", "Points", "Puntos", "Pontos", ("program", "programa", "tier points")),
    Choice("market", "Market", "Mercado", "Mercado"),
)

# Sheets of a workbook made here that hold no table: the words for a person, and what the drop-downs offer.
START = Choice("start", "Start", "Inicio", "Início")
LISTS = Choice("lists", "Lists", "Listas", "Listas")

# The two headings of the Settings sheet, whose rows are its settings.
SETTING_HEADING = Choice("setting", "Setting", "Ajuste", "Configuração", ("Option", "Opción", "Opção"))
VALUE_HEADING = Choice("value", "Value", "Valor", "Valor")

SETTINGS = Table(
    name="Settings",
    es="Ajustes",
    pt="Configurações",
    record=records.Settings,
    purpose="What holds for the whole book. Fill in the yellow cells; every other sheet follows them.",
    by_row=True,
    columns=(
        Column("partner", "text", "Partner", "Partner", "Parceiro", "Your company's name, as reports show it."),
        Column(
            "reporting_currency", "currency", "Reporting currency", "Moneda de informe", "Moeda do relatório",
            "The currency your company reports in, as a three-letter code.", default="USD",
        ),
        Column(
            "as_of", "date", "As-of date", "Fecha de corte", "Data de referência",
            "The day the figures are for. Leave it empty for the day a report is made.",
        ),
        Column(
            "goal_tier", "choice", "Goal tier", "Nivel objetivo", "Categoria-alvo",
            "The tier you are working towards.", choices=TIERS,
        ),
        Column(
            "credited_tier", "choice", "Credited tier", "Nivel acreditado", "Categoria creditada",
            "The tier HubSpot shows for you now, or None.", choices=(NO_TIER, *TIERS),
            also=("Current tier", "Nivel actual", "Categoria atual"),
        ),
        Column(
            "credited_since", "date", "Credited since", "Acreditado desde", "Creditada desde",
            "The day you gained that tier. A tier is not lost within six months of gaining it.",
        ),
        Column(
            "credited_read_on", "date",
            "Credited tier read on", "Nivel acreditado leído el", "Categoria creditada lida em",
            "The day you read the credited tier off HubSpot; reviews are followed from that day on. "
            "Empty: the day you gained it.",
        ),
        Column(
            "certification_until", "date", "Certification valid until", "Certificación válida hasta",
            "Certificação válida até", "The last day your Solutions Partner Certification is valid.",
        ),
        Column(
            "certified_people", "whole", "Team certifications", "Certificaciones del equipo", "Certificações da equipe",
            "How many certifications your team holds; one of the conditions of Elite.",
        ),
        Column(
            "elite_invitation", "yes_no", "Invited to Elite", "Invitado a Elite", "Convidado para Elite",
            "Elite is by invitation: Yes if HubSpot has invited you.", choices=YES_NO, default=False,
        ),
        Column(
            "alert_days", "days", "Renewal alerts (days)", "Avisos de renovación (días)", "Alertas de renovação (dias)",
            "How many days before a renewal you want to be told, separated by semicolons. Empty: the edition's own.",
        ),
        Column(
            "growth_added", "markets", "Growth markets added", "Mercados en crecimiento añadidos",
            "Mercados em crescimento adicionados",
            "Markets that HubSpot counts as growth markets and partnerbook does not, separated by semicolons.",
            default=frozenset(),
        ),
        Column(
            "growth_removed", "markets", "Growth markets removed", "Mercados en crecimiento quitados",
            "Mercados em crescimento removidos",
            "Markets that partnerbook counts as growth markets and HubSpot does not, separated by semicolons.",
            default=frozenset(),
        ),
        Column(
            "rate_max_age", "whole", "Oldest market rate (days)", "Antigüedad máxima del tipo de cambio (días)",
            "Idade máxima da taxa de câmbio (dias)",
            "A market exchange rate older than this is refused rather than used.", default=45,
        ),
    ),
)  # fmt: skip

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
_NOTE = Column(
    "note", "text", "Note", "Nota", "Nota", "Anything you want to remember.", also=("Notes", "Notas"), width=30
)

CLIENTS = Table(
    name="Clients",
    es="Clientes",
    pt="Clientes",
    record=records.Client,
    purpose="One row for each client you have sold to or manage.",
    unique=("client",),
    columns=(
        Column(
            "client", "text", "Client", "Cliente", "Cliente", "The client's name; no two clients share one.",
            required=True, hubspot="hs_client_name", width=30,
            also=("Client name", "Nombre del cliente", "Nome do cliente", "Customer", "Company", "Empresa"),
        ),
        Column(
            "market", "market", "Market", "Mercado", "Mercado",
            "The client's country, by name in English, Spanish or Portuguese, or by its two-letter code. "
            "Growth markets multiply points.", required=True, hubspot="hs_country", width=20,
            also=("Country", "País", "Client market", "Mercado del cliente", "Mercado do cliente"),
        ),
        Column(
            "hub_id", "text", "Hub ID", "ID de Hub", "ID do Hub", "The number of the client's HubSpot account.",
            also=("Portal ID", "Account ID"), width=12,
        ),
        Column(
            "domain", "text", "Domain", "Dominio", "Domínio", "The client's web domain.",
            hubspot="hs_client_domain_name", width=22,
            also=("Company domain name", "Nombre de dominio de la empresa", "Nome de domínio da empresa"),
        ),
        Column(
            "relationship", "choice", "Relationship", "Relación", "Relacionamento",
            "How HubSpot lists the client: sold, managed, or both.", choices=RELATIONSHIPS,
            hubspot="hs_relationship_type", width=18,
            also=("Relationship type", "Tipo de relación", "Tipo de relacionamento"),
        ),
        Column(
            "usage_score", "number", "Usage score", "Puntuación de uso", "Pontuação de uso",
            "HubSpot's unified usage score, 0 to 100.", hubspot="hs_unified_usage_score", width=12,
            also=("Unified usage score", "Calificación de uso unificada", "Engagement score"),
        ),
        Column(
            "apps_used", "whole", "Tools in use", "Herramientas en uso", "Ferramentas em uso",
            "How many HubSpot tools the client's account uses; the median over clients is your tool usage.",
            also=("Apps used", "Tools used", "App usage"), width=12,
        ),
        Column(
            "last_active_employee", "text", "Last active employee", "Último empleado activo",
            "Último funcionário ativo", "Who of your team was last active in the client's account.", width=20,
        ),
        Column(
            "last_active_on", "date", "Last active on", "Última actividad", "Última atividade",
            "The day of that activity.", hubspot="hs_last_active_partner_employee_active_at",
        ),
        Column(
            "managed_until", "date", "Managed until (estimate)", "Gestionado hasta (estimado)",
            "Gerenciado até (estimativa)", "The day HubSpot expects the managed relationship to lapse.",
            hubspot="hs_managed_relationship_estimated_expiration_date",
            also=(
                "Managed relationship estimated expiration date",
                "Caducidad estimada de la relación gestionada",
                "Expiração estimada do relacionamento gerenciado",
            ),
        ),
        Column(
            "services_ended", "date", "Services ended", "Fin de servicios", "Fim dos serviços",
            "The first day you no longer serve the client; its managed points end that day.",
        ),
        Column(
            "hubspot_sold_points", "number", "Sold points (HubSpot)", "Puntos vendidos (HubSpot)",
            "Pontos vendidos (HubSpot)", "The sold points HubSpot shows for the client, to compare.",
            hubspot="hs_sold_tier_points", also=("Sold tier points", "Sold points", "Puntos por ventas"),
        ),
        Column(
            "hubspot_managed_points", "number", "Managed points (HubSpot)", "Puntos administrados (HubSpot)",
            "Pontos gerenciados (HubSpot)", "The managed points HubSpot shows for the client, to compare.",
            hubspot="hs_managed_tier_points",
            also=("Managed tier points", "Managed points", "Puntos por administración"),
        ),
        Column(
            "hubspot_points_on", "date", "HubSpot points as of", "Puntos de HubSpot al", "Pontos da HubSpot em",
            "The day HubSpot last updated those points.", hubspot="hs_tiering_properties_updated_at",
        ),
        Column(
            "account_link", "link", "Account link", "Enlace de la cuenta", "Link da conta",
            "The address of the client's HubSpot account.", hubspot="hs_account_link", width=24,
            also=("Client account link", "Enlace de la cuenta del cliente", "Link da conta do cliente"),
        ),
        _NOTE,
    ),
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
        _NOTE,
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
        _NOTE,
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
        _NOTE,
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
        _NOTE,
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

TABLES = (SETTINGS, CLIENTS, SUBSCRIPTIONS, DEALS, MANAGING, RENEWALS, THRESHOLDS, RATES)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
