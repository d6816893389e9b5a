"""The outlook in sentences, in English, Spanish or Portuguese; how figures and days are written is for the surface."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from partnerbook.codes import NO_TIER, Decision, Measure, Risk, StakeKind
from partnerbook.figures.outlook import Failing, Outlook, short
from partnerbook.figures.reviews import Check
from partnerbook.figures.tiers import rank
from partnerbook.language.texts import Texts, texts
from partnerbook.language.words import decision_words, tier_words


def risk_words(risk: Risk, language: str = "en") -> str:
    """How sure a tier is, in one word.

    >>> risk_words(Risk.AT_RISK), risk_words(Risk.SAFE, "es"), risk_words(Risk.LOST, "pt")
    ('At risk', 'Seguro', 'Perdida')
    """
    return texts("ahead", language)["risks"][risk]


def outlook_headline(ahead: Outlook, language: str = "en", day: Callable[[date], str] = date.isoformat) -> str:
    """How sure the tier is at the next review, and which later one would take it if nothing new is sold, in a line.

    >>> from partnerbook.figures.outlook import outlook
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> outlook_headline(outlook(overview(sample_book(), date(2026, 10, 31))))
    'Safe at the next review, 2027-01-15; without new sales no tier after that of 2027-07-15'
    """
    say = texts("ahead", language)["headlines"]
    if ahead.tier == NO_TIER:
        return say["no_tier"]
    told = say[ahead.risk].format(review=day(ahead.review.day))
    for check in ahead.reviews:
        lowers = ahead.tier is not None and check.credited is not None and rank(check.credited) < rank(ahead.tier)
        if lowers and check.day > ahead.review.day and ahead.risk in (Risk.SAFE, Risk.AT_RISK):
            tier = tier_words(check.credited or NO_TIER, language, inside=True)
            return say["then"].format(told=told, tier=tier, later=day(check.day))
    return told


def stake_words(kind: StakeKind, language: str = "en") -> str:
    """What takes the points.

    >>> stake_words(StakeKind.SOLD_ENDS), stake_words(StakeKind.LAPSE, "pt")
    ('Sold points end', 'O gerenciamento expira')
    """
    return texts("ahead", language)["stakes"][kind]


def outlook_sentences(
    ahead: Outlook,
    sheets: tuple[str, str] = ("Settings", "Tiers"),
    language: str = "en",
    number: Callable[[Decimal], str] = "{:,}".format,
    day: Callable[[date], str] = date.isoformat,
) -> Iterator[str]:
    """What a person should know of the months ahead: how sure the tier is and why, what fails, what reviews decide.

    `sheets` are the names of the sheets that say the credited tier and the thresholds.

    >>> from partnerbook.figures.outlook import outlook
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.records import Book
    >>> next(outlook_sentences(outlook(overview(Book(), date(2026, 10, 31)))))
    'Whether the tier is safe is unknown: enter the credited tier, and since when, on the sheet Settings.'
    """
    words = texts("ahead", language)
    say = words["outlook"]
    yield _first(ahead, say, sheets, language, day)
    for check in ahead.reviews:
        if lowered := _review(check, say, language, day):
            yield lowered
    tier = tier_words(ahead.tier or NO_TIER, language, inside=True)
    for each in ahead.failing:
        yield _failing(each, tier, words, number, day)


def _first(
    ahead: Outlook, say: Mapping[str, str], sheets: tuple[str, str], language: str, day: Callable[[date], str]
) -> str:
    """How sure the tier is, and why."""
    settings, tiers = sheets
    left = [check for check in ahead.window if check.day > ahead.days[0].day]
    facts = {
        "tier": ahead.tier and tier_words(ahead.tier, language),
        "review": day(ahead.review.day),
        "today": day(ahead.days[0].day),
    }
    if ahead.tier is None:
        if ahead.untold is None:
            return say["no_credited"].format(sheet=settings)
        if ahead.untold == Decision.UNDECIDED:
            return say["undecided"].format(sheet=tiers)
        return say["untold"].format(why=decision_words(ahead.untold, "", language, inside=True))
    if ahead.tier == NO_TIER:
        return say["no_tier"]
    if ahead.risk == Risk.SAFE:
        key, on = ("protected", ahead.protected_until) if ahead.protected_until else ("held", ahead.held_on)
        return say[key if on else "expected"].format(day=day(on or left[0].day), **facts)
    if ahead.risk == Risk.AT_RISK and ahead.certification_until:
        return say["uncertified"].format(day=day(ahead.certification_until), **facts)
    key = {Risk.LOST: "lost", Risk.UNKNOWN: "no_thresholds"}.get(ahead.risk, "not_met" if ahead.unmet else "at_risk")
    return say[key].format(sheet=tiers, **facts)


def _failing(
    each: Failing, tier: str, words: Texts, number: Callable[[Decimal], str], day: Callable[[date], str]
) -> str:
    condition, on, missing = each.condition, day(each.day), short(each.condition)
    if missing is not None:
        return words["short"][condition.measure].format(missing=number(missing), day=on, tier=tier)
    if condition.measure == Measure.CERTIFICATION:
        return words["outlook"]["certification_ends"].format(day=on)
    return words["outlook"]["other"].format(measure=words["figures"][condition.measure], day=on)


def _review(check: Check, say: Mapping[str, str], language: str, day: Callable[[date], str]) -> str | None:
    """What a review would take; None where it takes nothing, or that cannot be told."""
    if check.held is None or check.credited is None or rank(check.credited) >= rank(check.held):
        return None
    key = "uncertified_then" if check.decision == Decision.UNCERTIFIED else "lowered"
    return say[key].format(review=day(check.day), tier=tier_words(check.credited, language, inside=True))
