"""The words of what the program decides: a code and a language give what a person reads.

`inside` a sentence they begin with a small letter; else they are a heading or stand alone.
"""

from partnerbook.codes import (
    NO_TIER,
    Alert,
    Decision,
    LineOutcome,
    LineReason,
    Measure,
    PayoutFault,
    PaysNothing,
    Stops,
)
from partnerbook.language.texts import texts


def measure_words(measure: Measure | str, language: str = "en", inside: bool = False) -> str:
    """What a tier asks for. Errors: UnknownName for another language, KeyError for another measure.

    >>> measure_words("sourced"), measure_words("sourced", inside=True), measure_words("total", "es")
    ('Sourced minimum', 'sourced minimum', 'Puntos totales')
    """
    return _words("measures", measure, language, inside)


def tier_words(tier: str, language: str = "en", inside: bool = False) -> str:
    """The name of a tier, which no language changes, or that there is none.

    >>> tier_words("Gold", "pt"), tier_words("None", "pt")
    ('Gold', 'Sem categoria')
    """
    return _words("tiers", "none", language, inside) if tier == NO_TIER else tier


def decision_words(decision: Decision | None, tier: str, language: str = "en", inside: bool = False) -> str:
    """What a check decided, "" where it decided nothing; `tier` is what was held, in words.

    >>> decision_words(Decision.UP, "Gold"), decision_words(Decision.REACHED, "Gold", inside=True)
    ('Up from Gold', 'kept: reached in the window')
    """
    return "" if decision is None else _words("decisions", decision, language, inside).format(tier=tier)


def credited_words(tier: str | None, untold: Decision | None, language: str = "en", inside: bool = False) -> str | None:
    """The credited tier, or that it cannot be told any more, and why; None where the book does not say it.

    >>> credited_words("Gold", None), credited_words(None, Decision.UNDECIDED)
    ('Gold', 'Cannot be told (not decided: figures are missing)')
    """
    if untold:
        why = decision_words(untold, "", language, inside=True)
        return f"{_words('tiers', 'untold', language, inside)} ({why})"
    return tier and tier_words(tier, language, inside)


def unmet_words(measure: Measure, language: str = "en", day: str = "", **shown: str) -> str:
    """What a tier asks for beside points and does not find, as people read it.

    `day` is when the certification ended; `have`, `need` and `missing` are figures.

    >>> unmet_words(Measure.CERTIFICATION, day="2026-02-01")
    'a valid certification (the one entered ended on 2026-02-01)'
    """
    return texts("terms", language)["unmet"][measure].format(measure=measure, day=day, **shown)


def alert_words(alert: Alert, language: str = "en") -> str:
    """The alert that a renewal is under.

    >>> from partnerbook.codes import OVERDUE, AlertKind
    >>> alert_words(Alert(AlertKind.WITHIN, 30)), alert_words(OVERDUE, "es")
    ('Within 30 days', 'Vencida')
    """
    return texts("terms", language)["alerts"][alert.kind].format(days=alert.days)


def estimate_words(points: str, total: str, share: str, sheet: str, language: str = "en") -> str:
    """That so many points rest on estimated point units, and where to enter HubSpot's; figures as people read them.

    >>> estimate_words("50.00", "500.00", "10.0%", "Rates")[:56]
    '50.00 of the 500.00 points (10.0%) rest on estimated poi'
    """
    say = texts("terms", language)["estimate"]["sentence"]
    return say.format(points=points, total=total, share=share, sheet=sheet)


def commission_rule_words(rule: str, language: str = "en") -> str:
    """The rule of commission that a deal falls under.

    >>> commission_rule_words("term", "pt")
    '36 meses'
    """
    return _words("commission_rules", rule, language, inside=False)


def pays_nothing_words(why: PaysNothing, language: str = "en") -> str:
    """Why a deal pays nothing, as a part of a sentence.

    >>> pays_nothing_words(PaysNothing.TERM_OVER)
    'its months are over'
    """
    return _words("pays_nothing", why, language, inside=False)


def line_words(outcome: LineOutcome, reason: LineReason | PaysNothing | None, language: str = "en") -> str:
    """What became of a line of a statement, and the likely reason.

    >>> line_words(LineOutcome.DIFFERS, LineReason.RATE), line_words(LineOutcome.EQUAL, None, "es")
    ('Differs: another rate', 'Igual al céntimo')
    """
    said = _words("line_outcomes", outcome, language, inside=False)
    if reason is None:
        return said
    section = "line_reasons" if isinstance(reason, LineReason) else "pays_nothing"
    return f"{said}: {_words(section, reason, language, inside=False)}"


def payout_fault_words(fault: PayoutFault, language: str = "en") -> str:
    """What is wrong with a payout, as a part of a sentence.

    >>> payout_fault_words(PayoutFault.NET_ABOVE_GROSS)
    'more came in than was sent'
    """
    return _words("payout_faults", fault, language, inside=False)


def stops_words(why: Stops, day: str = "", language: str = "en") -> str:
    """Why a deal of before April 2023 stops paying; `day` is when its managing lapses.

    >>> stops_words(Stops.LAPSES, "2026-12-01")
    'managing lapses on 2026-12-01 if nobody works in the account'
    """
    return _words("stops", why, language, inside=False).format(day=day)


def _words(section: str, code: str, language: str, inside: bool) -> str:
    return texts("terms", language)[f"{section}_inside" if inside else section][code]
