"""The lists of the commission: amounts, statements, payouts, what was taken back, deals that stop, two rates."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from partnerbook.codes import LineOutcome
from partnerbook.days import month_number
from partnerbook.figures.commission_amounts import ClientCommission, DealLine, PeriodCommission, Row
from partnerbook.language.words import (
    commission_rule_words,
    line_words,
    payout_fault_words,
    pays_nothing_words,
    stops_words,
)
from partnerbook.panels.each.commission.model import CommissionModel
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.places import place_words
from partnerbook.panels.frame.row_list import Cell, Kind, ListColumn, ListRow

Made: TypeAlias = Callable[[CommissionModel], Rows | None]
_TEXT: Kind = "text"
_FILTERED = ("what", "rule")  # of a currency one is asked for above all lists


def amounts(model: CommissionModel) -> Rows:
    """The amounts by quarter, month, client or deal; a column is added up where all rows are in one currency."""
    say = model.reader.words["commission"]
    one = len(model.totals) == 1
    kinds = [ListColumn(kind, say[kind], "money", total=one) for kind in model.kinds]
    rows: list[ListRow] = []
    heads: list[ListColumn] = []
    for place, row in enumerate(model.rows):
        named = _named(row, model)
        heads = heads or [_column(model, code, kind) for code, kind, _ in named]
        cells = [cell for *_, cell in named]
        rows.append(ListRow(str(place), [*cells, *(getattr(row, kind) or None for kind in model.kinds)]))
    heading = f"{say['title']}: {say[model.by]}"
    return Rows(heading, [*heads, *kinds], rows, [] if rows else [say["none"]])


def _named(row: Row, model: CommissionModel) -> list[tuple[str, Kind, Cell]]:
    """What a row is about, before its amounts: codes of columns, kinds and cells."""
    if isinstance(row, PeriodCommission):
        code = "month" if model.by == "month" else "quarter"
        return [(code, _TEXT, row.period), ("due", "day", row.expected_on), ("currency", _TEXT, row.currency)]
    if isinstance(row, ClientCommission):
        return [("client", _TEXT, row.client), ("currency", _TEXT, row.currency)]
    return _named_deal(row, model.reader.language)


def _named_deal(row: DealLine, language: str) -> list[tuple[str, Kind, Cell]]:
    return [
        ("deal", _TEXT, row.deal),
        ("client", _TEXT, row.client),
        ("line", _TEXT, row.line),
        ("rule", _TEXT, commission_rule_words(row.rule, language)),
        ("rate", "share", row.rate),
        ("closed", "day", row.closed),
        ("ends", "day", row.end),
        ("base", "money", row.base),
        ("monthly", "money", row.monthly),
        ("currency", _TEXT, row.currency),
        ("why_not", _TEXT, "" if row.why_not is None else pays_nothing_words(row.why_not, language)),
    ]


def _column(model: CommissionModel, code: str, kind: Kind) -> ListColumn:
    return ListColumn(code, model.reader.words["commission"][code], kind, filters=code in _FILTERED)


def _columns(model: CommissionModel, *columns: tuple[str, Kind]) -> list[ListColumn]:
    return [_column(model, code, kind) for code, kind in columns]


def _rows(cells: Sequence[Sequence[Cell]]) -> list[ListRow]:
    return [ListRow(str(place), each) for place, each in enumerate(cells)]


def statement(model: CommissionModel) -> Rows | None:
    """Every line of the statements beside our figure, those that are to be looked at first."""
    if model.found is None or not model.statement:
        return None
    say, language = model.reader.words["commission"], model.reader.language
    equal = sum(each.outcome == LineOutcome.EQUAL for each in model.statement)
    columns = _columns(model, ("period", _TEXT), ("client", _TEXT), ("deal", _TEXT), ("line", _TEXT),
                       ("stated", "money"), ("ours", "money"), ("difference", "money"), ("currency", _TEXT),
                       ("what", _TEXT), ("record", _TEXT))  # fmt: skip
    cells = [
        (each.period, each.client, each.deal, each.line, each.stated, each.ours, each.difference, each.currency,
         line_words(each.outcome, each.reason, language), place_words(each.origin, model.reader))
        for each in model.statement
    ]  # fmt: skip
    told = say["equal"].format(equal=equal, all=len(model.statement))
    return Rows(say["statements"], columns, _rows(cells), [told])


def payouts(model: CommissionModel) -> Rows | None:
    """Every payout, gross against net."""
    found = [] if model.found is None else [row for row in model.found.payouts if model.is_asked(row.currency)]
    if not found:
        return None
    say, language = model.reader.words["commission"], model.reader.language
    columns = _columns(model, ("quarter", _TEXT), ("statement", "money"), ("gross", "money"), ("fee", "money"),
                       ("net", "money"), ("currency", _TEXT), ("due", "day"), ("received_on", "day"),
                       ("fault", _TEXT))  # fmt: skip
    cells = []
    for row in found:
        to_come = "" if row.received_on else say["to_come"]
        fault = payout_fault_words(row.fault, language) if row.fault else to_come
        cells.append((row.period, row.stated, row.gross, row.fee, row.net, row.currency, row.expected_on,
                      row.received_on, fault))  # fmt: skip
    return Rows(say["payouts"], columns, _rows(cells), [say["parts"]])


def clawbacks(model: CommissionModel) -> Rows | None:
    """What was taken back, beside what was paid."""
    found = [] if model.found is None else [row for row in model.found.clawbacks if model.is_asked(row.currency)]
    if not found:
        return None
    columns = _columns(model, ("client", _TEXT), ("deal", _TEXT), ("periods", _TEXT), ("paid_before", "money"),
                       ("clawed_back", "money"), ("kept", "money"), ("currency", _TEXT))  # fmt: skip
    cells = [(row.client, row.deal, row.periods, row.paid, row.clawed_back, row.kept, row.currency) for row in found]
    return Rows(model.reader.words["commission"]["clawbacks"], columns, _rows(cells))


def stopping(model: CommissionModel) -> Rows | None:
    """The deals of before April 2023 that stop paying."""
    found = [] if model.found is None else [row for row in model.found.stopping if model.is_asked(row.currency)]
    if not found:
        return None
    reader = model.reader
    columns = _columns(model, ("client", _TEXT), ("deal", _TEXT), ("line", _TEXT), ("monthly", "money"),
                       ("currency", _TEXT), ("why", _TEXT))  # fmt: skip
    cells = []
    for row in found:
        lapses = "" if row.lapses_on is None else reader.day(row.lapses_on)
        why = stops_words(row.why, lapses, reader.language)
        cells.append((row.client, row.deal, row.line, row.monthly, row.currency, why))
    heading = reader.words["commission"]["stopping"].format(day=reader.day(found[0].stops_on))
    return Rows(heading, columns, _rows(cells))


def conversions(model: CommissionModel) -> Rows | None:
    """Months in the currency of payouts: at the market rate of the month's end, and at the fixed rate of points."""
    found = [] if model.found is None else [row for row in model.found.conversions if model.is_asked(row.currency)]
    if not found:
        return None
    say = model.reader.words["commission"]
    columns = _columns(model, ("month", _TEXT), ("ours", "money"), ("currency", _TEXT), ("market", "money"),
                       ("fixed", "money"), ("fault", _TEXT))  # fmt: skip
    cells = [
        (f"{row.month:%Y-%m}", row.amount, row.currency, row.market, row.fixed,
         say["no_rate"] if row.market is None or row.fixed is None else "")
        for row in sorted(found, key=lambda each: (-month_number(each.month), each.currency))
    ]  # fmt: skip
    return Rows(say["rates"].format(currency=found[0].into), columns, _rows(cells), [say["rates_are"]])
