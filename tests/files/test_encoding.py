"""A text without a mark is read in the encoding its letters tell, or in none: never as letters that nobody wrote."""

import pytest
from support.places import CASES

from partnerbook.files.csv_in import csv_grid, decoded

TOLD = {
    "cp1252": ["Peñón Educación", "Acme – Foo, España", "São Paulo", "L’Oréal", "Crème Brûlée", "Müller GmbH", "PERÚ",
               "1.234 €", "Irmãos Ltda", "Société Générale"],
    "mac_roman": ["Peñón Educación", "España", "García", "São Paulo", "MÉXICO", "Construções"],
    "cp850": ["Peñón Educación", "España", "São Paulo", "Bogotá", "MÉXICO"],
    "cp1250": ["Łódź", "Dvořák", "Gdańsk Żabka"],
    "gb18030": ["中国公司", "上海贸易有限公司"],
    "cp932": ["東京のカフェ", "株式会社山田"],
}  # fmt: skip
NOT_TOLD = [
    ("삼성전자", "euc_kr"),
    ("Москва", "cp1251"),
    ("Plzeň", "cp1250"),
    ("Acme™", "cp1252"),
    ("דניאל", "cp1255"),
]


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in TOLD.items() for text in texts])
def test_the_letters_tell_the_encoding(encoding: str, text: str) -> None:
    data = f"Client,Market\r\n{text},ES\r\n".encode(encoding)
    assert decoded(data) == (data.decode(encoding), encoding)


@pytest.mark.parametrize(("text", "encoding"), NOT_TOLD)
def test_where_they_do_not_it_is_none(text: str, encoding: str) -> None:
    assert decoded(f"Client,Market\r\n{text},ES\r\n".encode(encoding)) == (None, "")


def test_excel_for_macs_plain_csv() -> None:
    grid, notes = csv_grid(CASES / "exports" / "mac_roman.csv", "mac_roman.csv")
    assert grid.rows[1][1] == "Peñón Educación"
    assert "MacRoman" in notes[0].message
