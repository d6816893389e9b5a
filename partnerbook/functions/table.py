"""FUNCTIONS: the one table of the Excel functions. Wrappers, add-ins, LAMBDAs, help and tests are made from it."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from partnerbook.exact import exactly
from partnerbook.functions import calls
from partnerbook.functions.factors import Multiplier
from partnerbook.functions.values import ErrorKind, Matrix, broadcast, in_rows, kind_of, matrix, whole

# A parameter's name where a language keeps it for itself: "from" is Python's; "currency", "to" and "on" are VBA's.
_RESERVED = {"from": "from_unit", "to": "to_unit", "currency": "currency_code", "on": "on_day"}


class Parameter(NamedTuple):
    """One parameter: its name and help. `table` says that it takes a whole range and does not broadcast."""

    name: str
    help: str
    optional: bool = False
    table: bool = False

    @property
    def identifier(self) -> str:
        """The name in a program's source, in Python and in VBA."""
        return _RESERVED.get(self.name, self.name)


class Function(NamedTuple):
    """One function: its name in every host, a sentence of help, an example and its value, and what computes a cell."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    example: str
    gives: object
    call: Callable[..., Any]

    @property
    def required(self) -> int:
        """How many parameters a call cannot do without."""
        return sum(not parameter.optional for parameter in self.parameters)

    @property
    def tables(self) -> tuple[int, ...]:
        """The places of the parameters that take a whole range."""
        return tuple(place for place, parameter in enumerate(self.parameters) if parameter.table)

    @property
    def description(self) -> str:
        """Help and example, as the function wizard shows them (255 characters at most)."""
        return f"{self.help} Example: ={self.example} gives {self.gives}."


def _optional(name: str, text: str, table: bool = False) -> Parameter:
    return Parameter(name, text, True, table)


_AMOUNT = Parameter("amount", "Monthly recurring revenue in the client's currency.")
_MARKET = Parameter("market", "The client's country, by name (English, Spanish, Portuguese) or two-letter code.")
_CURRENCY = Parameter("currency", "The client's currency, such as EUR.")
_SOURCE = _optional("deal_source", "sourced (if left out) or assisted, in English, Spanish or Portuguese.")
_OTHERS = _optional("other_partners", "How many other partners manage the client; 0 if left out.")
_ON = _optional("on", "The day whose rules hold; the newest rules if left out.")
_AS_OF = Parameter("as_of", "The day to look from.")
_THRESHOLDS = Parameter("thresholds", "Your book's Tiers table: edition, tier, total, minimum, managed.", table=True)
_TOTAL = Parameter("total", "Total points.")
_MINIMUM = Parameter("sold_or_sourced", "Sold points before 15 July 2025, sourced points since.")
_HELD = Parameter("managed", "Managed points.")
_RENEWAL = Parameter("renewal_date", "The day the subscription renews.")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "POINTS_SOLD", "Sold points of an amount of monthly recurring revenue.",
        (_AMOUNT, _MARKET, _CURRENCY, _SOURCE,
         _optional("sold_on", "The day the deal closed; the newest rules if left out.")),
        'POINTS_SOLD(1000,"Mexico","USD")', 100, calls.points_sold,
    ),
    Function(
        "POINTS_MANAGED", "Managed points of an amount of monthly recurring revenue.",
        (_AMOUNT, _MARKET, _CURRENCY, _OTHERS, _ON),
        'POINTS_MANAGED(1000,"Spain","USD",1)', 5, calls.points_managed,
    ),
    Function(
        "POINTS_TOTAL", "Sold points, and managed points if you also manage the client.",
        (_AMOUNT, _MARKET, _CURRENCY,
         _optional("also_manage", "TRUE if you also manage the client; FALSE if left out."), _OTHERS, _SOURCE, _ON),
        'POINTS_TOTAL(1000,"Mexico","USD",TRUE)', 120, calls.points_total,
    ),
    Function(
        "CONVERT_CURRENCY", "Money into other money or into points, or points into money.",
        (Parameter("amount", "The amount, or the points."),
         Parameter("from", "A currency such as EUR, or SOLD, ASSISTED or MANAGED for points."),
         Parameter("to", "A currency such as EUR, or SOLD, ASSISTED or MANAGED for points."),
         _optional("market", "The client's country; needed for points."),
         _optional("on", "The day whose rules or market rate hold; the newest if left out."),
         _optional(
             "rates", "program (HubSpot's fixed point units, if left out) or market (the day's rate; not for points)."
         )),
        'CONVERT_CURRENCY(50,"SOLD","EUR","Spain")', 880, calls.convert_currency,
    ),
    Function(
        "MARKET_TYPE", "growth or standard: growth markets multiply points.", (_MARKET, _ON),
        'MARKET_TYPE("Brasil")', "growth", calls.market_kind,
    ),
    Function(
        "POINTS_ACTIVE", "The points of a sale on a day: they expire 12 months after it.",
        (Parameter("points", "The sale's points."), Parameter("sold_on", "The day the deal closed."), _AS_OF),
        "POINTS_ACTIVE(100,DATE(2026,1,31),DATE(2026,12,31))", 100, calls.points_active,
    ),
    Function(
        "TIER", "The highest tier whose points you hold, by your own thresholds.",
        (_TOTAL, _MINIMUM, _HELD, _THRESHOLDS, _ON),
        "TIER(A2,B2,C2,Tiers)", "Platinum", calls.tier,
    ),
    Function(
        "POINTS_TO_TIER", "The least points you still need for a tier, by your own thresholds.",
        (_TOTAL, _MINIMUM, _HELD, Parameter("goal", "The tier, such as Diamond."), _THRESHOLDS, _ON),
        'POINTS_TO_TIER(A2,B2,C2,"Diamond",Tiers)', 615, calls.points_to_tier,
    ),
    Function(
        "DAYS_TO_RENEWAL", "Days left until a renewal; negative when it is overdue.", (_RENEWAL, _AS_OF),
        "DAYS_TO_RENEWAL(DATE(2026,12,1),DATE(2026,11,1))", 30, calls.days_to_renewal,
    ),
    Function(
        "RENEWAL_STATUS", "Overdue, Within N days, or Later.",
        (_RENEWAL, _AS_OF, _optional("windows", "Alert days as a range or as text, 30;60;90;120 if left out.", True)),
        "RENEWAL_STATUS(DATE(2026,12,1),DATE(2026,11,1))", "Within 30 days", calls.renewal_status,
    ),
)  # fmt: skip
BY_NAME = {function.name: function for function in FUNCTIONS}


def evaluate(name: str, arguments: Sequence[Any]) -> Matrix:
    """The cells a function answers with, for arguments as a host hands them over; it never raises.

    Trailing arguments may be left out. A table argument is taken whole, all others broadcast.

    >>> evaluate("POINTS_SOLD", [[[1000], [2000]], "Mexico", "USD"])
    [[100.0], [200.0]]
    >>> evaluate("POINTS_SOLD", [[["abc"], [2000]], "Mexico", "USD"])
    [['#VALUE!'], [200.0]]
    """
    return answer(BY_NAME[name], arguments)


@exactly
def answer(function: Function, arguments: Sequence[Any]) -> Matrix:
    """The cells that one function answers with; see `evaluate`."""
    if not function.required <= len(arguments) <= len(function.parameters):
        return [[ErrorKind.VALUE.value]]
    given = [matrix(argument) for argument in arguments]
    given += [[[None]]] * (len(function.parameters) - len(given))
    call, tables = function.call, function.tables
    if not tables:
        first, *others = given
        if isinstance(call, Multiplier) and all(len(rows) == len(rows[0]) == 1 for rows in others):
            found = iter(call.column(chain.from_iterable(first), *(rows[0][0] for rows in others)))
            return in_rows(found, len(first), len(first[0]))
        return broadcast(call, given)
    try:
        read = {index: _table(function.parameters[index].name, given[index]) for index in tables}
    except Exception as error:  # noqa: BLE001 - see in_a_cell
        unread = kind_of(error).value
        return broadcast(lambda *_: unread, [cells for index, cells in enumerate(given) if index not in tables])

    def cell(*values: Any) -> Any:
        scalars = iter(values)
        return call(*(read[index] if index in read else next(scalars) for index in range(len(given))))

    return broadcast(cell, [cells for index, cells in enumerate(given) if index not in tables])


def _table(name: str, cells: Matrix) -> Any:
    if name == "thresholds":
        return calls.threshold_rows(cells)
    parts = [part for row in cells for cell in row for part in (cell.split(";") if isinstance(cell, str) else [cell])]
    return tuple(filter(None, map(whole, parts)))  # a host can hand over a blank as 0


def scalar(cells: Matrix) -> Any:
    """One cell's value where there is one cell, else the rows: what hosts take back."""
    return cells[0][0] if len(cells) == 1 and len(cells[0]) == 1 else cells
