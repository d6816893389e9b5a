"""The add-in with the buttons: what Excel opens must be xlwings' own but for our macros, buttons and settings."""

import io
import random
import re
import zipfile
from pathlib import Path

import pytest
import xlwings
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.libreoffice_host import asked

from partnerbook.errors import PartnerbookError
from partnerbook.functions.hosts.libreoffice.install import place_in
from partnerbook.functions.hosts.xlwings.addin import (
    ADD_IN,
    SETTINGS_SHEET,
    TASKS,
    add_in,
    copies_folder,
    macros,
    ribbon,
    startup_folder,
)
from partnerbook.functions.hosts.xlwings.compound import streams, with_streams
from partnerbook.functions.hosts.xlwings.sheet import sheet_settings
from partnerbook.functions.hosts.xlwings.vba import compressed, decompressed, module_texts, with_texts
from partnerbook.names import LANGUAGES

XLWINGS = Path(xlwings.__file__).parent
TEMPLATE = XLWINGS / "quickstart_addin_ribbon.xlam"
PYTHON = Path("C:/Users/José & Co/python.exe")
PROJECT = "xl/vbaProject.bin"


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest) -> bytes:
    return add_in(XLWINGS, PYTHON, "win32", request.param)


def test_only_what_is_ours_differs_from_xlwings_own(made: bytes) -> None:
    ours, theirs = parts_of(made), parts_of(TEMPLATE.read_bytes())
    assert list(ours) == list(theirs)
    assert {name for name in ours if ours[name] != theirs[name]} == {
        PROJECT, "xl/workbook.xml", "xl/worksheets/sheet1.xml", "customUI/customUI.xml",
    }  # fmt: skip
    assert ours["xl/workbook.xml"].replace(b"partnerbook.conf", b"_myaddin.conf") == theirs["xl/workbook.xml"]
    before, after = streams(theirs[PROJECT]), streams(ours[PROJECT])
    assert {name for name in after if after[name] != before[name]} == {"dir", "RibbonMyAddin", "xlwings"}
    assert list(after) == list(before)


def test_the_macros_are_ours_and_the_rest_is_xlwings_but_for_a_name(made: bytes) -> None:
    ours, theirs = (module_texts(parts_of(each)[PROJECT]) for each in (made, TEMPLATE.read_bytes()))
    changed = {name for name in ours if ours[name].splitlines() != theirs[name].splitlines()}
    assert changed == {"RibbonMyAddin", "xlwings"}
    pairs = zip(theirs["xlwings"].splitlines(), ours["xlwings"].splitlines(), strict=True)
    assert [pair for pair in pairs if pair[0] != pair[1]] == [
        ('Public Const PROJECT_NAME As String = "myaddin"', 'Public Const PROJECT_NAME As String = "partnerbook"')
    ]
    assert ours["RibbonMyAddin"].splitlines() in [macros(language).splitlines() for language in LANGUAGES]


def test_a_replaced_module_is_stored_as_xlwings_stores_its_own() -> None:
    """Its text is at the beginning of its stream, as xlwings' module is in the add-in that Excel opens."""
    project = parts_of(TEMPLATE.read_bytes())[PROJECT]
    directory = decompressed(streams(project)["dir"])
    again = decompressed(streams(with_texts(project, {"RibbonMyAddin": "Sub A()\nEnd Sub"}))["dir"])
    differ = [at for at, pair in enumerate(zip(directory, again, strict=True)) if pair[0] != pair[1]]
    own = directory.index(b"RibbonMyAddin")
    assert differ
    assert all(own < at < directory.index(b"Sheet2", own) for at in differ)
    offset = directory.index(b"\x31\x00\x04\x00\x00\x00", directory.rindex("xlwings".encode("utf-16-le"))) + 6
    assert directory[offset : offset + 4] == bytes(4)


def test_each_button_has_its_macro_and_its_words() -> None:
    for language in LANGUAGES:
        buttons = etree.fromstring(ribbon(language)).findall(".//{*}button")
        assert len({button.get("label") for button in buttons}) == len(TASKS)
        for button in buttons:
            module, _, macro = button.get("onAction").partition(".")
            assert re.search(rf"^Sub {macro}\(control As IRibbonControl\)$", macros(language), re.MULTILINE)
            assert module == re.match(r'Attribute VB_Name = "(\w+)"', macros(language))[1]
    assert re.findall(r'StartTask "(\w+)"', macros("en")) == list(TASKS)


def test_the_macros_are_words_that_vba_can_read() -> None:
    for language in LANGUAGES:
        text = macros(language)
        assert not re.search(r"\{\w+\}", text)
        text.encode("cp1252")
        assert all(line.count('"') % 2 == 0 for line in text.splitlines() if not line.lstrip().startswith("'"))
        assert max(map(len, text.splitlines())) < 1024
        for opened, closed in (("Sub ", "End Sub"), ("If .* Then$", "End If"), ("#If", "#End If")):
            begun = re.findall(rf"^ *(?:Private )?{opened}", text, re.MULTILINE)
            assert len(begun) == len(re.findall(rf"^ *{closed}$", text, re.MULTILINE))


def test_the_settings_leave_nothing_to_a_file_beside_the_workbook(made: bytes, tmp_path: Path) -> None:
    """Whatever xlwings asks for when it starts Python, but for what can neither start nor write anything."""
    (tmp_path / ADD_IN).write_bytes(made)
    settings = sheet_settings(tmp_path / ADD_IN, SETTINGS_SHEET)
    assert settings["INTERPRETER_WIN"] == str(PYTHON)
    text = module_texts(parts_of(made)[PROJECT])["xlwings"]
    begun = text.index("Public Function RunPython"), text.index("Public Function RunFrozenPython")
    asked = set(re.findall(r'GetConfig\("([^"]+)"', text[slice(*begun)]))
    assert asked - set(settings) == {"USE UDF SERVER", "SHOW CONSOLE", "TEMP DIR"}
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"


def test_another_xlwings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PartnerbookError, match="has no quickstart_addin_ribbon"):
        add_in(tmp_path, PYTHON, "win32")
    with zipfile.ZipFile(tmp_path / TEMPLATE.name, "w") as changed:
        for name, part in parts_of(TEMPLATE.read_bytes()).items():
            changed.writestr(name, part.replace(b"_myaddin.conf", b"other.conf"))
    with pytest.raises(PartnerbookError, match="another than partnerbook knows"):
        add_in(tmp_path, PYTHON, "win32")


def test_where_excel_looks(tmp_path: Path) -> None:
    windows = startup_folder(tmp_path, {"APPDATA": "C:/Roaming"}, "win32")
    assert windows == Path("C:/Roaming/Microsoft/Excel/XLSTART")
    assert str(startup_folder(tmp_path, {}, "darwin")).endswith("Startup.localized/Excel")
    assert startup_folder(tmp_path, {}, "linux") is None
    assert copies_folder(tmp_path, {"TEMP": "C:/Temp"}, "win32") == Path("C:/Temp/partnerbook")
    assert "com.microsoft.Excel/Data" in str(copies_folder(tmp_path, {}, "darwin"))


def test_libreoffice_reads_the_same_macros(made: bytes, tmp_path: Path) -> None:
    """Another program than ours finds the project whole; it opens no add-in, so it is given a workbook."""
    if macros("es").splitlines() != module_texts(parts_of(made)[PROJECT])["RibbonMyAddin"].splitlines():
        return  # one language is enough, and it is the one with accents
    workbook = tmp_path / "macros.xlsm"
    with zipfile.ZipFile(workbook, "w") as package:
        for name, part in parts_of(made).items():
            package.writestr(name, part.replace(b"ms-excel.addin.macro", b"ms-excel.sheet.macro"))
    texts = asked(place_in(tmp_path), "macros", str(workbook))
    for module, text in module_texts(parts_of(made)[PROJECT]).items():
        own = [line for line in text.splitlines() if line and not line.startswith("Attribute ")]
        own_lines_of_libreoffice = ("Rem Attribute VBA_ModuleType", "Option VBASupport", "Option ClassModule")
        read = [line for line in texts[module].splitlines() if line and not line.startswith(own_lines_of_libreoffice)]
        assert read == own


@given(st.lists(st.sampled_from([b"Sub ", b"End Sub\r\n", b"x", b"\x00", b"abcabcabc", bytes(999)])).map(b"".join))
def test_what_is_compressed_comes_out_again(data: bytes) -> None:
    assert decompressed(compressed(data)) == data


def test_what_cannot_be_compressed_comes_out_again() -> None:
    noise = random.Random(1).randbytes(3 * 4096)  # noqa: S311 - no secret
    assert decompressed(compressed(noise)) == noise


@given(st.dictionaries(st.sampled_from(["dir", "RibbonMyAddin", "xlwings"]), st.binary(max_size=9_000)))
def test_streams_of_any_length_take_the_place_of_others(changed: dict[str, bytes]) -> None:
    project = parts_of(TEMPLATE.read_bytes())[PROJECT]
    assert streams(with_streams(project, changed)) == streams(project) | changed


@pytest.mark.parametrize("cut", [0, 8, 600, 5_000])
def test_what_is_no_project_is_told(cut: int) -> None:
    project = parts_of(TEMPLATE.read_bytes())[PROJECT]
    with pytest.raises(PartnerbookError, match="is none that can be read"):
        module_texts(project[:cut])
