"""Deals of an export as rows of the book: MRR before the amount, the line that a name names, what more business is."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from partnerbook.book.incoming.deals import history_of, kind_by_history, standing_said
from partnerbook.book.incoming.matched import KEY, Line
from partnerbook.book.incoming.rows import Reading, Told
from partnerbook.book.incoming.rules import Rules
from partnerbook.book.tables import DEALS
from partnerbook.book.tables.hubs import hub_named
from partnerbook.book.write.change import SEE, Change, shown_value
from partnerbook.errors import Sentence, counted
from partnerbook.files.problems import ERROR, Problem
from partnerbook.records import LINE_NOT_SHARED, Book

_FIELDS = frozenset(column.field for column in DEALS.columns)
_MORE = ("upsell", "cross_sell")
_SHOWN = 20  # rows that one sentence names


class DealRows:
    """Makes rows of the book of the won deals of an export, and says what had to be taken from elsewhere."""

    def __init__(self, book: Book, read: Reading, rules: Rules, currency: str) -> None:
        self._read, self._rules, self._currency = read, rules, currency
        self._history = history_of(book)
        self._other = next((told for told in read.rows if _differs(told)), None)  # of which the amount is no MRR
        self._amounts: list[int] = []
        self._unsaid: dict[int, Sentence] = {}
        self._zeros: list[int] = []
        self._lines: list[int] = []
        self._existing = frozenset(told.row for told in read.rows if told.stated.get("kind") == "existing")

    def line(self, told: Told, client: str) -> Line:
        """The row to bring in of a deal of a client."""
        cells = told.stated
        stated = {field: value for field, value in cells.items() if field in _FIELDS} | {"client": client}
        if "mrr" not in stated and "amount" in cells and self._other:
            other = self._other
            self._unsaid[told.row] = Sentence(
                "It has no MRR, and its amount is none: row {row} has {amount} beside an MRR of "
                "{mrr}. This row is not used; write its MRR.",
                row=other.row + 1,
                amount=shown_value(other.stated["amount"]),
                mrr=shown_value(other.stated["mrr"]),
            )
        elif "mrr" not in stated and "amount" in cells:
            stated["mrr"] = cells["amount"]
            self._amounts.append(told.row)
        elif stated.get("mrr") == 0 and cells.get("amount"):
            self._zeros.append(told.row)
        if "contract_value" not in stated and "annual_value" in cells:
            stated["contract_value"] = cells["annual_value"]
        otherwise = {field: value for field, value in self._rules.fills.items() if field in _FIELDS}
        otherwise.setdefault("line", hub_named(str(cells.get("deal", ""))))
        if self._currency:
            otherwise.setdefault("currency", self._currency)
        return Line(told.row, stated, otherwise)

    def completed(self, pairs: Sequence[tuple[Line, Any]]) -> tuple[list[tuple[Line, Any]], list[Problem], list[str]]:
        """The rows with the kind and the line of each; those whose kind cannot be told as problems; what to say."""
        found: list[tuple[Line, Any]] = []
        unknown: list[Line] = []
        days = sorted(pairs, key=lambda pair: (pair[0].stated.get("closed") or date.max, pair[0].row))
        for line, record in days:
            if record is not None:
                found.append((self._of_known(line, record), record))
                continue
            if line.row in self._unsaid:
                continue
            new = self._with_kind(_with_line(line))
            if "kind" not in new.stated and not new.otherwise.get("kind"):
                unknown.append(new)
                continue
            if new.otherwise.get("line") == LINE_NOT_SHARED and "line" not in new.stated:
                self._lines.append(new.row)
            found.append((new, None))
            values = {**new.otherwise, **new.stated}
            if "closed" in values:
                self._history.setdefault(values["client"], []).append((values["line"], values["closed"]))
        found.sort(key=lambda pair: pair[0].row)
        problems = list(self._of_kind(unknown))
        for line, record in pairs:
            if record is None and line.row in self._unsaid:
                problems.append(self._read.layout.problem(ERROR, line.row, "mrr", self._unsaid[line.row]))
        return found, problems, list(self._said())

    def _of_known(self, line: Line, record: Any) -> Line:
        """What a deal states that the book has: more business may be either of two kinds there."""
        stated = dict(line.stated)
        if stated.get("kind") == "existing":
            del stated["kind"]
            if record.kind not in _MORE and self._rules.fills.get("kind") in _MORE:
                stated["kind"] = self._rules.fills["kind"]
        return line._replace(stated=stated)

    def _with_kind(self, line: Line) -> Line:
        stated = dict(line.stated)
        if stated.get("kind") != "existing":
            return line
        del stated["kind"]
        values = {**line.otherwise, **stated}
        history = self._history.get(values["client"], [])
        kind = values.get("kind") or (
            kind_by_history(values["line"], values["closed"], history) if values.get("closed") else ""
        )
        return line._replace(stated=stated, otherwise={**line.otherwise, "kind": kind})

    def _of_kind(self, lines: Sequence[Line]) -> Iterator[Problem]:
        for line in lines:
            if line.row in self._existing:
                message = Sentence(
                    "This is business with an existing client, and neither its product line nor the book tells whether "
                    'Upsell or Cross-sell; it is not used. If all such deals are one: --fill "Kind=Upsell"'
                )
            else:
                message = Sentence(
                    'Nothing says of what kind this deal is; it is not used. If all are new: --fill "Kind=New"'
                )
            yield self._read.layout.problem(ERROR, line.row, "kind", message)

    def _said(self) -> Iterator[str]:
        if self._read.standing:
            yield from standing_said(self._read.standing)
        if self._amounts:
            name = self._read.layout.names["amount"]
            yield (
                Sentence(
                    'No MRR is told of {rows}: "{name}" is taken as the MRR. If it is of a year or of the whole '
                    'contract, export the MRR too, and: --columns "{name}=Contract value"',
                    rows=_rows(self._amounts),
                    name=name,
                )
            )
        if self._zeros:
            yield Sentence("The MRR of {rows} is 0 beside an amount: 0 is taken.", rows=_rows(self._zeros))
        if self._lines:
            yield (
                Sentence(
                    'No product line is told of {rows}: "{line}" is written. If it is one of all: '
                    '--fill "Product line=Marketing Hub"',
                    rows=_rows(self._lines),
                    line=LINE_NOT_SHARED,
                )
            )


def no_longer_won(book: Book, read: Reading) -> Iterator[Change]:
    """What to see of deals that the book has and the export says to be open or lost: their rows stay."""
    known = {number: deal for deal in book.deals if (number := getattr(deal, KEY, ""))}
    for number, stands in (read.standing.others if read.standing else {}).items():
        if number in known:
            sentence = Sentence(
                "The export says that it is {stands}; its row stays. If that is so, delete it or write the loss.",
                stands=Sentence(stands),
            )
            yield Change(SEE, DEALS.name, known[number].client, "", None, sentence, known[number].origin)


def _with_line(line: Line) -> Line:
    if line.stated.get("line") or line.otherwise.get("line"):
        return line
    return line._replace(otherwise={**line.otherwise, "line": LINE_NOT_SHARED})


def _rows(rows: Sequence[int]) -> str:
    named = ", ".join(str(row + 1) for row in sorted(rows)[:_SHOWN]) + (", ..." if len(rows) > _SHOWN else "")
    return counted(len(rows), "1 deal (row {named})", "{count} deals (rows {named})", named=named)


def _differs(told: Told) -> bool:
    """Whether a deal has an amount that is not its MRR."""
    mrr, amount = told.stated.get("mrr"), told.stated.get("amount")
    return bool(mrr) and bool(amount) and mrr != amount
