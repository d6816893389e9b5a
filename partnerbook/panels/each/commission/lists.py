"""The lists of the commission: amounts, statements, payouts, what was taken back, deals that stop, two rates."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from partnerbook.book.tables import COMMISSIONS, DEALS, PAYOUTS
from partnerbook.codes import LineOutcome
from partnerbook.days import month_number
from partnerbook.exact import exactly, total
from partnerbook.figures.commission_amounts import Amounts, ClientCommission, DealLine, PeriodCommission, Row
from partnerbook.figures.commission_payouts import stated_lines
from partnerbook.figures.commission_statement import StatementCheck
from partnerbook.language.words import (
    commission_rule_words,
    line_words,
    payout_fault_words,
    pays_nothing_words,
    stops_words,
)
from partnerbook.panels.each.commission.model import MONTH, QUARTER, CommissionModel
from partnerbook.panels.frame.behind_view import Opened
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.places import place_words
from partnerbook.panels.frame.row_actions import Behind, table_behind
from partnerbook.panels.frame.row_list import Cell, Kind, ListColumn, ListRow
from partnerbook.parsing.period import period_days
from partnerbook.records import Book, CommissionLine, Deal

Made: TypeAlias = Callable[[CommissionModel], Rows | None]
_TEXT: Kind = "text"
_FILTERED = ("what", "rule")  # of a currency one is asked for above all lists


def amounts(model: CommissionModel) -> Rows:
    """The amounts by quarter, month, client or deal; a column is added up where all rows are in one currency."""
    say = model.reader.words["commission"]
    columns, rows = _amounts(model, model.rows)
    heading = f"{say['title']}: {say[model.by]}"
    behind: Callable[[], Behind] | None = None
    if model.by in (QUARTER, MONTH):  # a period opens its deals
        columns[:1] = [each._replace(opens=True) for each in columns[:1]]
    else:
        behind = partial(_deals_behind, model, model.rows)
    return Rows(heading, columns, rows, [] if rows else [say["none"]], behind=behind)


def _amounts(model: CommissionModel, found: Sequence[Row]) -> tuple[list[ListColumn], list[ListRow]]:
    say = model.reader.words["commission"]
    one = len({row.currency for row in found}) == 1
    kinds = [ListColumn(kind, say[kind], "money", total=one) for kind in model.kinds]
    rows: list[ListRow] = []
    heads: list[ListColumn] = []
    for place, row in enumerate(found):
        named = _named(row, model)
        heads = heads or [_column(model, code, kind) for code, kind, _ in named]
        cells = [cell for *_, cell in named]
        rows.append(ListRow(str(place), [*cells, *(getattr(row, kind) or None for kind in model.kinds)]))
    return [*heads, *kinds], rows


def _deals_behind(model: CommissionModel, rows: Sequence[Row], own: bool = False) -> Behind:
    """The book's deals behind rows of deals or of clients; a row of a statement alone is of no deal."""
    book = model.book or Book()
    deals: defaultdict[tuple[str, ...], list[Deal]] = defaultdict(list)
    for deal in book.deals:
        deals[deal.client, deal.currency].append(deal)
        deals[deal.client, deal.currency, deal.deal, deal.line, str(deal.closed)].append(deal)
    places: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for place, row in enumerate(rows):
        key: tuple[str, ...] = (getattr(row, "client", ""), row.currency)
        if isinstance(row, DealLine):
            key = (*key, row.deal, row.line, str(row.closed))
        places[key].append(str(place))
    found = [deal for key in places for deal in deals[key]]
    of = [each for key in places for each in _rows_of(len(deals[key]), places[key])]
    clients = {str(place): getattr(row, "client", "") for place, row in enumerate(rows)}
    return table_behind(DEALS, found, model)._replace(clients=clients, of=of, own=own)


def _rows_of(count: int, places: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows that so many records alike are behind: each its own where there are as many, else all of them."""
    return [(place,) for place in places] if len(places) == count else [tuple(places)] * count


@exactly
def opened_period(model: CommissionModel, asked: PeriodCommission) -> Opened | None:
    """The deals behind the amounts of a quarter or a month, and what of them is of none; they add up to it."""
    if model.known is None:
        return None
    found = model.known.commission.between(asked.first, asked.last).by_deal
    paying = (row for row in found if any(getattr(row, kind) for kind in Amounts._fields))
    deals = [row for row in paying if row.currency == asked.currency]
    columns, rows = _amounts(model, deals)
    kinds = [each.code for each in columns if each.code in model.kinds]
    rest = [getattr(asked, kind) - total(getattr(row, kind) for row in deals) for kind in kinds]
    say = model.reader.words["commission"]
    if any(rest):
        columns = columns if deals else [_column(model, "deal", _TEXT), *columns]
        empty = [None] * (len(columns) - len(kinds) - 1)
        rows.append(ListRow("rest", [say["no_deal"], *empty, *(each or None for each in rest)]))
    return Opened(
        f"{say['title']}: {asked.period} · {asked.currency}", columns, rows, _deals_behind(model, deals, own=True)
    )


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


def _no_rows(heading: str, model: CommissionModel) -> Rows | None:
    """A list with nothing in it; none where no months are."""
    return None if model.found is None else Rows(heading, [], [], [model.reader.words["list"]["empty"]])


def statement(model: CommissionModel) -> Rows | None:
    """Every line of the statements beside our figure, those that are to be looked at first."""
    say, language, found = model.reader.words["commission"], model.reader.language, model.statement
    if not found:
        return _no_rows(say["statements"], model)
    equal = sum(each.outcome == LineOutcome.EQUAL for each in found)
    columns = _columns(model, ("period", _TEXT), ("client", _TEXT), ("deal", _TEXT), ("line", _TEXT),
                       ("stated", "money"), ("ours", "money"), ("difference", "money"), ("currency", _TEXT),
                       ("what", _TEXT), ("record", _TEXT))  # fmt: skip
    cells = [
        (each.period, each.client, each.deal, each.line, each.stated, each.ours, each.difference, each.currency,
         line_words(each.outcome, each.reason, language), place_words(each.origin, model.reader))
        for each in found
    ]  # fmt: skip
    told = say["equal"].format(equal=equal, all=len(found))
    return Rows(say["statements"], columns, _rows(cells), [told], behind=partial(_lines_behind, model, found))


def _lines_behind(model: CommissionModel, found: Sequence[StatementCheck]) -> Behind:
    """The book's lines of statements behind those that are listed; what a statement lacks has none."""
    lines: defaultdict[object, list[CommissionLine]] = defaultdict(list)
    for line in reversed((model.book or Book()).commissions):  # of a book without rows several can be alike
        lines[line.origin, line.period, line.client, line.deal, line.line, line.currency, line.amount].append(line)
    stated = []
    for place, each in enumerate(found):
        alike = lines[each.origin, each.period, each.client, each.deal, each.line, each.currency, each.stated]
        if alike:
            stated.append((str(place), alike.pop()))
    behind = table_behind(COMMISSIONS, [line for _, line in stated], model, model.days)
    clients = {str(place): each.client for place, each in enumerate(found)}
    return behind._replace(clients=clients, of=[(place,) for place, _ in stated])


def payouts(model: CommissionModel, on_open: Callable[[str, str], object]) -> Rows | None:
    """Every payout, gross against net; what its statement says opens the lines of that."""
    say, language = model.reader.words["commission"], model.reader.language
    found = [] if model.found is None else [row for row in model.found.payouts if model.is_asked(row.currency)]
    if not found:
        return _no_rows(say["payouts"], model)
    columns = _columns(model, ("quarter", _TEXT), ("statement", "money"), ("gross", "money"), ("fee", "money"),
                       ("net", "money"), ("currency", _TEXT), ("due", "day"), ("received_on", "day"),
                       ("fault", _TEXT))  # fmt: skip
    columns = [each._replace(opens=each.code == "statement") for each in columns]
    cells = []
    for row in found:
        to_come = "" if row.received_on else say["to_come"]
        fault = payout_fault_words(row.fault, language) if row.fault else to_come
        cells.append((row.period, row.stated, row.gross, row.fee, row.net, row.currency, row.expected_on,
                      row.received_on, fault))  # fmt: skip
    asked = [(row.period, row.currency) for row in found]

    def open_one(row: str, _: str) -> None:
        on_open(*asked[int(row)])

    return Rows(say["payouts"], columns, _rows(cells), [say["parts"]], open_one, partial(_payouts_behind, model, asked))


def _payouts_behind(model: CommissionModel, asked: Sequence[tuple[str, str]]) -> Behind:
    """The book's rows of payouts behind those that are listed, which may be several of a quarter and a currency."""
    book, places = model.book or Book(), defaultdict(list)
    for place, key in enumerate(asked):
        places[key].append((str(place),))
    records = [row for row in book.payouts if places[row.period, row.currency]]
    of = [places[row.period, row.currency].pop(0) for row in records]
    behind = table_behind(PAYOUTS, records, model)
    return behind._replace(clients={str(place): "" for place in range(len(asked))}, of=of)


@exactly
def opened_payout(model: CommissionModel, period: str, currency: str) -> Opened | None:
    """The lines of the statement that are in a payout; they add up to what the statement says of it."""
    if model.found is None:
        return None
    lines = stated_lines(model.found.recorded, period, currency)
    columns = _columns(model, ("period", _TEXT), ("client", _TEXT), ("deal", _TEXT), ("line", _TEXT),
                       ("statement", "money"), ("currency", _TEXT), ("record", _TEXT))  # fmt: skip
    columns = [each._replace(total=each.code == "statement") for each in columns]
    rows = _rows([
        (each.period, each.client, each.deal, each.line, each.amount, each.currency,
         place_words(each.origin, model.reader))
        for each in lines
    ])  # fmt: skip
    behind = table_behind(COMMISSIONS, lines, model, period_days(period))._replace(own=True)
    heading = f"{model.reader.words['commission']['statements']}: {period} · {currency}"
    return Opened(heading, columns, rows, behind)


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
