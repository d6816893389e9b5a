"""The tables of what the partner and HubSpot do together: deals that both sell, and who at HubSpot helps with what."""

from partnerbook import records
from partnerbook.book.tables.choices import DEAL_STAGES, SELLERS, TEAM_ROLES
from partnerbook.book.tables.revenue import DEALS
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.shared import CURRENCY, NOTE

SHARED_DEALS = Table(
    name="Shared deals",
    es="Negocios compartidos",
    pt="Negócios compartilhados",
    record=records.SharedDeal,
    purpose="Deals that HubSpot and you sell together, open and closed. No points come from here: a deal that was won "
    "belongs on the Deals sheet too.",
    optional=True,
    columns=(
        Column(
            "deal", "text", "Shared deal", "Negocio compartido", "Negócio compartilhado", "The deal's name or number.",
            required=True, also=("Deal", "Deal name", "Nombre del negocio", "Nome do negócio"), width=30,
        ),
        Column(
            "client", "text", "Client", "Cliente", "Cliente",
            "Whom it would be sold to; not yet on the Clients sheet, as often as not.",
            also=("Client name", "Nombre del cliente", "Nome do cliente", "Customer", "Company", "Empresa"), width=30,
        ),
        Column(
            "created_by", "choice", "Created by", "Creado por", "Criado por", "Who created the deal: HubSpot or you.",
            required=True, choices=SELLERS, width=12,
        ),
        Column(
            "created", "date", "Created on", "Creado el", "Criado em", "The day the deal was created.", required=True,
            also=("Create date", "Created", "Fecha de creación", "Data de criação"),
        ),
        Column(
            "stage", "choice", "Stage", "Etapa", "Etapa", "Open, won or lost. Empty: open.", choices=DEAL_STAGES,
            default="open", also=("Deal stage", "Etapa del negocio", "Etapa do negócio"), width=12,
        ),
        Column(
            "closed", "date", "Close date", "Fecha de cierre", "Data de fechamento",
            "The day the deal was won or lost; of an open one the day HubSpot expects.",
            also=("Closed", "Closed on", "Cierre", "Fechamento"),
        ),
        Column(
            "closed_by", "choice", "Closed by", "Cerrado por", "Fechado por",
            "Who closed the deal: HubSpot or you. Empty: not known.", choices=SELLERS, width=12,
        ),
        Column(
            "owner", "text", "Owner at HubSpot", "Propietario en HubSpot", "Proprietário na HubSpot",
            "Who works on the deal at HubSpot.",
            also=("Deal owner", "Propietario del negocio", "Proprietário do negócio"), width=20,
        ),
        Column(
            "amount", "money", "Amount", "Importe", "Valor",
            "What HubSpot shows as the deal's amount, which may be for more than a month.", hubspot="amount",
            also=("Deal amount", "Importe del negocio", "Valor do negócio"),
        ),
        CURRENCY._replace(required=False, help="The currency of the amount, as a three-letter code."),
        DEALS.column("record_id"),
        NOTE,
    ),
)  # fmt: skip

HUBSPOT_TEAM = Table(
    name="HubSpot team",
    es="Equipo de HubSpot",
    pt="Equipe da HubSpot",
    record=records.TeamMember,
    purpose="Who helps you at HubSpot, with what, and how to reach them.",
    optional=True,
    unique=("name", "role"),
    columns=(
        Column("name", "text", "Name", "Nombre", "Nome", "The person's name.", required=True, width=26),
        Column(
            "role", "choice", "Role at HubSpot", "Función en HubSpot", "Função na HubSpot",
            "What the person is to you: your Partner Development Manager (PDM), say.", required=True,
            choices=TEAM_ROLES, width=34,
        ),
        Column(
            "helps_with", "text", "Helps with", "Ayuda con", "Ajuda com", "What you can ask them for.", width=40
        ),
        Column(
            "mail", "mail", "Mail", "Correo", "E-mail", "Their mail address.",
            also=("E-mail", "Email address", "Correo electrónico", "Endereço de e-mail"), width=30,
        ),
        Column("phone", "text", "Phone", "Teléfono", "Telefone", "Their telephone number.", width=18),
        Column(
            "link", "link", "Link", "Enlace", "Link", "Where to book a meeting with them, or to read more.", width=30
        ),
        NOTE,
    ),
)  # fmt: skip
