"""A workbook with wrong values in it is caught, by either engine; one with right values is not."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from support import engines
from support.engines import (
    EngineError,
    compare,
    ironcalc_moved,
    ironcalc_values,
    libreoffice_values,
    with_inputs,
    written_values,
)
from support.package import MAIN

ENGINES = [pytest.param(libreoffice_values, marks=pytest.mark.libreoffice, id="libreoffice"), ironcalc_values]

# Every kind of value, with what is right for as-of 30 June 2026.
FORMULAS = {
    "sum": ("SUMIFS(Deals[Points],Deals[Client],Inputs!$B$3)", 30.5),
    "date": ("EDATE(AsOf,12)", 46568.0),
    "month": ('TEXT(AsOf,"mmm yyyy")', "Jun 2026"),
    "truth": ("AsOf>DATE(2026,1,1)", True),
    "number of truths": ("(AsOf>0)*(AsOf>1)", 1.0),
    "empty text": ('IF(AsOf>0,"","x")', ""),
    "error": ("NA()", "#N/A"),
    "division": ("1/(AsOf-AsOf)", "#DIV/0!"),
    "small": ("1/3", 1 / 3),
    "accents": ('"São Paulo "&"& <años>"', "São Paulo & <años>"),
}


def book(path: Path, wrong: dict[str, object] | None = None) -> Path:
    """Write FORMULAS with their right values, except those given, by hand: our own writer is not to be trusted here."""
    workbook = Workbook()
    deals, inputs = workbook.active, workbook.create_sheet("Inputs")
    deals.title = "Deals"
    for row in [("Client", "Points"), ("Acme", 10.5), ("Bolt", 7), ("Acme", 20)]:
        deals.append(row)
    deals.add_table(Table(displayName="Deals", ref="A1:B4"))
    inputs["B2"], inputs["B3"] = date(2026, 6, 30), "Acme"
    workbook.defined_names["AsOf"] = DefinedName("AsOf", attr_text="Inputs!$B$2")
    report = workbook.create_sheet("Report")
    for row, (name, (formula, _)) in enumerate(FORMULAS.items(), 1):
        report.cell(row, 1, f"={formula}")
        report.cell(row, 2, name)
    workbook.save(path)
    right = {f"A{row}": value for row, (_, value) in enumerate(FORMULAS.values(), 1)}
    changed = {f"A{list(FORMULAS).index(name) + 1}": value for name, value in (wrong or {}).items()}
    _put_values(path, "xl/worksheets/sheet3.xml", right | changed)
    return path


def _put_values(path: Path, part: str, values: dict[str, object]) -> None:
    """Set the values of formula cells; None leaves a formula without one, as openpyxl does."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[part])
    for cell in root.iter(f"{MAIN}c"):
        value = values.get(cell.get("r"))
        if value is None:
            continue
        match value:
            case bool():
                kind, text = "b", str(int(value))
            case float():
                kind, text = "n", repr(value)
            case _:
                kind, text = "e" if value.startswith("#") else "str", value
        cell.set("t", kind)
        cell.find(f"{MAIN}v").text = text
    parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.mark.parametrize("engine", ENGINES)
def test_right_values_agree(engine, tmp_path):
    assert compare(book(tmp_path / "right.xlsx"), engine) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_planted_wrong_values_are_found(engine, tmp_path):
    wrong = {
        "sum": 30.500001,
        "date": 46569.0,
        "month": "jun 2026",
        "truth": False,
        "number of truths": 0.0,
        "empty text": "x",
        "error": "#REF!",
        "division": 0.0,
        "small": 0.333333,
        "accents": None,
    }
    found = compare(book(tmp_path / "wrong.xlsx", wrong), engine)
    assert {each.cell: each.written for each in found} == {
        f"A{row}": value for row, value in enumerate(wrong.values(), 1)
    }


def test_a_difference_says_where_and_what(tmp_path):
    [found] = compare(book(tmp_path / "wrong.xlsx", {"sum": 1.0}), ironcalc_values)
    assert str(found) == (
        "Report!A1: 1.0 is written, 30.5 comes out of =SUMIFS(Deals[Points],Deals[Client],Inputs!$B$3)"
    )


def test_written_values_have_formula_and_value(tmp_path):
    written = written_values(book(tmp_path / "right.xlsx"))
    assert list(written.values()) == [tuple(each) for each in FORMULAS.values()]


@pytest.mark.parametrize("engine", ENGINES)
def test_other_inputs_give_other_figures(engine, tmp_path):
    right = book(tmp_path / "right.xlsx")
    moved = engine(with_inputs(right, tmp_path / "moved.xlsx", {"AsOf": date(2025, 12, 31)}))
    assert (moved["Report", "A2"], moved["Report", "A3"], moved["Report", "A4"]) == (46387.0, "Dec 2025", False)


def test_ironcalc_needs_no_file_for_other_inputs_and_keeps_none_of_them(tmp_path):
    right = book(tmp_path / "right.xlsx")
    inputs = {"AsOf": date(2025, 12, 31)}
    assert ironcalc_moved(right, inputs) == ironcalc_values(with_inputs(right, tmp_path / "moved.xlsx", inputs))
    assert compare(right, ironcalc_values) == []
    with pytest.raises(KeyError, match="Asof"):
        ironcalc_moved(right, {"Asof": 1})


def test_an_unknown_input_is_named(tmp_path):
    with pytest.raises(KeyError, match="no defined name 'Asof'; it has AsOf"):
        with_inputs(book(tmp_path / "right.xlsx"), tmp_path / "moved.xlsx", {"Asof": 1})


def test_a_formula_is_no_input(tmp_path):
    workbook = load_workbook(book(tmp_path / "right.xlsx"))
    workbook.defined_names["Sum"] = DefinedName("Sum", attr_text="Report!$A$1")
    workbook.save(tmp_path / "sum.xlsx")
    with pytest.raises(ValueError, match=r"Sum is Report!A1, which is empty or a formula"):
        with_inputs(tmp_path / "sum.xlsx", tmp_path / "moved.xlsx", {"Sum": 1})


@pytest.mark.libreoffice
def test_too_slow_is_said_and_the_next_run_works(tmp_path):
    right = book(tmp_path / "right.xlsx")
    with pytest.raises(EngineError, match=r"had not worked out book\.xlsx after 0\.05 s"):
        libreoffice_values(right, timeout=0.05)
    assert libreoffice_values(right)["Report", "A1"] == 30.5


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_no_workbook_is_an_error(engine, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises((EngineError, zipfile.BadZipFile)):
        engine(broken)


def test_one_profile_per_process():
    assert engines._profile() == engines._profile()
