"""What each Excel function computes from the cells it is given; the core does the computing.

Every function here takes cells as a host hands them over and answers with a value or raises CellError. A day that is
left out means the newest rules, never today: a sheet must not change overnight without a change in it.

The book's records and the tiers are imported by the functions that need them; without, a sheet starts twice as fast.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from partnerbook.errors import NoRate, PartnerbookError
from partnerbook.exact import EXACT, ZERO, exactly
from partnerbook.functions.factors import Exact, Multiplier
from partnerbook.functions.values import CellError, ErrorKind, Matrix, blank, day, empty, number, text, truth, whole
from partnerbook.functions.words import RATES, SOURCE, TIER, UNIT, UNITS, meant
from partnerbook.parsing.currency import currency_code, currency_codes
from partnerbook.parsing.market import market_code
from partnerbook.points.ecb import newest_day
from partnerbook.points.growth import market_type
from partnerbook.points.terms import Terms, counts_until, managed_terms, sold_terms
from partnerbook.points.units import converted
from partnerbook.program.edition import editions, sale_edition
from partnerbook.program.point_units import point_units
from partnerbook.records import MARKET, PROGRAM

if TYPE_CHECKING:
    from partnerbook.records import Threshold

P = ParamSpec("P")
R = TypeVar("R")


def _cell_errors(function: Callable[P, R]) -> Callable[P, R]:
    """The function, its errors as those of a cell: no rate is #N/A, anything else that is wrong #VALUE!."""

    @wraps(function)
    def guarded(*cells: P.args, **named: P.kwargs) -> R:
        try:
            return function(*cells, **named)
        except NoRate:
            raise CellError(ErrorKind.NOT_AVAILABLE) from None
        except PartnerbookError:
            raise CellError(ErrorKind.VALUE) from None

    return exactly(guarded)


def _rules_day(cell: Any, *currencies: str) -> date:
    """The day a cell gives; else the newest edition's, or the newest quotes' where a currency has no unit on that."""
    found = day(cell)
    if found is not None:
        return found
    newest = editions()[-1].start
    published = {code for code, units in point_units().items() if units[0].start <= newest}
    return newest if published.issuperset(currencies) else max(newest, newest_day())


@_cell_errors
def _sold(market: Any, currency: Any, deal_source: Any = None, sold_on: Any = None) -> Exact:
    name, code = text(market), _code(currency)
    day_of_rules, source = _rules_day(sold_on, code), _word(SOURCE, deal_source, "sourced")
    return _points(sold_terms(market_code(name), code, day_of_rules, source))


@_cell_errors
def _managed(market: Any, currency: Any, other_partners: Any = None, on: Any = None) -> Exact:
    name, code = text(market), _code(currency)
    day_of_rules, others = _rules_day(on, code), whole(other_partners)
    return _points(managed_terms(market_code(name), code, day_of_rules, others))


@_cell_errors
def _total(
    market: Any,
    currency: Any,
    also_manage: Any = None,
    other_partners: Any = None,
    deal_source: Any = None,
    on: Any = None,
) -> Exact:
    sold = _sold(market, currency, deal_source, on)
    if not truth(also_manage):
        return sold
    managed = _managed(market, currency, other_partners, on)
    return lambda amount: EXACT.add(sold(amount), managed(amount))


def _points(terms: Terms) -> Exact:
    return terms.points


def _code(cell: Any) -> str:
    return currency_code(text(cell))


def _word(kind: str, cell: Any, otherwise: str) -> str:
    """The code of a cell's word, `otherwise` for an empty cell; CellError for a word that means none of the kind."""
    written = text(cell)
    found = meant(kind, written) if written else otherwise
    if not found:
        raise CellError(ErrorKind.VALUE)
    return found


def _tier_name(cell: Any) -> str:
    written = text(cell)
    return meant(TIER, written) or written.capitalize()


def _unit(cell: Any) -> str:
    """The code of a currency or of points, in the three languages; what is neither is as it was written."""
    written = text(cell)
    code = written.upper()
    return code if code in currency_codes() else meant(UNIT, written) or written


@_cell_errors
def _converted(source: Any, target: Any, market: Any = None, on: Any = None, rates: Any = None) -> Exact:
    """Units are currency codes, and words for sold, assisted and managed points, which have no market rate."""
    have, want, at = _unit(source), _unit(target), _word(RATES, rates, PROGRAM)
    if at == MARKET and (have in UNITS or want in UNITS):  # points never follow the market
        raise CellError(ErrorKind.VALUE)
    if have in UNITS and want in UNITS:
        if have != want:
            raise CellError(ErrorKind.VALUE)
        return lambda amount: amount
    codes = {unit: currency_code(unit) for unit in (have, want) if unit not in UNITS}
    day_of_rates = newest_day() if at == MARKET and blank(on) else _rules_day(on, *codes.values())
    if have in UNITS:
        terms = _unit_terms(have, market_code(text(market)), codes[want], day_of_rates)
        return terms.money
    if want in UNITS:
        return _points(_unit_terms(want, market_code(text(market)), codes[have], day_of_rates))
    converted(ZERO, codes[have], codes[want], day_of_rates, at)  # a rate that is missing is so for every amount
    return lambda amount: converted(amount, codes[have], codes[want], day_of_rates, at)


def _unit_terms(unit: str, market: str, currency: str, on: date) -> Terms:
    if unit == "managed":
        return managed_terms(market, currency, on)
    return sold_terms(market, currency, on, UNITS[unit])


@_cell_errors
def _active(sold_on: Any, as_of: Any) -> Exact:
    sold, today = day(sold_on), day(as_of)
    if sold is None or today is None:
        raise CellError(ErrorKind.VALUE)
    until = counts_until(sold)
    return (lambda points: points) if sold <= today < until else (lambda _: ZERO)


points_sold = Multiplier(_sold)
points_managed = Multiplier(_managed)
points_total = Multiplier(_total)
convert_currency = Multiplier(_converted)
points_active = Multiplier(_active)


@_cell_errors
def market_kind(market: Any, on: Any = None) -> str:
    """The type of a market by name or code: "growth" or "standard"."""
    return market_type(market_code(text(market)), sale_edition(_rules_day(on)))


def threshold_rows(cells: Matrix) -> "tuple[Threshold, ...]":
    """The thresholds in a range of the book's Tiers table; headings, and rows that cannot be read, are left out."""
    from partnerbook.records import Threshold

    rows = []
    for row in cells:
        edition, tier_name, *figures = (row + [None] * len(Threshold._fields))[:5]
        try:
            start, name = day(edition), _tier_name(tier_name)
            total, minimum, managed = (None if empty(cell) else number(cell) for cell in figures)
        except (CellError, ArithmeticError):
            continue
        if start is not None and name:
            rows.append(Threshold(start, name, total, minimum, managed))
    return tuple(rows)


class _Given(NamedTuple):
    """A standing as a sheet has it: the minimum counts sold or sourced points, as the edition says."""

    total: Decimal
    sold: Decimal
    sourced: Decimal
    managed: Decimal


def _given(total: Any, minimum: Any, managed: Any) -> _Given:
    least = number(minimum)
    return _Given(number(total), least, least, number(managed))


@_cell_errors
def tier(total: Any, minimum: Any, managed: Any, thresholds: "tuple[Threshold, ...]", on: Any = None) -> str:
    """The highest tier whose points are held, "None" below the lowest."""
    from partnerbook.figures.tiers import performing_tier, tier_conditions
    from partnerbook.records import Settings

    edition = sale_edition(_rules_day(on))
    invited = Settings(elite_invitation=True)  # whether Elite is open to the partner is not for a formula to say
    conditions = tier_conditions(_given(total, minimum, managed), edition.start, edition, thresholds, invited)
    found = performing_tier(conditions)
    if found is None:
        raise CellError(ErrorKind.NOT_AVAILABLE)
    return found


@_cell_errors
def points_to_tier(
    total: Any, minimum: Any, managed: Any, goal: Any, thresholds: "tuple[Threshold, ...]", on: Any = None
) -> Decimal:
    """The least points still needed for a tier: points that count to a minimum count to the total too."""
    from partnerbook.figures.tiers import progress, threshold

    edition = sale_edition(_rules_day(on))
    name = _tier_name(goal)
    if name not in edition.tier_names:
        raise CellError(ErrorKind.VALUE)
    gaps = [row.gap for row in progress(_given(total, minimum, managed), threshold(thresholds, edition, name), edition)]
    known = [gap for gap in gaps if gap is not None]
    if len(known) < len(gaps):
        raise CellError(ErrorKind.NOT_AVAILABLE)
    return max(known[0], sum(known[1:], ZERO))


@_cell_errors
def days_to_renewal(renewal_date: Any, as_of: Any) -> int:
    """The days from a day to a renewal; negative when it is overdue."""
    renews, today = day(renewal_date), day(as_of)
    if renews is None or today is None:
        raise CellError(ErrorKind.VALUE)
    return (renews - today).days


@_cell_errors
def renewal_status(renewal_date: Any, as_of: Any, windows: Iterable[int] = ()) -> str:
    """The alert a renewal is under: "Overdue", "Within N days" or "Later"."""
    from partnerbook.figures.renewals import renewal_alert
    from partnerbook.language.words import alert_words

    renews, today = day(renewal_date), day(as_of)
    if renews is None or today is None:
        raise CellError(ErrorKind.VALUE)
    return alert_words(renewal_alert(renews, today, "", tuple(windows) or editions()[-1].alert_days))
