"""The Account sheet: account performance, Elite's further conditions, sourced value, and retention by month."""

from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.errors import NoRate
from partnerbook.exact import figure, quotient, rounded, settled
from partnerbook.figures.overview import Overview
from partnerbook.figures.retention import Movement
from partnerbook.points.ledger import program_of
from partnerbook.points.units import point_unit
from partnerbook.workbooks.kit.document import Document, Field, Formula, page
from partnerbook.workbooks.kit.styles import GREY
from partnerbook.workbooks.report.words import ACCOUNT, UNKNOWN, B, E, L, V

TOP = 25
_START, _LOST = V.here("MRR at start"), V.here("Cancelled")
FIELDS = (
    Field("Month", "pb_month", 50, note="The month's last day."),
    Field("MRR at start", "pb_money", 15, note="US$ at the fixed point units, of all clients in the book."),
    Field("Cancelled", "pb_money", 13, note="MRR of clients that pay nothing at the month's end."),
    Field("Downgraded", "pb_money", 13, note="MRR lost by clients that pay less."),
    Field("Upgraded", "pb_money", 13, note="MRR gained by clients that pay more; new clients are left out."),
    Field("MRR at end", "pb_money", 15, f'{_START}-{_LOST}-{V.here("Downgraded")}+{V.here("Upgraded")}'),
    Field("Revenue retention", "pb_share", 12, f'IF({_START}=0,"",({V.here("MRR at end")}/{_START})^12)',
          "(MRR at end / MRR at start) ^ 12: published."),
    Field("C$R", "pb_share", 12, f'IF({_START}=0,"",(({_START}-{_LOST})/{_START})^12)',
          "((MRR at start - cancelled) / MRR at start) ^ 12: assumed."),
    Field("GRR", "pb_share", 12, f'IF({_START}=0,"",({_START}-{_LOST}-{V.here("Downgraded")})/{_START})',
          "(MRR at start - cancelled - downgraded) / MRR at start: assumed."),
)  # fmt: skip
_AVERAGES = (
    ("C$R (customer dollar retention), 12-month average", "C$R", "dollar", "DollarRetention"),
    ("GRR (gross revenue retention), 12-month average", "GRR", "gross", "GrossRetention"),
    ("Revenue retention, 12-month average", "Revenue retention", "revenue", "RevenueRetention"),
)


def write_account(document: Document, report: Overview) -> None:
    """Nothing; writes the sheet."""
    sheet = document.sheet(ACCOUNT, "E8743B")
    put = document.put
    put(sheet, "A1", "Account performance", "pb_title")
    put(sheet, "A2", "Tool usage, certification, retention and sourced value on the as-of day.", "pb_subtitle")
    account, until = report.account, report.book.settings.certification_until
    put(sheet, "A4", "Account", "pb_section")
    median = "" if account.median_tools is None else account.median_tools
    put(sheet, "A5", "Median tool usage (tools in use)")
    counted = f"COUNT({B('Tools counted')})"
    put(sheet, "B5", Formula(f'IF({counted}=0,"",MEDIAN({B("Tools counted")}))', median), "pb_number")
    document.name("MedianTools", sheet, "B5")
    document.name("CertificationNow", sheet, "B6")
    put(sheet, "D5", Formula(f'{counted}&" clients counted"', f"{account.clients_counted} clients counted"), "pb_label")
    put(sheet, "A6", "Solutions Partner Certification")
    certified = UNKNOWN if until is None else "Valid" if account.certified else "Not valid"
    put(sheet, "B6", Formula(
        f'IF(CertifiedUntil="","{UNKNOWN}",IF(AsOf<=CertifiedUntil,"Valid","Not valid"))', certified))  # fmt: skip
    put(sheet, "C6", "until", "pb_label")
    put(sheet, "D6", Formula('IF(CertifiedUntil="","",CertifiedUntil)', until or ""), "pb_day")
    _write_retention(document, sheet, report)
    _write_elite(document, sheet, report)
    _write_sourced(document, sheet, report)
    put(sheet, f"A{TOP - 1}", "Retention by month", "pb_section")
    rows = [_month_row(month) for month in report.movements]
    document.table(sheet, V.name, f"A{TOP}", FIELDS, rows or [_EMPTY])
    # Months after the as-of day are what is known today, not what has happened.
    document.mark(sheet, f"A{TOP + 1}:I{TOP + max(1, len(rows))}", f"$A{TOP + 1}>AsOf", GREY)
    sheet.freeze_panes = "A4"
    page(sheet, "Account performance")


_EMPTY = (None, None, None, None, None, Decimal(0), "", "", "")


def _month_row(month: Movement) -> tuple[object, ...]:
    def shown(share: Decimal | None) -> object:
        return "" if share is None else rounded(share, 15)

    amounts = [
        settled(amount) for amount in (month.start, month.cancelled, month.downgraded, month.upgraded, month.end)
    ]
    return (month.month_end, *amounts, shown(month.revenue_retention), shown(month.dollar_retention),
            shown(month.gross_retention))  # fmt: skip


def _write_retention(document: Document, sheet: Worksheet, report: Overview) -> None:
    put = document.put
    put(sheet, "A8", "Retention", "pb_section")
    measure = report.edition.elite.retention_measure
    put(sheet, "B8", "the edition's measure:", "pb_label")
    put(sheet, "D8", Formula(f'IF(Edition="","",LOOKUP(AsOf,{E("From")},{E("Retention")}))', measure))
    document.name("RetentionMeasure", sheet, "D8")
    last = "EOMONTH(AsOf+1,-1)"
    for row, (label, heading, field, name) in enumerate(_AVERAGES, 9):
        value = getattr(report.averages, field)
        criteria = f'{V("Month")},"<="&{last},{V("Month")},">"&EOMONTH({last},-12)'
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}", Formula(f'IFERROR(AVERAGEIFS({V(heading)},{criteria}),"")',
                                      "" if value is None else rounded(value, 15)), "pb_share")  # fmt: skip
        document.name(name, sheet, f"B{row}")


def _write_elite(document: Document, sheet: Worksheet, report: Overview) -> None:
    """What Elite asks for beyond points; shown, and deciding nothing but the invitation."""
    put = document.put
    put(sheet, "A13", "Elite, beyond points", "pb_section")
    for letter, head in zip("ABCD", ("Condition", "Have", "Asked", "Met"), strict=True):
        put(sheet, f"{letter}14", head, "pb_head")
    invitation, retention, customers, people = report.elite
    invited = "Yes" if invitation.have else "No"
    put(sheet, "A15", "Invitation")
    put(sheet, "B15", Formula("EliteInvited", invited))
    put(sheet, "C15", "Yes")
    put(sheet, "D15", Formula('IF(B15="Yes","Yes","No")', invited))
    put(sheet, "A16", Formula('RetentionMeasure&", 12-month average"', f"{retention.measure}, 12-month average"))
    average = report.averages.of(retention.measure)
    kept = "" if average is None else rounded(average, 15)
    put(sheet, "B16", Formula('IF(RetentionMeasure="GRR",GrossRetention,DollarRetention)', kept), "pb_share")
    put(sheet, "A17", "Customer retention score")
    put(sheet, "B17", None, "pb_input_number").number_format = "0%"
    put(sheet, "A18", "Team certifications")
    put(sheet, "B18", people.have, "pb_input_whole")
    for row, condition, heading, sign, style in (
        (16, retention, "Retention above", ">", "pb_share"),
        (17, customers, "Customer retention", ">=", "pb_share"),
        (18, people, "Certifications", ">=", "pb_whole"),
    ):
        put(sheet, f"C{row}", Formula(_asked(heading), "" if condition.need is None else condition.need), style)
        met = {True: "Yes", False: "No", None: UNKNOWN}[condition.met]
        put(sheet, f"D{row}", Formula(_met(f"B{row}", f"C{row}", sign), met))


def _asked(heading: str) -> str:
    found = f"LOOKUP(AsOf,{E('From')},{E(heading)})"
    return f'IF(Edition="","",IF({found}=0,"",{found}))'


def _met(have: str, asked: str, sign: str) -> str:
    return f'IF(AND(ISNUMBER({have}),ISNUMBER({asked})),IF({have}{sign}{asked},"Yes","No"),"{UNKNOWN}")'


def _write_sourced(document: Document, sheet: Worksheet, report: Overview) -> None:
    put, sourced = document.put, report.sourced
    currency = report.book.settings.reporting_currency
    put(sheet, "A20", "Sourced in the last 12 months", "pb_section")
    put(sheet, "B20", "US$", "pb_label")
    put(sheet, "C20", currency, "pb_label")
    put(sheet, "D20", "US$100 is, when made", "pb_label")
    try:
        unit = point_unit(currency, report.as_of, program_of(report.book).rates).amount
    except NoRate:
        unit = None
    put(sheet, "F20", unit, "pb_input_number")
    active = f'{L("Source")},"Sourced",{L("Status")},"Active",{L("Points")},">0"'
    for row, label, heading, value in (
        (21, "Sourced MRR", "MRR US$", sourced.mrr),
        (22, "Sourced contract value", "Value US$", sourced.value),
    ):
        document.name("SourcedMRR" if row == 21 else "SourcedValue", sheet, f"B{row}")
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}", Formula(f"ROUND(SUMIFS({L(heading)},{active}),6)", figure(value)), "pb_money")
        local = "" if unit is None else figure(quotient(figure(value) * unit, Decimal(100)))
        put(sheet, f"C{row}", Formula(f'IF($F$20="","",ROUND(B{row}*$F$20/100,6))', local), "pb_money")
