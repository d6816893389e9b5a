"""What people write in a cell, kind by kind: what it means, or what is wrong with it."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnerbook.book.read.cells import PARSERS, cell_value, says_nothing
from partnerbook.book.read.headings import known_headings
from partnerbook.book.read.own_values import says_itself
from partnerbook.book.read.style import ColumnCells, Style, styles, turned_days
from partnerbook.book.tables import BY_NAME, TABLES
from partnerbook.book.tables.choices import YES_NO
from partnerbook.book.tables.shape import Choice, Column
from partnerbook.errors import BadInput
from partnerbook.exact import plain
from partnerbook.files.grid import Cell, Unreadable
from partnerbook.names import LANGUAGES, folded
from partnerbook.parsing.day import date_text
from partnerbook.parsing.number import label_fits, number_text

CHOICES = (Choice("new", "New", "Nuevo", "Novo", ("net new",)), Choice("upsell", "Upsell", "Ampliación", "Ampliação"))


def read(cell: Cell, kind: str, mark: str = "", order: str = "", **more: Any) -> object:
    column = Column("field", kind, "Field", "Campo", "Campo", "Help.", **more)
    return cell_value(cell, column, Style(mark, order))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1000", "1000"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"), ("1\u202f234,50", "1234.50"), ("1'234.50", "1234.50"), ("1’234.50", "1234.50"),
        ("R$ 1.234,50", "1234.50"), ("€1,000.00", "1000.00"), ("1.234,50 €", "1234.50"), ("USD 1,000.00", "1000.00"),
        ("1.000.000", "1000000"), ("1,000,000", "1000000"), ("12,34,567.5", "1234567.5"), ("1234,5", "1234.5"),
        ("1234.567", "1234.567"), ("0.123", "0.123"), ("0,123", "0.123"), (".5", "0.5"), ("+5", "5"), ("$ 5", "5"),
        ("US$1,000.00", "1000.00"), ("1 000 000", "1000000"), ("000", "0"), ("\u200b7 ", "7"),
        ("'1234.5", "1234.5"), ('="1.234,50"', "1234.5"), ("$1,234.50 USD", "1234.5"), ("1.234,-", "1234"),
        ("USD 1'234.-", "1234"), ("$ -", "0"), ("- US$", "0"), ("\u200e1234.5\u202c", "1234.5"),
    ],
)  # fmt: skip
def test_an_amount_that_can_be_read_in_one_way_is(text: str, value: str) -> None:
    assert read(text, "money") == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "1,234", "€1,000", "USD 1,000", "R$ 999.999", "12.345"])
def test_an_amount_that_can_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(BadInput, match=r"which can be .* or .*: the other numbers prove neither; write"):
        read(text, "money")
    point, comma = read(text, "money", mark="."), read(text, "money", mark=",")
    assert isinstance(point, Decimal)
    assert isinstance(comma, Decimal)
    assert {point, comma} == {number_text(text).point, number_text(text).comma}
    assert max(point, comma) == min(point, comma) * 1000


@pytest.mark.parametrize(
    "text",
    [
        "(500)",
        "-500",
        "500-",
        "−500",
        "- 500",
        "-R$ 500",
        "R$ -500",
        "(R$ 500)",
        "–500,00",
        "R$ (500)",
        "$(500.00)",
        "\u2010500",
    ],
)
def test_an_amount_is_never_negative(text: str) -> None:
    assert number_text(text).point in {Decimal(-500), None}
    with pytest.raises(BadInput, match="never negative"):
        read(text, "money")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1,2,3",
        "1.2.3,4,5",
        "1e5e5",
        "--5",
        "-(5)",
        "5 5",
        "1..2",
        "US$ 5 EUR",
        "1.23.456",
        "9" * 61,
        "½",
        "-",
        "Non-profit",
        "A - B",
    ],
)
def test_what_is_no_number_has_no_reading(text: str) -> None:
    found = number_text(text)
    assert (found.point, found.comma) == (None, None)
    assert found.why


def test_a_bracket_that_does_not_close_is_no_currency() -> None:
    found = number_text("(5")
    assert (found.point, found.label) == (5, "(")
    assert not label_fits(found.label, "USD")


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        (1234.5, "money", Decimal("1234.5")), (0.1, "money", Decimal("0.1")), (1e6, "money", Decimal(1_000_000)),
        (3.0, "whole", 3), ("3", "whole", 3), ("3,0", "whole", 3), ("85.5", "number", Decimal("85.5")),
        (28095657.0, "text", "28095657"), (2.5, "text", "2.5"), (True, "text", "TRUE"), (date(2025, 7, 15), "text",
        "2025-07-15"),
        ("  Acme\u00a0 Inc. ", "client", "Acme Inc."), ("Jose\u0301", "text", "José"), ("one\ntwo ", "text",
        "one\ntwo"),
        ("Brasil", "market", "BR"), ("NA", "market", "NA"), ("us$", "currency", "USD"), ("eur", "currency", "EUR"),
        ("90; 30;60", "days", (30, 60, 90)), (45.0, "days", (45,)), ("30,60", "days", (30, 60)),
        ("Brazil; México\nES;", "markets", frozenset({"BR", "MX", "ES"})),
        ("https://app.hubspot.com/x", "link", "https://app.hubspot.com/x"), ("acme.example/a", "link",
        "https://acme.example/a"),
        ("15/07/2025", "edition", date(2025, 7, 15)),
    ],
)  # fmt: skip
def test_a_cell_of_each_kind(cell: Cell, kind: str, value: object) -> None:
    found = read(cell, kind)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("cell", ["yes", "SÍ", "sim", "x", True, 1.0, "1", "true"])
def test_a_cell_that_says_yes(cell: Cell) -> None:
    assert read(cell, "yes_no", choices=YES_NO) is True


@pytest.mark.parametrize("cell", ["No", "não", False, 0.0, "N"])
def test_a_cell_that_says_no(cell: Cell) -> None:
    assert read(cell, "yes_no", choices=YES_NO) is False


@pytest.mark.parametrize("cell", ["new", "NOVO", "Nuevo", "net-new", " net  new "])
def test_a_choice_in_any_language(cell: Cell) -> None:
    assert read(cell, "choice", choices=CHOICES) == "new"


@pytest.mark.parametrize(
    ("cell", "kind", "words"),
    [
        ("Neww", "choice", 'must be New or Upsell; did you mean "New"?'), (1.5, "whole", "whole number"),
        (float("inf"), "money", "must be a number"), (float("nan"), "number", "must be a number"), (1e15, "money",
        "too large"),
        (timedelta(2), "money", "a time"), (date(2025, 1, 1), "number", "a day"), (-1.0, "number", "0 or more"),
        ("12 %", "number", "per cent"), ("5 kg", "number", 'without "kg"'), (time(1), "date", "must be a date"),
        (False, "date", "must be a date"), (12.0, "date", "must be a date"), (99999.0, "date", "must be a date"),
        (date(1999, 12, 31), "date", "2000 and 2099"), ("javascript:alert(1)", "link", "web address"),
        ("Open", "link", "web address"), ("soon; 30", "days", "whole numbers of days"), (30.6, "days",
        "whole numbers"),
        ("Brazil; Atlantis", "markets", "Atlantis"), ("2025-01-01", "edition", "2024-02-27, 2025-07-15 or"),
        ("#¡REF!", "money", "an Excel error"), (Unreadable("=A1", "is a formula"), "money", "Field is a formula."),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_says_why(cell: Cell, kind: str, words: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read(cell, kind, choices=CHOICES)
    assert words in str(wrong.value)


JULY_15 = [
    "2025-07-15", "2025/7/15", "2025.07.15", "20250715", "2025-07-15T00:00:00", "2025-07-15 13:45",
    "2025-07-15T13:45:10.123Z",
    "15/07/2025", "15.07.2025", "15-07-2025", "15 / 7 / 2025", "15/7/25", "7/15/2025", "7/15/2025 12:00:00 AM",
    "07-15-2025",
    "15 jul 2025", "15-jul-2025", "15/jul/25", "15 de julio de 2025", "15 de julho de 2025", "Jul 15, 2025",
    "July 15th, 2025",
    "15 July 2025", "Tuesday, July 15, 2025", "martes, 15 de julio de 2025", "terça-feira, 15 de julho de 2025",
    "JUL. 15 2025",
    "45853", "'2025-07-15", "\u200e15/07/2025\u200f", "2025\u201107\u201115", "15\u201307\u20132025",
]  # fmt: skip


@pytest.mark.parametrize("text", JULY_15)
def test_a_day_in_words_and_numbers(text: str) -> None:
    assert read(text, "date") == date(2025, 7, 15)


@pytest.mark.parametrize(
    "cell", [date(2025, 7, 15), datetime.fromisoformat("2025-07-15T13:45"), 45853.0, 45853.9, 45853]
)
def test_a_day_that_excel_knows(cell: Cell) -> None:
    assert read(cell, "date") == date(2025, 7, 15)


def test_a_number_of_a_workbook_that_counts_from_1904() -> None:
    column = Column("field", "date", "Field", "Campo", "Campo", "Help.")
    assert cell_value(44391.0, column, Style(days_from_1904=True)) == date(2025, 7, 15)


@pytest.mark.parametrize(
    ("text", "day"), [("1º de março de 2025", 1), ("1 de marzo de 2025", 1), ("mar 4 mar 2025", 4), ("Mar. 5, 2025", 5)]
)
def test_march_is_not_tuesday(text: str, day: int) -> None:
    assert read(text, "date") == date(2025, 3, day)


@pytest.mark.parametrize("text", ["03/04/2025", "1-2-2025", "12.11.25"])
def test_a_day_that_can_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(BadInput, match=r"which can be .* or .*: the other dates prove neither"):
        read(text, "date")
    day_first, month_first = read(text, "date", order="day"), read(text, "date", order="month")
    assert isinstance(day_first, date)
    assert isinstance(month_first, date)
    assert (day_first.day, day_first.month) == (month_first.month, month_first.day)


@pytest.mark.parametrize(
    "text",
    ["31/02/2025", "29/02/2025", "13/13/2025", "2025-13-01", "30 feb 2025", "15 jul", "jul 2025", "2025",
    "tomorrow", "15/07",
     "15 16 jul 2025", "15/07/202", "5/5/5/2025", "15 smarch 2025", "", "4" * 70],
)  # fmt: skip
def test_what_is_no_day_has_no_reading_and_proves_no_order(text: str) -> None:
    found = date_text(text)
    assert (found.day_first, found.month_first, found.order) == (None, None, "")
    assert found.why


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read(day.isoformat(), "date") == day
    assert read(f"{day:%d/%m/%Y}", "date", order="day") == day
    assert read(f"{day:%m/%d/%Y}", "date", order="month") == day
    assert read(float((day - date(1899, 12, 30)).days), "date") == day


@given(st.decimals(0, 10**12, places=2))
def test_every_amount_is_read_back_in_either_way_of_writing(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    assert read(english, "money") == amount
    assert read(english.translate(str.maketrans(",.", ".,")), "money") == amount
    assert read(f"€ {english}", "money", mark=".") == amount
    assert read(plain(amount).__str__(), "money", mark=".") == amount


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_a_parser(text: str) -> None:
    for kind in sorted(PARSERS):
        with suppress(BadInput):
            read(text, kind, choices=YES_NO)


@pytest.mark.parametrize(
    ("label", "currency", "fits"),
    [("R$", "BRL", True), ("$", "MXN", True), ("$", "EUR", False), ("kr", "SEK", True), ("EUR", "EUR", True),
    ("usd", "USD", True),
     ("euros", "EUR", True), ("S/.", "PEN", True), ("about", "USD", False), ("USD", "CAD", False)],
)  # fmt: skip
def test_what_stands_beside_an_amount(label: str, currency: str, fits: bool) -> None:
    assert label_fits(label, currency) is fits


def test_days_of_which_some_were_turned_round_on_their_way() -> None:
    early: list[Cell] = [date(2025, month, 2 * month) for month in range(1, 7)]
    assert turned_days([*early, "3/25/2025"]) == "3/25/2025"
    assert turned_days([*early, "25/3/2025"]) == "25/3/2025"
    assert not turned_days([*early, "2025-03-25"])
    assert not turned_days([*early, date(2025, 3, 13), "3/25/2025"])
    assert not turned_days([*early[:4], "3/25/2025"])


def test_a_column_is_settled_by_itself_then_its_file_then_the_book() -> None:
    from partnerbook.files.grid import Grid

    def column(file: str, table: str, *cells: Cell) -> ColumnCells:
        return ColumnCells(Grid(file, table, []), table, "mrr", "money", cells)

    found = styles(
        [
            column("a.csv", "One", "1,5", 2.0), column("a.csv", "Two", "1.234"), column("b.csv", "Three", "1.5",
            "1,5", "1.234"),
            column("c.csv", "Four", "1.5"), column("d.csv", "Five", "1.234"),
        ]
    )  # fmt: skip
    assert [style.mark for style in found.values()] == [",", ",", "mixed", ".", "mixed"]


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_no_heading_of_a_table_means_two_columns(name: str) -> None:
    seen: dict[tuple[str, str], str] = {}
    for column in BY_NAME[name].columns:
        for language in LANGUAGES:
            key = (language, folded(column.heading(language)))
            assert seen.setdefault(key, column.field) == column.field
            assert known_headings(name)[key[1]] == (column.field, True)


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_no_spelling_means_two_choices_and_every_kind_has_a_parser(name: str) -> None:
    for column in BY_NAME[name].columns:
        assert column.kind in PARSERS
        spellings = [
            (folded(spelling), choice.code)
            for choice in column.choices
            for spelling in (choice.code, choice.en, choice.es, choice.pt, *choice.also)
        ]
        assert len(dict(spellings)) == len(set(spellings))


DAYS = st.one_of(st.dates(date(1999, 6, 1), date(2100, 6, 1)), st.datetimes(), st.just(""))
ODD_TEXTS = st.one_of(
    st.text(alphabet="Ab n/\u00a0\u200b-#N\n", max_size=5), st.sampled_from(["#N/A", "", "Acme", "Null", 5.0])
)
NUMBERS_AND_LINKS = st.one_of(
    st.from_regex(r"[019]{1,3}[.\n٣e ]?[019]{0,3}", fullmatch=True),
    st.from_regex(r"https?://[a/ \n\u00e9?]{0,4}(\nhttps?://a)?", fullmatch=True),
)


@example(["12\n345"], BY_NAME["Clients"].column("hub_id"))
@example(["7\n8"], BY_NAME["Clients"].column("crm_company"))
@example(["https://a.example\nhttps://b.example"], BY_NAME["Clients"].column("account_link"))
@given(
    st.one_of(st.lists(ODD_TEXTS), st.lists(DAYS), st.lists(NUMBERS_AND_LINKS)),
    st.sampled_from(
        [
            BY_NAME["Clients"].column(field)
            for field in (
                "client",
                "domain",
                "note",
                "market",
                "hub_id",
                "managed_until",
                "account_link",
                "crm_company",
            )
        ]
    ),
)
def test_cells_that_are_their_own_values_are_so_one_by_one(cells: list[Cell], column: Column) -> None:
    if says_itself(cells, column):
        assert [cell_value(cell, column, Style()) for cell in cells] == cells
        assert not any(says_nothing(cell, column) for cell in cells)
