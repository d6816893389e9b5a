"""The Scenarios table of the book: what has not happened, under the name of the scenario that it belongs to."""

from partnerbook import records
from partnerbook.book.tables.choices import SOURCES, WHAT_IFS
from partnerbook.book.tables.clients import CLIENTS
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.shared import CURRENCY, LINE, NOTE

SCENARIOS = Table(
    name="Scenarios",
    es="Escenarios",
    pt="Cenários",
    record=records.Assumed,
    purpose="What if: sales, losses and managing that have not happened, each under a scenario's name. They count in "
    "no figure of yours. partnerbook scenario shows what would come of them.",
    optional=True,
    columns=(
        Column(
            "scenario", "text", "Scenario", "Escenario", "Cenário",
            "The scenario's name. Rows of one name belong together.", required=True,
            also=("Scenario name", "Nombre del escenario", "Nome do cenário"), width=26,
        ),
        Column(
            "what", "choice", "What happens", "Qué pasa", "O que acontece", "What the scenario assumes.", required=True,
            choices=WHAT_IFS, width=18,
        ),
        Column(
            "client", "text", "Client", "Cliente", "Cliente",
            "Whom it concerns. A sale can be to somebody who is not on the Clients sheet; it then needs the market.",
            required=True, also=("Client name", "Nombre del cliente", "Nome do cliente", "Customer"), width=30,
        ),
        Column(
            "on", "date", "Day", "Día", "Dia", "The first day on which it holds.", required=True,
            also=("Date", "On", "Fecha", "Data"),
        ),
        LINE._replace(
            required=False,
            help="The HubSpot product line, such as Marketing Hub. Empty for a cancellation of all the client pays.",
        ),
        Column(
            "mrr", "money", "MRR", "MRR", "MRR",
            "Monthly recurring revenue gained by the sale, or lost by the downgrade; a cancellation takes it all.",
        ),
        CURRENCY._replace(
            required=False, default="", help="The currency of the MRR, as a three-letter code."
        ),
        Column(
            "source", "choice", "Source", "Origen", "Origem",
            "Who brings the sale: Sourced by you, or Assisted. Empty: as the Settings say.", choices=SOURCES,
            default="", width=12,
        ),
        CLIENTS.column("market")._replace(
            required=False, hubspot="", help="The country of a client that is not on the Clients sheet yet.",
        ),
        Column(
            "partners", "whole", "Other partners", "Otros partners", "Outros parceiros",
            "How many other partners manage the client too from then on. Empty: none.", default=0, width=12,
        ),
        NOTE,
    ),
)  # fmt: skip
