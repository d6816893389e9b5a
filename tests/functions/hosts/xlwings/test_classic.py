"""Classic xlwings: its own code makes the VBA, fills the function wizard, makes every call; only Windows is played."""

import inspect
import re
import runpy
import sys
from importlib import metadata
from pathlib import Path

import partnerbook_udfs
import pytest
from support import classic_host
from support.function_cases import agree, cases, named

from partnerbook.functions.hosts.xlwings.install import hosts_folder
from partnerbook.functions.table import FUNCTIONS

VBA = "xlwings_udfs.bas"
# VBA's own words (MS-VBAL 3.3.5.2), which the generator would take for names of parameters without a question.
VBA_WORDS = """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec
    cdecl cint circle class_initialize class_terminate clng close comments const csng cstr currency cvar cverr
    date debug decimal declare defbool defbyte defcur defdate defdbl defint deflng defobj defsng defstr defvar
    dim do doevents double each else elseif empty end endif enum eqv erase error event exit false fix for friend
    function get global go gosub goto if imp implements in input inputb int integer is lbound len lenb let like
    line linput lock long longlong longptr loop lset me midb mod new next not nothing null object on open option
    optional or paramarray preserve print private property pset public put raiseevent redim rem resume return
    rset scale seek select set sgn shared single spc static stop string sub tab then to true type typeof ubound
    unlock until variant vb_attribute wend while width with withevents write xor
"""


@pytest.fixture(scope="module")
def classic(tmp_path_factory):
    """What xlwings makes of the module that is installed, in a process that takes itself for Windows."""
    return classic_host.in_a_process(Path(partnerbook_udfs.__file__).parent, tmp_path_factory.mktemp("home"))


def test_it_is_the_classic_code(classic):
    assert classic["decorator"] == "xlwings.udfs"
    assert classic["version"] == metadata.version("xlwings")


@pytest.mark.parametrize("answers", ["answers", "answers to ranges"])
def test_every_case(classic, answers):
    wrong = [
        f"{named(case)}: {answer} for {case.expected}"
        for case, answer in zip(cases("classic"), classic[answers], strict=True)
        if not agree(case.expected, answer)
    ]
    assert wrong == []


def test_the_vba_module_is_what_the_generator_writes(classic):
    shipped = (hosts_folder() / VBA).read_bytes()
    again = "in tests: python -m support.classic_host ../udfs ../udfs/xlwings_udfs.bas"
    assert shipped.decode("ascii").replace("\r\n", "\n") == classic["vba"], again
    assert shipped.count(b"\r\n") == shipped.count(b"\n")  # Excel imports no other line ends


def test_the_vba_module_says_what_the_table_says(classic):
    heads = re.findall(r"^Function (\w+)\((.*)\)$", classic["vba"], re.MULTILINE)
    wanted = {
        function.name: ", ".join(
            ("Optional " if parameter.optional else "") + parameter.identifier for parameter in function.parameters
        )
        for function in FUNCTIONS
    }
    assert dict(heads) == wanted
    assert max(map(len, classic["vba"].splitlines())) < 1024


def test_no_name_is_a_word_of_vba_or_python(classic):
    for function in FUNCTIONS:
        for parameter in function.parameters:
            assert parameter.identifier not in VBA_WORDS.split()
            assert parameter.identifier.isidentifier()
            compile(f"{parameter.identifier} = 1", "name", "exec")
    assert "Sub " not in classic["vba"]


def test_the_function_wizard_is_filled(classic):
    assert set(classic["help"]) == {function.name for function in FUNCTIONS}
    for function in FUNCTIONS:
        shown = classic["help"][function.name]
        assert shown["Description"] == function.description
        assert shown["Category"] == "partnerbook"
        assert shown["ArgumentDescriptions"] == [parameter.help for parameter in function.parameters]


def test_a_column_is_quick_and_the_start_is_too(classic):
    """Bounds far above what a quiet machine measures (1.5 times; 35 ms): for a slip into slow ways, not for noise."""
    spent = classic["milliseconds"]
    assert spent["column, ours"] < 4 * spent["column, identity"]
    assert spent["functions"] < 400


def test_the_module_is_the_table():
    assert partnerbook_udfs.__all__ == [function.name for function in FUNCTIONS]
    for function in FUNCTIONS:
        made = getattr(partnerbook_udfs, function.name)
        assert made.__name__ == function.name
        assert made.__doc__ == function.description
        assert not made.__annotations__
        assert list(inspect.signature(made).parameters) == [parameter.identifier for parameter in function.parameters]


def test_without_xlwings_they_are_plain_functions(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlwings", None)
    functions = runpy.run_path(partnerbook_udfs.__file__)
    assert functions["POINTS_SOLD"](1000, "MX", "USD") == [[100.0]]
    assert functions["POINTS_SOLD"]() == [["#VALUE!"]]
