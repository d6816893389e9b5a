"""What the tier-progress panel says, as HTML: plain functions of what is known of a book and of who reads it.

The same functions serve the live panel and its static form, so that both show the same.
"""

from base64 import b64encode
from collections.abc import Iterable
from decimal import Decimal
from html import escape

from partnerbook.book.tables import THRESHOLDS
from partnerbook.codes import NO_TIER
from partnerbook.figures.overview import Overview
from partnerbook.figures.tiers import progress, threshold
from partnerbook.language.reader import Reader
from partnerbook.language.words import decision_words, measure_words, tier_words
from partnerbook.panels.each.tier_progress.chart import tier_chart
from partnerbook.panels.frame.colours import ON_WHITE

Rows = list[tuple[str, str]]


def standing_rows(known: Overview, reader: Reader) -> Rows:
    """The tiers and points on the day, and what was sourced in 12 months."""
    say, points, places = reader.words["progress"], known.standing, known.edition.places.tiers
    rows = [
        (say["credited"], tier_name(known.credited, reader)),
        (say["performing"], tier_name(known.performing, reader)),
        (say["total"], reader.number(points.total, places)),
        (say["sold"], reader.number(points.sold, places)),
        (say["sourced"], reader.number(points.sourced, places)),
        (say["managed"], reader.number(points.managed, places)),
    ]
    own = known.book.settings.reporting_currency
    for key, dollars, kept in (
        ("sourced_mrr", known.sourced.mrr, known.sourced_own and known.sourced_own.mrr),
        ("sourced_value", known.sourced.value, known.sourced_own and known.sourced_own.value),
    ):
        rows.append((say[key].format(currency="US$"), reader.number(dollars, 0)))
        if own != "USD" and kept is not None:
            rows.append((say[key].format(currency=own), reader.number(kept, 0)))
    measure = known.edition.elite.retention_measure
    average = known.averages.of(measure)
    rows.append(
        (say["retention"].format(measure=measure), say["unknown"] if average is None else reader.share(average))
    )
    return rows


def tier_name(tier: str | None, reader: Reader) -> str:
    """A tier as people say it; unknown for None."""
    say = reader.words["progress"]
    return say["unknown"] if tier is None else tier_words(tier, reader.language)


def progress_table(known: Overview, reader: Reader) -> str:
    """Have, need, gap and share on each measure of the goal, as a table; and what to enter where a need is missing."""
    say, places = reader.words["progress"], known.edition.places.tiers
    rows = progress(known.standing, threshold(known.book.tiers, known.edition, known.goal), known.edition)
    heads = "".join(f'<th scope="col">{escape(say[key])}</th>' for key in ("measure", "have", "need", "gap", "share"))
    lines = []
    for row in rows:
        name = measure_words(row.measure, reader.language)
        cells = [reader.number(row.have, places)]
        cells += ["–" if value is None else reader.number(value, places) for value in (row.need, row.gap)]
        cells.append("–" if row.share is None else f"{_meter(name, row.share)} {reader.share(row.share)}")
        tds = "".join(f"<td>{cell}</td>" for cell in cells)
        lines.append(f'<tr><th scope="row">{escape(name)}</th>{tds}</tr>')
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    missing = any(row.need is None for row in rows)
    asked = say["missing"].format(sheet=THRESHOLDS.label(reader.language)) if missing else ""
    return f'<div class="pb-scroll">{table}</div>{f"<p>{escape(asked)}</p>" if asked else ""}'


def _meter(label: str, share: Decimal) -> str:
    shown = min(share, Decimal(1))
    return f'<progress aria-label="{escape(label, quote=True)}" max="1" value="{shown:.4f}"></progress>'


def keeping_rows(known: Overview, reader: Reader) -> Rows:
    """What keeps the credited tier: since when it is held, the least it needs, what the next review would decide."""
    say = reader.words["progress"]
    rows = []
    if known.credited_since is not None:
        rows.append((say["since"], reader.day(known.credited_since)))
    if known.credited not in (None, NO_TIER):
        rows += _needs("least", known, known.credited or "", reader)
    rows += _needs("climb", known, known.goal, reader)
    review = known.next_review
    if review is not None:
        rows.append((say["next_review"], reader.day(review.day)))
        if review.credited is not None:
            why = decision_words(review.decision, tier_name(review.held, reader), reader.language)
            rows.append((say["decides"], f"{tier_name(review.credited, reader)}{f' ({why})' if why else ''}"))
    return rows


def _needs(key: str, known: Overview, tier: str, reader: Reader) -> Rows:
    """What a tier asks for on each measure ("least"), or what is still missing to it ("climb")."""
    say, places = reader.words["progress"], known.edition.places.tiers
    parts = []
    for row in progress(known.standing, threshold(known.book.tiers, known.edition, tier), known.edition):
        value = row.need if key == "least" else row.gap
        points = say["unknown"] if value is None else reader.number(value, places)
        parts.append(
            say["points_of"].format(points=points, measure=measure_words(row.measure, reader.language, inside=True))
        )
    return [(say[key].format(tier=tier), ", ".join(parts))]


def account_rows(known: Overview, reader: Reader) -> Rows:
    """The account performance: median tool usage, and the certification."""
    say, account = reader.words["progress"], known.account
    tools = say["unknown"]
    if account.median_tools is not None:
        tools = say["tools_of"].format(tools=reader.number(account.median_tools), clients=account.clients_counted)
    certified = say["unknown"]
    if account.certification_until is not None:
        key = "valid" if account.certified else "not_valid"
        certified = say[key].format(day=reader.day(account.certification_until))
    return [(say["tools"], tools), (say["certification"], certified)]


def months_table(known: Overview, reader: Reader) -> str:
    """The points at the end of each month: what the chart of months shows, for who cannot see or point at it."""
    say, places = reader.words["progress"], known.edition.places.tiers
    heads = "".join(f'<th scope="col">{escape(say[key])}</th>' for key in ("month", "sold", "managed", "total"))
    lines = []
    for month in reversed(known.months):
        values = (month.points.sold, month.points.managed, month.points.total)
        cells = "".join(f"<td>{reader.number(value, places)}</td>" for value in values)
        lines.append(f'<tr><th scope="row">{escape(reader.month(month.day))}</th>{cells}</tr>')
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def definitions(rows: Iterable[tuple[str, str]]) -> str:
    """Labels and values as a list of definitions."""
    lines = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in rows)
    return f'<dl class="pb-facts">{lines}</dl>'


def chart_image(known: Overview, reader: Reader) -> str:
    """The tier chart as an image of its own, which survives where inline SVG is stripped."""
    svg = tier_chart(known, reader, ON_WHITE)
    said = svg.partition('aria-label="')[2].partition('"')[0]
    data = b64encode(svg.encode()).decode()
    return f'<img alt="{said}" width="520" height="184" src="data:image/svg+xml;base64,{data}">'
