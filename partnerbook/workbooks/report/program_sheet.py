"""The Program sheet: tier, points, account performance, Elite's conditions, sourced value, retention by month."""

from decimal import Decimal

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from partnerbook.codes import Measure
from partnerbook.exact import figure, quotient, rounded, settled
from partnerbook.figures.overview import Overview
from partnerbook.figures.retention import MOST_GROWTH, Movement
from partnerbook.figures.shown import shown_movement
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.kit.document import Formula
from partnerbook.workbooks.kit.styles import GREY, SHARE_BESIDE
from partnerbook.workbooks.report.breakdown_sheet import BREAKDOWN_TABLE
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import LEDGER_TABLE
from partnerbook.workbooks.report.program_block import write_program_block
from partnerbook.workbooks.report.shown_formulas import moved, shown
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE
from partnerbook.workbooks.report.units_table import OWN_UNIT, own_unit
from partnerbook.workbooks.report.words import ACCOUNT, ACTIVE, ANSWERS, NO, NOT_KNOWN, SENTENCES, VALIDITIES, YES

TOP = 32
BEYOND = SENTENCES.word('"beyond"')


def _shown(share: Decimal | None) -> object:
    return "" if share is None else rounded(share, 15)


def _exact(heading: str, field: str, formula: str = "") -> SheetColumn[Movement]:
    """A hidden column of what retention is computed from."""
    return SheetColumn(f"{heading} exact", "pb_helper", hidden=True, formula=formula, empty=0 if formula else None,
                       value=lambda month: settled(getattr(month, field)))  # fmt: skip


RETENTION_TABLE: SheetTable[Movement] = SheetTable("Retention", {
    "month": SheetColumn("Month", "pb_month", 50, "The month's last day.", lambda month: month.month_end),
    "start_shown": SheetColumn("MRR at start", "pb_money", 15,
                               "US$ at the fixed point units, of all clients in the book.",
                               lambda month: shown_movement(month).start, shown("[@start]"), empty=0),
    "cancelled_shown": SheetColumn("Cancelled", "pb_money", 13, "MRR of clients that pay nothing at the month's end.",
                                   lambda month: shown_movement(month).cancelled,
                                   moved("[@start]-[@cancelled]", "[@start]"), empty=0),
    "downgraded_shown": SheetColumn("Downgraded", "pb_money", 13, "MRR lost by clients that pay less.",
                                    lambda month: shown_movement(month).downgraded,
                                    moved("[@start]-[@cancelled]-[@downgraded]", "[@start]-[@cancelled]"), empty=0),
    "upgraded_shown": SheetColumn("Upgraded", "pb_money", 13,
                                  "MRR gained by clients that pay more; new clients are left out.",
                                  lambda month: shown_movement(month).upgraded,
                                  moved("[@start]-[@cancelled]-[@downgraded]", "[@end]"), empty=0),
    "end_shown": SheetColumn("MRR at end", "pb_money", 15, value=lambda month: shown_movement(month).end,
                             formula=shown("[@end]"), empty=0),
    "revenue": SheetColumn("Revenue retention", "pb_share", 12,
                           "(MRR at end / MRR at start) ^ 12: published. More than 1,000% says nothing and is not "
                           "in the average.",
                           formula=f'IF([@start]=0,"",IF(([@end]/[@start])^12>{MOST_GROWTH},{BEYOND},'
                                   '([@end]/[@start])^12))', empty="",
                           told=lambda say, month: say("account", "beyond") if month.grew_beyond
                           else _shown(month.revenue_retention)),
    "dollar": SheetColumn("C$R", "pb_share", 12, "((MRR at start - cancelled) / MRR at start) ^ 12: assumed.",
                          lambda month: _shown(month.dollar_retention),
                          'IF([@start]=0,"",(([@start]-[@cancelled])/[@start])^12)', empty=""),
    "gross": SheetColumn("GRR", "pb_share", 12,
                         "(MRR at start - cancelled - downgraded) / MRR at start: assumed.",
                         lambda month: _shown(month.gross_retention),
                         'IF([@start]=0,"",([@start]-[@cancelled]-[@downgraded])/[@start])', empty=""),
    "left_out": SheetColumn("Left out", "pb_whole", 10, "Subscriptions without a rate: their MRR is in none of these "
                            "figures.", lambda month: month.left_out, empty=0),
    "start": _exact("MRR at start", "start"), "cancelled": _exact("Cancelled", "cancelled"),
    "downgraded": _exact("Downgraded", "downgraded"), "upgraded": _exact("Upgraded", "upgraded"),
    "end": _exact("MRR at end", "end", "[@start]-[@cancelled]-[@downgraded]+[@upgraded]"),
})  # fmt: skip


def _of_year(day: str) -> str:
    """The criteria of the last 12 whole months on a day, which is a formula too."""
    last = f"EOMONTH({day}+1,-1)"
    return f'{RETENTION_TABLE("month")},"<="&{last},{RETENTION_TABLE("month")},">"&EOMONTH({last},-12)'


def yearly_average(field: str, day: str) -> str:
    """The formula of the 12-month average of a measure on a day; an error where there is none."""
    return f"AVERAGEIFS({RETENTION_TABLE(field)},{_of_year(day)})"


def left_out_months(day: str) -> str:
    """The formula of in how many of those months MRR is left out for want of a rate."""
    return f'COUNTIFS({RETENTION_TABLE("left_out")},">0",{_of_year(day)})'


# What counts in the edition in force; nothing before the first.
RETENTION = (
    f'IF(RetentionMeasure="","",IF(RetentionMeasure="{Measure.GROSS_RETENTION}",GrossRetention,DollarRetention))'
)
_AVERAGES = (
    ("dollar", "DollarRetention"),
    ("gross", "GrossRetention"),
    ("revenue", "RevenueRetention"),
)


def write_program(document: ReportDocument, report: Overview) -> None:
    """Write the sheet."""
    sheet = document.sheet(ACCOUNT, "E8743B")
    put, say = document.put, document.say
    put(sheet, "A1", say("account", "title"), "pb_title")
    put(sheet, "A2", say("account", "subtitle"), "pb_subtitle")
    account, until = report.account, report.book.settings.certification_until
    put(sheet, "A4", say("account", "account"), "pb_section")
    median = "" if account.median_tools is None else account.median_tools
    put(sheet, "A5", say("account", "tools"))
    counted = f"COUNT({BREAKDOWN_TABLE('tools_counted')})"
    put(sheet, "B5", Formula(f'IF({counted}=0,"",MEDIAN({BREAKDOWN_TABLE("tools_counted")}))', median), "pb_number")
    document.name("MedianTools", sheet, "B5")
    document.name("CertificationNow", sheet, "B6")
    put(
        sheet,
        "D5",
        Formula(
            say.formula("account", "counted", count=counted), say("account", "counted", count=account.clients_counted)
        ),
        "pb_label",
    )
    put(sheet, "A6", say("account", "certification"))
    valid = NOT_KNOWN if account.certified is None else int(account.certified)
    found = f'IF(CertifiedUntil="",{NOT_KNOWN},IF(AsOf<=CertifiedUntil,{YES},{NO}))'
    put(sheet, "B6", Formula(VALIDITIES.word(found), say.validities[valid]))
    put(sheet, "C6", say("account", "until"), "pb_label")
    put(sheet, "D6", Formula('IF(CertifiedUntil="","",CertifiedUntil)', until or ""), "pb_day")
    _write_retention(document, sheet, report)
    _write_elite(document, sheet, report)
    for place in ("B16", "C16", "B17", "C17"):
        sheet[place].number_format = SHARE_BESIDE
    _write_sourced(document, sheet, report)
    put(sheet, f"A{TOP - 1}", say("account", "by_month"), "pb_section")
    document.table(sheet, RETENTION_TABLE, f"A{TOP}", report.movements, bulk=True, least_rows=2)
    write_program_block(document, sheet, report)
    longest = max(len(say("account", field)) for field, _ in _AVERAGES)
    sheet.column_dimensions["A"].width = max(sheet.column_dimensions["A"].width, longest + 1)
    # Months after the as-of day are what is known today, not what has happened.
    document.mark(sheet, f"A{TOP + 1}:J{TOP + max(1, len(report.movements))}", f"$A{TOP + 1}>AsOf", GREY)
    sheet.freeze_panes = "A4"
    document.put_day(sheet)
    last, right = TOP + len(report.movements), RETENTION_TABLE.letter("left_out")
    head = TOP if document.all_printed else 0
    document.on_paper(sheet, say("account", "title"), right, last, TOP - 2, head, one_page=True)


def _write_retention(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    put, say = document.put, document.say
    put(sheet, "A8", say("account", "retention"), "pb_section")
    measure = report.edition.elite.retention_measure
    put(sheet, "B8", say("account", "measure"), "pb_label")
    put(
        sheet,
        "D8",
        Formula(f'IF(Edition="","",LOOKUP(AsOf,{EDITION_TABLE("start")},{EDITION_TABLE("retention")}))', measure),
    )
    document.name("RetentionMeasure", sheet, "D8")
    for row, (field, name) in enumerate(_AVERAGES, 9):
        value = getattr(report.averages, field)
        put(sheet, f"A{row}", say("account", field))
        put(sheet, f"B{row}", Formula(f'IF(AsOf>FollowedUntil,"",IFERROR({yearly_average(field, "AsOf")},""))',
                                      "" if value is None else rounded(value, 15)), "pb_share")  # fmt: skip
        document.name(name, sheet, f"B{row}")


def _write_elite(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    """What Elite asks for beyond points: what is known not to be met rules it out."""
    put, say = document.put, document.say
    put(sheet, "A13", say("account", "elite"), "pb_section")
    for letter, key in zip("ABCD", ("condition", "have", "asked", "met"), strict=True):
        put(sheet, f"{letter}14", say("account", key), "pb_head")
    invitation, retention, customers, people = report.elite
    invited = say.answers[int(bool(invitation.have))]
    put(sheet, "A15", say("account", "invitation"))
    put(sheet, "B15", Formula("EliteInvited", invited))
    put(sheet, "C15", say.answers[YES])
    put(sheet, "D15", Formula(ANSWERS.word("EliteOpen"), invited))
    put(sheet, "A16", average_of(document, retention.measure))
    average = report.averages.of(retention.measure)
    kept = "" if average is None else rounded(average, 15)
    put(
        sheet,
        "B16",
        Formula(RETENTION, kept),
        "pb_share",
    )
    put(sheet, "A17", say("account", "customer_score"))
    put(sheet, "B17", None, "pb_input_number").number_format = "0%"
    put(sheet, "A18", say("account", "certifications"))
    put(sheet, "B18", people.have, "pb_input_whole")
    document.name("CustomerScore", sheet, "B17")
    document.name("CertifiedPeople", sheet, "B18")
    for row, condition, field, name, style in (
        (16, retention, "retention_above", "Retention", "pb_share"),
        (17, customers, "customers", "Customers", "pb_share"),
        (18, people, "certifications", "People", "pb_whole"),
    ):
        put(sheet, f"C{row}", Formula(_asked(field), "" if condition.need is None else condition.need), style)
        document.name(f"Elite{name}Have", sheet, f"B{row}")
        document.name(f"Elite{name}Asked", sheet, f"C{row}")
        met = say.answers[NOT_KNOWN if condition.met is None else int(condition.met)]
        put(sheet, f"D{row}", Formula(ANSWERS.word(f"Elite{name}Met"), met))


def average_of(document: ReportDocument, measure: str) -> Formula:
    """The words for the yearly average of the measure of retention that counts."""
    words = document.say.formula("account", "average", measure="RetentionMeasure")
    return Formula(words, document.say("account", "average", measure=measure))


def _asked(field: str) -> str:
    found = f"LOOKUP(AsOf,{EDITION_TABLE('start')},{EDITION_TABLE(field)})"
    return f'IF(Edition="","",IF({found}=0,"",{found}))'


def _write_sourced(document: ReportDocument, sheet: Worksheet, report: Overview) -> None:
    put, say, sourced = document.put, document.say, report.sourced
    currency = report.book.settings.reporting_currency
    put(sheet, "A20", say("account", "sourced"), "pb_section")
    put(sheet, "B20", "US$", "pb_label")
    put(sheet, "C20", currency, "pb_label")
    put(sheet, "D20", say("account", "unit"), "pb_label")
    unit = own_unit(report)
    put(sheet, "E20", Formula(OWN_UNIT, "" if unit is None else unit), "pb_number")
    sheet["E20"].alignment = Alignment(horizontal="left", indent=1)
    document.name("OwnUnit", sheet, "E20")
    # Sales: what takes from one is below zero. A sale can be worth something and give no points.
    active = f'{LEDGER_TABLE("source_code")},"sourced",{LEDGER_TABLE("state")},{ACTIVE},{LEDGER_TABLE("points")},">=0"'
    for row, label, field, value in (
        (21, say("account", "sourced_mrr"), "mrr_usd", sourced.mrr),
        (22, say("account", "sourced_value"), "value_usd", sourced.value),
    ):
        document.name("SourcedMRR" if row == 21 else "SourcedValue", sheet, f"B{row}")
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}", Formula(f"ROUND(SUMIFS({LEDGER_TABLE(field)},{active}),6)", figure(value)), "pb_money")
        local = "" if unit is None else figure(quotient(figure(value) * unit, Decimal(100)))
        put(sheet, f"C{row}", Formula(f'IF(OwnUnit="","",ROUND(B{row}*OwnUnit/100,6))', local), "pb_money")
