"""xlwings Lite: every case in Pyodide, from what pip installs, without the network and with nothing compiled."""

from importlib import metadata

import pytest
from packaging.requirements import Requirement
from support import lite_host
from support.function_cases import agree, cases, named

from partnerbook.functions.hosts.xlwings.install import hosts_folder

LITE = {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return lite_host.run(tmp_path_factory.mktemp("lite"), hosts_folder() / "lite" / "main.py")


def test_every_case(found):
    wrong = [
        f"{named(case)}: {answer} for {case.expected}"
        for case, answer in zip(cases("lite"), found["answers"], strict=True)
        if not agree(case.expected, answer)
    ]
    assert wrong == []


def test_it_was_the_python_of_lite_with_xlwings_and_without_a_compiled_module(found):
    assert found["system"] == "emscripten"
    assert found["xlwings"]
    assert found["compiled"] == []


def test_the_check_of_the_open_book_needs_no_compiled_module_either(found):
    counts, _, [kind, place, what, _] = found["checked"]
    assert (counts[0], kind, what) == ("1 error.", "error", "Atlantis")
    assert place == """=HYPERLINK("#'Clients'!B2","Clients!B2")"""


def test_nothing_that_pip_brings_there_is_compiled():
    pending, seen = ["partnerbook"], set()
    while pending:
        name = pending.pop()
        seen.add(name)
        assert [str(path) for path, _ in lite_host.installed(name) if path.suffix in lite_host.COMPILED] == []
        wanted = map(Requirement, metadata.requires(name) or ())
        pending += {each.name for each in wanted if not each.marker or each.marker.evaluate(LITE)} - seen
    assert {"openpyxl", "currencyconverter"} <= {name.lower() for name in seen}
    assert "python-calamine" not in seen


def test_the_requirements_name_the_package():
    assert (hosts_folder() / "lite" / "requirements.txt").read_text(encoding="utf-8").split() == ["partnerbook"]
