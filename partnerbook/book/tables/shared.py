"""What several tables of the book share: columns, and the sheets beside the tables that hold none."""

from partnerbook.book.tables.shape import Choice, Column

# Sheets of a workbook made here that hold no table: the words for a person, and what the drop-downs offer.
START = Choice("start", "Start", "Inicio", "Início")
LISTS = Choice("lists", "Lists", "Listas", "Listas")

CLIENT = Column(
    "client", "client", "Client", "Cliente", "Cliente", "The client's name, exactly as on the Clients sheet.",
    required=True, also=("Client name", "Nombre del cliente", "Nome do cliente", "Customer"), width=30,
)  # fmt: skip
LINE = Column(
    "line", "text", "Product line", "Línea de producto", "Linha de produto",
    "The HubSpot product line, such as Marketing Hub. An upsell keeps the rate of its line's first sale.",
    required=True, also=("Line", "Línea", "Linha", "Hub"), width=20,
)  # fmt: skip
CURRENCY = Column(
    "currency", "currency", "Currency", "Moneda", "Moeda", "The currency the client pays in, as a three-letter code.",
    required=True, also=("Client currency", "Divisa"), width=10,
)  # fmt: skip
NOTE = Column(
    "note", "text", "Note", "Nota", "Nota", "Anything you want to remember.", also=("Notes", "Notas"), width=30
)
UNLISTED = Column(
    "unlisted_on", "date", "Not listed since", "No figura desde", "Não consta desde",
    "The first day on which HubSpot no longer listed it; empty while it does. partnerbook fills it in.",
)  # fmt: skip
