"""`partnerbook compare`: what changed between two days of a book, or between two files of it."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from partnerbook.codes import FigureKind
from partnerbook.command.answers.form import add_form, show
from partnerbook.command.arguments import Commands, add_as_of, add_book, add_command, day
from partnerbook.command.reading import told_overview
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language
from partnerbook.errors import BadInput, Sentence, joined
from partnerbook.exact import EXACT, total

if TYPE_CHECKING:
    from partnerbook.command.lines import Shown
    from partnerbook.figures.since import ClientChange, Figure, FigureChange, Since

SHOWN = 25  # clients, unless all are asked for
SHARES = (FigureKind.DOLLAR_RETENTION, FigureKind.GROSS_RETENTION)
STILL = Sentence(
    "Where points stand still, a change of some hundredths is rounding, by which each list adds up to its total."
)
EXAMPLE = "partnerbook compare book.xlsx --since 2026-07-31"


def add_compare(commands: Commands) -> None:
    """Add `compare` to the commands."""
    made = add_command(
        commands,
        "compare",
        compare,
        "Tell what changed between two days of a book, or between an older file of it and this one.",
        EXAMPLE,
    )
    add_book(made)
    made.add_argument("other", nargs="?", type=Path, metavar="NEWER", help="a newer file of the book")
    made.add_argument("--since", type=day, metavar="DAY", help="the day to compare with")
    made.add_argument(
        "--all", dest="every", action="store_true", help=Sentence("all clients that moved (else {shown})", shown=SHOWN)
    )
    add_as_of(made)
    add_form(made)


def compare(book: Path, other: Path | None, since: date | None, every: bool, as_of: date | None, form: str) -> int:
    """The exit code, after telling what changed."""
    from partnerbook.command.answers.compared import compare_answer
    from partnerbook.figures.since import changed_since

    if other is None and since is None:
        raise BadInput(
            "Compare with what? With another day: {example}; or with a newer file: {book} NEWER",
            example=EXAMPLE,
            book=book,
        )
    told = told_overview(other or book, as_of)
    after, code = told.known, told.code
    if other is None:
        before = after.on(since or after.as_of)
    else:
        older = told_overview(book, since or after.as_of)
        before, code = older.known, max(code, older.code)
    found = changed_since(before, after)
    names = (day_text(found.before), day_text(found.after)) if other is None else (book.name, other.name)
    show(form, compare_answer(found), told, compare_lines(found, names, every))
    return code


def compare_lines(found: "Since", names: tuple[str, str], every: bool = True) -> "Iterator[Shown]":
    """Figure by figure, then client by client; `names` are what the two are called above their columns."""
    from partnerbook.language.texts import texts

    said = texts("ahead", language())["figures"]
    heads = [*(Column(joined([name]), right=True) for name in names), Column("Change", right=True)]
    yield Table((Column(), *heads), [(said[each.kind], *_figures(each)) for each in found.figures])
    yield ""
    if not found.clients:
        yield Sentence("No client's points moved.")
        return
    listed = found.clients if every else found.clients[:SHOWN]
    rows = [_row(each.client, [each]) for each in listed]
    left = found.clients[len(listed) :]
    if left:
        rows.append(_row(Sentence("{count} more: --all", count=len(left)), left))
    others = found.others
    if others.before.total or others.after.total:
        rows.append(_row(Sentence("Others, whose points stand still"), [others]))
    rows.append(_row(Sentence("All clients"), [*found.clients, others]))
    changes = (Column(head, right=True) for head in ("Sold", "Managed", "Change"))
    yield Table((Column("Client", wraps=True), *heads[:2], *changes), rows, total=True)
    if others.sold or others.managed:
        yield STILL


def _row(name: str, changes: "Sequence[ClientChange]") -> tuple[str, ...]:
    """What is told of a client, or of several together."""
    from partnerbook.command.lines import points_text

    before, after = (total(getattr(each, at).total for each in changes) for at in ("before", "after"))
    moved = (total(getattr(each, track) for each in changes) for track in ("sold", "managed", "total"))
    return name, points_text(before), points_text(after), *map(_signed, moved)


def _figures(each: "FigureChange") -> tuple[str, str, str]:
    changed = each.difference
    if changed is not None:
        shown = _points_between(changed) if each.kind in SHARES else _figure_text(each.kind, changed)
        told = f"+{shown}" if changed > 0 else shown
    else:
        told = "" if each.before == each.after else Sentence("changed")
    return _figure_text(each.kind, each.before), _figure_text(each.kind, each.after), told


def _points_between(changed: Decimal) -> str:
    """The percentage points between two shares."""
    from partnerbook.command.lines import number

    return f"{number(EXACT.scaleb(changed, 2), 1)} pp"


def _figure_text(kind: str, value: "Figure") -> str:
    from partnerbook.command.lines import number, share_text
    from partnerbook.language.words import tier_words

    if value is None:
        return Sentence("unknown")
    if not isinstance(value, Decimal):
        return (
            tier_words(value, language())
            if isinstance(value, str)
            else day_text(value)
            if isinstance(value, date)
            else str(value)
        )
    if kind in SHARES:
        return share_text(value)
    return number(value, 0 if kind == FigureKind.CLIENTS else 1 if kind == FigureKind.MEDIAN_TOOLS else 2)


def _signed(value: Decimal) -> str:
    """A change with its sign.

    >>> _signed(Decimal("1.5")), _signed(Decimal("-1234.5")), _signed(Decimal(0))
    ('+1.50', '-1,234.50', '0.00')
    """
    from partnerbook.command.lines import points_text

    return f"+{points_text(value)}" if value > 0 else points_text(value)
