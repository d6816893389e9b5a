"""The Table of the renewal sheet: its columns, their formulas, and what they show of a renewal."""

from collections.abc import Callable, Mapping

from partnerbook.book.tables import RENEWALS
from partnerbook.book.tables.clients import CLIENTS
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.language.texts import Texts
from partnerbook.language.words import alert_words
from partnerbook.workbooks.kit.alerts import alert_formula, alert_list, alert_number, status_list, words_formula
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable

PRODUCTS_WIDTH = 30


def renewal_table(words: Texts, language: str, employees: Mapping[str, str]) -> SheetTable[RenewalOutlook]:
    """The Table in a language; `employees` are those last active, by client."""
    of_book = {column.field: column.heading(language) for column in RENEWALS.columns}
    of_book["last_active"] = CLIENTS.column("last_active_employee").heading(language)
    statuses, alerts = status_list(language), alert_list(language)

    def column(
        field: str,
        style: str,
        width: float,
        value: Callable[[RenewalOutlook], object] = lambda _: None,
        formula: str = "",
    ) -> SheetColumn[RenewalOutlook]:
        heading = words["sheet"].get(field) or of_book[field]
        empty = "" if formula else None
        return SheetColumn(heading, style, width, words["notes"].get(field, ""), value, formula, empty)

    def change(outlook: RenewalOutlook) -> object:
        return "" if outlook.mrr_change is None else outlook.mrr_change

    return SheetTable("QuarterRenewals", {
        "client": column("client", "pb_text", 25, lambda outlook: outlook.renewal.client),
        "products": column("products", "pb_help", PRODUCTS_WIDTH, lambda outlook: outlook.renewal.products or None),
        "renews_on": column("renews_on", "pb_day", 12, lambda outlook: outlook.renewal.renews_on),
        "days": column("days", "pb_whole", 11, lambda outlook: outlook.days,
                       'IF([@renews_on]="","",[@renews_on]-AsOf)'),
        "deadline": column("deadline", "pb_day", 12, lambda outlook: outlook.deadline,
                           'IF([@renews_on]="","",[@renews_on]-DeadlineDays)'),
        "alert": column("alert", "pb_text", 14, lambda outlook: alert_words(outlook.alert, language),
                        words_formula(alerts, "[@alert_number]")),
        "current_mrr": column("current_mrr", "pb_amount", 13, lambda outlook: outlook.renewal.current_mrr),
        "renewal_mrr": column("renewal_mrr", "pb_input_money", 13, lambda outlook: outlook.renewal.renewal_mrr),
        "change": column("change", "pb_amount", 13, change,
                         'IF(OR([@renewal_mrr]="",[@current_mrr]=""),"",[@renewal_mrr]-[@current_mrr])'),
        "currency": column("currency", "pb_code", 9, lambda outlook: outlook.renewal.currency),
        "status": column("status", "pb_input", 22, lambda outlook: statuses.words[outlook.renewal.status]),
        "renewal_manager": column("renewal_manager", "pb_text", 15,
                                  lambda outlook: outlook.renewal.renewal_manager or None),
        "communication_owner": column("communication_owner", "pb_text", 16,
                                      lambda outlook: outlook.renewal.communication_owner or None),
        "last_active": column("last_active", "pb_text", 16,
                              lambda outlook: employees.get(outlook.renewal.client) or None),
        "decision": column("decision", "pb_input_text", 18),
        "comment": column("comment", "pb_input_text", 26),
        "alert_number": SheetColumn(words["sheet"]["alert_number"], "pb_helper", 12, value=alert_number,
                                    formula=alert_formula(statuses), empty="", hidden=True),
    })  # fmt: skip
