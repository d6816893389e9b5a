"""The formulas of the Reviews sheet: every step of a monthly check's decision, named by the columns of its own row."""

from partnerbook.codes import Decision, Measure
from partnerbook.points.entries import MANAGED, SOLD
from partnerbook.program.edition import editions
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.program_sheet import left_out_months, yearly_average
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE, TIER_TABLE
from partnerbook.workbooks.report.words import NO, NOT_KNOWN, YES

SINCE = 'IF(CreditedSince="","",CreditedSince)'  # an empty cell is 0 in a formula, which is a day too


def ledger_points(criteria: str = "") -> str:
    """The points of the Ledger on the day of the check, of those entries that meet more criteria."""
    points, start, until = (LEDGER_TABLE(field) for field in ("points", "start", "until"))
    return f'SUMIFS({points},{start},"<="&[@check]{criteria})-SUMIFS({points},{until},"<="&[@check]{criteria})'


def if_changed(field: str, formula: str) -> str:
    """A formula over the Ledger, or what the check above found where nothing of the Ledger changes after it.

    Most of ten years of checks are of that kind, and to look through 47,000 entries for each takes a while.
    """
    return f"IF(AND(N([^check])>=LastChange,[^edition]=[@edition]),[^{field}],{formula})"


def if_followed(formula: str) -> str:
    return f'IF([@held]="","",{formula})'


def protected_until(since: str) -> str:
    """The day until which what is held since a day cannot be lost."""
    same, after = (f"MONTH({since})+[@protection]{plus}" for plus in ("", "+1"))
    return f"MIN(DATE(YEAR({since}),{same},DAY({since})),DATE(YEAR({since}),{after},1))"


def of_edition(field: str) -> str:
    """What the edition in force at the check says."""
    return f"LOOKUP([@check],{EDITION_TABLE('start')},{EDITION_TABLE(field)})"


OF_SOLD, OF_MANAGED = (f',{LEDGER_TABLE("track_code")},"{track}"' for track in (SOLD, MANAGED))
OF_SOURCED = f',{LEDGER_TABLE("source_code")},"sourced"'
INVALID = 'AND(CertifiedUntil<>"",CertifiedUntil<[@check])'
ASKED = f"{TIER_TABLE('managed')}*{TIER_TABLE('managed_asked')}"
# Elite's row where retention rules it out, by the code in the check's own row.
NOT_KEPT = f"({TIER_TABLE('rank')}=ROWS(TierNames))*([@retention]={NO})"
HIGHEST = (
    f"SUMPRODUCT(MAX(({TIER_TABLE('edition')}=[@edition])*{TIER_TABLE('known')}*{TIER_TABLE('open')}*(1-{NOT_KEPT})"
    f"*({TIER_TABLE('total')}<=[@total])*({TIER_TABLE('minimum')}<=[@minimum])*({ASKED}<=[@managed])"
    f"*{TIER_TABLE('rank')}))"
)
# The first tier above the highest that holds that any of its conditions rules out; an empty figure rules out nothing.
POSSIBLE = (
    f"ROWS(TierNames)-SUMPRODUCT(MAX(({TIER_TABLE('edition')}=[@edition])*({TIER_TABLE('rank')}>[@highest])"
    f"*((({TIER_TABLE('open')}=0)+{NOT_KEPT}+({TIER_TABLE('total')}>[@total])+({TIER_TABLE('minimum')}>[@minimum])"
    f"+({ASKED}>[@managed]))>0)*(ROWS(TierNames)+1-{TIER_TABLE('rank')})))"
)
RETENTION = (
    f"IF(OR({of_edition('retention_above')}=0,{left_out_months('[@check]')}>0),{NOT_KNOWN},IFERROR("
    f'IF(ROUND(IF({of_edition("retention")}="{Measure.GROSS_RETENTION}",{yearly_average("gross", "[@check]")},'
    f"{yearly_average('dollar', '[@check]')}),12)>{of_edition('retention_above')},{YES},{NO}),{NOT_KNOWN}))"
)
# What was gained since the window began is protected: for sure where the least that was found is above all that was
# held before it. Of a tier since nobody knows when, the day it was read can be the day it was gained.
SAFE = 'OR(AND([@protected]<>"",[@check]<[@protected]),[@gained]>[@begun_most])'
YOUNG = f'AND(CreditedSince="",[@check]<{protected_until("CreditedReadOn")})'
LEAST = f"IF(OR([@review_code]=0,{SAFE}),[@held],IF({INVALID},0,MIN([@held],[@best])))"
MOST = (
    f"IF(OR([@review_code]=0,{SAFE},{YOUNG}),[@held_most],"
    f"IF({INVALID},IF([@gained_most]>[@begun],[@gained_most],0),MIN([@held_most],[@best_possible])))"
)
JUDGED = "AND(MIN([@held],[@best])=MIN([@held_most],[@best_possible]),[@possible]<=MAX([@highest],[@held_most]))"
DECISION = (
    f'IF([@credited]<[@credited_most],IF(AND([@review_code]=0,[@possible]<=[@held]),"",'
    f'IF(AND([@held]=[@held_most],OR({JUDGED},{INVALID})),"{Decision.AGE_UNKNOWN}","{Decision.UNDECIDED}")),'
    f'IF([@held]<[@held_most],"{Decision.SETTLED}",IF([@credited]>[@held],"{Decision.UP}",'
    f'IF(OR([@review_code]=0,[@held]=0),"",IF({SAFE},"{Decision.PROTECTED}",'
    f'IF({INVALID},"{Decision.UNCERTIFIED}",'
    f'IF([@credited]=[@held],"{Decision.REACHED}","{Decision.DOWN}")))))))'
)
# In the first row the headings stand above, which are no numbers.
HELD, HELD_MOST = (f"IF(ISNUMBER([^{field}]),[^{field}],CreditedRank)" for field in ("credited", "credited_most"))
HELD_SINCE = f"IF(ISNUMBER([^since_first]),[^since_first],{SINCE})"
HELD_UNTIL = 'IF(ISNUMBER([^since_last]),[^since_last],IF(CreditedSince="",CreditedReadOn,CreditedSince))'
BEGUN, BEGUN_MOST = (
    f"IF(ISNUMBER(INDEX([:{field}],1)),INDEX([:{field}],1),CreditedRank)" for field in ("held", "held_most")
)
GAINED, GAINED_MOST = (
    f"SUMPRODUCT(MAX(([:check]>CreditedReadOn)*([:check]<[@check])*[:{field}]))" for field in ("highest", "possible")
)
TOLD = "[@credited]=[@credited_most]"
WINDOW = editions()[0].review_checks
LATER_REVIEW = (
    'COUNTIFS(CheckDays,">="&[@check],CheckDays,"<="&MIN(AsOf,DATE(YEAR([@check]),'
    f'MONTH([@check])+{WINDOW - 1},DAY([@check]))),CheckReviews,1,CheckHeld,">=0")>0'
)
