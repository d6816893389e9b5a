"""The state of the renewals: those of a quarter, of other days, or that are due; and the sheet of a quarter."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import traitlets as t

from partnerbook.book.tables.choices import RENEWAL_STATUSES
from partnerbook.errors import BadInput, PartnerbookError
from partnerbook.exact import exactly
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewal_stake import Together, renewal_stakes, together
from partnerbook.figures.renewals import RenewalOutlook, renewal_totals
from partnerbook.language.reader import Reader
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.frame.asked_model import OWN, RangeModel, own_range
from partnerbook.panels.frame.model import given, result
from partnerbook.panels.frame.overview_model import opened
from partnerbook.parsing.quarter import quarter_days, quarter_of
from partnerbook.records import Book

DUE, ALL = "due", "all"
_MOST_SHEETS = 1000  # of one name


class RenewalsOptions(TypedDict, total=False):
    """What the fields begin with, as `RenewalsModel` describes them."""

    as_of: date | str | None
    range: str
    since: date | str | None
    until: date | str | None
    status: str
    segment: str


class RenewalsModel(RangeModel):
    """A book's renewals; `range` is "due", "all", a quarter such as "2026-Q4", or "own"; `status` is "" for any.

    `shown` are those asked for, the soonest first, `totals` what they add up to by currency, `stakes` what would go
    with each that is open, `together` with all of these; `every` are all of the segment, whatever days and status are
    asked for. `quarters` can be chosen; `quarter` is that of the sheet that
    `write_sheet` writes, `told` what came of it.
    """

    panel = "renewals"
    ranges = (DUE, ALL, OWN)

    status = given(t.CaselessStrEnum(["", *(choice.code for choice in RENEWAL_STATUSES)], ""))
    shown = result(t.Tuple())
    every = result(t.Tuple())
    totals = result(t.Tuple())
    stakes = result(t.Tuple())
    together = result(t.Instance(Together, allow_none=True))
    quarters = result(t.Tuple())
    quarter = result(t.Unicode())
    told = t.Unicode(read_only=True)

    @t.validate("range")
    def _known_range(self, proposal: Any) -> str:
        asked = str(proposal["value"])
        if asked in self.ranges:
            return asked
        try:
            return quarter_of(quarter_days(asked)[0])
        except BadInput:
            raise t.TraitError(
                f"the range is {asked!r}; it is one of {', '.join(self.ranges)}, or a quarter such as 2026-Q4."
            ) from None

    def offered(self) -> Mapping[str, Any]:
        """The quarters in which something is renewed, and the one that is chosen."""
        found = set() if self.book is None else {quarter_of(renewal.renews_on) for renewal in self.book.renewals}
        return {"quarters": tuple(sorted(found | ({self.range} - set(self.ranges))))}

    def figures(self, known: Overview, member: Callable[[str], bool], problems: dict[str, str]) -> Mapping[str, Any]:
        """The renewals that are asked for."""
        every = [each for each in known.renewals if member(each.renewal.client)]
        days = self.asked_days(known, problems) if self.range == OWN else ()
        if days is None:
            return {}
        shown = tuple(self._shown(every, days))
        quarter = quarter_of(known.as_of) if self.range in self.ranges else self.range
        stakes = renewal_stakes(known, shown)
        return {
            "known": known,
            "days": days,
            "shown": shown,
            "every": tuple(every),
            "totals": renewal_totals(shown),
            "stakes": stakes,
            "together": together(known, stakes),
            "quarter": quarter,
        }

    def _shown(self, every: list[RenewalOutlook], days: tuple[()] | tuple[date, date]) -> Iterator[RenewalOutlook]:
        for each in every:
            on = each.renewal.renews_on
            in_days = days[0] <= on <= days[1] if days else self.range == ALL or quarter_of(on) == self.range
            if (each.due if self.range == DUE else in_days) and self.status in ("", each.renewal.status):
                yield each

    @exactly
    def write_sheet(self) -> Path | None:
        """The file of the quarter's renewal sheet, which is written beside the book, never over another one.

        Without a quarter it is that of the day, with all that are overdue. None, and why, where it cannot be written.
        """
        from partnerbook.workbooks.renewals import write_renewal_sheet

        known = self.known
        if known is None:
            return None
        asked = None if self.range in self.ranges else self.range
        try:
            path = self._free_path()
            write_renewal_sheet(known.book, path, known.as_of, asked, self.reader.language)
        except (PartnerbookError, OSError) as error:
            self.set_trait("told", self.say("renewals", "not_written", why=spoken_value(error, self.reader)))
            return None
        self.set_trait("told", self.say("renewals", "written", path=path))
        return path

    def _free_path(self) -> Path:
        """A name that no file has yet, in the book's folder, or where the kernel is. Errors: PartnerbookError."""
        folder = (Path.cwd() if self.path is None else self.path.parent).resolve()
        name = f"{self.say('renewals', 'title')} {self.quarter}"
        names = (f"{name}.xlsx", *(f"{name} ({number}).xlsx" for number in range(2, _MOST_SHEETS)))
        found = next((folder / each for each in names if not (folder / each).exists()), None)
        if found is None:
            raise PartnerbookError(self.say("renewals", "too_many", folder=folder, count=len(names)))
        return found


def renewals_model(
    book: Book | str | Path | None, reader: Reader, today: date, options: RenewalsOptions
) -> RenewalsModel:
    """The state for a book, the book in a file, or the sample (None); see `partnerbook.panels.renewals`.

    >>> model = renewals_model(None, Reader(), date(2026, 11, 21), {"range": "Q4 2026"})
    >>> model.range, model.shown[0].renewal.renews_on
    ('2026-Q4', datetime.date(2026, 10, 7))
    """
    found = opened(book, options.get("as_of"), today)
    return found.model(RenewalsModel, reader, own_range(options, found.as_of, DUE))
