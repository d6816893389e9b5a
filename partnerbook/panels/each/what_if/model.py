"""The state of what if: the scenarios of a book, and a row that is typed and belongs to one only here."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

import traitlets as t

from partnerbook.book.tables import SCENARIOS
from partnerbook.book.tables.choices import SOURCES, WHAT_IFS
from partnerbook.book.write.change import ADD, Change
from partnerbook.codes import WhatIf
from partnerbook.days import MONTHS_AHEAD
from partnerbook.errors import BadInput
from partnerbook.exact import exactly
from partnerbook.figures.outlook import outlook
from partnerbook.figures.overview import Overview
from partnerbook.figures.scenario import CannotBe, Scenario, book_with_assumed, rows_by_scenario, scenarios
from partnerbook.language.reader import Reader
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.each.calculator.model import MOST_PARTNERS, Count, Figure
from partnerbook.panels.frame.model import Day, given, result
from partnerbook.panels.frame.overview_model import OverviewModel, opened
from partnerbook.parsing.amount import AmountFault, amount_text
from partnerbook.parsing.currency import currency_code
from partnerbook.parsing.market import market_code
from partnerbook.records import NOWHERE, Assumed, Book

MONTHS = (6, 12, MONTHS_AHEAD)
_MONEY = (WhatIf.SALE, WhatIf.DOWNGRADE)


class WhatIfOptions(TypedDict, total=False):
    """What the fields begin with, as `WhatIfModel` describes them."""

    as_of: date | str | None
    months: int
    scenario: str
    what: str
    client: str
    day: date | str | None
    line: str
    mrr: str | int | Decimal
    currency: str
    source: str
    market: str
    partners: int | str


class Untold(NamedTuple):
    """A scenario that cannot be: its name, and why."""

    name: str
    why: str


class WhatIfModel(OverviewModel):
    """Scenarios beside the book as it is, `months` ahead: 6, 12 or 18.

    The other fields are those of a row: under which scenario's name, `what` happens, of which client, from which
    `day`, and what that needs. `add` puts it among `rows`, which are in no book; `row_changes` would write them into
    one. `found` is the book as it is and each scenario that can be, `untold` those that cannot.
    """

    panel = "what_if"

    months = given(t.Enum(MONTHS, MONTHS_AHEAD))
    scenario = given(t.Unicode())
    what = given(t.CaselessStrEnum([choice.code for choice in WHAT_IFS], WhatIf.SALE))
    client = given(t.Unicode())
    day = given(Day())
    line = given(t.Unicode())
    mrr = given(Figure(""))
    currency = given(t.Unicode("USD"))
    source = given(t.CaselessStrEnum([choice.code for choice in SOURCES], SOURCES[0].code))
    market = given(t.Unicode())
    partners = given(Count("0"))
    found = result(t.Tuple())
    untold = result(t.Tuple())

    def __init__(self, *found: Any, **options: Any) -> None:
        self.rows: tuple[Assumed, ...] = ()
        self._wrong: dict[str, str] = {}
        self._kept: dict[str, tuple[object, Any]] = {}
        super().__init__(*found, **options)
        self.observe(lambda _: self._forget(), _ROW)

    @t.validate("market", "currency")
    def _known_code(self, proposal: Any) -> str:
        read = market_code if proposal["trait"].name == "market" else currency_code
        return read(proposal["value"]) if proposal["value"] else ""

    @t.observe("book")
    def _leave_written(self, _: object) -> None:
        """What the book has by now is not assumed here any more."""
        there = set() if self.book is None else {row._replace(origin=NOWHERE) for row in self.book.scenarios}
        self.rows = tuple(row for row in self.rows if row not in there)

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """The book as it is, and what would come of each scenario."""
        problems |= self._wrong
        known = self.seen(problems)
        if known is None:
            return {}
        found = [self._once("", (known, self.months), lambda: Scenario("", known, outlook(known, self.months)))]
        untold: list[Untold] = []
        for key, rows in rows_by_scenario((*known.book.scenarios, *self.rows)).items():
            told = self._once(key, (known, self.months, tuple(rows)), lambda rows=rows: self._of(known, rows))
            (untold if isinstance(told, Untold) else found).append(told)
        return {"known": known, "found": tuple(found), "untold": tuple(untold)}

    def add(self) -> None:
        """Put the row that is typed among the rows; what it lacks is a problem of its field."""
        self._wrong = {}
        row = self._row()
        if row is not None and self.known is not None:
            same = rows_by_scenario((*self.known.book.scenarios, *self.rows, row))
            try:
                mine = next(rows for rows in same.values() if row in rows)
                book_with_assumed(self.known.book, mine)
                self.rows = (*self.rows, row)
            except CannotBe as error:
                self._wrong["day" if error.field == "on" else error.field] = spoken_value(error.why, self.reader)
            except BadInput as error:
                self._wrong["client"] = spoken_value(error, self.reader)
        self.compute()

    def take_out(self, places: Sequence[int]) -> None:
        """Take some of the rows out again, by their places; without places all of them."""
        self.rows = tuple(row for at, row in enumerate(self.rows) if places and at not in places)
        self.compute()

    def row_changes(self) -> list[Change]:
        """The changes of a book by which the rows stand on its sheet of scenarios."""
        return [Change(ADD, SCENARIOS.name, row.client, "", None, row) for row in self.rows]

    def _of(self, known: Overview, rows: list[Assumed]) -> Scenario | Untold:
        try:
            return scenarios(known, rows, self.months)[1]
        except BadInput as error:
            return Untold(rows[0].scenario, spoken_value(error, self.reader))

    @exactly
    def _row(self) -> Assumed | None:
        """The row that the fields say; None, and sentences among the problems, where they do not."""
        wrong, name = self._wrong, " ".join(self.scenario.split())
        client = " ".join(self.client.split())
        for field, text in (("scenario", name), ("client", client)):
            if not text:
                wrong[field] = self.say("what_if", f"no_{field}")
        on = self.day_of("day", wrong)
        asked = fields_of(self.what)
        mrr = self._amount() if "mrr" in asked else None
        partners = self._partners() if "partners" in asked else 0
        if wrong or on is None:
            return None
        return Assumed(
            name, self.what, client, on, self.line.strip() if "line" in asked else "", mrr,
            self.currency if "mrr" in asked else "", self.source if "source" in asked else "",
            self.market if "market" in asked else "", partners, origin=NOWHERE,
        )  # fmt: skip

    def _amount(self) -> Decimal | None:
        text = self.mrr.strip()
        read = amount_text(text, self.currency, self.reader.mark)
        if read.fault is not None:
            words = {"text": text, "label": read.label, "currency": self.currency}
            example = self.reader.number(Decimal("1234.5"), 2)
            self._wrong["mrr"] = self.say("problems", AmountFault(read.fault), example=example, **words)
        return read.value

    def _partners(self) -> int:
        text = self.partners.strip()
        if text.isdecimal() and int(text) <= MOST_PARTNERS:
            return int(text)
        self._wrong["partners"] = self.say(
            "problems", "whole" if text else "whole_empty", text=text, most=MOST_PARTNERS
        )
        return 0

    def _forget(self) -> None:
        """A field that is typed into anew is not wrong any more."""
        if self._wrong:
            self._wrong = {}
            self.compute()

    def _once(self, name: str, of: tuple[object, ...], made: Any) -> Any:
        """What is made of something, only once while that is the same."""
        kept = self._kept.get(name)
        if kept is None or kept[0] != of:
            self._kept[name] = kept = of, made()
        return kept[1]


_ROW = ["scenario", "what", "client", "day", "line", "mrr", "currency", "source", "market", "partners"]


def fields_of(what: str) -> tuple[str, ...]:
    """What a row needs beside scenario, client and day."""
    return {
        WhatIf.SALE: ("line", "mrr", "source", "market"),
        WhatIf.DOWNGRADE: ("line", "mrr"),
        WhatIf.CANCELLATION: ("line",),
        WhatIf.MANAGE: ("partners",),
        WhatIf.STOP: (),
        WhatIf.PARTNERS: ("partners",),
    }[WhatIf(what)]


def what_if_model(book: Book | str | Path | None, reader: Reader, today: date, options: WhatIfOptions) -> WhatIfModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.what_if`.

    >>> model = what_if_model(None, Reader(), date(2026, 11, 21), {"scenario": "Mine", "client": "Acme", "mrr": 500})
    >>> model.line, model.market = "CRM", "MX"
    >>> model.add()
    >>> [each.name for each in model.found]
    ['', 'A good quarter', 'The largest client leaves', 'Mine']
    """
    found = opened(book, options.get("as_of"), today)
    begin: dict[str, Any] = {"scenario": reader.words["what_if"]["mine"]}
    begin["currency"] = found.source.book.settings.reporting_currency
    made = found.model(WhatIfModel, reader, {**begin, **options})
    if made.day is None and made.known is not None:
        made.day = made.known.as_of
    return made
