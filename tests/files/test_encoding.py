"""A text without a mark is read in the encoding its letters tell, or in none: never as letters that nobody wrote."""

import pytest
from support.places import CASES

from partnerbook.files.csv_in import csv_grid, decoded

TOLD = {
    "cp1252": ["Peñón Educación", "Acme – Foo, España", "São Paulo", "L’Oréal", "Crème Brûlée", "Müller GmbH", "PERÚ",
               "1.234 €", "Irmãos Ltda", "Société Générale"],
    "mac_roman": ["Peñón Educación", "España", "García", "São Paulo", "MÉXICO", "Construções"],
    "cp850": ["Peñón Educación", "España", "São Paulo", "Bogotá", "MÉXICO", "Más allá", "Málaga y Cádiz", "Citroën"],
    "cp860": ["São Paulo", "João", "Irmãos Leão", "Viação Conceição", "PÃO DE AÇÚCAR"],
    "utf-7": ["Peñón Educación", "São – 5 €", "Zoë + Söhne"],
    "iso2022_jp": ["東京のカフェ"],
    "cp1250": ["Łódź", "Dvořák", "Gdańsk Żabka"],
    "iso8859-15": ["Peñón 5 €", "Málaga\n€ 7"],
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


@pytest.mark.parametrize("text", ["España, SÃO", "Índice de Málaga", "€ 5", "北京, Ελλάδα", "Àüß – “São”"])
def test_a_text_that_was_written_in_utf_8_twice_is_taken_back_once(text: str) -> None:
    read_as = "".join(_as_windows(byte) for byte in f"Client,Market\n{text},ES\n".encode())
    for mark in ("", "\ufeff"):
        assert decoded(f"{mark}{read_as}".encode()) == (f"Client,Market\n{text},ES\n", "utf-8 twice")


# A rare encoding would give other words, and is not believed.
NEVER = [("Ñuñoa", "mac_roman"), ("Œuvre", "cp1252"), ("Åse", "cp850"), ("Œnologie", "cp1252"), ("Maïs", "cp850")]


@pytest.mark.parametrize(("text", "encoding"), NEVER)
def test_a_rare_encoding_is_not_taken_where_a_common_one_gives_words(text: str, encoding: str) -> None:
    assert decoded(f"Client\r\n{text}\r\n".encode(encoding))[0] in (None, f"Client\r\n{text}\r\n")


OF_OLD = {
    "cp437": ["Málaga", "Señor", "Bogotá"],
    "cp852": ["Łódź", "Győr", "Plzeň"],
    "cp865": ["Ærø", "Bjørn"],
    "cp866": ["Москва"],
    "mac_latin2": ["Łódź", "Plzeň", "Győr"],
    "mac_cyrillic": ["Москва"],
    "iso8859_2": ["Łódź", "Wałęsa"],
    "iso8859_5": ["Москва"],
    "cp857": ["Şişli"],
    "iso8859_9": ["Şişli"],
    "mac_iceland": ["Ísafjörður"],
    "hp_roman8": ["Málaga", "España"],
    "iso8859-15": ["Œuvre"],
}


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in OF_OLD.items() for text in texts])
def test_one_that_hardly_anybody_writes_any_more_is_never_taken_for_another(encoding: str, text: str) -> None:
    data = f"Client,Market\r\n{text},ES\r\n".encode(encoding)
    assert decoded(data)[0] in (None, data.decode(encoding))


@pytest.mark.parametrize("text", ["+34 912345-678", "+34912345-678", "A+B-C, C++-", "R+D-I", "x+AAA-", "C+APE",
                                  "CRM+API-Setup", "HubSpot +API-", "Foo +Ads-Hub", "+AMO-", "Sales +APM-, +API-"],
)  # fmt: skip
def test_a_text_of_ascii_stands_for_itself(text: str) -> None:
    assert decoded(text.encode()) == (text, "utf-8")


def test_letters_in_seven_bits_stand_for_themselves_only_in_words() -> None:
    assert decoded(b"Client,MRR\nCaff+AOg- API,5 +IKw-\nN+ALo- 7,+AKM-500\n") == (
        "Client,MRR\nCaffè API,5 €\nNº 7,£500\n",
        "utf-7",
    )


def _as_windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


@pytest.mark.parametrize("text", ["Ânia", "NÃO", "Ã", "São Â£ Łódź", "São João", "Ÿ"])
def test_a_text_that_only_looks_so_stays_as_it_is(text: str) -> None:
    assert decoded(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("bad", ["São", "l’Alt", "€"])
def test_a_few_letters_of_another_encoding_cost_no_import(bad: str) -> None:
    good = "España, Málaga, Cádiz, João, Bogotá, Perú, México, Canadá, Panamá, Núñez, "
    assert decoded(good.encode() + bad.encode("cp1252")) == (good + bad, "utf-8 and cp1252")
    assert decoded("é".encode() + bad.encode("cp1252"))[1] != "utf-8 and cp1252"


def test_a_file_that_was_cut_within_a_letter_is_read() -> None:
    assert decoded("España, Málaga, João".encode() + "ã".encode()[:1]) == ("España, Málaga, JoãoÃ", "utf-8 and cp1252")


def test_excel_for_macs_plain_csv() -> None:
    grid, notes = csv_grid(CASES / "exports" / "mac_roman.csv", "mac_roman.csv")
    assert grid.rows[1][1] == "Peñón Educación"
    assert "MacRoman" in notes[0].message
