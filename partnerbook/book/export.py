"""Rows of a book to hand on: those of one table, or every entry that gives points; of some clients, of some days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from partnerbook.book.read.cells import cell_value
from partnerbook.book.read.style import Style
from partnerbook.book.tables import DEALS, EXPORTS, MANAGING, SAVED_REPORTS, TABLES
from partnerbook.book.tables.choices import DEAL_KINDS, RELATIONSHIPS
from partnerbook.book.tables.commission_months import COMMISSION_MONTHS
from partnerbook.book.tables.questions import QUESTIONS
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.write.contents import cell_content
from partnerbook.days import ONE_DAY, month_end
from partnerbook.errors import BadInput, UnknownName, did_you_mean
from partnerbook.exact import exactly
from partnerbook.figures.commission_deals import deal_commissions
from partnerbook.figures.commission_rows import deal_months
from partnerbook.figures.segments import in_segment
from partnerbook.figures.unsold import questions
from partnerbook.language.reader import reader
from partnerbook.language.spoken import spoken
from partnerbook.names import language_index, same_name
from partnerbook.parsing.period import period_days
from partnerbook.points.entries import Entry, Unused
from partnerbook.points.ledger import Ledger, ledger
from partnerbook.records import Book


class PointsRow(NamedTuple):
    """One entry of the ledger; `mrr` is what its points come from, negative where a loss takes from a sale."""

    client: str
    line: str
    track: str
    kind: str
    source: str
    points: Decimal
    start: date
    end: date | None
    mrr: Decimal
    currency: str
    record: str


_POINTS = next(choice for choice in EXPORTS if choice.code == "points")
_TRACKS = tuple(choice for choice in RELATIONSHIPS if choice.code in ("sold", "managed"))
POINTS = Table(
    name=_POINTS.en,
    es=_POINTS.es,
    pt=_POINTS.pt,
    record=PointsRow,
    purpose="Every stretch of points, with the MRR that they come from.",
    columns=(
        DEALS.column("client"),
        DEALS.column("line"),
        Column(
            "track", "choice", "Track", "Modalidad", "Modalidade",
            "Whether the points are for selling or for managing.", choices=_TRACKS,
        ),
        DEALS.column("kind")._replace(choices=(*DEAL_KINDS, *_TRACKS)),
        DEALS.column("source"),
        Column("points", "number", _POINTS.en, _POINTS.es, _POINTS.pt, "The points on each day of the stretch."),
        MANAGING.column("start"),
        MANAGING.column("end"),
        DEALS.column("mrr"),
        DEALS.column("currency"),
        Column("record", "text", "Record", "Registro", "Registro", "The row of the book it came from.", width=20),
    ),
)  # fmt: skip
_TABLES = {table.field: table for table in (POINTS, QUESTIONS, COMMISSION_MONTHS, *TABLES)}
_DAYS: Mapping[str, str] = {
    "deals": "closed",
    "questions": "closed",
    "renewals": "renews_on",
    "shared_deals": "created",
    "scenarios": "on",
}
_STRETCHES = ("points", "subscriptions", "managing")
_PERIODS: Mapping[str, str] = {"commissions": "period", "payouts": "period", "usage": "month",
                               "commission_by_month": "month"}  # fmt: skip


class Exported(NamedTuple):
    """Rows with one value for each column of a table: texts in a language, numbers and days as they are, or None.

    `segment`, `since` and `until` are what was asked for. `unused` are records that give no points though they should.
    `left_out` more rows there are than were asked for.
    """

    table: Table
    language: str
    segment: str
    since: date | None
    until: date | None
    rows: list[list[object]]
    unused: tuple[Unused, ...] = ()
    left_out: int = 0

    @property
    def headings(self) -> list[str]:
        """What stands above the columns."""
        return [column.heading(self.language) for column in self.table.columns]


@exactly
def exported(
    book: Book,
    rows: str,
    segment: str = "",
    since: date | None = None,
    until: date | None = None,
    language: str = "en",
    known: Ledger | None = None,
    most: int | None = None,
    as_of: date | None = None,
) -> Exported:
    """What is exported of a book under a name of `tables.EXPORTS`, headings and texts in "en", "es" or "pt".

    `known` is the book's ledger where it has been worked out already; of more than `most` rows only the first come.
    What becomes of commission is seen from `as_of`, else the book's own day; without either it is left open.

    A segment leaves only its clients' rows. Of days, both included, a row is there if its own day is one of them (a
    deal's is the day it closed, a shared deal's the day it was created), or if it covers one (its `end` is the first
    day that it does not). Errors: UnknownName for other rows, another segment or language; BadInput for days of rows
    that have none, or in the wrong order, and for a segment of rows that are of no client.

    >>> from partnerbook.sample import sample_book
    >>> found = exported(sample_book(), "managing", since=date(2026, 1, 1), language="es")
    >>> found.headings[:3], found.rows[0][1:3]
    (['Cliente', 'Desde', 'Hasta'], [datetime.date(2025, 5, 9), datetime.date(2026, 2, 26)])
    """
    language_index(language)
    table = _TABLES[rows_named(rows)]
    if (since or until) and table.field not in (*_DAYS, *_STRETCHES, *_PERIODS):
        raise BadInput(
            "{name} have no day that could be asked for: leave the first and the last day out.", name=table.named
        )
    if since and until and until < since:
        raise BadInput("The first day, {since}, is after the last, {until}.", since=since, until=until)
    records, unused = _records(book, table, known, language, (as_of or book.settings.as_of, until))
    if segment:
        if "client" not in (column.field for column in table.columns):
            raise BadInput("{name} are of no client: leave the segment out.", name=table.named)
        segment = segment_named(book, segment)
        member = in_segment(book, segment)
        records = [record for record in records if member(record.client)]
    if since or until:
        asked = since or date.min, until or date.max
        records = [record for record in records if _meets(_covered(record, table), asked)]
    content = list(content_rows(table, records[:most], language))
    left_out = len(records) - len(content)
    return Exported(table, language, segment, since, until, content, unused, left_out)


@exactly
def exported_entries(
    entries: Iterable[Entry], language: str = "en", segment: str = "", on: date | None = None
) -> Exported:
    """Some entries of a ledger as `exported` gives all of them; `segment` and the day `on` are what was asked for."""
    content = list(content_rows(POINTS, [_points_row(entry, language) for entry in entries], language))
    return Exported(POINTS, language, segment, on, on, content)


def _records(
    book: Book, table: Table, known: Ledger | None, language: str, days: tuple[date | None, date | None]
) -> tuple[Sequence[Any], tuple[Unused, ...]]:
    """The rows of a table of the book, or those that are worked out from it, and the records that cannot be used.

    Commission is seen from the first of the days, and goes to the month of the second.
    """
    if table is POINTS:
        found = known or ledger(book)
        return [_points_row(entry, language) for entry in found.entries], found.unused
    if table is COMMISSION_MONTHS:
        commissions = deal_commissions(book)
        return deal_months(book, commissions.deals, *days), commissions.untaken
    records: Sequence[Any] = questions(book) if table is QUESTIONS else getattr(book, table.field)
    return records, ()


def rows_named(text: str) -> str:
    """The code of what a person wants to export; UnknownName, with the nearest, for what cannot be.

    >>> rows_named("Suscripciones"), rows_named("partner services")
    ('subscriptions', 'partner_services')
    """
    return str(cell_value(text, SAVED_REPORTS.column("rows"), Style()))


def segment_named(book: Book, text: str) -> str:
    """A segment as the book spells it. Errors: UnknownName, with the nearest; BadInput for a book without segments."""
    names: dict[str, str] = {}
    for each in book.segments:
        names.setdefault(same_name(each.segment), each.segment)
    if not names:
        raise BadInput(
            'The book has no segments yet. To make this one: partnerbook segment BOOK "{text}" --add CLIENT', text=text
        )
    if found := names.get(same_name(text.strip())):
        return found
    listed = ", ".join(f'"{name}"' for name in names.values())
    guess = did_you_mean(text, names.values())
    raise UnknownName(
        'There is no segment "{text}"{guess} The book has {listed}.', text=text, guess=guess or ".", listed=listed
    )


def content_rows(table: Table, records: Sequence[Any], language: str) -> Iterator[list[object]]:
    """What the cells of a table hold for records."""
    for record in records:
        yield [cell_content(getattr(record, column.field), column, language) for column in table.columns]


def _points_row(entry: Entry, language: str) -> PointsRow:
    terms = entry.terms
    return PointsRow(
        entry.client, entry.line, entry.track, entry.kind, entry.source, entry.points, entry.start, entry.until,
        entry.amount, terms.currency, spoken(entry.origin.sentence, reader(language)),
    )  # fmt: skip


def _covered(record: Any, table: Table) -> tuple[date, date]:
    """The first and the last day of a record."""
    if table.field in _DAYS:
        day: date = getattr(record, _DAYS[table.field])
        return day, day
    if table.field in _PERIODS:
        period = getattr(record, _PERIODS[table.field])
        return (period, month_end(period)) if isinstance(period, date) else period_days(period)
    return record.start, record.end - ONE_DAY if record.end else date.max


def _meets(covered: tuple[date, date], asked: tuple[date, date]) -> bool:
    first, last = max(covered[0], asked[0]), min(covered[1], asked[1])
    return first <= last
