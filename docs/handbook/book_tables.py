"""The page of the book, made from the one description of its tables."""

from handbook.page import MADE, code, plain, table, target
from partnerbook.book.tables import OPTIONAL, TABLES
from partnerbook.book.tables.shape import Column, Table


def book_page() -> str:
    """Every sheet of a book with its columns: headings in three languages, what a cell holds, the choices."""
    return "".join(
        (
            MADE,
            "# The book, sheet by sheet\n\n",
            (
                "Headings are read in any of the three languages, in any order, wherever the table stands on its sheet; "
                "other spellings are listed too. A column that is needed is marked so.\n\n"
            ),
            table(
                ("sheet", "Español", "Português", "what it is for"),
                (
                    (f"[{plain(each.name)}](#sheet-{each.field})", plain(each.es), plain(each.pt), plain(each.purpose))
                    for each in TABLES
                ),
            ),
            *map(_sheet, TABLES),
        )
    )


def _sheet(made: Table) -> str:
    said = [f"{plain(made.purpose)} "]
    if made in OPTIONAL:
        said.append("This sheet may be left out or stay empty. ")
    if made.by_row:
        said.append("It has one row a setting: its name, then its value. ")
    if made.unique:
        names = ", ".join(plain(made.column(field).en) for field in made.unique)
        said.append(f"No two rows have the same {names}. ")
    heads = ("column", "Español", "Português", "what it holds", "also read as")
    return "".join(
        (
            target(f"sheet-{made.field}"),
            f"## {plain(made.name)}\n\n",
            *said,
            "\n\n",
            table(heads, map(_column, made.columns)),
        )
    )


def _column(column: Column) -> tuple[str, ...]:
    holds = [plain(column.help)]
    if column.required:
        holds.append("**Needed.**")
    if column.choices:
        labels = ", ".join(" / ".join(dict.fromkeys(map(plain, choice.labels))) for choice in column.choices)
        holds.append(f"One of: {labels}.")
    if column.default:
        named = {choice.code: choice.en for choice in column.choices}
        holds.append(f"Left empty: {plain(named.get(str(column.default), column.default))}.")
    if column.hubspot:
        holds.append(f"HubSpot calls it {code(column.hubspot)}.")
    name = f"{plain(column.en)}"
    return name, plain(column.es), plain(column.pt), " ".join(holds), ", ".join(map(plain, column.also))
