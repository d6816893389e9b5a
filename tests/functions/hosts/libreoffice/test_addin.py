"""The add-in's file: the same bytes every time, every function with its texts, and a core that runs by itself."""

import io
import math
import struct
import subprocess
import sys
import zipfile
from datetime import datetime

import pytest
from lxml import etree

from partnerbook.functions.hosts.libreoffice.addin import answer
from partnerbook.functions.hosts.libreoffice.build import addin, addin_files
from partnerbook.functions.hosts.libreoffice.types import Method, type_library
from partnerbook.functions.table import FUNCTIONS

OOR = "{http://openoffice.org/2001/registry}"


@pytest.fixture(scope="module")
def files():
    return addin_files()


def test_the_same_bytes_every_time(files):
    archive = zipfile.ZipFile(io.BytesIO(addin()))
    assert addin() == addin()
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == files


def test_the_manifest_names_what_is_there(files):
    entries = etree.fromstring(files["META-INF/manifest.xml"])
    named = {entry.get(f"{{{entry.nsmap['manifest']}}}full-path") for entry in entries}
    assert named == {"XFunctions.rdb", "partnerbook.components", "CalcAddIns.xcu"}
    assert named <= set(files)
    [component] = etree.fromstring(files["partnerbook.components"])
    assert component.get("uri") in files


def test_names_and_texts(files):
    [info] = etree.fromstring(files["CalcAddIns.xcu"])
    [[functions]] = info
    assert [node.get(f"{OOR}name") for node in functions] == [function.name for function in FUNCTIONS]
    for function, node in zip(FUNCTIONS, functions, strict=True):
        assert texts(node) == {
            "DisplayName": function.name,
            "CompatibilityName": function.name,
            "Description": function.description,
            "Category": "Add-In",
        }
        [parameters] = node.findall("node")
        assert [texts(each) for each in parameters] == [
            {"DisplayName": parameter.name, "Description": parameter.help} for parameter in function.parameters
        ]


def texts(node):
    return {each.get(f"{OOR}name"): each.findtext("value") for each in node.findall("prop")}


def test_the_core_runs_by_itself(files, tmp_path):
    """Without site-packages, as in LibreOffice: what the functions import is in the add-in or in Python."""
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    program = """
from partnerbook.functions.table import evaluate
print(evaluate("POINTS_SOLD", [[[1000], ["abc"]], "Mexico", "USD"]))
print(evaluate("CONVERT_CURRENCY", [100, "USD", "EUR", None, "2024-01-05", "market"]))
"""
    command = [sys.executable, "-S", "-E", "-W", "error", "-c", program]
    done = subprocess.run(  # noqa: S603
        command, cwd=tmp_path / "pythonpath", check=False, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout == "[[100.0], ['#VALUE!']]\n[[91.566706346]]\n"


def test_no_surface_is_in_it(files):
    names = [name for name in files if name.startswith("pythonpath/partnerbook/")]
    assert not [name for name in names if "workbooks" in name or name.endswith(("cli.py", "xlsx"))]


def test_answers_are_what_calc_takes():
    noon = datetime(2026, 1, 1, 12)  # noqa: DTZ001 (worksheets have no time zones)
    [[number, text, truth, empty, day]] = answer([[3, "growth", True, None, noon]])
    assert (number, text, truth, empty, day) == (3.0, "growth", True, "", 46023.5)
    assert type(number) is float


@pytest.mark.parametrize(("error", "code"), [("#N/A", 32767), ("#NUM!", 503), ("#VALUE!", 519), ("#DIV/0!", 532)])
def test_errors_are_numbers_with_calcs_code(error, code):
    [[found]] = answer([[error]])
    assert math.isnan(found)
    assert struct.unpack("<II", struct.pack("<d", found))[0] == code


def test_the_type_library_is_the_documented_format():
    """Written out by hand from the description of the format: one method with one parameter."""
    base, result, argument = b"com.sun.star.uno.XInterface", b"[][]any", b"any"

    def string(text):
        return len(text).to_bytes(4, "little") + text

    interface = b"\x05\x01\0\0\0" + string(base) + bytes(8) + b"\x01\0\0\0" + string(b"DO") + string(result)
    interface += b"\x01\0\0\0\0" + string(b"it") + string(argument) + bytes(4)
    module_name = 16 + len(b"XOne\0") + len(interface)
    module = module_name + len(b"one\0")
    root = module + 13
    expected = b"UNOIDL\xff\0" + root.to_bytes(4, "little") + b"\x01\0\0\0" + b"XOne\0" + interface + b"one\0"
    expected += b"\0\x01\0\0\0" + (16).to_bytes(4, "little") + (21).to_bytes(4, "little")
    expected += module_name.to_bytes(4, "little") + module.to_bytes(4, "little")
    assert type_library("one.XOne", [Method("DO", ("it",))]) == expected
