"""The tabs of one client that have its points: by month, entry by entry, explained, and what its loss would cost."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup

from partnerbook.book.export import exported_entries
from partnerbook.book.tables import DEALS, MANAGING
from partnerbook.book.tables.choices import DEAL_KINDS, RELATIONSHIPS
from partnerbook.codes import NO_TIER
from partnerbook.figures.client_detail import RevenueMonth
from partnerbook.figures.explained import part_sentences
from partnerbook.figures.outlook_words import stake_words
from partnerbook.figures.shown import shown, shown_points
from partnerbook.figures.stake import Stake
from partnerbook.language.reader import Reader
from partnerbook.language.words import tier_words
from partnerbook.panels.each.client.seen import Seen
from partnerbook.panels.frame.book_panel import Part
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.month_chart import MonthChart, Series, month_chart, month_image, told
from partnerbook.panels.frame.places import place_words
from partnerbook.panels.frame.row_actions import Behind
from partnerbook.panels.frame.row_list import ListColumn, ListRow
from partnerbook.panels.frame.table import Column, labelled, table
from partnerbook.points.entries import MANAGED, SOLD, Entry


def points_parts(seen: Seen) -> Iterator[Part]:
    """The client's points on the day, and by month."""
    reader, words = seen.reader, seen.reader.words
    names = [words["progress"][key] for key in ("sold", "managed", "total")]
    rows = [(point.sold, point.managed, point.total) for point in seen.points]
    figures = list(zip(names, map(reader.points, rows[-1]), strict=True))
    yield Part(body=labelled(figures, "figures" if seen.form == "facts" else "table"))
    days = [month.day for month in seen.history.points]
    tells = [
        told(reader.month(day), zip(names, map(reader.points, row), strict=True))
        for day, row in zip(days, rows, strict=True)
    ]
    series = [Series(names[at], [row[at] for row in rows]) for at in (0, 1)]
    yield from _charted(seen, MonthChart(words["progress"]["months"], days, tells, series), names, rows)


def _charted(seen: Seen, chart: MonthChart, names: Sequence[str], rows: Sequence[Sequence[Decimal]]) -> Iterator[Part]:
    """A chart with its title, and its figures in a table, the last month first."""
    reader, say = seen.reader, seen.reader.words["progress"]
    yield Part(chart.title, body=(month_chart if seen.form == "facts" else month_image)(chart, reader))
    cells = [(reader.month(day), *map(reader.points, row)) for day, row in zip(chart.months, rows, strict=True)]
    months = table([Column(say["month"], "start", "row"), *map(Column, names)], cells[::-1])
    folded = html("frame/folded.html", summary=f"{say['months_figures']}: {chart.title}", body=months)
    yield Part(body=folded if seen.form == "facts" else months)


def active_rows(seen: Seen) -> Rows:
    """The entries that give points on the day; they add up to the client's points as they are shown."""
    found = seen.explained()
    entries = [(part.entry, points) for part, points in zip(found.parts, found.shown_parts, strict=True)]
    return _entries(seen, "active", entries)


def expired_rows(seen: Seen) -> Rows:
    """The entries that gave points before and have ended."""
    entries = seen.history.entries.expired
    return _entries(seen, "expired", [(each, shown(each.points)) for each in entries])


def coming_rows(seen: Seen) -> Rows | None:
    """The entries that will give points, where there are any."""
    entries = seen.history.entries.coming
    return _entries(seen, "coming", [(each, shown(each.points)) for each in entries]) if entries else None


def _entries(seen: Seen, state: str, entries: Sequence[tuple[Entry, Decimal]]) -> Rows:
    reader, say, words = seen.reader, seen.reader.words["client"], seen.reader.words["changes"]
    tracks = {SOLD: reader.words["progress"]["sold"], MANAGED: reader.words["progress"]["managed"]}
    kinds = {choice.code: choice.label(reader.language) for choice in (*DEAL_KINDS, *RELATIONSHIPS)}
    columns = [
        ListColumn("line", words["line"], filters=True),
        ListColumn("track", words["track"], filters=True),
        ListColumn("kind", words["kind"]),
        ListColumn("mrr", DEALS.column("mrr").heading(reader.language), "money"),
        ListColumn("currency", DEALS.column("currency").heading(reader.language)),
        ListColumn("points", say["points"], "points", total=state == "active"),
        ListColumn("start", words["from"], "day"),
        ListColumn("until", words["until"], "day"),
        ListColumn("record", words["record"]),
    ]
    rows = [
        ListRow(str(place), [
            entry.line, tracks[entry.track], kinds.get(entry.kind, entry.kind), entry.amount, entry.terms.currency,
            points, entry.start, entry.until, place_words(entry.origin, reader),
        ])
        for place, (entry, points) in enumerate(entries)
    ]  # fmt: skip

    def behind() -> Behind:
        on = seen.known.as_of if state == "active" else None
        found = exported_entries((entry for entry, _ in entries), reader.language, on=on)
        return Behind(found, dict.fromkeys((row.code for row in rows), seen.name), own=True)

    return Rows(say[state], columns, rows, [] if rows else [say[f"no_{state}"]], behind=behind)


def revenue_parts(seen: Seen) -> Iterator[Part]:
    """The MRR that gave points, month by month, in each of its currencies."""
    reader, say = seen.reader, seen.reader.words["client"]
    found = seen.history.revenue
    if not found:
        language = reader.language
        yield Part(sentences=[say["no_revenue"].format(deals=DEALS.label(language), managing=MANAGING.label(language))])
        return
    names = [say["sold_mrr"], say["managed_mrr"]]
    days = [month.day for month in seen.history.points]
    yield Part(sentences=[say["revenue_note"]])
    for currency in sorted({row.currency for row in found}):
        by_day = {row.day: row for row in found if row.currency == currency}
        rows = [(row.sold, row.managed) for row in (by_day.get(day, RevenueMonth(day, currency)) for day in days)]
        tells = [
            told(reader.month(day), zip(names, map(reader.points, row), strict=True))
            for day, row in zip(days, rows, strict=True)
        ]
        series = [Series(name, [row[at] for row in rows]) for at, name in enumerate(names)]
        chart = MonthChart(say["revenue_in"].format(currency=currency), days, tells, series, grouped=True)
        yield from _charted(seen, chart, names, rows)


def explain_parts(seen: Seen) -> Iterator[Part]:
    """How each part of the client's points came about; they add up."""
    reader, say = seen.reader, seen.reader.words["client"]
    found = seen.explained()
    if not found.parts:
        yield Part(sentences=[say["no_active"]])
    else:
        lines = part_sentences(found, reader.language, reader.number, reader.day)
        rows = [
            (f"{part.entry.line or part.entry.client} ({place_words(part.entry.origin, reader)}): {line}",
             reader.points(points))
            for part, line, points in zip(found.parts, lines, found.shown_parts, strict=True)
        ]  # fmt: skip
        total = (reader.words["progress"]["total"], reader.points(found.shown))
        yield Part(sentences=[say["adds_up"]], body=labelled([*rows, total], seen.form))
    counts = [(say[key], len(entries)) for key, entries in (("expired", found.ended), ("coming", found.coming))]
    yield Part(sentences=[f"{name}: {reader.number(Decimal(count), 0)}" for name, count in counts])


def loss_parts(seen: Seen) -> Iterator[Part]:
    """What the loss of the client would cost, and what of its points is at stake."""
    reader, say = seen.reader, seen.reader.words["client"]
    weight = seen.weight()
    if weight is None:
        yield Part(sentences=[say["costs_nothing"]])
    else:
        facts = {
            "client": seen.name,
            "points": reader.points(seen.points[-1].total),
            "share": reader.share(weight.share),
        }
        yield Part(sentences=[say["without"].format(**facts), _tier_lost(seen)])
    staked = seen.staked()
    body = _staked(seen, staked) if staked else Markup()
    yield Part(say["stakes"], [] if staked else [say["no_stakes"]], body, bool(staked))


def _tier_lost(seen: Seen) -> str:
    """Whether the performing tier would go with the client's points."""
    tier, after, say = seen.known.performing, seen.tier_without(), seen.reader.words["client"]
    if tier is None or after is None:
        return say["costs_unknown"]
    key = "costs_no_tier" if tier == NO_TIER else "costs_points" if after == tier else "costs_tier"
    names = {
        "tier": tier_words(tier, seen.reader.language),
        "after": tier_words(after, seen.reader.language, inside=True),
    }
    return say[key].format(**names)


def _staked(seen: Seen, staked: Iterable[Stake]) -> Markup:
    reader, say = seen.reader, seen.reader.words["client"]
    heads = [Column(say["stake_day"], "start", "row"), Column(say["stake_kind"], "start"),
             Column(reader.words["changes"]["line"], "start"), Column(say["points"]),
             Column(say["stake_costs"], "start")]  # fmt: skip
    rows = []
    for each in staked:
        points = "–" if each.points is None else reader.points(shown_points(each.points).total)
        rows.append((
            reader.day(each.day), stake_words(each.kind, reader.language), each.line,
            say["at_most"].format(points=points) if each.at_most else points,
            _goes(each, reader),
        ))  # fmt: skip
    return table(heads, rows)


def _goes(stake: Stake, reader: Reader) -> str:
    """The tier that goes with points at stake: "" where none does."""
    if stake.costs is None:
        return reader.words["progress"]["unknown"]
    return "" if stake.costs == NO_TIER else tier_words(stake.costs, reader.language)
