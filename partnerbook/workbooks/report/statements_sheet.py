"""The Statements sheet: payouts, gross against net, and the lines of commission statements beside our own figures."""

from partnerbook.codes import LineOutcome
from partnerbook.figures.commission_payouts import PayoutCheck
from partnerbook.figures.commission_statement import StatementCheck
from partnerbook.figures.overview import Overview
from partnerbook.language.words import line_words, payout_fault_words
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.words import STATEMENTS

_TOP = 5


RECEIVED_TABLE: SheetTable[PayoutCheck] = SheetTable("CommissionPayouts", {
    "period": SheetColumn("Quarter", "pb_text", value=lambda row: row.period),
    "currency": SheetColumn("Currency", "pb_text", value=lambda row: row.currency),
    "expected_on": SheetColumn("Due on", "pb_day", value=lambda row: row.expected_on),
    "received_on": SheetColumn("Received on", "pb_day", value=lambda row: row.received_on),
    "stated": SheetColumn("Statement", "pb_amount", value=lambda row: row.stated),
    "gross": SheetColumn("Gross", "pb_amount", value=lambda row: row.gross),
    "fee": SheetColumn("Fee", "pb_amount", value=lambda row: row.fee),
    "net": SheetColumn("Net", "pb_amount", value=lambda row: row.net),
    "fault": SheetColumn("Look at", "pb_text",
                         told=lambda say, row: payout_fault_words(row.fault, say.language) if row.fault else None),
})  # fmt: skip

STATEMENT_TABLE: SheetTable[StatementCheck] = SheetTable("CommissionStatements", {
    "period": SheetColumn("Period", "pb_text", 12, value=lambda row: row.period),
    "currency": SheetColumn("Currency", "pb_text", 10, value=lambda row: row.currency),
    "client": SheetColumn("Client", "pb_text", 25, value=lambda row: row.client or None),
    "deal": SheetColumn("Deal", "pb_text", 20, value=lambda row: row.deal or None),
    "line": SheetColumn("Product line", "pb_text", 20, value=lambda row: row.line or None),
    "stated": SheetColumn("Stated", "pb_amount", 14, "Empty where no statement has a line of it.",
                          lambda row: row.stated),
    "ours": SheetColumn("Our figure", "pb_amount", 14, "Empty where we have none for it.", lambda row: row.ours),
    "difference": SheetColumn("Difference", "pb_amount", 14, "What the statement has more.",
                              lambda row: row.difference),
    "what": SheetColumn("What became of it", "pb_text", 41,
                        "Whether the two are equal, and the likely reason where they are not.",
                        told=lambda say, row: line_words(row.outcome, row.reason, say.language)),
    "record": SheetColumn("Record", "pb_text", 19, "The row of the book it came from.",
                          told=lambda say, row: say.place(row.origin) or None),
})  # fmt: skip


def write_statements(document: ReportDocument, report: Overview) -> None:
    """Write the sheet, where the book has lines of statements or payouts."""
    found, say = report.commission, document.say
    if not found.statement and not found.payouts:
        return
    sheet = document.sheet(STATEMENTS, "1E7B34")
    document.put(sheet, "A1", say("statements", "title"), "pb_title")
    document.put(sheet, "A2", say("statements", "subtitle"), "pb_subtitle")
    document.put_made_for(sheet)
    row = head = _TOP
    if found.payouts:
        document.put(sheet, f"A{row}", say("statements", "payouts"), "pb_section")
        document.block(sheet, RECEIVED_TABLE, row + 1, found.payouts, widths=False)
        row += 3 + len(found.payouts)
    if found.statement:
        document.put(sheet, f"A{row}", say("statements", "lines"), "pb_section")
        # What is to be looked at comes first, as it stands in the statements.
        lines = sorted(found.statement, key=lambda check: check.outcome == LineOutcome.EQUAL)
        document.table(sheet, STATEMENT_TABLE, f"A{row + 1}", lines, bulk=True)
        row, head = row + 1 + len(lines), row + 1
    document.on_paper(sheet, say("statements", "title"), STATEMENT_TABLE.letter("record"), row, 0, head)
