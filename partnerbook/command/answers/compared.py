"""`partnerbook explain` and `compare` for programs."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import FigureKind, Measure
from partnerbook.command.answers.json_text import json_value
from partnerbook.figures.explained import Explained, Part
from partnerbook.figures.since import ClientChange, Figure, Since


class ExplainedClient(NamedTuple):
    """What a client gives to a figure, and from how many entries."""

    client: str
    points: Decimal
    entries: int


class ExplainedEntry(NamedTuple):
    """An entry behind a figure: its points come of amount / unit * rate * growth / partners.

    Of a loss that ends a sale they are all that was left of it. `amount` is monthly revenue, below 0 where a loss takes
    from a sale; `growth_stated` is whether HubSpot states the growth for the client; `record` is the row of the book.
    """

    client: str
    market: str
    line: str
    track: str
    kind: str
    source: str
    amount: Decimal
    currency: str
    unit: Decimal
    estimated: bool
    rate: Decimal
    growth: Decimal
    growth_stated: bool
    partners: int
    edition: date
    points: Decimal
    start: date
    until: date | None
    record: str


class ExplainAnswer(NamedTuple):
    """A figure of points, "total", "sold", "sourced" or "managed", of all clients or one; the entries add up to it."""

    figure: Measure
    client: str | None
    points: Decimal
    clients: tuple[ExplainedClient, ...]
    entries: tuple[ExplainedEntry, ...]

    @property
    def rows(self) -> tuple[ExplainedEntry, ...]:
        """Entry by entry."""
        return self.entries


class ComparedFigure(NamedTuple):
    """A figure before and after, as it is shown: a number, a day or a tier, as text; null where it is not known."""

    kind: FigureKind
    before: str | None
    after: str | None
    difference: Decimal | None


class ComparedClient(NamedTuple):
    """A client's points before and after, as they are shown: with `others`, those of all add up to the figures."""

    client: str
    sold_before: Decimal
    managed_before: Decimal
    sold_after: Decimal
    managed_after: Decimal
    difference: Decimal


class CompareAnswer(NamedTuple):
    """What changed between two days of a book, or two files of it: figures, and clients whose points moved.

    `others`, without a name, are those together whose points stand still: what these are shown to move is rounding.
    """

    before: date
    after: date
    compared: tuple[ComparedFigure, ...]
    clients: tuple[ComparedClient, ...]
    others: ComparedClient

    @property
    def rows(self) -> tuple[ComparedClient, ...]:
        """Client by client."""
        return self.clients


def explain_answer(found: Explained) -> ExplainAnswer:
    """How a figure comes about."""
    clients = (ExplainedClient(each.client, each.points, each.entries) for each in found.clients)
    return ExplainAnswer(
        found.measure, found.client or None, found.points, tuple(clients), tuple(map(_entry, found.parts))
    )


def _entry(part: Part) -> ExplainedEntry:
    entry, terms = part.entry, part.entry.terms
    return ExplainedEntry(
        entry.client, part.market, entry.line, entry.track, entry.kind, entry.source, entry.amount, terms.currency,
        terms.unit.amount, terms.unit.estimated, terms.rate, terms.growth, terms.stated, terms.partners,
        terms.edition, entry.points, entry.start, entry.until, str(entry.origin),
    )  # fmt: skip


def compare_answer(found: Since) -> CompareAnswer:
    """What changed between two overviews."""
    figures = (
        ComparedFigure(each.kind, _text(each.before), _text(each.after), each.difference) for each in found.figures
    )
    return CompareAnswer(
        found.before, found.after, tuple(figures), tuple(map(_compared, found.clients)), _compared(found.others)
    )


def _compared(each: ClientChange) -> ComparedClient:
    return ComparedClient(each.client, *each.before, *each.after, each.total)


def _text(value: Figure) -> str | None:
    return None if value is None else str(json_value(value))
