"""The codes that the report's formulas compare, and the names under which its hidden sheet has their words."""

from datetime import date

from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.points.growth import GROWTH, STANDARD
from partnerbook.workbooks.kit.codes import CodeList

# The sheets, in order; `ReportWords.sheet` names them.
DASHBOARD, BREAKDOWN, LEDGER, CHANGES = "dashboard", "breakdown", "ledger", "changes"
MONTHS, RENEWALS, ACCOUNT, TIERS = "months", "renewals", "account", "tiers"
COMMISSION, STATEMENTS, HUBSPOT_SHEET, USAGE_SHEET = "commission", "statements", "hubspot", "usage"
REVIEWS, CHECKS, ABOUT, CODES = "reviews", "checks", "about", "codes"
CLIENT_SHEET, CLIENT_LIST, SUBSCRIPTIONS_SHEET, MANAGING_SHEET = "client", "clients", "subscriptions", "managing"
OUTLOOK, STAKE, EXPLAIN, SINCE = "outlook", "stake", "explain", "since"
RECONCILE, SCENARIOS, EDITIONS, SEGMENTS = "reconcile", "scenarios", "editions", "segments"
CONTENTS, SAVED = "contents", "saved"
SHEETS = (DASHBOARD, CONTENTS, OUTLOOK, STAKE, BREAKDOWN, CLIENT_SHEET, EXPLAIN, LEDGER, CHANGES, SINCE, SEGMENTS,
          MONTHS, RENEWALS, ACCOUNT, COMMISSION, STATEMENTS, HUBSPOT_SHEET, RECONCILE, USAGE_SHEET, CLIENT_LIST,
          SUBSCRIPTIONS_SHEET, MANAGING_SHEET, SAVED, SCENARIOS, TIERS, REVIEWS, EDITIONS, CHECKS, ABOUT,
          CODES)  # fmt: skip

# What formulas compare: an entry's state on the as-of day, whether something holds, what decides, and so on.
COMING, ACTIVE, EXPIRED = 1, 2, 3
YES, NO, NOT_KNOWN, UNTOLD = 1, 0, -1, -2

# The cells of the hidden sheet that have the words of the tracks.
TRACK_WORDS = {SOLD: "SoldWord", MANAGED: "ManagedWord"}

# Lists without their words, for formulas to look into; `ReportWords` has the words.
STATES, ANSWERS, VALIDITIES = CodeList("State", {}), CodeList("Answer", {}), CodeList("Validity", {})
RANKS, MEASURES, DECISIONS = CodeList("Rank", {}), CodeList("Measure", {}), CodeList("Decision", {})
SENTENCES, STATUSES, ALERTS = CodeList("Sentence", {}), CodeList("Status", {}), CodeList("Alert", {})
STAGES, MARKET_TYPES = CodeList("Stage", {}), CodeList("MarketType", {})

# The codes of the types of markets: a cell has one for each edition.
MARKET_LETTERS = {STANDARD: "s", GROWTH: "g"}


def state_on(start: date, end: date | None, day: date) -> int:
    """The code of a stretch of time on a day: still to come, running or over.

    >>> state_on(date(2026, 1, 1), None, date(2026, 1, 1)) == ACTIVE
    True
    """
    return COMING if start > day else ACTIVE if end is None or day < end else EXPIRED


def state_formula(start: str, end: str) -> str:
    """The formula of it on the as-of day; empty text without a start."""
    return f'IF({start}="","",IF({start}>AsOf,{COMING},IF({end}="",{ACTIVE},IF({end}>AsOf,{ACTIVE},{EXPIRED}))))'


def decision_formula(decision: str, tier: str) -> str:
    """The formula of the words for a decision's code and the rank of the tier held; empty text for no decision."""
    return f'IF({decision}="","",SUBSTITUTE({DECISIONS.word(decision)},"{{tier}}",{RANKS.word(tier)}))'


def day_formula(day: str, language: str = "en") -> str:
    """The formula of a day as a text, such as 2026-01-31; what TEXT takes for it differs from language to language.

    >>> day_formula("A1", "es")
    'RIGHT("0"&DAY(A1),2)&"/"&RIGHT("0"&MONTH(A1),2)&"/"&YEAR(A1)'
    """
    month, of_month = (f'RIGHT("0"&{part}({day}),2)' for part in ("MONTH", "DAY"))
    if language != "en":
        return f'{of_month}&"/"&{month}&"/"&YEAR({day})'
    return f'YEAR({day})&"-"&{month}&"-"&{of_month}'


def credited_rank(day: str) -> str:
    """The formula of the rank of the tier that is held on a day; `NOT_KNOWN` or `UNTOLD` where it cannot be told."""
    then = f"LOOKUP({day},CheckDays,CreditedRanks)"
    followed = f'IF({day}<INDEX(CheckDays,1),CreditedRank,IF({then}="",CreditedRank,{then}))'
    return f'IF(OR(CreditedRank="",{day}<CreditedReadOn,{day}>FollowedUntil),{NOT_KNOWN},{followed})'
