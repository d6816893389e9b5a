"""The Table of the renewal sheet: its columns, their formulas, and a renewal as a row of it."""

from collections.abc import Mapping

from openpyxl.utils import get_column_letter

from partnerbook.book.tables import RENEWALS
from partnerbook.book.tables.clients import CLIENTS
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.language.texts import Texts, texts
from partnerbook.language.words import alert_words
from partnerbook.workbooks.kit.document import Field

PRODUCTS_WIDTH = 30
_STYLES: Mapping[str, tuple[str, float]] = {
    "client": ("pb_text", 25),
    "products": ("pb_help", PRODUCTS_WIDTH),
    "renews_on": ("pb_day", 12),
    "days": ("pb_whole", 11),
    "deadline": ("pb_day", 12),
    "alert": ("pb_text", 14),
    "current_mrr": ("pb_money", 13),
    "renewal_mrr": ("pb_input_money", 13),
    "change": ("pb_money", 13),
    "currency": ("pb_code", 9),
    "status": ("pb_input", 22),
    "renewal_manager": ("pb_text", 15),
    "communication_owner": ("pb_text", 16),
    "last_active": ("pb_text", 16),
    "decision": ("pb_input_text", 18),
    "comment": ("pb_input_text", 26),
}


class RenewalTable:
    """The Table in one language; `heads` are its headings by field."""

    name = "QuarterRenewals"
    products = list(_STYLES).index("products")
    # A Table needs a row; an empty one is under no alert.
    empty_row = tuple("" if field in ("days", "deadline", "alert", "change") else None for field in _STYLES)

    def __init__(self, words: Texts, language: str) -> None:
        self.words = words
        self.language = language
        self.alerts = texts("terms", language)["alerts"]
        of_book = {column.field: column.heading(language) for column in RENEWALS.columns}
        of_book["last_active"] = CLIENTS.column("last_active_employee").heading(language)
        self.heads = {field: words["sheet"].get(field) or of_book[field] for field in _STYLES}
        self.statuses = {choice.code: choice.label(language) for choice in RENEWALS.column("status").choices}

    def column(self, field: str) -> str:
        """A whole column, as formulas name it."""
        return f"{self.name}[{self.heads[field]}]"

    def here(self, field: str) -> str:
        """The cell of a column in the formula's own row."""
        return f"{self.name}[[#This Row],[{self.heads[field]}]]"

    def first_cell(self, field: str, top: int) -> str:
        """The first cell of a column below its heading in row `top`, its column fixed."""
        return f"${get_column_letter(1 + list(_STYLES).index(field))}{top + 1}"

    def places(self, field: str, top: int, count: int) -> str:
        """So many cells of a column, from the first on."""
        letter = self.first_cell(field, top)[1:].rstrip("0123456789")
        return f"{letter}{top + 1}:{letter}{top + max(count, 1)}"

    def fields(self) -> list[Field]:
        """The columns as the Table has them."""
        formulas, notes = self._formulas(), self.words["notes"]
        return [
            Field(self.heads[field], style, width, formulas.get(field, ""), notes.get(field, ""))
            for field, (style, width) in _STYLES.items()
        ]

    def within(self, days: str) -> str:
        """The formula of the alert for renewals within so many days, which are a formula too."""
        before, after = self.alerts["within"].split("{days}")
        return f'"{before}"&{days}&"{after}"'

    def row(self, outlook: RenewalOutlook, employees: Mapping[str, str]) -> tuple[object, ...]:
        """A renewal as a row; `employees` are those last active, by client."""
        renewal = outlook.renewal
        values = {
            "client": renewal.client,
            "products": renewal.products,
            "renews_on": renewal.renews_on,
            "current_mrr": renewal.current_mrr,
            "renewal_mrr": renewal.renewal_mrr,
            "currency": renewal.currency,
            "status": self.statuses[renewal.status],
            "renewal_manager": renewal.renewal_manager,
            "communication_owner": renewal.communication_owner,
            "last_active": employees.get(renewal.client),
        }
        computed = {
            "days": outlook.days,
            "deadline": outlook.deadline,
            "alert": alert_words(outlook.alert, self.language),
            "change": "" if outlook.mrr_change is None else outlook.mrr_change,
        }
        filled = {field: None if value == "" else value for field, value in values.items()} | computed
        return tuple(filled.get(field) for field in _STYLES)

    def _formulas(self) -> dict[str, str]:
        say, here = self.alerts, self.here
        day, days = here("renews_on"), here("days")
        window = f'INDEX(AlertDays,1,COUNTIF(AlertDays,"<"&{days})+1)'
        alert = f'IF({days}>MAX(AlertDays),"{say["later"]}",{self.within(window)})'
        alert = f'IF({days}<0,"{say["overdue"]}",{alert})'
        alert = f'IF({here("status")}="{self.statuses["renewed"]}","{say["done"]}",{alert})'
        renewal, current = here("renewal_mrr"), here("current_mrr")
        return {
            "days": f'IF({day}="","",{day}-AsOf)',
            "deadline": f'IF({day}="","",{day}-DeadlineDays)',
            "alert": f'IF({day}="","",{alert})',
            "change": f'IF(OR({renewal}="",{current}=""),"",{renewal}-{current})',
        }
