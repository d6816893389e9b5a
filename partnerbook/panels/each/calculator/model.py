"""The points calculator's state: the two tabs of the partner dashboard's calculator, points and currency."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypedDict, Unpack

import traitlets as t

from partnerbook.book.tables import RATES
from partnerbook.errors import BadInput, NoRate
from partnerbook.exact import ZERO
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.model import PanelModel, given, result
from partnerbook.parsing.amount import AmountFault, amount_text
from partnerbook.parsing.currency import currency_code
from partnerbook.parsing.market import market_code
from partnerbook.points.amount import Points
from partnerbook.points.explain import points_explained
from partnerbook.points.terms import SOURCES, Terms, managed_terms, sold_terms

TO_MONEY, TO_POINTS = "to_money", "to_points"
ENGLISH = Reader()


class CalculatorOptions(TypedDict, total=False):
    """What the fields begin with, as `CalculatorModel` describes them."""

    amount: str
    market: str
    currency: str
    manage: bool
    others: int
    source: str
    method: Literal["to_money", "to_points"]
    sold_given: str
    managed_given: str


class Code(t.Unicode[str, Any]):
    """A market or a currency, given as people write it and kept as its code."""

    def __init__(self, read: Any, default: str) -> None:
        super().__init__(default)
        self.read = read

    def validate(self, obj: Any, value: Any) -> str:
        return str(self.read(super().validate(obj, value)))


class CalculatorModel(PanelModel):
    """What is typed into the calculator, and what comes of it.

    `amount`, `sold_given` and `managed_given` are texts as people write numbers; `on` is the day whose rules hold.
    `sold`, `managed` and `total` are points, None where they cannot be told; `sold_value` and `managed_value` what the
    currency tab answers, points or money as `method` says; the `_why` of each is a line that says how it came about.
    """

    panel = "calculator"

    amount = given(t.Unicode("1000"))
    market = given(Code(market_code, "US"))
    currency = given(Code(currency_code, "USD"))
    manage = given(t.Bool(False))
    others = given(t.Int(0, min=0))
    source = given(t.CaselessStrEnum(SOURCES, SOURCES[0]))
    on = given(t.Instance(date, allow_none=True))
    method = given(t.Enum((TO_MONEY, TO_POINTS), TO_MONEY))
    sold_given = given(t.Unicode("50"))
    managed_given = given(t.Unicode("10"))

    total = result(t.Instance(Decimal, allow_none=True))
    sold = result(t.Instance(Decimal, allow_none=True))
    managed = result(t.Instance(Decimal, allow_none=True))
    sold_why = result(t.Unicode())
    managed_why = result(t.Unicode())
    sold_value = result(t.Instance(Decimal, allow_none=True))
    managed_value = result(t.Instance(Decimal, allow_none=True))
    sold_value_why = result(t.Unicode())
    managed_value_why = result(t.Unicode())

    def computed(self, problems: dict[str, str]) -> Mapping[str, Any]:
        """The results by name; a field that cannot be used has its sentence, and spoils only what follows from it."""
        if self.on is None:
            problems["on"] = self.say("problems", "day")
            return {}
        try:
            sold = sold_terms(self.market, self.currency, self.on, self.source)
            managed = managed_terms(self.market, self.currency, self.on, self.others)
        except NoRate:
            words = {
                "currency": self.currency,
                "day": self.reader.day(self.on),
                "sheet": RATES.label(self.reader.language),
            }
            problems["currency"] = self.say("problems", "rate", **words)
            return {}
        return {**self._points(sold, managed, problems), **self._conversion(self.on, problems)}

    def _points(self, sold: Terms, managed: Terms, problems: dict[str, str]) -> dict[str, Any]:
        """The first tab."""
        amount = self._number("amount", problems, self.currency)
        if amount is None:
            return {}
        points = Points(sold.points(amount), managed.points(amount) if self.manage else ZERO)
        return {
            "sold": points.sold,
            "managed": points.managed,
            "total": points.total,
            "sold_why": self._explained(amount, sold, self.source),
            "managed_why": self._explained(amount, managed, "managed") if self.manage else "",
        }

    def _conversion(self, on: date, problems: dict[str, str]) -> dict[str, Any]:
        """The second tab. As the dashboard's, it asks neither for the source nor for other partners."""
        found: dict[str, Any] = {}
        for name, terms, kind in (
            ("sold", sold_terms(self.market, self.currency, on), SOURCES[0]),
            ("managed", managed_terms(self.market, self.currency, on), "managed"),
        ):
            to_money = self.method == TO_MONEY
            number = self._number(f"{name}_given", problems, "" if to_money else self.currency)
            if number is None:
                continue
            if to_money:
                found[f"{name}_value"] = terms.money(number)
            else:
                found[f"{name}_value"] = terms.points(number)
            found[f"{name}_value_why"] = self._explained(number, terms, kind, to_money)
        return found

    def _explained(self, given: Decimal, terms: Terms, kind: str, back: bool = False) -> str:
        read = self.reader
        return points_explained(given, terms, self.market, kind, read.language, read.number, read.day, back)

    def _number(self, field: str, problems: dict[str, str], currency: str) -> Decimal | None:
        """The number in a field; None, and a sentence among the problems, if there is none that can be used.

        Where it could be two, the person's own decimal mark holds.
        """
        text = getattr(self, field).strip()
        read = amount_text(text, currency, self.reader.mark)
        if read.fault is not None:
            key = "label_of_points" if read.fault is AmountFault.LABEL and not currency else read.fault
            words = {"text": text, "label": read.label, "currency": currency}
            problems[field] = self.say("problems", key, example=self.reader.number(Decimal("1234.5"), 2), **words)
        return read.value


def calculator_model(
    *, on: date | None, reader: Reader = ENGLISH, **options: Unpack[CalculatorOptions]
) -> CalculatorModel:
    """A calculator's state.

    Errors: BadInput for an option, or a value of one, that the calculator does not know.

    >>> model = calculator_model(amount="1.234,50 €", market="Brasil", currency="EUR", on=date(2026, 2, 1), manage=True)
    >>> model.sold, model.total == model.sold + model.managed
    (Decimal('140.284090909090909090909091'), True)
    """
    try:
        return CalculatorModel(on=on, reader=reader, **options)
    except t.TraitError as error:
        raise BadInput(f"calculator: {error}") from None
