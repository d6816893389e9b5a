"""What a book lacks is asked for where a person sits at a terminal, and can be kept in the book; elsewhere never."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from partnerbook.codes import NO_TIER, Measure
from partnerbook.command.answers.form import TABLE
from partnerbook.command.arguments import given_points
from partnerbook.command.asking import answer, somebody_is_there
from partnerbook.command.printed import complain
from partnerbook.command.voice import language
from partnerbook.errors import BadInput, PartnerbookError, Sentence
from partnerbook.language.words import measure_words
from partnerbook.parsing.currency import currency_code
from partnerbook.parsing.tier import tier_named
from partnerbook.parsing.yes_no import yes_no

if TYPE_CHECKING:
    from partnerbook.book.write.change import Change
    from partnerbook.figures.overview import Overview
    from partnerbook.program.edition import Edition
    from partnerbook.records import Book

A = TypeVar("A", bound=tuple[Any, ...])
_FIELDS = {Measure.TOTAL: "total", Measure.SOLD: "minimum", Measure.SOURCED: "minimum", Measure.MANAGED: "managed"}


def can_ask(form: str = TABLE) -> bool:
    """Whether a person is there to answer: no program reads what is printed, and none writes what is typed."""
    return form == TABLE and sys.stdout is not None and sys.stdout.isatty() and somebody_is_there()


def with_currency(read: Callable[[str | None], A], named: str | None) -> tuple[A, str | None]:
    """What `read` makes of HubSpot's records, and the currency of amounts of which those tell none.

    `read` is given that currency, and has problems as its second value. Where it is missing, a person is asked.
    """
    from partnerbook.hubspot.clients import lacks_currency

    found = read(named)
    if named or not lacks_currency(found[1]) or not can_ask():
        return found, named
    code = answer(
        Sentence("In which currency is the MRR without one? (such as USD; Enter leaves it out)"), currency_code
    )
    return (read(code), code) if code else (found, None)


def agreed(question: str) -> bool:
    """Whether a person says yes; an empty line says no."""
    return bool(answer(Sentence("{question} (yes or no)", question=question), _said))


def completed(path: Path, known: "Overview") -> "Book":
    """The book with what a person answers to the questions it leaves open, which is kept in it if the person wants.

    Those are the credited tier, and what each tier needs.
    """
    from partnerbook.book.write.applied import book_with

    credited = _credited(known)
    needed = _thresholds(known)

    def decide(book: "Book", _: object) -> "Sequence[Change]":
        return [*_credited_changes(book, credited, known), *threshold_changes(book, known.edition, needed)]

    found = decide(known.book, ())
    if found and not path.is_dir() and agreed(Sentence("Keep this in {name}?", name=path.name)):
        from partnerbook.command.changing import write

        try:
            write(path, decide)
        except PartnerbookError as error:
            complain(Sentence("It is not kept: {error}", error=error))
    return book_with(known.book, found)


def _said(text: str) -> bool:
    said = yes_no(text)
    if said is None:
        raise BadInput('"{text}" is neither yes nor no.', text=text)
    return said


def _credited(known: "Overview") -> str | None:
    """The credited tier that a person answers, where the book has none."""
    if known.book.settings.credited_tier:
        return None
    names = ", ".join(known.edition.tier_names)
    return answer(
        Sentence(
            "Which tier does HubSpot credit you with on {as_of}: {names}, or none? (Enter leaves it open)",
            as_of=known.as_of,
            names=names,
        ),
        _tier,
    )


def _tier(text: str) -> str:
    return NO_TIER if text.casefold() == NO_TIER.casefold() else tier_named(text)


def _credited_changes(book: "Book", tier: str | None, known: "Overview") -> "Iterable[Change]":
    from partnerbook.book.write.change import SET, Change

    if tier and not book.settings.credited_tier:
        for field, new in (("credited_tier", tier), ("credited_read_on", known.as_of)):
            yield Change(SET, "Settings", "", field, getattr(book.settings, field), new)


def _thresholds(known: "Overview") -> dict[tuple[str, str], Decimal]:
    """The points that a person answers, by tier and column of the Tiers sheet."""
    from partnerbook.figures.tiers import missing_thresholds

    missing = missing_thresholds(known.book.tiers, known.edition)
    if not missing or not agreed(
        Sentence(
            "{count} of the points that tiers need since {start} are not in the book. Enter them now?",
            count=len(missing),
            start=known.edition.start,
        )
    ):
        return {}
    complain(Sentence("Your tier page at HubSpot shows them. Enter leaves one open."))
    found = {}
    for each in missing:
        words = measure_words(each.measure, language(), inside=True)
        value = answer(f"{each.tier}, {words}:", given_points)
        if value is not None:
            found[each.tier, _FIELDS[each.measure]] = value
    return found


def threshold_changes(
    book: "Book", edition: "Edition", needed: "Mapping[tuple[str, str], Decimal]"
) -> "Iterable[Change]":
    """The changes by which what tiers need, by tier and column, comes into a book; what stands there stays."""
    from partnerbook.book.write.change import ADD, SET, Change
    from partnerbook.records import Threshold

    rows = {row.tier: row for row in book.tiers if row.edition == edition.start}
    new: dict[str, dict[str, Decimal]] = {}
    for (tier, field), value in needed.items():
        if tier not in rows:
            new.setdefault(tier, {})[field] = value
        elif getattr(rows[tier], field) is None:
            yield Change(SET, "Tiers", "", field, None, value, rows[tier].origin)
    for tier, points in new.items():
        row = Threshold(edition.start, tier, points.get("total"), points.get("minimum"), points.get("managed"))
        yield Change(ADD, "Tiers", "", "", None, row)
