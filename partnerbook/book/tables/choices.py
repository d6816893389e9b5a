"""The choices that columns of the book offer: the codes that records hold, the words of three languages for them."""

from partnerbook import codes
from partnerbook.book.tables.shape import Choice
from partnerbook.language.words import tier_words
from partnerbook.names import LANGUAGES
from partnerbook.parsing.tier import TIER_WORDS
from partnerbook.parsing.yes_no import NO, YES

TIERS = tuple(Choice(name, name, name, name, words) for name, words in TIER_WORDS.items())
_EN, _ES, _PT = (tier_words(codes.NO_TIER, language) for language in LANGUAGES)
NO_TIER = Choice(
    codes.NO_TIER, _EN, _ES, _PT, ("none", "ninguno", "ningún nivel", "nenhuma", "nenhum", "untiered", "sem nível")
)
YES_NO = (
    Choice("yes", "Yes", "Sí", "Sim", YES),
    Choice("no", "No", "No", "Não", NO),
)
RELATIONSHIPS = (
    Choice("sold", "Sold", "Vendido", "Vendido"),
    Choice("managed", "Managed", "Gestionado", "Gerenciado", ("administrado",)),
    Choice("both", "Sold and managed", "Vendido y gestionado", "Vendido e gerenciado", ("vendido y administrado",)),
)
_NEW = (
    *("net new", "net-new", "sale", "venta", "venda", "nueva", "nova", "new business", "newbusiness", "nuevo negocio"),
    *("negocio nuevo", "novo negócio", "negócio novo", "nuevos negocios", "novos negócios"),
)
DEAL_KINDS = (
    Choice("new", "New", "Nuevo", "Novo", _NEW),
    Choice("cross_sell", "Cross-sell", "Venta cruzada", "Venda cruzada", ("cross sell", "crosssell")),
    Choice("upsell", "Upsell", "Ampliación", "Ampliação", ("up-sell", "upgrade", "venta adicional", "venda adicional")),
    Choice("downgrade", "Downgrade", "Reducción", "Redução", ("contraction",)),
    Choice("cancellation", "Cancellation", "Cancelación", "Cancelamento", ("cancelled", "canceled", "churn", "baja")),
)
# Words that say less than a choice of ours: what they can be, and of whom they are.
UNDECIDED = (
    Choice(
        "Upsell or Cross-sell", "Existing business", "Negocio existente", "Negócio existente",
        ("existingbusiness", "existing", "existente", "cliente existente", "existing customer"),
    ),
)  # fmt: skip
SOURCES = (
    Choice(
        "sourced",
        "Sourced",
        "Originado",
        "De origem",
        ("partner sourced", "partner collab", "originado", "de origen"),
    ),
    Choice("assisted", "Assisted", "Asistido", "Assistido", ("difm", "hubspot sourced", "shared")),
)
WHAT_IFS = (
    Choice(codes.WhatIf.SALE, "Sale", "Venta", "Venda", ("sell", "upsell", "new", "vender", "nueva", "nova")),
    Choice(codes.WhatIf.DOWNGRADE, "Downgrade", "Reducción", "Redução", ("contraction",)),
    Choice(
        codes.WhatIf.CANCELLATION, "Cancellation", "Cancelación", "Cancelamento",
        ("cancelled", "canceled", "cancel", "churn", "baja"),
    ),
    Choice(
        codes.WhatIf.MANAGE, "Start managing", "Empezar a administrar", "Começar a gerenciar",
        ("manage", "managing", "gestionar", "empezar a gestionar", "gerenciar"),
    ),
    Choice(
        codes.WhatIf.STOP, "Stop managing", "Dejar de administrar", "Deixar de gerenciar",
        ("stop", "end managing", "end services", "dejar de gestionar"),
    ),
    Choice(codes.WhatIf.PARTNERS, "Other partners", "Otros partners", "Outros parceiros", ("partners", "shared")),
)  # fmt: skip
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
# The readings of what HubSpot does not publish, of which each is a setting.
_OF_THE_LINE = Choice(
    "line",
    "The rate of the line's first sale",
    "La tasa de la primera venta de la línea",
    "A taxa da primeira venda da linha",
    ("line",),
)
UPSELL_RATES = (Choice("own", "Its own rate", "Su propia tasa", "Sua própria taxa", ("own",)), _OF_THE_LINE)
NEW_DEAL_RATES = (
    Choice("own", "The rate of its own day", "La tasa de su propio día", "A taxa do seu próprio dia", ("own",)),
    _OF_THE_LINE,
)
LOSSES_BY = (
    Choice("client", "By client", "Por cliente", "Por cliente", ("client", "cliente")),
    Choice("line", "By product line", "Por línea de producto", "Por linha de produto", ("line", "línea", "linha")),
)
RATE_KINDS = (
    Choice("program", "Points", "Puntos", "Pontos", ("program", "programa", "tier points")),
    Choice("market", "Market", "Mercado", "Mercado"),
)
SELLERS = (
    Choice("hubspot", "HubSpot", "HubSpot", "HubSpot", ("hubspot rep", "hub spot")),
    Choice(
        "partner", "Partner", "Partner", "Parceiro", ("us", "we", "me", "nosotros", "nós", "solutions partner", "socio")
    ),
)
DEAL_STAGES = (
    Choice(
        "open", "Open", "Abierto", "Aberto",
        ("appointmentscheduled", "appointment scheduled", "cita programada", "reunião agendada", "qualifiedtobuy",
         "qualified to buy", "calificado para comprar", "qualificado para comprar", "presentationscheduled",
         "presentation scheduled", "presentación programada", "apresentação agendada", "decisionmakerboughtin",
         "decision maker bought-in", "contractsent", "contract sent", "contrato enviado", "in progress", "en curso",
         "em andamento"),
    ),
    Choice(
        "won", "Won", "Ganado", "Ganho",
        ("closedwon", "closed won", "cierre ganado", "cerrado ganado", "negócio fechado", "fechado ganho"),
    ),
    Choice(
        "lost", "Lost", "Perdido", "Perdido",
        ("closedlost", "closed lost", "cierre perdido", "cerrado perdido", "negócio perdido", "fechado perdido"),
    ),
)  # fmt: skip
COMMISSION_STATUSES = (
    Choice("expected", "Expected", "Prevista", "Prevista", ("forecast", "upcoming", "previsto", "projected")),
    Choice("earned", "Earned", "Devengada", "Devida", ("devengado", "devido", "accrued", "pending", "pendiente")),
    Choice("paid", "Paid", "Pagada", "Paga", ("pagado", "pago", "received", "recibida", "recebida")),
    Choice(
        "clawed_back", "Clawed back", "Recuperada por HubSpot", "Estornada",
        ("clawback", "recouped", "recuperada", "estorno", "reversed", "chargeback"),
    ),
)  # fmt: skip
TEAM_ROLES = (
    Choice(
        "pdm", "Partner Development Manager (PDM)", "Gerente de desarrollo de partners (PDM)",
        "Gerente de desenvolvimento de parceiros (PDM)", ("pdm", "partner development manager"),
    ),
    Choice(
        "cam", "Channel Account Manager (CAM)", "Channel Account Manager (CAM)", "Channel Account Manager (CAM)",
        ("cam", "channel account manager"),
    ),
    Choice(
        "consultant", "Channel Consultant", "Channel Consultant", "Channel Consultant",
        ("cc", "consultant", "consultor", "consultora", "channel consultant"),
    ),
    Choice("other", "Other", "Otra", "Outra", ("otro", "outro")),
)  # fmt: skip
# How a relation stands, as the partner sees it.
HEALTHS = (
    Choice("good", "Good", "Buena", "Boa", ("green", "healthy", "verde")),
    Choice(
        "watch", "Needs attention", "Requiere atención", "Requer atenção", ("yellow", "amber", "amarillo", "amarelo")
    ),
    Choice("at_risk", "At risk", "En riesgo", "Em risco", ("red", "rojo", "vermelho")),
)
PARTNER_KINDS = (
    Choice("partner", "Solutions Partner", "Solutions Partner", "Solutions Partner", ("partner", "parceiro")),
    Choice("provider", "Solutions Provider", "Solutions Provider", "Solutions Provider", ("provider", "proveedor")),
)
