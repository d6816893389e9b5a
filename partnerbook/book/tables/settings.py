"""The Settings table of the book, one row for each setting, and the words of its two headings."""

from partnerbook import records
from partnerbook.book.tables.choices import (
    LOSSES_BY,
    NEW_DEAL_RATES,
    NO_TIER,
    PARTNER_KINDS,
    SOURCES,
    TIERS,
    UPSELL_RATES,
    YES_NO,
)
from partnerbook.book.tables.shape import Choice, Column, Table

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
            "The tier HubSpot shows for you now, or No tier.", choices=(NO_TIER, *TIERS),
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
            "A market exchange rate older than this is refused rather than used, also one of your own Rates table.",
            default=records.RATE_MAX_AGE,
        ),
        Column(
            "lapse_days", "whole", "Days until managing lapses", "Días hasta que caduca la administración",
            "Dias até o gerenciamento expirar",
            "After so many days without activity of your team a managed relation lapses, where HubSpot states no day. "
            "Not published: as partners report it.", default=60, also=("Días hasta que caduca la gestión",),
        ),
        Column(
            "deals_without_source", "choice", "Deals without a source count as", "Los negocios sin origen cuentan como",
            "Negócios sem origem contam como",
            "How a deal counts for which no source is entered. Assumed: Assisted, which gives fewer points.",
            choices=SOURCES, default="assisted",
        ),
        Column(
            "upsell_by_other_source", "choice", "An upsell by another source takes",
            "Una ampliación de otro origen toma", "Uma ampliação de outra origem leva",
            "An upsell keeps the rate of its line's first sale; whether it does where that had another source, HubSpot "
            "does not say. Assumed: the rate of its own source, of that day.",
            choices=UPSELL_RATES, default=records.OWN,
        ),
        Column(
            "new_deal_on_older_line", "choice", "A new deal on a line sold before takes",
            "Un negocio nuevo en una línea vendida antes toma", "Um negócio novo em uma linha vendida antes leva",
            "A deal that is no upsell, on a line first sold before 27 February 2024. Assumed: the rate of its own day.",
            choices=NEW_DEAL_RATES, default=records.OWN,
        ),
        Column(
            "losses_by", "choice", "Retention counts losses", "La retención cuenta las pérdidas",
            "A retenção conta as perdas",
            "Whether C$R and GRR compare what a client pays, or each of its product lines. Assumed: by client.",
            choices=LOSSES_BY, default=records.CLIENT,
        ),
        Column(
            "partner_kind", "choice", "Your company is a", "Tu empresa es", "Sua empresa é",
            "A Solutions Partner is paid commission on a deal for 36 months, a Solutions Provider for 12. Assumed: "
            "Solutions Partner.",
            choices=PARTNER_KINDS, default=records.SOLUTIONS_PARTNER,
        ),
        Column(
            "payout_days", "whole", "Days until commission is paid", "Días hasta el pago de la comisión",
            "Dias até o pagamento da comissão",
            "How many days after its quarter HubSpot pays commission. HubSpot says about 45.",
            default=records.PAYOUT_DAYS,
        ),
    ),
)  # fmt: skip
