"""The tables of what clients pay: subscriptions, the deals that made them, renewals to come."""

from partnerbook import records
from partnerbook.book.tables.choices import DEAL_KINDS, RENEWAL_STATUSES, SOURCES, YES_NO
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.shared import CLIENT, CURRENCY, LINE, NOTE, UNLISTED

# Amounts of which what is lost has a place of its own: a deal of another kind.
DEAL_AMOUNTS = frozenset({"mrr", "contract_value", "current_mrr", "renewal_mrr"})

SUBSCRIPTIONS = Table(
    name="Subscriptions",
    es="Suscripciones",
    pt="Assinaturas",
    record=records.Subscription,
    purpose="What each client pays for, and since when. When the MRR changes, end the row and add a new one.",
    columns=(
        CLIENT,
        LINE,
        Column("product", "text", "Product", "Producto", "Produto", "The product and its edition.", width=30),
        Column(
            "mrr", "money", "MRR", "MRR", "MRR", "Monthly recurring revenue in the client's currency.", required=True,
            also=("Monthly recurring revenue", "Total MRR", "MRR totales", "Ingresos recurrentes mensuales"),
        ),
        CURRENCY,
        Column(
            "start", "date", "Start", "Inicio", "Início", "The first day of this MRR.", required=True,
            also=("Start date", "Fecha de inicio", "Data de início", "From", "Desde", "De"),
        ),
        Column(
            "end", "date", "End", "Fin", "Fim", "The first day without it; empty while it runs.",
            also=("End date", "Fecha de fin", "Data de término", "Until", "Hasta", "Até"),
        ),
        NOTE,
        UNLISTED,
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
        CLIENT,
        LINE,
        Column(
            "kind", "choice", "Kind", "Tipo", "Tipo", "What happened: a sale (New, Cross-sell, Upsell) or a loss "
            "(Downgrade, Cancellation).", required=True, choices=DEAL_KINDS, width=14,
            also=("Deal type", "Business type", "Tipo de negocio", "Tipo de negócio"),
        ),
        Column(
            "source", "choice", "Source", "Origen", "Origem",
            "Who brought the deal: Sourced by you, or Assisted (HubSpot's, with your help). Empty: as the Settings "
            "say.",
            choices=SOURCES, also=("Deal source", "Origen del negocio"), width=12,
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
        CURRENCY,
        Column(
            "contract_value", "money", "Contract value", "Valor del contrato", "Valor do contrato",
            "The whole value of the contract; empty counts as 12 months of the MRR.",
        ),
        Column(
            "first_sold", "date", "Line first sold", "Primera venta de la línea", "Primeira venda da linha",
            "For an upsell: the day this product line was first sold to the client, if that deal is not in this table.",
        ),
        Column(
            "commission_rate", "rate", "Commission rate", "Tasa de comisión", "Taxa de comissão",
            "What HubSpot pays you on the deal: 0, 10 or 20%. Empty: what the program's rules say.", width=12,
        ),
        Column(
            "upmarket_referral", "yes_no", "Upmarket referral", "Recomendación upmarket", "Indicação upmarket",
            "Yes for an assisted deal that HubSpot counts as an upmarket referral: other assisted deals pay no "
            "commission. Empty: no.", choices=YES_NO, default=False, width=12,
        ),
        Column(
            "other_partners_line", "yes_no", "Line of another partner", "Línea de otro partner",
            "Linha de outro parceiro",
            "Yes where another partner sold this product line to the client first. Empty: no.", choices=YES_NO,
            default=False, width=12,
        ),
        Column(
            "record_id", "identifier", "HubSpot record", "Registro de HubSpot", "Registro da HubSpot",
            "The number of the deal's record in HubSpot's CRM; an import finds the row by it.",
            also=("Record ID", "Deal ID", "ID de registro", "ID del negocio", "ID do registro", "ID do negócio"),
            hubspot="hs_object_id", width=16,
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
        CLIENT,
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
        CURRENCY,
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
        Column(
            "renewal_products", "text", "New subscription", "Suscripción nueva", "Nova assinatura",
            "What it is renewed as: the products from then on; empty if they stay or are not known.", width=30,
        ),
        NOTE,
        UNLISTED,
    ),
)  # fmt: skip
