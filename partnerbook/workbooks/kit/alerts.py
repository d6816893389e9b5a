"""The alert that a renewal is under, as a number in a cell that formulas compare, and the words shown for it.

A number of days says within how many; what is not within any has a number of its own.
"""

from partnerbook.book.tables import RENEWALS
from partnerbook.codes import AlertKind
from partnerbook.figures.renewals import SETTLED, RenewalOutlook
from partnerbook.language.texts import texts
from partnerbook.workbooks.kit.codes import CodeList

DONE_NUMBER, OVERDUE_NUMBER, LATER_NUMBER = -2, -1, 10**6
_NUMBERS = {AlertKind.OVERDUE: OVERDUE_NUMBER, AlertKind.LATER: LATER_NUMBER, AlertKind.DONE: DONE_NUMBER}


def status_list(language: str) -> CodeList:
    """What the status of a renewal can be."""
    choices = RENEWALS.column("status").choices
    return CodeList("Status", {choice.code: choice.label(language) for choice in choices})


def alert_list(language: str) -> CodeList:
    """The words for each number; those within some days stand under their code, their days left open.

    >>> [f"{code}: {words}" for code, words in alert_list("en").words.items()]
    ['-1: Overdue', 'within: Within {days} days', '1000000: Later', '-2: Done']
    """
    return CodeList("Alert", {_NUMBERS.get(kind, kind): texts("terms", language)["alerts"][kind] for kind in AlertKind})


def alert_number(outlook: RenewalOutlook) -> int:
    """The number of a renewal's alert."""
    return _NUMBERS.get(outlook.alert.kind, outlook.alert.days)


def alert_formula(statuses: CodeList) -> str:
    """The formula of the number, in a table with the fields renews_on, days and status; empty text in an empty row."""
    status = statuses.code("[@status]")
    settled = ",".join(f'{status}="{code}"' for code in SETTLED)
    window = 'INDEX(AlertDays,1,COUNTIF(AlertDays,"<"&[@days])+1)'
    ahead = f"IF([@days]<0,{OVERDUE_NUMBER},IF([@days]>MAX(AlertDays),{LATER_NUMBER},{window}))"
    return f'IF([@renews_on]="","",IF(OR({settled}),{DONE_NUMBER},{ahead}))'


def words_formula(alerts: CodeList, number: str) -> str:
    """The formula of the words for a number, which is a formula too; empty text for empty text."""
    return f'IF({number}="","",IFERROR({alerts.word(number)},{within_formula(alerts, number)}))'


def within_formula(alerts: CodeList, days: str) -> str:
    """The formula of the words for renewals within so many days, which are a formula too."""
    code = f'"{AlertKind.WITHIN}"'
    return f'SUBSTITUTE({alerts.word(code)},"{{days}}",{days})'
