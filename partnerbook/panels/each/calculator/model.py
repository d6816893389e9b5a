"""The points calculator's state: the two tabs of the partner dashboard's calculator, points and currency."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypedDict, Unpack

import traitlets as t

from partnerbook.book.tables import RATES
from partnerbook.errors import BadInput, NoRate, UnknownName, did_you_mean
from partnerbook.exact import ZERO
from partnerbook.language.reader import Reader
from partnerbook.language.spoken import spoken_value
from partnerbook.panels.frame.book import BookModel, Source
from partnerbook.panels.frame.model import Day, given, result
from partnerbook.parsing.amount import AmountFault, amount_text
from partnerbook.parsing.currency import currency_code, currency_codes
from partnerbook.parsing.market import market_code
from partnerbook.points.amount import Points
from partnerbook.points.explain import points_explained
from partnerbook.points.growth import stated_multiplier
from partnerbook.points.ledger import program_of
from partnerbook.points.rates import PUBLISHED, Program
from partnerbook.points.terms import SOURCES, Terms, managed_terms, sold_terms
from partnerbook.points.units import point_unit
from partnerbook.records import Client

TO_MONEY, TO_POINTS = "to_money", "to_points"
ENGLISH = Reader()
MOST_PARTNERS = 99


class CalculatorOptions(TypedDict, total=False):
    """What the fields begin with, as `CalculatorModel` describes them."""

    amount: str | int | Decimal
    market: str
    currency: str
    client: str
    manage: bool
    others: int | str
    source: str
    method: Literal["to_money", "to_points"]
    sold_given: str | int | Decimal
    managed_given: str | int | Decimal


class Code(t.Unicode[str, Any]):
    """A market or a currency, given as people write it and kept as its code."""

    def __init__(self, read: Any, default: str) -> None:
        super().__init__(default)
        self.read = read

    def validate(self, obj: Any, value: Any) -> str:
        return str(self.read(super().validate(obj, value)))


class Figure(t.Unicode[str, Any]):
    """A number as people write it: given as that text, or as a whole number or a Decimal. A float is not exact."""

    def validate(self, obj: Any, value: Any) -> str:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return str(super().validate(obj, f"{value:f}" if isinstance(value, Decimal) else str(value)))
        if not isinstance(value, str):
            raise t.TraitError(f"the {self.name} is {value!r}; it is a text, a whole number or a Decimal.")
        return str(super().validate(obj, value))


class Count(t.Unicode[str, Any]):
    """How many there are: given as a whole number from 0, or as the text that was typed."""

    def validate(self, obj: Any, value: Any) -> str:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return str(value)
        return str(super().validate(obj, value))


class CalculatorModel(BookModel):
    """What is typed into the calculator, and what comes of it.

    `amount`, `sold_given`, `managed_given` and `others` are texts as people write numbers; `on` is the day whose rules
    hold. With a book its own rates, growth markets and assumptions count, and for a `client` of it what HubSpot states
    of that client's points. `unrated` are the currencies that have no rate on the day.
    `sold`, `managed` and `total` are points, None where they cannot be told; `sold_value` and `managed_value` what the
    currency tab answers, points or money as `method` says; the `_why` of each is a line that says how it came about.
    """

    panel = "calculator"

    client = given(t.Unicode())
    amount = given(Figure("1000"))
    market = given(Code(market_code, "US"))
    currency = given(Code(currency_code, "USD"))
    manage = given(t.Bool(False))
    others = given(Count("0"))
    source = given(t.CaselessStrEnum(SOURCES, SOURCES[0]))
    on = given(Day())
    method = given(t.Enum((TO_MONEY, TO_POINTS), TO_MONEY))
    sold_given = given(Figure("50"))
    managed_given = given(Figure("10"))

    unrated = result(t.Instance(frozenset, ()))
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
        self.tell_unread(problems)
        day = self.day_of("on", problems)
        if day is None:
            return {"unrated": self.unrated}
        self._program = PUBLISHED if self.book is None else program_of(self.book)
        found: dict[str, Any] = {}
        try:
            found["unrated"] = unrated(day, self._program)
            return {**found, **self._points(day, problems), **self._conversion(day, problems)}
        except NoRate:
            words = {
                "currency": self.currency,
                "day": self.reader.day(day),
                "sheet": RATES.label(self.reader.language),
            }
            problems["currency"] = self.say("problems", "rate", **words)
        except BadInput as error:  # two rates of one day, or a market both added and removed
            problems["book"] = spoken_value(error, self.reader)
        return found

    def stated(self, day: date) -> Decimal | None:
        """What HubSpot multiplies the chosen client's points by, where the book has it."""
        client = self._client()
        return None if client is None else stated_multiplier(client, day)

    def _client(self) -> Client | None:
        clients = () if self.book is None else self.book.clients
        return next((each for each in clients if each.client == self.client), None)

    @t.observe("client")
    def _take_market(self, _: object) -> None:
        client = self._client()
        if client is not None:
            self.market = client.market

    @t.observe("market")
    def _leave_client(self, _: object) -> None:
        client = self._client()
        if client is not None and client.market != self.market:
            self.client = ""

    def _sold(self, day: date, source: str = SOURCES[0]) -> Terms:
        return sold_terms(self.market, self.currency, day, source, program=self._program, multiplier=self.stated(day))

    def _managed(self, day: date, others: int = 0) -> Terms:
        return managed_terms(self.market, self.currency, day, others, self._program, multiplier=self.stated(day))

    def _points(self, day: date, problems: dict[str, str]) -> dict[str, Any]:
        """The first tab. Where the number of other partners cannot be used, only what is managed is not known."""
        terms = self._sold(day, self.source)
        others = self._others(problems) if self.manage else 0
        amount = self._number("amount", problems, self.currency)
        if amount is None:
            return {}
        sold = terms.points(amount)
        found = {"sold": sold, "sold_why": self._explained(amount, terms, self.source)}
        if others is None:
            return found
        managed = self._managed(day, others)
        points = Points(sold, managed.points(amount) if self.manage else ZERO)
        why = self._explained(amount, managed, "managed") if self.manage else ""
        return {**found, "managed": points.managed, "total": points.total, "managed_why": why}

    def _others(self, problems: dict[str, str]) -> int | None:
        """How many other partners manage the client; None, and a sentence among the problems, for no whole number."""
        text = self.others.strip()
        if text.isdecimal() and int(text) <= MOST_PARTNERS:
            return int(text)
        key = "whole" if text else "whole_empty"
        problems["others"] = self.say("problems", key, text=text, most=MOST_PARTNERS)
        return None

    def _conversion(self, on: date, problems: dict[str, str]) -> dict[str, Any]:
        """The second tab. As the dashboard's, it asks neither for the source nor for other partners."""
        found: dict[str, Any] = {}
        for name, terms, kind in (
            ("sold", self._sold(on), SOURCES[0]),
            ("managed", self._managed(on), "managed"),
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
        elif read.value is not None and len(read.readings) > 1:
            told, *_ = (value for value in read.readings if value != read.value)
            words = {"read": self.reader.number(read.value), "other": self.reader.number(told)}
            self.remark(field, self.say("problems", "two", **words))
        return read.value


@lru_cache(maxsize=100)
def unrated(day: date, program: Program) -> frozenset[str]:
    """The currencies in use that have no rate on a day. Errors: BadInput for a bad rate of one's own."""
    found = set()
    for code in currency_codes():
        try:
            point_unit(code, day, program.rates)
        except NoRate:
            found.add(code)
    return frozenset(found)


def calculator_model(
    *,
    on: date | str | None,
    reader: Reader = ENGLISH,
    found: Source | None = None,
    **options: Unpack[CalculatorOptions],
) -> CalculatorModel:
    """A calculator's state; `found` has the book whose rates and settings count.

    Errors: BadInput for an option, or a value of one, that the calculator does not know.

    >>> model = calculator_model(amount="1.234,50 €", market="Brasil", currency="EUR", on=date(2026, 2, 1), manage=True)
    >>> model.sold, model.total == model.sold + model.managed
    (Decimal('140.284090909090909090909091'), True)
    """
    try:
        model = CalculatorModel(found, reader=reader, on=on, **options)
    except t.TraitError as error:
        raise BadInput("calculator: {error}", error=error) from None
    clients = [] if model.book is None else [each.client for each in model.book.clients]
    if model.client and model.client not in clients:
        guess = did_you_mean(model.client, clients) or "."
        raise UnknownName('The book has no client "{client}"{guess}', client=model.client, guess=guess)
    return model
