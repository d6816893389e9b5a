"""The names of the report's sheets, and the words it shows for codes: formulas compare the codes alone."""

from collections.abc import Iterable, Mapping

from partnerbook.book.tables import RATES
from partnerbook.book.tables.choices import DEAL_KINDS, NO_TIER, RELATIONSHIPS, SOURCES, YES_NO
from partnerbook.book.tables.choices import TIERS as TIER_CHOICES
from partnerbook.book.tables.shape import Choice
from partnerbook.codes import Decision, Measure
from partnerbook.figures.tiers import rank
from partnerbook.language.texts import texts
from partnerbook.language.words import estimate_words, measure_words
from partnerbook.program.edition import editions
from partnerbook.workbooks.kit.alerts import alert_list, status_list
from partnerbook.workbooks.kit.codes import CodeList

LANGUAGE = "en"  # of the words below; the rest of the report speaks English
DASHBOARD, BREAKDOWN, LEDGER, CHANGES = "Dashboard", "Points breakdown", "Ledger", "Changes"
MONTHS, RENEWALS, TIERS, REVIEWS = "Months", "Renewals", "Tiers", "Reviews"
ACCOUNT, CHECKS, ABOUT, CODES = "Account", "Checks", "About", "Codes"


def _labels(choices: Iterable[Choice]) -> Mapping[str, str]:
    return {choice.code: choice.label(LANGUAGE) for choice in choices}


_SAY = texts("report", LANGUAGE)
_YES, _NO = _labels(YES_NO).values()
UNKNOWN = _SAY["answers"]["unknown"]
UNTOLD_WORDS = texts("terms", LANGUAGE)["tiers"]["untold"]
RELATIONSHIP_WORDS = {"": None, **_labels(RELATIONSHIPS)}
SOURCE_WORDS = {"": "", **_labels(SOURCES)}
TRACK_WORDS = _labels(RELATIONSHIPS)
MINIMUM_WORDS = {"sold": TRACK_WORDS["sold"], "sourced": SOURCE_WORDS["sourced"]}
KIND_WORDS = {**_labels(DEAL_KINDS), "managed": TRACK_WORDS["managed"]}
MARKET_WORDS, UNIT_WORDS = _SAY["markets"], _SAY["units"]
CHECK_WORDS = {True: _SAY["checks"]["review"], False: _NO}  # whether it is a review

# What formulas compare: an entry's state on the as-of day, whether something holds, what decides, and so on.
COMING, ACTIVE, EXPIRED = 1, 2, 3
YES, NO, NOT_KNOWN, UNTOLD = 1, 0, -1, -2
STATES = CodeList("State", dict(zip((COMING, ACTIVE, EXPIRED), _SAY["states"].values(), strict=True)))
ANSWERS = CodeList("Answer", {YES: _YES, NO: _NO, NOT_KNOWN: UNKNOWN, UNTOLD: UNTOLD_WORDS})
VALIDITIES = CodeList(
    "Validity", dict(zip((YES, NO), _SAY["certification"].values(), strict=True)) | {NOT_KNOWN: UNKNOWN}
)
RANKS = CodeList("Rank", {rank(choice.code): choice.label(LANGUAGE) for choice in (NO_TIER, *TIER_CHOICES)})
MEASURES = CodeList("Measure", {
    **{measure: measure_words(measure, LANGUAGE) for measure in (Measure.SOLD, Measure.SOURCED, Measure.MANAGED)},
    "managed_points": _SAY["measures"]["managed_points"],
})  # fmt: skip
DECISIONS = CodeList("Decision", {code: texts("terms", LANGUAGE)["decisions"][code] for code in Decision})
SENTENCES = CodeList("Sentence", {
    "estimate": estimate_words("{points}", "{total}", "{share}", RATES.label(LANGUAGE), LANGUAGE),
})  # fmt: skip
STATUSES, ALERTS = status_list(LANGUAGE), alert_list(LANGUAGE)
LISTS = (STATES, ANSWERS, VALIDITIES, RANKS, MEASURES, DECISIONS, SENTENCES, STATUSES, ALERTS)

*_LOWER, _HIGHEST = editions()[-1].tier_names
TIER_CHOICE = f"{', '.join(_LOWER)} or {_HIGHEST}."


def decision_formula(decision: str, tier: str) -> str:
    """The formula of the words for a decision's code and the rank of the tier held; empty text for no decision."""
    return f'IF({decision}="","",SUBSTITUTE({DECISIONS.word(decision)},"{{tier}}",{RANKS.word(tier)}))'


def day_formula(day: str) -> str:
    """The formula of a day as the text 2026-01-31; what TEXT takes for it differs from language to language."""
    month, of_month = (f'RIGHT("0"&{part}({day}),2)' for part in ("MONTH", "DAY"))
    return f'YEAR({day})&"-"&{month}&"-"&{of_month}'
