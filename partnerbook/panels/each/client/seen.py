"""One client as a tab of its panel sees it; what a figure of it is, the core says when a tab asks for it."""

from collections.abc import Callable
from typing import NamedTuple

from partnerbook.codes import Measure
from partnerbook.figures.client_detail import ClientHistory
from partnerbook.figures.concentration import Weight, tier_without, weight_of
from partnerbook.figures.explained import Explained, explained
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.figures.shown import ShownPoints
from partnerbook.figures.stake import Stake
from partnerbook.figures.usage import ClientUsage, client_usage, usage_months
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.table import Form
from partnerbook.records import Client, Usage


class Seen(NamedTuple):
    """A client on the day of an overview: its last 24 months, and these as a list of all clients shows their points.

    `stakes` gives what is at stake of all clients, `form` is how a tab shows facts: "table" where no style sheet is.
    """

    reader: Reader
    known: Overview
    client: Client
    history: ClientHistory
    points: tuple[ShownPoints, ...]
    stakes: Callable[[], tuple[Stake, ...]]
    form: Form = "facts"

    @property
    def name(self) -> str:
        """The client's name, by which the book's other records know it."""
        return self.client.client

    def explained(self) -> Explained:
        """The entries behind the client's points; they add up to them."""
        return explained(self.known, Measure.TOTAL, self.name)

    def usage(self) -> ClientUsage:
        """How much the client uses its account, and which way its engagement goes."""
        return client_usage(self.client, self.known.book.usage, self.known.as_of)

    def usage_months(self) -> tuple[Usage, ...]:
        """The months of its usage up to the day, the oldest first."""
        return usage_months(self.known.book.usage, self.name, self.known.as_of)

    def renewals(self) -> list[RenewalOutlook]:
        """The client's renewals, soonest first."""
        return [each for each in self.known.renewals if each.renewal.client == self.name]

    def weight(self) -> Weight | None:
        """What its loss would cost; None where it gives no points."""
        return weight_of(self.known, self.name)

    def tier_without(self) -> str | None:
        """The performing tier without its points; None where it cannot be told."""
        return tier_without(self.known, self.name)

    def staked(self) -> list[Stake]:
        """What of its points is at stake, the soonest first."""
        return [each for each in self.stakes() if each.client == self.name]
