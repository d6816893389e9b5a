"""Exports that have been through another program's hands: what HubSpot wrote is found again, or said to be lost."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from support.places import CASES

from partnerbook.files.problems import ERROR, WARNING, Problem, of_severity
from partnerbook.hubspot.changes import changes
from partnerbook.hubspot.export import book_from_export
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
         "0010000001", "1.0000001E+07", "1.0000001e7", "\u200e10000001"],
    )  # fmt: skip
    def test_a_client_of_another_name_is_known_by_it(self, tmp_path: Path, written: str) -> None:
        before, _ = read("ids.csv")
        after, _ = read_rows(tmp_path, f"{written},Alder Foods International,Spain,true,true,900.5,450.25,2027-03-01")
        assert [change for change in changes(before, after, DAY, whole=False) if change.kind == "add"] == []

    def test_a_shortened_one_is_left_empty_and_its_client_known_by_name(self, tmp_path: Path) -> None:
        before, _ = read("ids.csv")
        after, problems = read_rows(tmp_path, "1.0E+07,Alder Foods,Spain,true,true,900.5,450.25,2027-03-01")
        assert said(problems, WARNING) == [
            'Hub ID is "1.0E+07": a spreadsheet has shortened it, and its last digits are lost. It is left empty.'
        ]
        assert changes(before, after, DAY, whole=False) == ()


class TestNothing:
    def test_words_for_nothing_are_empty_cells(self) -> None:
        book, problems = read("words_for_nothing.csv")
        assert said(problems, ERROR) == said(problems, WARNING)[1:] == []
        assert len(book.clients) == len(book.subscriptions) == 3
        assert [row.product for row in book.subscriptions] == ["Sales Hub Professional", "", ""]
        assert [(row.client, row.renewal_mrr) for row in book.renewals] == [("Alder Foods", None)]

    @pytest.mark.parametrize(
        "words",
        ["(No value)", "NA", "N/A", "--", "–", "Sin valor", "(sem valor)", "nulo", "None", "NaN", "<NA>", "s/d"],
    )
    def test_in_every_column(self, tmp_path: Path, words: str) -> None:
        book, problems = read_rows(tmp_path, f"{words},Acme,Brasil,{words},{words},{words},{words},{words}")
        assert (said(problems, ERROR), said(problems, WARNING)) == ([], [])
        assert (book.clients[0].client, book.clients[0].hub_id) == ("Acme", "")
        assert book.subscriptions == book.renewals == book.managing == ()

    def test_a_name_is_a_name_and_a_country_a_country(self, tmp_path: Path) -> None:
        book, problems = read_rows(tmp_path, "1,Null,NA,true,,,,", "2,ND,SD,true,,,,", "3,--,Peru,true,,,,")
        assert [(client.client, client.market) for client in book.clients] == [("Null", "NA"), ("ND", "SD")]
        assert said(problems, ERROR) == ['Client name says "--", which is nothing; every row needs one.']
