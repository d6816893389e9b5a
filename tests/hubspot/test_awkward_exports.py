"""Exports that have been through another program's hands: what HubSpot wrote is found again, or said to be lost."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.places import CASES

from partnerbook.errors import PartnerbookError
from partnerbook.files.problems import ERROR, WARNING, Problem, of_severity
from partnerbook.hubspot.changes import changes
from partnerbook.hubspot.export import book_from_export
from partnerbook.parsing.day import date_text
from partnerbook.records import Book

EXPORTS = CASES / "exports"
DAY = date(2026, 11, 29)
HEADINGS = "Hub ID,Client name,Country,Is managed,Is sold,Total MRR,Split managed MRR,Next renewal date"


def read(name: str) -> tuple[Book, tuple[Problem, ...]]:
    return book_from_export(EXPORTS / name, DAY, "USD")


def read_rows(folder: Path, *rows: str, headings: str = HEADINGS) -> tuple[Book, tuple[Problem, ...]]:
    path = folder / "export.csv"
    path.write_text("\n".join((headings, *rows)) + "\n", encoding="utf-8")
    return book_from_export(path, DAY, "USD")


def said(problems: Sequence[Problem], severity: str) -> list[str]:
    return [problem.message for problem in of_severity(problems, severity)]


class TestIdentifiers:
    def test_numbers_that_became_floats_are_the_same_clients(self) -> None:
        before, _ = read("ids.csv")
        after, problems = read("ids_as_floats.csv")
        assert said(problems, ERROR) == []
        assert [client.hub_id for client in after.clients] == ["10000001", "10000002"]
        assert changes(before, after, DAY) == ()

    @pytest.mark.parametrize(
        "written",
        ["10000001.0", "10000001.00", "'10000001", '"=""10000001"""', '"10,000,001"', "10.000.001", "10 000 001",
         "0010000001", "1.0000001E+07", "1.0000001e7", "\u200e10000001", "#10000001", "Hub ID: 10000001", "Nº 10000001",
         "N°10000001", "№10000001", "No. 10000001", "NO 10000001", "10_000_001", '"1,00,00,001"', "10000001."],
    )  # fmt: skip
    def test_a_client_of_another_name_is_known_by_it(self, tmp_path: Path, written: str) -> None:
        before, _ = read("ids.csv")
        after, _ = read_rows(tmp_path, f"{written},Alder Foods International,Spain,true,true,900.5,450.25,2027-03-01")
        assert [change for change in changes(before, after, DAY, whole=False) if change.kind == "add"] == []

    @pytest.mark.parametrize("written", ["NO10000001", "no10000001", "ID10000001", "N10000001", "NO-10000001"])
    def test_letters_that_are_of_it_make_it_another(self, tmp_path: Path, written: str) -> None:
        found, _ = read_rows(tmp_path, f"{written},Alder Foods,Spain,true,true,900.5,450.25,2027-03-01")
        assert [client.hub_id for client in found.clients] == [written]

    def test_a_shortened_one_is_left_empty_and_its_client_known_by_name(self, tmp_path: Path) -> None:
        before, _ = read("ids.csv")
        after, problems = read_rows(tmp_path, "1.0E+07,Alder Foods,Spain,true,true,900.5,450.25,2027-03-01")
        assert said(problems, WARNING) == [
            'Hub ID is "1.0E+07": a spreadsheet has shortened it, and its last digits are lost. It is left empty.'
        ]
        assert changes(before, after, DAY, whole=False) == ()

    def test_a_whole_column_of_them(self) -> None:
        book, problems = read("ids_grouped.csv")
        assert said(problems, ERROR) == said(problems, WARNING) == []
        assert [client.hub_id for client in book.clients] == [str(10_000_000 + place) for place in range(7)]


class TestNothing:
    def test_more_words_for_nothing(self) -> None:
        book, problems = read("more_words_for_nothing.csv")
        assert said(problems, ERROR) == []
        assert len(book.clients) == len(book.subscriptions) == 24
        assert book.renewals == ()

    def test_words_for_nothing_are_empty_cells(self) -> None:
        book, problems = read("words_for_nothing.csv")
        assert said(problems, ERROR) == said(problems, WARNING)[1:] == []
        assert len(book.clients) == len(book.subscriptions) == 3
        assert [row.product for row in book.subscriptions] == ["Sales Hub Professional", "", ""]
        assert [(row.client, row.renewal_mrr) for row in book.renewals] == [("Alder Foods", None)]

    @pytest.mark.parametrize(
        "words",
        ["(No value)", "NA", "N/A", "--", "–", "Sin valor", "(sem valor)", "nulo", "None", "NaN", "<NA>", "s/d",
         "[No value]", "<null>", "- -", "___", "??", "not assigned", "Não Aplicável", "nao disponivel",
         "no especificada", "sin fecha", "desconhecidos", "n/c", "N.D"],
    )  # fmt: skip
    def test_in_every_column(self, tmp_path: Path, words: str) -> None:
        book, problems = read_rows(tmp_path, f"{words},Acme,Brasil,{words},{words},{words},{words},{words}")
        assert (said(problems, ERROR), said(problems, WARNING)) == ([], [])
        assert (book.clients[0].client, book.clients[0].hub_id) == ("Acme", "")
        assert book.subscriptions == book.renewals == book.managing == ()

    def test_a_name_is_a_name_and_a_country_a_country(self, tmp_path: Path) -> None:
        book, problems = read_rows(tmp_path, "1,Null,NA,true,,,,", "2,ND,SD,true,,,,", "3,--,Peru,true,,,,")
        assert [(client.client, client.market) for client in book.clients] == [("Null", "NA"), ("ND", "SD")]
        assert said(problems, ERROR) == ['Client name says "--", which is nothing; every row needs one.']


class TestRows:
    def test_headings_repeated_further_down_are_no_client(self) -> None:
        book, problems = read("headings_repeated.csv")
        assert said(problems, ERROR) == []
        assert [problem.cell for problem in problems if "repeats the headings" in problem.message] == ["row 3"]
        assert [client.client for client in book.clients] == ["Alder Foods", "Birch Media"]

    def test_in_another_language_too(self, tmp_path: Path) -> None:
        again = "ID de Hub,Nombre del cliente,País,¿Está gestionado?,Se ha vendido,MRR totales,MRR gestionado dividido,"
        book, problems = read_rows(tmp_path, "1,Alder,Spain,true,,9,,", again, "2,Birch,Chile,true,,9,,")
        assert (len(book.clients), said(problems, ERROR)) == (2, [])

    def test_in_another_order_nothing_below_is_read(self, tmp_path: Path) -> None:
        again = "Client name,Hub ID,Country,Is managed,Is sold,Total MRR,Split managed MRR,Next renewal date"
        book, problems = read_rows(tmp_path, "1,Alder,Spain,true,,9,,", again, "Birch,2,Chile,true,,9,,")
        assert [client.client for client in book.clients] == ["Alder"]
        assert ["rows 3 to 4 are not read" in message for message in said(problems, ERROR)] == [True]

    def test_a_client_may_be_called_client(self, tmp_path: Path) -> None:
        book, _ = read_rows(tmp_path, "1,Client name,Spain,true,,9,,")
        assert [client.client for client in book.clients] == ["Client name"]


class TestAmounts:
    def test_thousands_as_powers_of_ten(self) -> None:
        book, problems = read("thousands_as_powers.csv")
        assert said(problems, ERROR) == []
        assert [row.mrr for row in book.subscriptions] == [Decimal(3000), Decimal(100000)]

    def test_one_whose_digits_are_lost_is_refused(self, tmp_path: Path) -> None:
        _, problems = read_rows(tmp_path, "1,Alder,Spain,true,,1.23E+06,,")
        assert [message for message in said(problems, ERROR) if "digits are lost" in message] == [
            'Total MRR is "1.23E+06", which was shortened by a spreadsheet, and its last digits are lost.'
        ]

    def test_two_columns_of_one_heading_with_other_amounts_are_told(self) -> None:
        _, problems = read("column_twice.csv")
        assert [message for message in said(problems, WARNING) if "450.25" in message and "900.50" in message]


class TestDays:
    @pytest.mark.parametrize(
        "day",
        ["15/07/2027 10.30", "2027-07-15 (UTC)", "jueves 15 de julio de 2027 a las 10 hrs", "15 07 2027", "15/7/'27",
         "15-VII-2027", "15. 7. 2027.", "2027/07/15 10.30", "1815652800000", "1815652800000.0"],
    )  # fmt: skip
    def test_with_a_clock_a_zone_or_roman_months(self, day: str) -> None:
        assert date_text(day).readings == (date(2027, 7, 15),)

    @pytest.mark.parametrize(
        "day",
        ["15-IIX-2027", "15072027", "15/07/2027 25", "2027-W28-4", "202707151030", "946684799999", "4102444800000"],
    )
    def test_what_only_looks_like_one_is_none(self, day: str) -> None:
        assert date_text(day).readings == ()

    def test_milliseconds_are_days_of_this_century_alone(self) -> None:
        days = [date_text(text).readings for text in ("946684800000", "1815566400000", "4102444799999")]
        assert days == [(date(2000, 1, 1),), (date(2027, 7, 14),), (date(2099, 12, 31),)]

    def test_a_clock_and_a_zone_are_left_aside(self) -> None:
        book, problems = read("clock_behind_month.csv")
        assert said(problems, ERROR) == []
        assert [row.renews_on for row in book.renewals] == [date(2027, 7, 15)] * 5

    @pytest.mark.parametrize(
        "text",
        ["Thu Jul 15 2027 10:00:00 GMT+0200 (Central European Summer Time)", "Thu Jul 15 10:00:00 UTC 2027",
         "15 de julio de 2027 a las 10:00 h", "15 de jul. de 2027 às 15h30", "15/07/2027 3:45 p. m.",
         "20270715T100000Z",
         "July 15, 2027 at 3:45 PM EDT",
         "2027-07-15T10:00:00.000-03:00", "2027-07-15 10:00 America/Bogota",
         "10:00, 15 Jul 2027", "15 jul 2027 10:00 (UTC-05:00)", "2027-07-15 10:00:00,123 UTC+2"],
    )  # fmt: skip
    def test_however_they_are_written(self, text: str) -> None:
        assert date_text(text).readings == (date(2027, 7, 15),)

    @pytest.mark.parametrize("text", ["10:00", "Jul 10:00 2027", "15 Jul 2027 soon", "15 Jul 2027 10:00 or so"])
    def test_what_is_no_day_stays_none(self, text: str) -> None:
        assert date_text(text).readings == ()


def test_no_column_is_to_be_renamed_to_itself() -> None:
    _, problems = read("country_of_a_company.csv")
    assert len(said(problems, ERROR)) == 1
    renamed = [problem.message for problem in problems if "rename" in problem.message]
    assert ["Country/Region" in message for message in renamed] == [True]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("export.xls", None, "save it as .xlsx"),
        ("export.zip", None, "unpack it first"),
        ("page.xls", b"\xef\xbb\xbf<html><table><tr><td>Client name</td></tr></table>", "is a web page"),
        ("rows.xls", b"Client name\tCountry\r\nAcme\tBrasil\r\n", "rename it to rows.csv"),
        ("new.xls", b"PK\x03\x04", "rename it to new.xlsx"),
        ("empty.xls", b"", "empty.xls has no content (0 bytes)"),
        ("empty.zip", b"", "empty.zip has no content (0 bytes)"),
        ("new.csv", b"PK\x03\x04", "is a workbook or is packed, though it ends in .csv"),
        ("old.txt", b"\xd0\xcf\x11\xe0", "is a workbook or is packed, though it ends in .txt"),
        (
            "page.csv",
            b"\xff\xfe" + "<!DOCTYPE html><table>".encode("utf-16-le"),
            "is a web page, though it ends in .csv",
        ),
    ],
)
def test_what_else_hubspot_offers_is_refused_with_what_to_do(
    tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    path = CASES / "awkward" / name if data is None else tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(PartnerbookError) as refusal:
        book_from_export(path, DAY, "USD")
    assert words in str(refusal.value)


def test_a_text_with_tabs_is_read_and_a_heading_may_begin_like_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "rows.txt"
    path.write_text("PK\tClient name\tCountry\n1\tAcme\tBrasil\n", encoding="utf-16")
    book, problems = book_from_export(path, DAY, "USD")
    assert said(problems, ERROR) == []
    assert [(client.client, client.market) for client in book.clients] == [("Acme", "BR")]


class TestLetters:
    def test_utf_16_without_a_mark(self) -> None:
        book, problems = read("utf16_without_mark.csv")
        assert said(problems, ERROR) == []
        assert [client.client for client in book.clients] == ["Peñón Educación", "Ñandú São – €"]

    def test_the_euro_of_windows(self) -> None:
        book, problems = book_from_export(EXPORTS / "euro_in_windows.csv", DAY, "EUR")
        assert said(problems, ERROR) == []
        assert [client.client for client in book.clients] == ["Cañón – Puerto", "Client 1"]
        assert [row.mrr for row in book.subscriptions] == [Decimal("900.5"), Decimal("1900.5")]
        in_dollars, problems = read("euro_in_windows.csv")
        assert in_dollars.subscriptions == ()
        assert ['but "€" is not USD' in message for message in said(problems, ERROR)] == [True] * 3

    def test_digits_and_marks_of_other_keyboards(self) -> None:
        book, problems = read("digits_of_other_keyboards.csv")
        assert said(problems, ERROR) == said(problems, WARNING) == []
        assert [row.mrr for row in book.subscriptions] == [Decimal("1234.5")] * 12


class TestRemarks:
    @pytest.mark.parametrize(
        "row",
        ["Exported by HubSpot on Nov 1, 2026", '"Exported by HubSpot on Nov 1, 2026",,,', ",Report generated 2026-11-1",
         "Exportado por HubSpot el 1 de noviembre de 2026", "Relatório gerado em 01/11/2026", "Page 1 of 3",
         "Source: HubSpot", "* estimated", "Fin del informe", "© 2026 HubSpot, Inc."],
    )  # fmt: skip
    def test_below_the_rows_is_no_row(self, tmp_path: Path, row: str) -> None:
        book, problems = read_rows(tmp_path, "1,Acme,Brasil,true,true,9,9,", row)
        assert [client.client for client in book.clients] == ["Acme"]
        assert said(problems, ERROR) == []
        assert [problem.cell for problem in problems if problem.message == "This row is a remark and is not read."] == [
            "row 3"
        ]

    @pytest.mark.parametrize("name", ["Source", "Notes for You", "Page One", "Generated Leads", "Exported Goods Inc"])
    def test_a_client_without_a_country_is_asked_for_it(self, tmp_path: Path, name: str) -> None:
        _, problems = read_rows(tmp_path, f"1,{name},,true,true,9,9,", f",{name}")
        assert said(problems, ERROR) == ["Country is empty; every row needs one."] * 2

    def test_a_total_that_says_of_how_many_rows(self, tmp_path: Path) -> None:
        book, problems = read_rows(tmp_path, "1,Acme,Brasil,true,true,9,9,", ",TOTAL (1),,,,9,9,")
        assert [client.client for client in book.clients] == ["Acme"]
        assert said(problems, ERROR) == []


class TestDaysInWords:
    def test_as_they_are_written_and_said_in_spanish_and_portuguese(self) -> None:
        book, problems = read("days_in_words.csv")
        assert said(problems, ERROR) == []
        assert [row.renews_on.isoformat() for row in book.renewals] == [
            *("2028-02-29", "2027-03-01", "2027-01-01", "2027-05-01", "2027-05-01", "2027-05-01", "2027-01-15"),
            *("2027-08-15", "2027-09-05", "2027-12-15", "2027-08-15", "2027-03-15", "2027-03-15", "2027-03-15"),
            *("2027-03-02", "2027-03-15"),
        ]

    @pytest.mark.parametrize("day", ["31-sept-2027", "29 feb 2027", "30 de fevereiro de 2028", "primero de 2027",
                                     "dez/2027", "7ª-feira, 15 de março de 2027"])  # fmt: skip
    def test_what_is_no_day_is_refused(self, tmp_path: Path, day: str) -> None:
        _, problems = read_rows(tmp_path, f'1,Acme,Brasil,true,true,9,9,"{day}"')
        assert [f'Next renewal date is "{day}", which is not a ' in message for message in said(problems, ERROR)] == [
            True
        ]
