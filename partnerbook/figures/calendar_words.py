"""The days of the calendar as people read them, in English, Spanish or Portuguese."""

from decimal import Decimal

from partnerbook.codes import NO_TIER, DayKind
from partnerbook.exact import rounded
from partnerbook.figures.calendar import CalendarDay
from partnerbook.figures.commission_payouts import DuePayout
from partnerbook.figures.lapses import Lapse
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.figures.reviews import Check
from partnerbook.figures.shown import shown
from partnerbook.language.texts import texts
from partnerbook.language.words import credited_words, decision_words, tier_words


def calendar_name(partner: str, language: str = "en") -> str:
    """What the calendar is called.

    >>> calendar_name("Acme", "pt"), calendar_name("")
    ('Acme: renovações e revisões', 'Partner book: renewals and reviews')
    """
    say = texts("calendar", language)["calendar"]
    return say["name"].format(partner=partner) if partner else say["unnamed"]


def day_title(each: CalendarDay, language: str = "en") -> str:
    """What a day is, in a few words."""
    return texts("calendar", language)["titles"][each.kind].format(client=each.client, period=each.key[0])


def day_text(each: CalendarDay, language: str = "en") -> str:
    """What the day is about, in a sentence or two; "" where the title says all."""
    words = texts("calendar", language)
    if isinstance(each.about, RenewalOutlook):
        return _renewal(each.kind, each.about, language)
    if isinstance(each.about, Lapse):
        lapse = each.about
        active_on = "" if lapse.last_active_on is None else str(lapse.last_active_on)
        who = ", ".join(filter(None, (active_on, lapse.last_active_employee))) or words["calendar"]["nobody"]
        return words["texts"]["lapse"].format(points=money_text(shown(lapse.points), language), who=who)
    if isinstance(each.about, Check):
        return _review(each.about, language)
    if isinstance(each.about, DuePayout):
        return _payout(each.about, language)
    return words["texts"][each.kind]


def _payout(payout: DuePayout, language: str) -> str:
    """What a payout is made of, each currency by itself, earned and forecast apart."""
    say, said = texts("calendar", language)["texts"], []
    for part in payout.parts:
        if part.earned or not part.forecast:
            said.append(say["payout_earned"].format(earned=money_text(part.earned, language), currency=part.currency))
        if part.forecast:
            forecast = money_text(part.forecast, language)
            said.append(say["payout_forecast"].format(forecast=forecast, currency=part.currency))
    return say["payout"].format(period=payout.period, amounts=", ".join(said)) if said else ""


def _renewal(kind: DayKind, outlook: RenewalOutlook, language: str) -> str:
    renewal, say = outlook.renewal, texts("calendar", language)["texts"]
    then = renewal.renewal_mrr
    about = (
        say["renewal_unknown" if then is None else "renewal"]
        .format(
            products=renewal.products,
            current=money_text(renewal.current_mrr, language),
            currency=renewal.currency,
            then="" if then is None else f"{money_text(then, language)} {renewal.currency}",
        )
        .removeprefix(". ")
    )
    if kind == DayKind.RENEWAL:
        return about
    days = (renewal.renews_on - outlook.deadline).days
    return f"{say['deadline'].format(day=renewal.renews_on, days=days)} {about}"


def _review(check: Check, language: str) -> str:
    """What the review would decide if nothing new is sold; "" where that is not told."""
    told = credited_words(check.credited, check.untold, language)
    why = decision_words(check.decision, tier_words(check.held or NO_TIER, language, inside=True), language)
    return ". ".join(filter(None, dict.fromkeys((told, why))))


def money_text(value: Decimal, language: str = "en") -> str:
    """An amount with two places and marks between thousands, as the language's people write it.

    >>> money_text(Decimal("1234.5")), money_text(Decimal("1234.5"), "pt")
    ('1,234.50', '1.234,50')
    """
    text = f"{rounded(value, 2):,}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))
