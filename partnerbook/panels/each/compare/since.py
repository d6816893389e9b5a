"""What changed since another day or an older file, as a tab shows it: figure by figure, and client by client."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from partnerbook.codes import FigureKind
from partnerbook.exact import EXACT
from partnerbook.figures.since import Figure, FigureChange
from partnerbook.language.reader import Reader
from partnerbook.language.texts import texts
from partnerbook.panels.each.compare.model import CompareModel
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.book_panel import Part
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.row_list import ListColumn, ListRow
from partnerbook.panels.frame.table import Column, table

SHARES = (FigureKind.DOLLAR_RETENTION, FigureKind.GROSS_RETENTION)
_PLACES = {FigureKind.CLIENTS: 0, FigureKind.MEDIAN_TOOLS: 1}


def figure_part(model: CompareModel) -> Iterator[Part]:
    """Every figure then and now, and by how much it moved."""
    found, reader, say = model.changed(), model.reader, model.reader.words["compare"]
    if found is None:
        return
    named, columns = texts("ahead", reader.language)["figures"], [Column(say["figure"], "start", "row")]
    columns += [Column(head) for head in (*_heads(model), say["change"])]
    rows = [(named[each.kind], *_cells(each, reader)) for each in found.figures]
    yield Part(say["figures"], [], table(columns, rows), wide=True)


def since_rows(model: CompareModel) -> Rows | None:
    """The clients whose points moved, the largest move first."""
    found, reader, say = model.changed(), model.reader, model.reader.words["compare"]
    if found is None:
        return None
    before, after = _heads(model)
    columns = [
        ListColumn("client", say["client"]),
        ListColumn("before", before, "points", total=True),
        ListColumn("after", after, "points", total=True),
        ListColumn("sold", reader.words["progress"]["sold"], "points", total=True),
        ListColumn("managed", reader.words["progress"]["managed"], "points", total=True),
        ListColumn("change", say["change"], "points", total=True),
    ]
    others = [found.others] if found.others.before.total or found.others.after.total else []
    rows = [
        ListRow(
            each.client,
            [each.client or say["others"], each.before.total, each.after.total, each.sold, each.managed, each.total],
        )
        for each in (*found.clients, *others)
    ]
    told = [say["moved"], say["adds_up"]] if found.clients else [say["none_moved"]]
    if found.others.sold or found.others.managed:
        told.append(say["others_round"])
    return Rows(say["by_client"], columns, rows, told)


def signed(value: Decimal, reader: Reader) -> str:
    """Points that moved, with their sign.

    >>> signed(Decimal("1.50"), Reader()), signed(Decimal("-2.00"), Reader()), signed(Decimal("0.00"), Reader())
    ('+1.50', '-2.00', '0.00')
    """
    return f"+{reader.points(value)}" if value > 0 else reader.points(value)


def _heads(model: CompareModel) -> tuple[str, str]:
    """What the two are called: their days, or of an older file also that it is one."""
    reader, before, after = model.reader, model.before, model.known
    days = ["" if each is None else reader.day(each.as_of) for each in (before, after)]
    return (model.say("compare", "older_on", day=days[0]) if model.older.strip() else days[0], days[1])


def _cells(each: FigureChange, reader: Reader) -> tuple[str, str, str]:
    say, changed = reader.words["compare"], each.difference
    before, after = (_text(each.kind, value, reader) for value in (each.before, each.after))
    if changed is None:
        return before, after, "" if each.before == each.after else say["changed"]
    if each.kind in SHARES:  # between two shares lie percentage points
        told = say["percentage_points"].format(points=reader.number(EXACT.scaleb(changed, Decimal(2)), 1))
    else:
        told = _text(each.kind, changed, reader)
    return before, after, f"+{told}" if changed > 0 else told


def _text(kind: FigureKind, value: Figure, reader: Reader) -> str:
    if value is None:
        return reader.words["progress"]["unknown"]
    if isinstance(value, date):
        return reader.day(value)
    if not isinstance(value, Decimal):
        return sections.tier_name(str(value), reader)
    return reader.share(value) if kind in SHARES else reader.number(value, _PLACES.get(kind, 2))
