"""The state of a panel that is asked for some days and for a segment of clients, beside the day."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

import traitlets as t

from partnerbook.errors import BadInput
from partnerbook.figures.overview import Overview
from partnerbook.figures.ranges import Range, range_days
from partnerbook.figures.segments import in_segment, segment_names
from partnerbook.names import same_name
from partnerbook.panels.frame.model import Day, given, result
from partnerbook.panels.frame.overview_model import OverviewModel

OWN = "own"  # the range of days that a person types


class SegmentModel(OverviewModel):
    """The frame of the model of a panel of clients; `segment` is the one whose clients are shown, "" for all.

    `segments` are those that can be chosen: the book's, and the chosen one whatever the book says of it.
    """

    segment = given(t.Unicode())
    segments = result(t.Tuple())

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """The figures of the day and the segment."""
        names = () if self.book is None else segment_names(self.book)
        unknown = self.segment and same_name(self.segment) not in map(same_name, names)
        results = {"segments": names if self.segment in ("", *names) else (*names, self.segment)}
        known = self.seen(problems)
        if unknown:
            problems["segment"] = self.say("problems", "segment", segment=self.segment)
        if known is None or unknown:
            return {**results, **self.offered()}
        return {**results, **self.offered(), **self.figures(known, in_segment(known.book, self.segment), problems)}

    def members(self) -> frozenset[str] | None:
        """The names of the segment's clients; None for all of them."""
        if not self.segment or self.book is None:
            return None
        member = in_segment(self.book, self.segment)
        return frozenset(each.client for each in self.book.clients if member(each.client))

    def offered(self) -> Mapping[str, Any]:
        """The results that fields choose from, which are there whatever is wrong."""
        return {}

    def figures(self, known: Overview, member: Callable[[str], bool], problems: dict[str, str]) -> Mapping[str, Any]:
        """The other results, `known` among them; `member` tells whether a client is of the segment."""
        raise NotImplementedError


class RangeModel(SegmentModel):
    """The same with a range of days, both of them in it.

    `range` is one of `ranges`; for "own" `since` and `until` say the days. `days` are the first and the last.
    """

    ranges: ClassVar[tuple[str, ...]] = (*Range, OWN)

    range = given(t.Unicode())
    since = given(Day())
    until = given(Day())
    days = result(t.Tuple())

    @t.validate("range")
    def _known_range(self, proposal: Any) -> str:
        if proposal["value"] not in self.ranges:
            raise t.TraitError(f"the range is {proposal['value']!r}; it is one of {', '.join(self.ranges)}.")
        return str(proposal["value"])

    @t.observe("range")
    def _begin_own(self, change: Any) -> None:
        """Own days begin as those that were shown."""
        if change["new"] == OWN and self.since is None and self.until is None and self.days:
            self.since, self.until = self.days

    def named_days(self, known: Overview) -> tuple[date, date]:
        """The days of a range that has a name. Errors: BadInput where it has none."""
        return range_days(Range(self.range), known.as_of)

    def asked_days(self, known: Overview, problems: dict[str, str]) -> tuple[date, date] | None:
        """The days that are asked for; None, and a sentence among the problems, where they are none."""
        if self.range != OWN:
            try:
                return self.named_days(known)
            except BadInput:
                problems["range"] = self.say("problems", "no_review", day=self.reader.day(known.as_of))
                return None
        first, last = self.day_of("since", problems), self.day_of("until", problems)
        if first is None or last is None:
            return None
        if last < first:
            problems["until"] = self.say("problems", "order", day=self.reader.day(first))
            return None
        return first, last


def own_range(options: Mapping[str, Any], as_of: date | str, otherwise: str) -> dict[str, Any]:
    """The options of a panel with its range: own days where some are given, the last of them else the as-of day.

    Errors: BadInput for a range that has a name beside days.

    >>> own_range({"since": "2026-01-01"}, "2026-10-31", "last-quarter")
    {'range': 'own', 'until': '2026-10-31', 'since': '2026-01-01'}
    """
    if options.get("since") is None and options.get("until") is None:
        return {"range": otherwise, **options}
    if options.get("range", OWN) != OWN:
        raise BadInput('The range "{range}" says the days already: leave since and until out.', range=options["range"])
    return {"range": OWN, "until": as_of, **{name: value for name, value in options.items() if value is not None}}
