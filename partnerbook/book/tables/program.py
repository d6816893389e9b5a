"""The tables of what HubSpot tells a partner of the program and does not publish: thresholds of tiers, own rates."""

from partnerbook import records
from partnerbook.book.tables.choices import RATE_KINDS, TIERS
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.shared import CURRENCY

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
    record=records.OwnRate,
    purpose="Your own rates, used before any other. For points: what HubSpot counts as US$100 in a currency.",
    unique=("currency", "start", "kind"),
    columns=(
        CURRENCY._replace(help="The currency, as a three-letter code."),
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
