"""What the tier-progress panel says, as rows and tables: functions of what is known of a book and of who reads it.

The same functions serve the live panel and its static form, so that both show the same.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from partnerbook.book.tables import DEALS, MANAGING, RATES, SETTINGS, SUBSCRIPTIONS, THRESHOLDS
from partnerbook.codes import NO_TIER, Measure
from partnerbook.exact import EXACT, shown_share
from partnerbook.figures.outlook import Outlook
from partnerbook.figures.outlook_words import outlook_sentences, risk_words
from partnerbook.figures.overview import Overview
from partnerbook.figures.reviews import Check
from partnerbook.figures.shown import shown, shown_estimate, shown_points
from partnerbook.figures.tiers import Condition, unmet_beyond_points
from partnerbook.language.reader import Reader
from partnerbook.language.spoken import spoken_value
from partnerbook.language.words import (
    credited_words,
    decision_words,
    estimate_words,
    measure_words,
    tier_words,
    unmet_words,
)
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.pressable import opens
from partnerbook.panels.frame.table import Column, Pairs, meter, table
from partnerbook.program.edition import editions

NAMED = 6  # days: of more of them, how many and between which


def standing_rows(known: Overview, reader: Reader, opening: bool = False) -> Pairs:
    """The tiers and points on the day, and what was sourced in 12 months; `opening` as for `point_rows`."""
    say = reader.words["progress"]
    rows = [*tier_rows(known, reader), *point_rows(known, reader, opening), *sourced_rows(known, reader)]
    measure = known.edition.elite.retention_measure
    return [*rows, (say["retention"].format(measure=measure), _share(known.averages.of(measure), reader))]


def tier_rows(known: Overview, reader: Reader) -> Pairs:
    """The credited and the performing tier, and the checks that could not be judged."""
    say = reader.words["progress"]
    rows = [
        (say["credited"], credited_words(known.credited, known.untold, reader.language) or say["unknown"]),
        (say["performing"], tier_name(known.performing, reader)),
    ]
    if known.unjudged:
        rows.append((say["unjudged"], _days([check.day for check in known.unjudged], reader)))
    return rows


def point_rows(known: Overview, reader: Reader, opening: bool = False) -> Pairs:
    """The points on the day; with `opening` each is a button whose code is its measure."""
    say, points = reader.words["progress"], known.shown
    rows = (
        (Measure.TOTAL, "total", points.total),
        (Measure.SOLD, "sold", points.sold),
        (Measure.SOURCED, "sourced", shown(known.standing.sourced)),
        (Measure.MANAGED, "managed", points.managed),
    )
    found = [(measure, say[key], reader.points(value)) for measure, key, value in rows]
    return [(label, opens(text, measure, label) if opening else text) for measure, label, text in found]


def sourced_rows(known: Overview, reader: Reader) -> Pairs:
    """What was sourced in 12 months, in US dollars and in the partner's own currency."""
    say, rows = reader.words["progress"], []
    own = known.book.settings.reporting_currency
    for key, dollars, kept in (
        ("sourced_mrr", known.sourced.mrr, known.sourced_own and known.sourced_own.mrr),
        ("sourced_value", known.sourced.value, known.sourced_own and known.sourced_own.value),
    ):
        rows.append((say[key].format(currency="US$"), reader.number(dollars, 0)))
        if own != "USD" and kept is not None:
            rows.append((say[key].format(currency=own), reader.number(kept, 0)))
    return rows


def retention_rows(known: Overview, reader: Reader) -> Pairs:
    """All the 12-month averages of retention."""
    say, averages = reader.words["program"], known.averages
    return [(say[key], _share(getattr(averages, key), reader)) for key in ("dollar", "gross", "revenue")]


def _share(share: Decimal | None, reader: Reader) -> str:
    return reader.words["progress"]["unknown"] if share is None else reader.share(share)


def unpriced_rows(known: Overview, reader: Reader) -> str:
    """The rows of the book whose MRR is in no US dollars; of many the first ones, and how many more."""
    rows = [spoken_value(each.origin, reader) for each in known.unpriced]
    more = f", +{len(rows) - NAMED}" if len(rows) > NAMED else ""
    return ", ".join(rows[:NAMED]) + more


def tier_name(tier: str | None, reader: Reader) -> str:
    """A tier as people say it; unknown for None."""
    return reader.words["progress"]["unknown"] if tier is None else tier_words(tier, reader.language)


def progress_table(known: Overview, reader: Reader, opening: bool = False) -> Markup:
    """Have, need, gap and share on each measure of the goal; with `opening` what one has opens its entries."""
    rows = []
    for row in known.way_to(known.goal):
        name = measure_words(row.measure, reader.language)
        need, gap = ("–" if value is None else reader.points(value) for value in (row.need, row.gap))
        share = "–" if row.share is None else meter(name, shown_share(row.share), reader.share(row.share))
        have = reader.points(row.have)
        rows.append((name, opens(have, row.measure, name) if opening else have, need, gap, share))
    return table(_columns(("measure", "have", "need", "gap", "share"), reader), rows)


def missing_thresholds(known: Overview, tier: str, reader: Reader) -> str:
    """What to enter where a tier's needs are not known; "" if they are."""
    if all(row.need is not None for row in known.way_to(tier)):
        return ""
    return reader.words["progress"]["missing"].format(sheet=THRESHOLDS.label(reader.language))


def estimated(known: Overview, reader: Reader) -> str:
    """How many of the points rest on estimated point units; "" if none does."""
    found = shown_estimate(known.estimated.total, known.standing.total)
    if found is None:
        return ""
    points, total = reader.points(found.points), reader.points(known.shown.total)
    return estimate_words(points, total, reader.share(found.share), RATES.label(reader.language), reader.language)


def _columns(keys: tuple[str, ...], reader: Reader) -> list[Column]:
    """Columns of figures, by the keys of their headings; the first one says what each row is about."""
    first, *others = (reader.words["progress"][key] for key in keys)
    return [Column(first, "start", "row"), *map(Column, others)]


def keeping_rows(known: Overview, reader: Reader) -> Pairs:
    """What keeps the credited tier: since when it is held, the least it needs, what the next review would decide."""
    say = reader.words["progress"]
    rows = []
    if known.credited_since is not None:
        rows.append((say["since"], reader.day(known.credited_since)))
    if known.credited not in (None, NO_TIER):
        rows += _needs("least", known, known.credited or "", reader)
    rows += _needs("climb", known, known.goal, reader)
    rows += unmet_rows(known, known.goal, reader)
    review = known.next_review
    if review is not None:
        rows.append((say["next_review"], reader.day(review.day)))
        told = decided(review, reader)
        if told is not None:
            rows.append((say["decides"], told))
    return rows


def decided(check: Check, reader: Reader) -> str | None:
    """The credited tier that a check leaves, and why; None where it is not followed."""
    told = credited_words(check.credited, check.untold, reader.language)
    why = "" if check.untold else decision_words(check.decision, tier_name(check.held, reader), reader.language)
    return f"{told} ({why})" if told is not None and why else told


def outlook_part(ahead: Outlook, reader: Reader, level: int) -> Markup:
    """What becomes of the tier in the months ahead: how sure it is in a word; what fails, what reviews take."""
    language = reader.language
    sheets = SETTINGS.label(language), THRESHOLDS.label(language)
    return html(
        "frame/outlook.html",
        level=level,
        heading=reader.words["program"]["outlook"],
        risk=ahead.risk.value,
        word=risk_words(ahead.risk, language),
        sentences=outlook_sentences(ahead, sheets, language, lambda value: reader.points(shown(value)), reader.day),
    )


def lost_tier(tier: str | None, reader: Reader) -> str:
    """The tier that goes with points; "" where none does."""
    if tier is None:
        return reader.words["progress"]["unknown"]
    return "" if tier == NO_TIER else tier_words(tier, reader.language)


def reviews_table(ahead: Outlook, reader: Reader) -> Markup:
    """The reviews ahead, with what each would decide if nothing more is sold; nothing where there is none."""
    words = reader.words
    heads = (words["over_time"]["review"], words["over_time"]["held"], words["progress"]["decides"])
    columns = [Column(heads[0], "start", "row"), *(Column(head, "start") for head in heads[1:])]
    rows = [
        (
            reader.day(check.day),
            tier_name(check.held, reader),
            decided(check, reader) or words["progress"]["unknown"],
        )
        for check in ahead.reviews
    ]
    return table(columns, rows) if rows else Markup()


def _days(days: Sequence[date], reader: Reader) -> str:
    """Days, or of many how many and between which."""
    if len(days) <= NAMED:
        return "; ".join(map(reader.day, days))
    first, last = reader.day(days[0]), reader.day(days[-1])
    return reader.words["progress"]["days_between"].format(count=len(days), first=first, last=last)


def _needs(key: str, known: Overview, tier: str, reader: Reader) -> Pairs:
    """What a tier asks for on each measure ("least"), or what is still missing to it ("climb")."""
    say = reader.words["progress"]
    parts = []
    for row in known.way_to(tier):
        value = row.need if key == "least" else row.gap
        points = say["unknown"] if value is None else reader.points(value)
        measure = measure_words(row.measure, reader.language, inside=True)
        parts.append(say["points_of"].format(points=points, measure=measure))
    return [(say[key].format(tier=tier), ", ".join(parts))]


def left_out(known: Overview, reader: Reader) -> list[str]:
    """What of the book is in no figure, or not in retention; of an empty book, what to begin with."""
    say = reader.words["progress"]
    said = [say["left_out"].format(count=known.left_out)] if known.left_out else []
    if not known.ledger.entries:
        sheets = {"deals": DEALS, "subscriptions": SUBSCRIPTIONS, "managing": MANAGING}
        labels = {name: sheet.label(reader.language) for name, sheet in sheets.items()}
        said.append(reader.words["changes"]["empty"].format(**labels))
    rows = unpriced_rows(known, reader)
    return [*said, say["unpriced"].format(rows=rows)] if rows else said


def unmet_rows(known: Overview, tier: str, reader: Reader) -> Pairs:
    """What a tier asks for beside points and does not find."""
    return unmet_of(unmet_beyond_points(known.tiers, tier), known, tier, reader)


def unmet_of(conditions: Iterable[Condition], known: Overview, tier: str, reader: Reader) -> Pairs:
    """Conditions of a tier beside points that are not met."""
    until = known.account.certification_until
    day = "" if until is None else reader.day(until)
    unmet = []
    for each in conditions:
        whole = each.measure == Measure.CERTIFICATIONS
        figures = [
            reader.number(value, 0) if whole else reader.share(EXACT.scaleb(value, Decimal(-2)))
            for value in each.shown or (Decimal(0),) * 3
        ]
        shown = dict(zip(("have", "need", "missing"), figures, strict=True))
        unmet.append(unmet_words(each.measure, reader.language, day, **shown))
    return [(reader.words["progress"]["unmet"].format(tier=tier), ", ".join(unmet))] if unmet else []


def account_rows(known: Overview, reader: Reader) -> Pairs:
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


def months_table(known: Overview, reader: Reader, opening: bool = False) -> Markup:
    """The points at the end of each month: what the chart of months shows, for who cannot see or point at it.

    With `opening` each figure opens the entries behind it, by its measure and its day.
    """
    rows = []
    for month in reversed(known.months):
        points, name = shown_points(month.points), reader.month(month.day)
        cells = []
        for measure in (Measure.SOLD, Measure.MANAGED, Measure.TOTAL):
            value = getattr(points, measure)
            shown_value, label = reader.points(value), f"{reader.words['behind'][measure]}, {name}"
            is_open = opening and value and month.day >= editions()[0].start
            cells.append(opens(shown_value, f"{measure} {month.day}", label) if is_open else shown_value)
        rows.append((name, *cells))
    return table(_columns(("month", "sold", "managed", "total"), reader), rows)
