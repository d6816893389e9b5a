"""`partnerbook editions`: the rules of every edition side by side, and a book's day under those of another one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.command import clock
from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_command, day
from partnerbook.command.reading import told_overview
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language, voice
from partnerbook.errors import BadInput, Sentence

if TYPE_CHECKING:
    from partnerbook.command.lines import Shown
    from partnerbook.figures.editions import RuleLine, Under
    from partnerbook.figures.overview import Overview
    from partnerbook.figures.shown import ShownPoints

SHOWN = 25  # clients, unless all are asked for


def add_editions(commands: Commands) -> None:
    """Add `editions` to the commands."""
    made = add_command(
        commands,
        "editions",
        tell_editions,
        "Show what changed from one edition of the program's rules to the next; with a book, its points and tier of a "
        "day under the rules of every edition, client by client.",
        "partnerbook editions book.xlsx --under 2025-07-15",
    )
    made.add_argument("book", type=Path, nargs="?", metavar="BOOK", help="a workbook, or a folder of CSV files")
    made.add_argument("--under", type=day, metavar="EDITION", help="the first day of the edition to look at closely")
    made.add_argument("--client", metavar="CLIENT", help="of one client alone")
    made.add_argument(
        "--all",
        dest="every",
        action="store_true",
        help=Sentence("all rules, or all clients (else the first {shown})", shown=SHOWN),
    )
    add_as_of(made)
    add_form(made)


def tell_editions(
    book: Path | None,
    under: date | None,
    client: str | None,
    every: bool,
    as_of: date | None,
    form: str,
) -> int:
    """The exit code, after showing the rules, or a book under them."""
    from partnerbook.command.answers.editions import editions_answer, rules_answer
    from partnerbook.command.client import client_meant
    from partnerbook.figures.editions import edition_named, rule_lines, under_edition, under_editions

    if book is None:
        if client is not None or under is not None:
            raise BadInput("Of which book? A client, and a day under the rules of an edition, are of a book.")
        lines = rule_lines()
        show(form, rules_answer(lines), as_of or clock.today(), rules_told(lines, every, language()))
        return 0
    edition = under and edition_named(under)
    told = told_overview(book, as_of)
    name = "" if client is None else client_meant(told.known.book, client).client
    found = (under_edition(told.known, edition),) if edition else under_editions(told.known)
    shown = (
        under_told(told.known, found[0], name, every, language())
        if edition
        else side_by_side(told.known, found, name, language())
    )
    show(form, editions_answer(found, name), told, shown)
    return told.code


def rules_told(lines: "Sequence[RuleLine]", every: bool = True, language: str = "en") -> "Iterator[Shown]":
    """Edition by edition what changed, or all rules, each with what it stands on."""
    from partnerbook.language.rules import edition_summary, rule_name, rule_value, source_title
    from partnerbook.language.texts import texts
    from partnerbook.program.edition import editions

    say = texts("ahead", language)["editions"]
    value = partial(rule_value, language=language, number=voice().number, day=day_text)
    yield say["title"]
    sources = {source.id: source_title(source, language) for edition in editions() for source in edition.sources}
    for at, edition in enumerate(editions()):
        yield ""
        yield say["from"].format(day=day_text(edition.start), summary=edition_summary(edition, language))
        rows = []
        for line in lines:
            figure = line.figures[at]
            if figure is not None and (every or at in line.changes):
                earlier = line.figures[at - 1] if at else None
                before = value(earlier.value) if earlier else ""
                rows.append((rule_name(line.key, language), before, value(figure.value),
                             say[figure.basis], sources.get(figure.source, "")))  # fmt: skip
        if rows:
            wraps = {"before", "after", "source"}
            heads = (Column(say[key], wraps=key in wraps) for key in ("rule", "before", "after", "basis", "source"))
            yield Table((*heads,), rows)
    if not every:
        yield ""
        yield say["all_hint"]


def side_by_side(
    known: "Overview", found: "Sequence[Under]", client: str = "", language: str = "en"
) -> "Iterator[Shown]":
    """The day under the rules of each edition, of all clients or of one."""
    from partnerbook.command.lines import points_texts
    from partnerbook.language.rules import rule_kind_words
    from partnerbook.language.texts import texts
    from partnerbook.language.words import tier_words

    say = texts("ahead", language)["editions"]
    who = client or known.book.settings.partner or say["the_book"]
    yield say["standing"].format(partner=who, day=day_text(known.as_of))
    yield ""
    own = _points_of(known, client)
    rows = []
    for each in found:
        points = _points_under(each, own, client)
        tier = say["not_known"] if each.performing is None else tier_words(each.performing, language)
        differs = ", ".join(rule_kind_words(kind, language) for kind in each.rules)
        start = f"{day_text(each.edition.start)} ({say['own']})" if each.own else day_text(each.edition.start)
        rows.append((start, *points_texts(points), _signed(points.total - own.total), tier, differs))
    figures = (Column(say[key], right=True) for key in ("sold", "managed", "total", "difference"))
    yield Table((Column(say["edition"]), *figures, Column(say["tier"]), Column(say["differs"], wraps=True)), rows)
    yield ""
    yield say["client_by_client"]


def under_told(
    known: "Overview", under: "Under", client: str = "", every: bool = True, language: str = "en"
) -> "Iterator[Shown]":
    """The day under the rules of one edition: the tier, what each needs, and client by client what moves and why."""
    from partnerbook.book.tables import THRESHOLDS
    from partnerbook.command.lines import points_text
    from partnerbook.figures.editions import ClientUnder, since
    from partnerbook.figures.shown import shown_together
    from partnerbook.figures.tiers import missing_thresholds
    from partnerbook.language.rules import rule_kind_words
    from partnerbook.language.texts import texts
    from partnerbook.language.words import tier_words

    say = texts("ahead", language)["editions"]
    partner, other = known.book.settings.partner or say["the_book"], day_text(under.edition.start)
    yield say["under"].format(
        partner=partner, day=day_text(known.as_of), edition=other, own=day_text(known.edition.start)
    )
    yield say["how"].format(since=day_text(since(under.edition, known.as_of)))
    yield ""

    def tier(code: str | None) -> str:
        return say["not_known"] if code is None else tier_words(code, language)

    yield say["tier_would"].format(own=tier(known.performing), other=tier(under.performing))
    if known.credited is not None:
        yield say["credited"].format(tier=tier(known.credited))
    if missing_thresholds(known.book.tiers, under.edition):
        yield say["missing"].format(sheet=THRESHOLDS.label(language))
    yield from _needs(known, under, say, language)
    yield ""
    found = [each for each in under.clients if not client or each.client == client]
    if not found:
        points = points_text(_points_of(known, client).total)
        yield say["client_same"].format(client=client, points=points) if client else say["none_moves"]
        return
    listed = [*(found if every or client else found[:SHOWN])]
    left = found[len(listed) :]
    if left:
        own, then = shown_together(each.own for each in left), shown_together(each.other for each in left)
        listed.append(ClientUnder(say["more"].format(count=len(left)), own, then, ()))
    if not client and (under.others.own.total or under.others.other.total):
        listed.append(under.others._replace(client=say["others"]))
    rows = [
        (each.client, points_text(each.own.total), points_text(each.other.total), _signed(each.total),
         ", ".join(rule_kind_words(part.kind, language) for part in each.parts))
        for each in listed
    ]  # fmt: skip
    whole = [] if client else [(say["all"], points_text(known.shown.total), points_text(under.shown.total),
                                _signed(under.shown.total - known.shown.total), "")]  # fmt: skip
    figures = (Column(say[key], right=True) for key in ("own_points", "other_points", "difference"))
    columns = (Column(say["client"], wraps=True), *figures, Column(say["why"], wraps=True))
    yield Table(columns, [*rows, *whole], total=not client)
    if not client:
        for part in under.parts:
            kind = rule_kind_words(part.kind, language)
            yield say["moved_by"].format(rule=f"{kind[:1].upper()}{kind[1:]}", points=_signed(part.total))


def _needs(known: "Overview", under: "Under", say: "Mapping[str, str]", language: str) -> "Iterator[Shown]":
    """What each tier needs in points under the rules, where the book has its thresholds."""
    from partnerbook.command.lines import points_text
    from partnerbook.figures.shown import shown_progress
    from partnerbook.figures.tiers import threshold
    from partnerbook.language.words import measure_words, tier_words

    edition = under.edition
    rows = [
        (tier_words(tier, language), measure_words(line.measure, language), points_text(line.have),
         points_text(line.need), points_text(line.gap))
        for tier in edition.tier_names
        for line in shown_progress(under.points, threshold(known.book.tiers, edition, tier), edition)
        if line.need is not None
    ]  # fmt: skip
    if rows:
        yield ""
        heads = (Column(say[key], right=True) for key in ("have", "need", "gap"))
        yield Table((Column(say["needs"]), Column(), *heads), rows)


def _points_of(known: "Overview", client: str) -> "ShownPoints":
    """The points of the day as they are shown, of all clients or of one."""
    from partnerbook.figures.shown import shown_clients

    if not client:
        return known.shown
    lines = zip(known.clients, shown_clients(known.clients), strict=True)
    return next(points for line, points in lines if line.client.client == client)


def _points_under(under: "Under", own: "ShownPoints", client: str) -> "ShownPoints":
    """The points under the rules of an edition as they are shown, of all clients or of one."""
    return next((each.other for each in under.clients if each.client == client), own) if client else under.shown


def _signed(value: Decimal) -> str:
    from partnerbook.command.lines import points_text

    return f"+{points_text(value)}" if value > 0 else points_text(value)
