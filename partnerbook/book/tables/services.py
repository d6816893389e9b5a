"""The tables of what the partner does for its clients: when it manages them, and its services."""

from partnerbook import records
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.shared import CLIENT, NOTE, UNLISTED

MANAGING = Table(
    name="Managing",
    es="Administración",
    pt="Gerenciamento",
    record=records.Managing,
    purpose="When you manage each client, and with how many other partners. Managed points come from here "
    "and from Subscriptions.",
    columns=(
        CLIENT,
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
        UNLISTED,
    ),
)  # fmt: skip

SERVICES = Table(
    name="Partner services",
    es="Servicios de partner",
    pt="Serviços de parceiro",
    record=records.Service,
    purpose="What you do for each client, as HubSpot's Partner Services have it. partnerbook sync fills it in.",
    columns=(
        CLIENT,
        Column(
            "service", "text", "Partner service", "Servicio de partner", "Serviço de parceiro",
            "What HubSpot calls the service.", required=True, width=30,
        ),
        Column(
            "details", "text", "Details", "Detalles", "Detalhes",
            "What else HubSpot tells of the service, under the names that your account gives its properties.", width=40,
        ),
        Column(
            "record_id", "identifier", "HubSpot record", "Registro de HubSpot", "Registro da HubSpot",
            "The number of the service's record at HubSpot; a sync finds the row by it.", width=16,
        ),
        NOTE,
        UNLISTED,
    ),
)  # fmt: skip
