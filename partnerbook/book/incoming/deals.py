"""What HubSpot's CRM says of a deal: whether it is won, in which pipeline, what it brings, what was sold before."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from partnerbook.book.incoming.matched import KEY
from partnerbook.book.incoming.rules import Rules, refuse_unknown
from partnerbook.book.read.headings import Layout
from partnerbook.book.read.rows import column_cells
from partnerbook.book.tables.crm import LOST, WON
from partnerbook.errors import Sentence, counted, joined
from partnerbook.files.grid import Cell, is_blank, shown, tidy
from partnerbook.names import folded
from partnerbook.parsing.yes_no import yes_no
from partnerbook.records import LINE_NOT_SHARED, Book

_WON, _LOST = frozenset(map(folded, WON)), frozenset(map(folded, LOST))
_BEHIND = re.compile(r"\s*\([^()]*\)\s*$")  # HubSpot's exports have the pipeline behind a stage's name
_NO_STAGE, _NO_PIPELINE = "without a stage", "without a pipeline"
_SHOWN = 8  # stages or pipelines that one sentence names


class Standing(NamedTuple):
    """Which rows of an export of deals count, counted from 0 in its grid, and what the others are.

    `open` counts the deals that are neither won nor lost, by stage; `left` those of pipelines that do not count.
    `known` is whether the export says which are won; `others` are the numbers of those that are not, "open" or "lost".
    """

    won: frozenset[int]
    lost: int
    open: Counter[str]
    pipelines: Counter[str]
    left: Counter[str]
    known: bool
    others: Mapping[str, str]


def standing(found: Layout, rules: Rules) -> Standing:
    """Which deals of an export are won. Where it has neither stages nor a column that says so, all are.

    Errors: UnknownName for pipelines or stages of the rules of which the export has none.
    """
    rows = [at for at in range(found.heading_row + 1, len(found.grid.rows)) if not is_blank(found.grid.rows[at])]
    stages, pipelines = _texts(found, rows, "stage"), _texts(found, rows, "pipeline")
    won_said, closed_said = _texts(found, rows, "is_won"), _texts(found, rows, "is_closed")
    if "pipeline" in found.columns:
        refuse_unknown(rules.pipelines, sorted({*pipelines} - {""}))
    wanted, meant_won = frozenset(map(folded, rules.pipelines)), frozenset(map(folded, rules.won))
    known = {"stage", "is_won"} & found.columns.keys()
    won, others = set[int](), dict[str, str]()
    stands, left, lost = Counter[str](), Counter[str](), 0
    each = zip(rows, stages, pipelines, won_said, closed_said, _texts(found, rows, KEY), strict=True)
    for row, stage, pipeline, is_won, is_closed, number in each:
        if wanted and "pipeline" in found.columns and folded(pipeline) not in wanted:
            left[pipeline or _NO_PIPELINE] += 1
        elif not known or _is_won(stage, is_won, meant_won):
            won.add(row)
        elif _bare(stage) & _LOST or yes_no(is_closed):
            lost += 1
            others[number] = "lost"
        else:
            stands[stage or _NO_STAGE] += 1
            others[number] = "open"
    pipelines_of = Counter(filter(None, pipelines))
    return Standing(frozenset(won), lost, stands, pipelines_of, left, bool(known), others)


def with_stages(found: Layout, rules: Rules) -> Layout:
    """The layout over a grid whose column of stages says no more than open, won or lost.

    >>> from partnerbook.book.tables import DEALS
    >>> from partnerbook.files.grid import Grid
    >>> grid = Grid("d.csv", "d", [["Stage"], ["Closed won (Sales)"], ["Contract sent"], [""]], csv=True)
    >>> with_stages(Layout(grid, DEALS, 0, {"stage": 0}, {}), Rules()).grid.rows[1:]
    [['won'], ['open'], ['']]
    """
    at, meant = found.columns.get("stage"), frozenset(map(folded, rules.won))
    if at is None:
        return found

    def code(cell: Cell) -> Cell:
        bare = _bare(shown(cell))
        return cell if not bare else "won" if bare & (_WON | meant) else "lost" if bare & _LOST else "open"

    head = found.heading_row + 1
    rows = [[code(cell) if index == at else cell for index, cell in enumerate(row)] for row in found.grid.rows[head:]]
    return found._replace(grid=found.grid._replace(rows=[*found.grid.rows[:head], *rows]))


def standing_said(found: Standing) -> Iterable[str]:
    """What to tell of the deals that do not count, and of the pipelines that all do."""
    if found.left:
        yield Sentence(
            "{deals} of other pipelines left out: {counts}.",
            deals=_deals(found.left.total()),
            counts=_counts(found.left),
        )
    elif len(found.pipelines) > 1:
        yield (
            Sentence(
                "The deals are of {count} pipelines, and all count: {counts}. To leave some out, name those that "
                'count: --pipeline "NAME"',
                count=len(found.pipelines),
                counts=_counts(found.pipelines),
            )
        )
    if found.open:
        yield (
            Sentence(
                "{deals} still open, so not in the book: {counts}. If a stage means that a deal is won, name it: "
                '--won "STAGE". Of those that HubSpot sells with you: --as "Shared deals"',
                deals=_deals(found.open.total()),
                counts=_counts(found.open),
            )
        )
    if found.lost:
        yield Sentence("{deals} lost, so not in the book.", deals=_deals(found.lost))


def kind_by_history(line: str, closed: date, history: Sequence[tuple[str, date]]) -> str:
    """What more business is, by what the client had before (lines, with days): "upsell", "cross_sell"; "" unknown.

    >>> kind_by_history("Sales Hub", date(2026, 5, 1), [("Sales Hub", date(2026, 1, 1))])
    'upsell'
    >>> kind_by_history("Sales Hub", date(2026, 5, 1), [("CMS Hub", date(2026, 1, 1))])
    'cross_sell'
    """
    before = {folded(each) for each, day in history if day < closed}
    if not before or folded(LINE_NOT_SHARED) in before | {folded(line)}:
        return ""
    return "upsell" if folded(line) in before else "cross_sell"


def history_of(book: Book) -> dict[str, list[tuple[str, date]]]:
    """What each client of a book has bought: lines, with the days of sales and of what it pays."""
    found: dict[str, list[tuple[str, date]]] = {}
    for deal in book.deals:
        found.setdefault(deal.client, []).append((deal.line, deal.closed))
    for row in book.subscriptions:
        found.setdefault(row.client, []).append((row.line, row.start))
    return found


def _texts(found: Layout, rows: Sequence[int], field: str) -> list[str]:
    return [tidy(cell) if isinstance(cell, str) else shown(cell) for cell in column_cells(found, rows, field)]


def _is_won(stage: str, said: str, meant: frozenset[str]) -> bool:
    if _bare(stage) & meant:
        return True
    answer = yes_no(said)
    return bool(_bare(stage) & _WON) if answer is None else answer


def _bare(stage: str) -> set[str]:
    """A stage as it is compared, with and without the pipeline behind it."""
    return {folded(stage), folded(_BEHIND.sub("", stage))} - {""}


def _deals(count: int) -> str:
    return counted(count, "1 deal is", "{count} deals are")


def _named(name: str) -> str:
    return Sentence(name) if name in (_NO_STAGE, _NO_PIPELINE) else shown(name)


def _counts(found: Mapping[str, int]) -> str:
    listed = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    named = joined(Sentence('"{name}" {count}', name=_named(name), count=count) for name, count in listed[:_SHOWN])
    return named + (Sentence(" and {count} more", count=len(listed) - _SHOWN) if len(listed) > _SHOWN else "")
