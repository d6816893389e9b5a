"""What other programs call the columns of the book, HubSpot's CRM before all, and columns that only their exports have.

HubSpot names its properties in its documentation; its exports bear their labels, in the language of the account. The
Spanish and Portuguese labels are not confirmed by an export of such an account; what is not known is asked for.
"""

from collections.abc import Mapping

from partnerbook.book.tables.choices import DEAL_KINDS, YES_NO
from partnerbook.book.tables.shape import Choice, Column

# Headings of exports, beside those of the columns themselves, by table and field.
SPELLINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Deals": {
        "deal": ("dealname", "Deal", "Deal title", "Opportunity name", "Opportunity", "Nombre de la oportunidad",
                 "Nome da oportunidade", "Nombre del trato"),
        "client": (
            "Associated Company (Primary)", "Primary Associated Company", "Associated Company", "Company name",
            "Associated Companies", "Account name", "Primary company", "Empresa asociada (principal)",
            "Empresa asociada (primaria)", "Empresa asociada", "Empresas asociadas", "Nombre de la empresa",
            "Empresa principal", "Compañía", "Empresa associada (principal)", "Empresa associada (primária)",
            "Empresa associada", "Empresas associadas", "Nome da empresa", "Associated company name", "Company",
            "Empresa", "Account", "Cuenta", "Conta",
        ),
        "line": ("Product lines", "HubSpot product", "Hubs", "Producto de HubSpot", "Produto da HubSpot"),
        "kind": ("dealtype", "Type", "Tipo de trato", "Tipo de oportunidad", "Tipo de oportunidade"),
        "source": (),
        "closed": ("closedate", "Closed date", "Closed won date", "Date closed", "Fecha cierre", "Data de fechamento",
                   "Data do fechamento", "Fecha de cierre del negocio", "Data de fechamento do negócio"),
        "mrr": (
            "hs_mrr", "Monthly recurring revenue (MRR)", "Monthly recurring revenue", "Ingresos recurrentes mensuales",
            "Ingresos mensuales recurrentes", "Ingresos mensuales recurrentes (MRR)",
            "Ingresos recurrentes mensuales (MRR)", "Receita mensal recorrente", "Receita recorrente mensal",
            "Receita mensal recorrente (MRR)", "Receita recorrente mensal (MRR)",
        ),
        "currency": ("deal_currency_code", "Deal currency", "Currency code", "Divisa del negocio",
                     "Moneda del negocio", "Moeda do negócio", "Código de moneda", "Código da moeda"),
        "contract_value": ("hs_tcv", "Total contract value", "TCV", "Valor total del contrato",
                           "Valor total do contrato"),
        "first_sold": (),
        "note": ("description", "Deal description", "Descripción del negocio", "Descrição do negócio"),
        "record_id": (
            "hs_object_id", "Record ID", "Deal ID", "dealId", "ID de registro", "ID del registro", "ID do registro",
            "Record ID - Deal", "ID del negocio", "ID do negócio", "id",
        ),
    },
    "Payouts": {"period": ("Quarter", "Period", "Trimestre", "Periodo", "Período")},
    "Clients": {
        "client": ("name", "Company name", "Nombre de la empresa", "Nome da empresa", "Account name"),
        "market": ("Country/Region", "País/región", "País/Región", "País/região", "country"),
        "hub_id": ("portalId", "Customer Hub ID", "HubSpot account ID", "ID de cuenta de HubSpot",
                   "ID da conta da HubSpot", "ID del portal", "ID do portal"),
        "domain": ("domain", "Website URL", "URL del sitio web", "URL do site", "Website"),
    },
    "Subscriptions": {
        "line": ("Product lines", "HubSpot product"),
        "mrr": ("hs_mrr", "Monthly recurring revenue (MRR)", "Receita mensal recorrente",
                "Ingresos mensuales recurrentes"),
        "start": ("Billing start date", "hs_recurring_billing_start_date", "Fecha de inicio de la facturación",
                  "Data de início do faturamento"),
        "end": ("Billing end date", "hs_recurring_billing_end_date", "Fecha de fin de la facturación",
                "Data de término do faturamento"),
        "product": ("Name", "Line item name", "Nombre del elemento de pedido", "Nome do item de linha"),
    },
}  # fmt: skip

# By these a row of any table finds its client too.
HUB_ID = Column(
    "client_hub_id", "identifier", "Client's Hub ID", "ID de Hub del cliente", "ID do Hub do cliente",
    "The number of the client's HubSpot account.",
    also=("Hub ID", "ID de Hub", "ID do Hub", "Portal ID", "Account ID", "Customer Hub ID", "ID del portal",
          "ID do portal", "HubSpot account ID", "portalId"),
)  # fmt: skip
DOMAIN = Column(
    "client_domain", "text", "Client's domain", "Dominio del cliente", "Domínio do cliente",
    "The client's web domain.",
    also=("Domain", "Dominio", "Domínio", "Company domain name", "Company domain", "Associated company domain",
          "Nombre de dominio de la empresa", "Nome de domínio da empresa", "Website", "Website URL"),
)  # fmt: skip
COMPANY_ID = Column(
    "company_id", "text", "Company's record", "Registro de la empresa", "Registro da empresa",
    "The number of the client's company at HubSpot.",
    also=("Associated Company IDs (Primary)", "Associated Company IDs", "Associated Company ID", "Company ID",
          "Primary Company ID", "hs_primary_associated_company", "IDs de empresa asociada", "ID de empresa asociada",
          "IDs de empresas asociadas", "IDs de empresa associada", "ID da empresa associada",
          "IDs de empresas associadas", "Company record ID", "Record ID - Company"),
)  # fmt: skip
OF_CLIENT = (HUB_ID, DOMAIN, COMPANY_ID)

# What only an export of deals has.
STAGE = Column(
    "stage", "text", "Deal stage", "Etapa del negocio", "Etapa do negócio", "Where the deal stands.",
    also=("dealstage", "Stage", "Etapa", "Fase", "Fase del negocio", "Fase do negócio", "Estágio do negócio",
          "Estado del negocio", "Status do negócio", "Deal status"),
)  # fmt: skip
PIPELINE = Column(
    "pipeline", "text", "Pipeline", "Pipeline", "Pipeline", "The deal's pipeline.",
    also=("Deal pipeline", "Embudo", "Canal", "Canalización", "Funil", "Pipeline del negocio", "Pipeline do negócio",
          "Proceso", "Sales pipeline"),
)  # fmt: skip
IS_WON = Column(
    "is_won", "yes_no", "Is closed won", "Es un cierre ganado", "É um fechamento ganho", "Whether the deal is won.",
    choices=YES_NO,
    also=("hs_is_closed_won", "Won", "Ganado", "Ganho", "¿Está cerrado ganado?", "Está cerrado ganado",
          "Está fechado ganho", "Cerrado ganado", "Fechado ganho"),
)  # fmt: skip
IS_CLOSED = Column(
    "is_closed", "yes_no", "Is deal closed?", "¿Está cerrado el negocio?", "O negócio está fechado?",
    "Whether the deal is closed, won or lost.", choices=YES_NO,
    also=("hs_is_closed", "Is closed", "Está cerrado", "Está fechado", "Negócio fechado?", "¿Negocio cerrado?"),
)  # fmt: skip
AMOUNT = Column(
    "amount", "money", "Amount", "Importe", "Valor", "The deal's amount.",
    also=("Deal amount", "Valor del negocio", "Valor do negócio", "Monto", "Cantidad", "Montante", "Quantia",
          "Importe del negocio", "Monto del negocio", "Deal value"),
)  # fmt: skip
ANNUAL_VALUE = Column(
    "annual_value", "money", "Annual contract value", "Valor anual del contrato", "Valor anual do contrato",
    "What the contract is worth in a year.",
    also=("hs_acv", "ACV", "Annual contract value (ACV)", "Valor de contrato anual", "Valor contractual anual",
          "Valor anual de contrato", "Valor do contrato anual"),
)  # fmt: skip
MARKET = Column(
    "client_market", "market", "Client's market", "Mercado del cliente", "Mercado do cliente",
    "The client's country, for a client that is new.",
    also=("Country", "País", "Country/Region", "País/región", "País/Región", "País/região", "Company country",
          "País de la empresa", "País da empresa", "Market", "Mercado", "Customer country"),
)  # fmt: skip
OF_DEALS = (STAGE, PIPELINE, IS_WON, IS_CLOSED, AMOUNT, ANNUAL_VALUE)

# The word of HubSpot's for what a client buys more, which can be two of our kinds.
EXISTING = Choice(
    "existing", "Existing business", "Negocio existente", "Negócio existente",
    ("existingbusiness", "existing", "existente", "cliente existente", "existing customer", "Negocios existentes",
     "Negócios existentes"),
)  # fmt: skip
EXPORT_KINDS = (*DEAL_KINDS, EXISTING)
WON = ("closedwon", "Closed won", "Closed-won", "Won", "Cierre ganado", "Cerrado ganado", "Cerrada ganada", "Ganado",
       "Ganada", "Cerrado (ganado)", "Negócio fechado", "Fechado ganho", "Fechamento ganho", "Fechado (ganho)", "Ganho",
       "Negócio ganho", "Negocio ganado", "Fechado e ganho", "Cerrado y ganado", "Fechado com sucesso",
       "Cierre exitoso", "Encerrado ganho")  # fmt: skip
LOST = ("closedlost", "Closed lost", "Closed-lost", "Lost", "Cierre perdido", "Cerrado perdido", "Cerrada perdida",
        "Perdido", "Perdida", "Cerrado (perdido)", "Negócio perdido", "Fechado perdido", "Fechamento perdido",
        "Fechado (perdido)", "Negocio perdido", "Fechado e perdido", "Cerrado y perdido",
        "Encerrado perdido")  # fmt: skip
# Of HubSpot's own columns these are not asked about: nothing of them belongs into a book.
UNUSED = (
    "hubspot_owner_id", "Deal owner", "Propietario del negocio", "Proprietário do negócio", "Company owner",
    "Propietario de la empresa", "Proprietário da empresa", "createdate", "Create date", "Fecha de creación",
    "Data de criação", "hs_lastmodifieddate", "Last modified date", "Fecha de última modificación",
    "Data da última modificação", "Last activity date", "Fecha de la última actividad", "Data da última atividade",
    "notes_last_updated", "hs_deal_stage_probability", "Deal probability", "Probabilidad del negocio",
    "Probabilidade do negócio", "amount_in_home_currency", "Amount in company currency",
    "Importe en la moneda de la empresa", "Valor na moeda da empresa", "hs_forecast_amount", "Forecast amount",
    "Weighted amount", "hs_arr", "Annual recurring revenue", "Annual recurring revenue (ARR)",
    "Ingresos recurrentes anuales", "Ingresos anuales recurrentes", "Receita anual recorrente",
    "Receita recorrente anual", "Associated Contact", "Associated Contact IDs", "Associated Contacts",
    "Contacto asociado", "Contato associado", "IDs de contacto asociado", "IDs de contato associado",
    "Closed won reason", "closed_won_reason", "Closed lost reason", "closed_lost_reason", "Days to close",
    "days_to_close", "num_associated_contacts", "Number of associated contacts", "hs_priority", "Priority", "Prioridad",
    "Prioridade", "Next step", "hs_next_step", "Próximo paso", "Próximo passo", "Original traffic source",
    "hs_analytics_source", "hubspot_team_id", "HubSpot team", "Equipo de HubSpot", "Equipe da HubSpot",
    "hs_createdate", "Associated Line Items", "Associated Line Item IDs", "Associated Note", "Associated Note IDs",
    "hs_closed_amount", "Closed deal amount", "dealId source", "lifecyclestage", "Lifecycle stage",
)  # fmt: skip
