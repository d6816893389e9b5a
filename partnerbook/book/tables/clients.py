"""The Clients table of the book, which all that HubSpot lists of a client follows too."""

from partnerbook import records
from partnerbook.book.tables.choices import HEALTHS, RELATIONSHIPS
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.shared import NOTE, UNLISTED

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
            "hub_id", "identifier", "Hub ID", "ID de Hub", "ID do Hub", "The number of the client's HubSpot account.",
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
            "multiplier", "number", "Growth multiplier (HubSpot)", "Multiplicador de crecimiento (HubSpot)",
            "Multiplicador de crescimento (HubSpot)",
            "What HubSpot multiplies the client's points by, such as 2 or 1. It goes before the list of growth "
            "markets; empty: the list.", hubspot="hs_market_multiplier",
            also=("Market multiplier", "Multiplicador de mercado", "Multiplicador del mercado"),
        ),
        Column(
            "multiplier_on", "date", "Multiplier read on", "Multiplicador leído el", "Multiplicador lido em",
            "The day that multiplier was read: it holds from then on, the list before. Empty: it always holds.",
        ),
        Column(
            "account_link", "link", "Account link", "Enlace de la cuenta", "Link da conta",
            "The address of the client's HubSpot account.", hubspot="hs_account_link", width=24,
            also=("Client account link", "Enlace de la cuenta del cliente", "Link da conta do cliente"),
        ),
        Column(
            "crm_company", "link_or_id", "Company in the CRM", "Empresa en el CRM", "Empresa no CRM",
            "The client's company in your own HubSpot account: its address, or the number of its record.",
            also=("Company record", "Registro de la empresa", "Registro da empresa"), width=24,
        ),
        Column(
            "health", "choice", "Relation health", "Salud de la relación", "Saúde do relacionamento",
            "How the relation stands, as you see it: good, needs attention, at risk.", choices=HEALTHS, width=18,
        ),
        Column(
            "contact_limit", "whole", "Contact limit", "Límite de contactos", "Limite de contatos",
            "How many marketing contacts the client's account may have.", hubspot="hs_marketing_contacts_limit",
            also=("Marketing contacts limit", "Límite de contactos de marketing", "Limite de contatos de marketing"),
            width=12,
        ),
        Column(
            "email_limit", "whole", "E-mail limit (a month)", "Límite de correos (al mes)",
            "Limite de e-mails (por mês)", "How many e-mails the client's account may send in a month.",
            hubspot="hs_monthly_email_sends_limit",
            also=("Email limit", "Monthly email sends limit", "Límite de correos electrónicos", "Limite de e-mails"),
            width=12,
        ),
        NOTE,
        UNLISTED,
    ),
)  # fmt: skip
