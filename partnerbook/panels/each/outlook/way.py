"""The way to a goal, as a tab shows it: what the tier needs on the day, and the least new MRR that reaches it."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from partnerbook.book.tables import THRESHOLDS
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown_progress
from partnerbook.figures.tiers import threshold
from partnerbook.figures.way import Way
from partnerbook.language.words import measure_words
from partnerbook.panels.each.outlook.model import OutlookModel
from partnerbook.panels.frame import sections
from partnerbook.panels.frame.book_panel import Part
from partnerbook.panels.frame.table import Column, table
from partnerbook.program.edition import edition_on


def way_parts(known: Overview, model: OutlookModel) -> Iterator[Part]:
    """What the goal needs of the points that are left on its day, and each way to it, the least MRR first."""
    goal, reader, say = model.way, model.reader, model.reader.words["outlook"]
    if goal is None:
        return
    edition = edition_on(goal.day)
    rows = shown_progress(goal.points, threshold(known.book.tiers, edition, goal.tier), edition)
    needs = table(
        [Column(reader.words["progress"][key], *(("start", "row") if key == "measure" else ("end", "col")))
         for key in ("measure", "have", "need", "gap")],
        [(measure_words(row.measure, reader.language),
          *("–" if value is None else reader.points(value) for value in (row.have, row.need, row.gap)))
         for row in rows],
    )  # fmt: skip
    left = say["left_then"].format(day=reader.day(goal.day))
    sheet = THRESHOLDS.label(reader.language)
    missing = reader.words["progress"]["missing"].format(sheet=sheet) if goal.missing else ""
    yield Part(say["way_to"].format(tier=goal.tier, day=reader.day(goal.day)), [left, missing], needs, wide=True)
    unmet = [f"{label}: {text}" for label, text in sections.unmet_of(goal.unmet, known, goal.tier, reader)]
    if goal.missing:
        yield Part(sentences=unmet)
        return
    if goal.reached:
        yield Part(sentences=[say["enough"].format(day=reader.day(goal.day)), *unmet])
        return
    ways = [way for way in goal.ways if way.mrr is not None]
    names = dict.fromkeys(way.binding for way in goal.ways if way.mrr is None and way.binding)
    listed = ", ".join(measure_words(measure, reader.language, inside=True) for measure in names)
    estimated = say["estimated_unit"].format(currency=goal.currency) if goal.unit.estimated else ""
    heading = say["least"].format(currency=goal.currency)
    yield Part(heading, [say["least_note"], estimated], _ways(ways, model), wide=True)
    yield Part(sentences=[say["only_managed"].format(names=listed) if names else "", *unmet])


def _ways(ways: Iterable[Way], model: OutlookModel) -> Markup:
    """Each way with what is to be sold in which market, from which source, and what binds."""
    reader, say = model.reader, model.reader.words["outlook"]
    money = ("sourced", "assisted", "managed_only", "mrr")
    columns = [
        Column(say["market"], "start", "row"),
        Column(say["managed_too"], "start"),
        *(Column(say[key]) for key in money),
        Column(say["binds"], "start"),
    ]
    yes_no = reader.words["calculator"]
    rows = [
        (
            reader.words["breakdown"][way.market],
            yes_no["yes" if way.manage else "no"],
            *(
                "–" if value is None else reader.number(value, 2)
                for value in (way.sourced, way.assisted, way.managed, way.mrr)
            ),
            measure_words(way.binding, reader.language) if way.binding else "",
        )
        for way in ways
    ]
    return table(columns, rows)
