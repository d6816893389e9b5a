"""What is known of an export's columns and values, by the options of `import` or by what a person answers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from partnerbook.command.asking import answer, somebody_is_there
from partnerbook.command.paths import as_typed
from partnerbook.errors import BadInput, Sentence, UnknownName, did_you_mean
from partnerbook.names import folded
from partnerbook.parsing.yes_no import YES

if TYPE_CHECKING:
    from partnerbook.book.incoming.columns import Columns, Unread
    from partnerbook.book.incoming.rows import Reading
    from partnerbook.book.incoming.rules import Rules
    from partnerbook.book.tables.shape import Column, Table
    from partnerbook.files.grid import Grid
    from partnerbook.records import Book, ImportRule

_SHOWN = 30  # columns that are told, or asked about, one by one


class Said(NamedTuple):
    """What the options of the command say of an export."""

    columns: Sequence[str] = ()
    fill: Sequence[str] = ()
    pipeline: Sequence[str] = ()
    won: Sequence[str] = ()
    company: Sequence[str] = ()
    new_clients: bool = False
    order: str = ""
    mark: str = ""
    currency: str | None = None


class Asking:
    """What is known of an export's columns, and what the person is asked about it where somebody is there."""

    def __init__(
        self, export: Path, path: Path, table: "Table", grid: "Grid", before: "Sequence[ImportRule]", said: Said
    ) -> None:
        self._export, self._path, self._table, self._grid = export, path, table, grid
        self._before, self._said = before, said
        self._there = somebody_is_there()

    def told(self) -> "tuple[Columns, list[ImportRule]]":
        """Where the columns stand, and all that is told now, by options and answers. Errors: BadInput, UnknownName."""
        given = self._of_columns()
        found = self._columns(given)
        if self._there:
            for unread in found.unread[:_SHOWN]:
                rule = self._about(unread)
                given += [rule] if rule else []
            found = self._columns(given)
        given += self._of_values(found)
        self._refuse_needed(found, given)
        return found, given

    def _rules(self, given: "Sequence[ImportRule]") -> "Rules":
        from partnerbook.book.incoming.rules import rules_of, together

        return rules_of(together(given, self._before), self._table)

    def _columns(self, given: "Sequence[ImportRule]") -> "Columns":
        from partnerbook.book.incoming.columns import columns_of

        found = columns_of(self._grid, self._table, self._rules(given).columns)
        if found is None:
            wanted = ", ".join(column.en for column in self._table.columns[:4])
            raise BadInput(
                'No row of {export} has a heading of the {name} table, such as {wanted}. Name "THEIR '
                'HEADING=OURS" with --columns.',
                export=self._export,
                name=self._table.name,
                wanted=wanted,
            )
        return found

    def _of_columns(self) -> "list[ImportRule]":
        """The rules of --columns. Errors: UnknownName for a heading that the export has not, or a column of ours."""
        from partnerbook.book.incoming.columns import column_named
        from partnerbook.book.incoming.rules import told_pair
        from partnerbook.records import ImportRule

        rules = []
        for text in self._said.columns:
            theirs, ours = told_pair(text, "--columns")
            column = column_named(self._table, ours).heading() if ours else ""
            rules.append(ImportRule(self._table.field, self._heading(theirs), column))
        return rules

    def _heading(self, text: str) -> str:
        """A heading as the export has it. Errors: UnknownName, with the nearest."""
        from partnerbook.files.grid import SEARCHED, shown, tidy

        texts = [tidy(cell) for row in self._grid.rows[:SEARCHED] for cell in row if isinstance(cell, str)]
        for cell in texts:
            if folded(cell) == folded(text):
                return cell
        headings = [shown(cell) for cell in max(self._grid.rows[:SEARCHED], key=len, default=()) if cell != ""]
        raise UnknownName(
            '{export} has no column "{text}"{guess}',
            export=self._export,
            text=text,
            guess=did_you_mean(text, headings) or ".",
        )

    def _about(self, unread: "Unread") -> "ImportRule | None":
        """What the person says of a column that is not known; None for nothing."""
        from partnerbook.book.incoming.columns import column_named
        from partnerbook.records import ImportRule

        def understood(text: str) -> str:
            if text == "-":
                return ""
            if unread.guess and text.casefold() in YES:
                return unread.guess
            return column_named(self._table, text).heading()

        example = Sentence(', such as "{example}"', example=unread.example) if unread.example else ""
        guess = Sentence(' Is it "{guess}" (yes)?', guess=unread.guess) if unread.guess else ""
        question = Sentence(
            'The column "{heading}"{example} is not known.{guess} Type the column of {name} that it is, '
            "- to leave it out for good, or Enter to leave it out now:",
            heading=unread.heading,
            example=example,
            guess=guess,
            name=self._table.name,
        )
        column = answer(question, understood)
        return None if column is None else ImportRule(self._table.field, unread.heading, column)

    def _of_values(self, found: "Columns") -> "list[ImportRule]":
        """The rules of --fill, --pipeline, --won and --company. Errors: BadInput, UnknownName."""
        from partnerbook.book.incoming.columns import column_named
        from partnerbook.book.incoming.rules import filled, told_pair
        from partnerbook.records import ImportRule

        def rule(field: str, value: str) -> ImportRule:
            heading = found.layout.names.get(field, self._table.column(field).heading())
            return ImportRule(self._table.field, heading, self._table.column(field).heading(), value)

        rules = []
        for text in self._said.fill:
            ours, value = told_pair(text, "--fill")
            column = column_named(self._table, ours)
            filled(column, value)
            rules.append(rule(column.field, value))
        for field, option, names in (
            ("pipeline", "--pipeline", self._said.pipeline),
            ("stage", "--won", self._said.won),
        ):
            if names:
                if field not in found.layout.columns:
                    heading = column_named(self._table, field).en if self._table.field == "deals" else field
                    raise BadInput(
                        '{export} has no column "{heading}", so {option} can say nothing of it.',
                        export=self._export,
                        heading=heading,
                        option=option,
                    )
                rules.append(rule(field, "; ".join(names)))
        for text in self._said.company:
            theirs, ours = told_pair(text, "--company")
            rules.append(ImportRule(self._table.field, theirs, self._table.column("client").heading(), ours or "-"))
        return rules

    def _refuse_needed(self, found: "Columns", given: "Sequence[ImportRule]") -> None:
        """Refuse an export that lacks what every row needs. Errors: BadInput, which says what to type."""
        from partnerbook.book.incoming.columns import needed

        lacks = [*needed(self._table, found.layout, self._rules(given).fills)]
        if not lacks:
            return
        headings = [unread.heading for unread in found.unread] or [Sentence("THEIR HEADING")]
        names = " and ".join(f'"{column.en}"' for column in lacks)
        options = " ".join(f'"{_theirs(column, found.unread, headings)}={column.en}"' for column in lacks)
        raise BadInput(
            "{export} has no column that is known as {names}, which every row of {name} needs. Its "
            "columns that are not known: {listed}. Say which it is: partnerbook import {as_typed} --into "
            "{book} --as {field} --columns {options}",
            export=self._export,
            names=names,
            name=self._table.name,
            listed=", ".join(headings[:_SHOWN]),
            as_typed=as_typed(self._export),
            book=as_typed(self._path),
            field=self._table.field,
            options=options,
        )

    def written(self, found: "Columns") -> tuple[str, str]:
        """Whether days begin with the day or the month, and the decimal mark, where only the person can tell.

        Errors: BadInput, which says what to type, where nobody is there to be asked.
        """
        from partnerbook.book.incoming.rows import unsettled

        texts = unsettled(found.layout)
        order, mark = self._said.order, self._said.mark
        if texts.day and not order:
            order = self._either(
                Sentence(
                    '"{day}" can be two days, and no other day in {export} tells which: does the day or the '
                    "month stand first?",
                    day=texts.day,
                    export=self._export,
                ),
                {"day": "day", "month": "month", "día": "day", "dia": "day", "mes": "month", "mês": "month"},
                "--day-first or --month-first",
            )
        if texts.number and not mark:
            mark = self._either(
                Sentence(
                    '"{number}" can be two numbers, and no other number in {export} tells which: is the decimal '
                    "mark a comma or a point?",
                    number=texts.number,
                    export=self._export,
                ),
                {
                    ",": ",",
                    ".": ".",
                    "comma": ",",
                    "point": ".",
                    "coma": ",",
                    "punto": ".",
                    "vírgula": ",",
                    "ponto": ".",
                },
                "--decimal-comma or --decimal-point",
            )
        return order, mark

    def _either(self, question: str, words: dict[str, str], options: str) -> str:
        def understood(text: str) -> str:
            if text.casefold() not in words:
                raise BadInput("Type {listed}.", listed=" or ".join([*words][:2]))
            return words[text.casefold()]

        said = answer(question, understood) if self._there else None
        if said is None:
            raise BadInput("{question} Add {options}.", question=question, options=options)
        return said

    def markets(self, book: "Book", read: "Reading", rules: "Rules") -> dict[str, str]:
        """The countries of companies that become clients and tell none, by folded name, as the person says."""
        if not (self._said.new_clients and self._there) or rules.fills.get("client_market"):
            return {}
        from partnerbook.book.incoming.clients import ClientFinder
        from partnerbook.book.incoming.new_clients import added_clients
        from partnerbook.parsing.market import market_code

        finder = ClientFinder(book.clients, rules)
        found = [(told, finder.whose(told.stated)) for told in read.rows]
        without = added_clients([pair for pair in found if not pair[1].client], "", {}).without
        said: dict[str, str] = {}
        for name in without[:_SHOWN]:
            country = answer(Sentence("In which country is {name}? (Enter: leave it out)", name=name), market_code)
            if country:
                said[folded(name)] = country
        return said

    def unread_said(self, found: "Columns") -> "Iterator[str]":
        """What is told of the columns that are not read."""
        for unread in found.unread[:_SHOWN]:
            heading, ours = unread.heading, unread.guess or Sentence("OUR COLUMN")
            guess = (
                Sentence('; if it is "{guess}"', guess=unread.guess)
                if unread.guess
                else Sentence("; if it is one of the book's")
            )
            yield (
                Sentence(
                    'note: The column "{heading}" is not known and not read{guess}: --columns '
                    '"{heading}={ours}"; "{heading}=-" leaves it out for good.',
                    heading=heading,
                    guess=guess,
                    ours=ours,
                )
            )
        if (more := len(found.unread) - _SHOWN) > 0:
            yield Sentence("note: {more} more columns are not known and not read.", more=more)


def _theirs(column: "Column", unread: "Sequence[Unread]", headings: "Sequence[str]") -> str:
    """The heading that a column of ours may well have in an export."""
    near = [each.heading for each in unread if each.guess == column.en]
    return next(iter(near), Sentence("THEIR HEADING") if len(headings) > 1 else headings[0])
