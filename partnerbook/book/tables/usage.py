"""The table of how much clients use their accounts, month by month."""

from partnerbook import records
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.shared import CLIENT, NOTE

USAGE = Table(
    name="Usage",
    es="Uso",
    pt="Uso",
    record=records.Usage,
    purpose="How much each client uses its account, month by month, as HubSpot shows it. One row for each month.",
    optional=True,
    unique=("client", "month"),
    columns=(
        CLIENT,
        Column(
            "month", "month", "Usage month", "Mes de uso", "Mês de uso", "The month: 2026-07, or any day of it.",
            required=True, width=12,
        ),
        Column(
            "engagement_score", "number", "Engagement score", "Puntuación de interacción", "Pontuação de engajamento",
            "HubSpot's score of that month, 0 to 100.",
            also=("Engagement", "Usage score", "Puntuación de la interacción", "Pontuação de interação"), width=14,
        ),
        Column(
            "products", "text", "Products in use", "Productos en uso", "Produtos em uso",
            "The products that the client uses, separated by semicolons.", width=40,
        ),
        Column(
            "apps", "text", "Apps in use", "Aplicaciones en uso", "Aplicativos em uso",
            "The apps that the client uses, separated by semicolons.", width=40,
        ),
        NOTE,
    ),
)  # fmt: skip
