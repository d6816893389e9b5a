"""Everything known of a book on one day: what the report, the panels and the terminal show.

Each figure is worked out when it is first asked for. Moving the day or the goal keeps what does not depend on it.
"""

from datetime import date
from functools import cached_property

from partnerbook.codes import Decision
from partnerbook.days import ONE_DAY, months_later
from partnerbook.errors import BadInput
from partnerbook.exact import exact_figures, exactly
from partnerbook.figures import tiers as of_tiers
from partnerbook.figures.account import AccountPerformance, account_performance
from partnerbook.figures.breakdown import ClientLine, with_points
from partnerbook.figures.commission import Commission
from partnerbook.figures.compared import Compared, compared
from partnerbook.figures.lapses import Lapse, lapses
from partnerbook.figures.months import Expiry, MonthLine, expiries, month_lines
from partnerbook.figures.of_book import OfBook
from partnerbook.figures.renewals import RenewalOutlook, renewal_outlook
from partnerbook.figures.retention import (
    NO_AVERAGES,
    Movement,
    SourcedValue,
    YearlyAverages,
    sourced_in,
    sourced_value,
    yearly_averages,
)
from partnerbook.figures.reviews import Check, Credited, credited_on, next_review, unjudged_checks
from partnerbook.figures.shown import ShownPoints, ShownProgress, overview_facts, shown_points, shown_progress
from partnerbook.figures.unpriced import unpriced
from partnerbook.memory import uncollected_figures
from partnerbook.points.entries import Unused
from partnerbook.points.given import check_given
from partnerbook.points.ledger import Changes, Ledger, Standing, by_client, changes, program_of, standings
from partnerbook.points.units import UnitStep, unit_steps
from partnerbook.program.edition import edition_on
from partnerbook.records import Book
from partnerbook.summary import Framed, html_table

CHANGE_MONTHS = 3
FOLLOWED_MONTHS = 120  # so far a report can be moved from the day it was made for
LAST_DAY = date(2199, 12, 31)  # a century after the last day of a book; a report of a later one has months without end
_TO_NEXT_REVIEW = 6  # months: then the review after the last of those days has come


@uncollected_figures
@exact_figures
class Overview(Framed):
    """The figures of a book on a day, each worked out when it is first asked for; `overview` makes one.

    `problems` is how many of the book's rows could not be used.
    """

    def __init__(self, known: OfBook, as_of: date, goal: str, problems: int) -> None:
        self._of_book, self._goal, self.kept = known, goal, dict[object, object]()  # for what `kept` keeps
        self.book, self.as_of, self.problems = known.book, as_of, problems
        self.edition = edition_on(as_of)
        if as_of > LAST_DAY:
            raise BadInput("No figures can be told of {as_of}: the last day that they can be of is {last}.",
                           as_of=as_of, last=LAST_DAY)  # fmt: skip

    def on(self, as_of: date) -> "Overview":
        """The same book and goal on another day. Errors: BadInput for a day before the first edition."""
        return self if as_of == self.as_of else Overview(self._of_book, as_of, self._goal, self.problems)

    def of(self, book: Book) -> "Overview":
        """The same day and goal of the book as it would be with other records of a few clients."""
        return Overview(self._of_book.changed(book), self.as_of, self.goal, self.problems)

    def towards(self, goal: str) -> "Overview":
        """The same book and day with another goal: all that was worked out stays known."""
        other = self if goal == self._goal else Overview(self._of_book, self.as_of, goal, self.problems)
        other.__dict__ |= {name: known for name, known in self.__dict__.items() if name not in ("goal", "_goal")}
        return other

    @cached_property
    def goal(self) -> str:
        """The tier aimed at: the one asked for, else the book's, else the tier above the performing one."""
        return self._goal or self.book.settings.goal_tier or self.next_tier

    @property
    def next_tier(self) -> str:
        """The tier above the performing one, the highest above itself; the lowest where that cannot be told."""
        names = self.edition.tier_names
        above = names.index(self.performing) + 1 if self.performing in names else 0
        return names[min(above, len(names) - 1)]

    @property
    def ledger(self) -> Ledger:
        """All entries of the book, and the records that could not be used."""
        return self._of_book.ledger

    @cached_property
    def standing(self) -> Standing:
        """The points on the day."""
        return standings(self.ledger.entries, [self.as_of])[0]

    @property
    def shown(self) -> ShownPoints:
        """The points on the day as they are shown."""
        return shown_points(self.standing)

    @cached_property
    def estimated(self) -> Standing:
        """Those of the points on the day that rest on estimated point units."""
        return standings(self._of_book.estimated, [self.as_of])[0]

    def way_to(self, tier: str) -> tuple[ShownProgress, ...]:
        """The way to a tier, measure by measure, as it is shown."""
        return shown_progress(self.standing, of_tiers.threshold(self.book.tiers, self.edition, tier), self.edition)

    @cached_property
    def tiers(self) -> tuple[of_tiers.TierConditions, ...]:
        """Every tier of the edition, lowest first, with its conditions on the day."""
        asked = self.edition.elite.retention_above is not None  # else a whole history of MRR decides nothing
        of_book = self.book.tiers, self.book.settings, self.averages if asked else NO_AVERAGES
        return of_tiers.tier_conditions(self.standing, self.as_of, self.edition, *of_book)

    @cached_property
    def performing(self) -> str | None:
        """The tier that the day's figures give; None if it cannot be told."""
        return of_tiers.performing_tier(self.tiers)

    @property
    def followed_until(self) -> date:
        """The last day on which checks, reviews and movements can be told: ten years after the day."""
        return months_later(self.as_of, FOLLOWED_MONTHS)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The monthly checks, from the first edition on to the review after the last day that is followed."""
        last = months_later(self.followed_until, _TO_NEXT_REVIEW)
        return self._of_book.checks(last, self.movements if self.book.settings.elite_invitation else ())

    @cached_property
    def credited_known(self) -> Credited | None:
        """What is known of the tier held on the day; None if the book does not say it."""
        checks = self.checks if self.book.settings.elite_invitation else self._of_book.checks(self.as_of)
        return credited_on(checks, self.book.settings, self.as_of)

    @property
    def credited(self) -> str | None:
        """The tier held on the day; None if the book does not say it, or it cannot be told from then on."""
        return self.credited_known and self.credited_known.tier

    @property
    def credited_since(self) -> date | None:
        """Since when that tier is held; None if that is not known."""
        return self.credited_known and self.credited_known.gained

    @property
    def untold(self) -> Decision | None:
        """Why the tier that the book says cannot be told any more on the day; None if it can, or if there is none."""
        if self.credited_known and self.credited_known.tier is None:
            lost = [check for check in self.checks if check.day <= self.as_of and check.held and check.credited is None]
            return lost[-1].decision
        return None

    @cached_property
    def unjudged(self) -> tuple[Check, ...]:
        """The checks up to the day that could not be judged, for want of thresholds, though the tier hangs on them."""
        return unjudged_checks(self.checks, self.as_of)

    @cached_property
    def next_review(self) -> Check | None:
        """The first review after the day, and what it would decide if nothing more is sold."""
        return next_review(self.checks, self.as_of)

    @cached_property
    def points_by_client(self) -> dict[str, Standing]:
        """The points of each client that has an entry, on the day."""
        return by_client(self.ledger.entries, self.as_of)

    @cached_property
    def clients(self) -> tuple[ClientLine, ...]:
        """Every client of the book in order of names, with its points on the day."""
        return with_points(self._of_book.clients, self.points_by_client)

    @cached_property
    def months(self) -> tuple[MonthLine, ...]:
        """The last 24 months, the oldest first."""
        return month_lines(self.ledger.entries, self.as_of)

    @cached_property
    def expiries(self) -> tuple[Expiry, ...]:
        """What is known to end in the month of the day and the 12 after it."""
        return expiries(self.ledger.entries, self.as_of)

    @cached_property
    def change_days(self) -> tuple[date, date]:
        """The first and the last of the days whose changes are shown: three months up to the day."""
        return months_later(self.as_of, -CHANGE_MONTHS) + ONE_DAY, self.as_of

    @cached_property
    def changes(self) -> dict[str, Changes]:
        """How the points of each track moved in those days."""
        return changes(self.ledger.entries, *self.change_days)

    @cached_property
    def alert_days(self) -> tuple[int, ...]:
        """The windows in which renewals are alerted: the book's, else the edition's; the smallest first."""
        return tuple(sorted(self.book.settings.alert_days or self.edition.alert_days))

    @cached_property
    def renewals(self) -> tuple[RenewalOutlook, ...]:
        """Every renewal of the book seen from the day, soonest first."""
        days = self.edition.renewal_deadline_days
        return tuple(renewal_outlook(self.book.renewals, self.as_of, self.alert_days, days))

    @cached_property
    def lapses(self) -> tuple[Lapse, ...]:
        """Every managed relation that lapses, with the points it gives on the day, soonest first."""
        return lapses(self.book.clients, self.points_by_client, self.as_of, self.book.settings.lapse_days)

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """The clients of which HubSpot's points are entered, with ours of the day that HubSpot's are of."""
        return compared((line.client for line in self.clients), self.ledger.entries, self.as_of)

    @cached_property
    def movements(self) -> tuple[Movement, ...]:
        """What became of the MRR month by month, and up to the last day that is followed as far as it is known."""
        return self._of_book.movements(self.followed_until)

    @cached_property
    def averages(self) -> YearlyAverages:
        """The 12-month averages of retention on the day."""
        return yearly_averages(self.movements, self.as_of)

    @cached_property
    def elite(self) -> tuple[of_tiers.Condition, ...]:
        """What Elite asks for beyond points."""
        return of_tiers.elite_conditions(self.edition, self.book.settings, self.averages)

    @cached_property
    def sourced(self) -> SourcedValue:
        """What was sourced in the 12 months to the day, in US dollars."""
        return sourced_value(self._of_book.sourced, self.as_of)

    @cached_property
    def own_units(self) -> tuple[UnitStep, ...]:
        """What counts as US$100 in the partner's own currency, from when on, as far as it is known on the day."""
        return unit_steps(self.book.settings.reporting_currency, self.as_of, program_of(self.book).rates)

    @cached_property
    def sourced_own(self) -> SourcedValue | None:
        """The same in the partner's own currency, at the fixed point units of the day; None where it has no rate."""
        return sourced_in(self.sourced, self.book.settings.reporting_currency, self.as_of, program_of(self.book).rates)

    @cached_property
    def account(self) -> AccountPerformance:
        """The median tool usage of the clients that give points, and the certification."""
        return account_performance(self.book.clients, self.points_by_client, self.book.settings, self.as_of)

    @cached_property
    def commission(self) -> Commission:
        """What the book's deals pay: by month, quarter, client, deal; payouts; statements."""
        return Commission(self.book, self.as_of, self._of_book.commissions)

    @cached_property
    def unpriced(self) -> tuple[Unused, ...]:
        """The records whose MRR is in no US dollars on the day, and so not in retention, for want of a rate."""
        return unpriced(self.book, self.as_of)

    @property
    def left_out(self) -> int:
        """How many rows and records of the book are not in these figures."""
        return self.problems + len(self.ledger.unused)

    @exactly
    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<Overview of {self.book.settings.partner or 'a book'} on {self.as_of}: {facts}>"

    @exactly
    def _repr_html_(self) -> str:
        return html_table(f"{self.book.settings.partner or 'The book'} on {self.as_of}", self._facts())

    def _facts(self) -> list[tuple[str, str]]:
        credited = "cannot be told" if self.untold else self.credited
        return overview_facts(credited, self.performing, self.goal, self.shown)


def overview(book: Book, as_of: date, goal: str = "", problems: int = 0) -> Overview:
    """The figures of a book on a day, towards a goal tier (empty: the book's, else the tier above the performing one).

    `problems` is how many of the book's rows could not be used. For another day or goal of the same book ask `on` and
    `towards` of what comes back: they keep what is known. Errors: BadInput for a day before the first edition, and for
    a figure of the book that is no number, or a float.

    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> known.credited, known.on(date(2026, 9, 30)).as_of, known.towards("Diamond").goal
    ('Platinum', datetime.date(2026, 9, 30), 'Diamond')
    """
    check_given(book)
    return Overview(OfBook(book), as_of, goal, problems)
