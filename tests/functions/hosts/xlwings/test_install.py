"""Installing for classic xlwings, and the doctor: on a Windows that is played, and by the command on this machine."""

import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from partnerbook.command.main import main
from partnerbook.errors import BadInput
from partnerbook.functions.hosts.xlwings.config import config_bytes, read_config, user_config
from partnerbook.functions.hosts.xlwings.doctor import Machine, findings
from partnerbook.functions.hosts.xlwings.install import VBA_MODULE, hosts_folder, install
from partnerbook.functions.table import FUNCTIONS

VERSION = "0.37.8"


@pytest.fixture
def computer(tmp_path):
    """A Windows computer on which everything is as it should be; its Python says at once that it has the functions."""
    folder = tmp_path / "Python"
    folder.mkdir()
    for name in ("python.exe", "pythonw.exe"):
        (folder / name).write_text(f"#!/bin/sh\necho {len(FUNCTIONS)}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    (folder / f"xlwings64-{VERSION}.dll").touch()
    package, roaming, home = tmp_path / "xlwings", tmp_path / "AppData", tmp_path / "home"
    for add_in in (package / "addin" / "xlwings.xlam", roaming / "Microsoft/Excel/XLSTART/xlwings.xlam"):
        add_in.parent.mkdir(parents=True)
        add_in.write_bytes(b"the same")
    home.mkdir()
    return Machine("win32", folder / "python.exe", home, {"APPDATA": str(roaming)}, package, VERSION, True)


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "finance" / "finance.xlsm"
    path.parent.mkdir()
    Workbook().save(path)
    return path


def installed(machine, workbook=None):
    return list(install(workbook, machine.home, machine.python, machine.platform))


def wrong(machine, workbook=None):
    return [finding for finding in findings(machine, workbook) if finding.well is False]


def only_wrong(machine, workbook=None):
    [finding] = wrong(machine, workbook)
    return f"{finding.found} -> {finding.remedy}"


def test_install_writes_the_users_settings_and_says_what_is_left(computer):
    said = installed(computer)
    target = user_config(computer.home, "win32")
    assert said[0] == f"{target} is written:"
    assert read_config(target) == {
        "UDF MODULES": "partnerbook_udfs",
        "INTERPRETER_WIN": str(computer.python.with_name("pythonw.exe")),
    }
    assert any("xlwings addin install" in line for line in said)
    assert any(str(hosts_folder() / VBA_MODULE) in line for line in said)


def test_installing_twice_changes_nothing(computer):
    installed(computer)
    target = user_config(computer.home, "win32")
    before = target.read_bytes()
    assert "left as it is" in installed(computer)[0]
    assert target.read_bytes() == before


def test_install_keeps_what_else_the_settings_say(computer):
    target = user_config(computer.home, "win32")
    target.parent.mkdir()
    target.write_text(
        '"SHOW CONSOLE","True"\n"udf modules","mine"\nwhatever\n"INTERPRETER_WIN","C:\\old"\n', encoding="utf-8"
    )
    said = installed(computer)
    assert target.read_text(encoding="utf-8").splitlines() == [
        '"SHOW CONSOLE","True"',
        '"UDF MODULES","mine;partnerbook_udfs"',
        "whatever",
        f'"INTERPRETER_WIN","{computer.python.with_name("pythonw.exe")}"',
    ]
    assert any("(it was C:\\old)" in line for line in said)


def test_install_for_a_workbook_writes_beside_it_only(computer, workbook):
    installed(computer, workbook)
    assert sorted(path.name for path in workbook.parent.iterdir()) == ["finance.xlsm", "xlwings.conf", VBA_MODULE]
    assert (workbook.parent / VBA_MODULE).read_bytes() == (hosts_folder() / VBA_MODULE).read_bytes()
    assert not user_config(computer.home, "win32").exists()
    assert wrong(computer, workbook) == []


def test_elsewhere_install_leaves_the_python_to_windows(tmp_path, workbook):
    said = list(install(workbook, tmp_path, Path(sys.executable), "linux"))
    assert read_config(workbook.parent / "xlwings.conf") == {"UDF MODULES": "partnerbook_udfs"}
    assert any("Windows only" in line for line in said)


@pytest.mark.parametrize(
    ("name", "says"), [("none.xlsm", "There is no workbook"), ("plain.xlsx", 'save it in Excel as "plain.xlsm"')]
)
def test_what_is_no_workbook_for_macros_is_refused(name, says, computer, tmp_path):
    (tmp_path / "plain.xlsx").touch()
    with pytest.raises(BadInput, match=says):
        installed(computer, tmp_path / name)


def test_the_shipped_settings_are_those_of_the_module():
    assert read_config(hosts_folder() / "xlwings.conf") == {"UDF MODULES": "partnerbook_udfs"}


def test_nothing_is_wrong_after_an_install(computer):
    """Here the Python that Excel starts is a real one."""
    computer.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    installed(computer)
    assert wrong(computer) == []


def test_without_settings(computer):
    assert only_wrong(computer) == "xlwings has no settings. -> Type: partnerbook excel install"


def changed(machine, **fields):
    installed(machine)
    return machine._replace(**fields)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"xlwings": None, "xlwings_version": ""}, "xlwings is not installed"),
        ({"pywin32": False}, "pywin32 is missing"),
        ({"environment": {"APPDATA": "nowhere"}}, "The xlwings add-in is not in Excel. -> Close Excel"),
    ],
)
def test_what_is_missing(fields, says, computer):
    assert says in only_wrong(changed(computer, **fields))


def test_an_add_in_of_another_version(computer):
    installed(computer)
    (computer.xlwings / "addin" / "xlwings.xlam").write_bytes(b"newer")
    assert "of another version than xlwings 0.37.8" in only_wrong(computer)


@pytest.mark.parametrize("version", ["0.32.1", "1.0.0"])
def test_versions_that_do_not_fit(version, computer):
    computer.python.with_name(f"xlwings64-{version}.dll").touch()
    assert f"xlwings is {version}; partnerbook works with" in only_wrong(changed(computer, xlwings_version=version))


def test_a_library_that_is_not_beside_python(computer):
    computer.python.with_name(f"xlwings64-{VERSION}.dll").unlink()
    installed(computer)
    assert "is not beside Python" in only_wrong(computer)


@pytest.mark.parametrize(
    ("folder", "says", "well"),
    [
        ("WindowsApps", "from the Microsoft Store", False),
        ("OneDrive - Us", "lies in a OneDrive folder", False),
        ("Program Files", "There is a space in the path", None),
    ],
)
def test_where_python_lies(folder, says, well, computer):
    moved = computer.python.parent.rename(computer.python.parent.with_name(folder))
    machine = computer._replace(python=moved / "python.exe")
    installed(machine)
    assert [finding.well for finding in findings(machine, None) if says in finding.found] == [well]


def test_settings_that_name_other_things(computer):
    installed(computer)
    target = user_config(computer.home, "win32")
    target.write_text('"UDF MODULES","mine"\n"INTERPRETER_WIN","C:\\gone.exe"\n', encoding="utf-8")
    said = [finding.found for finding in wrong(computer)]
    assert "does not name partnerbook_udfs" in said[0]
    assert "names a Python that is not there: C:\\gone.exe" in said[1]
    target.write_text('"UDF MODULES","partnerbook_udfs"\n', encoding="utf-8")
    assert "does not say which Python Excel starts" in only_wrong(computer)


def test_a_python_that_cannot_import_the_functions(computer):
    installed(computer)
    bare = computer.python.with_name("python.exe")
    bare.write_text(
        '#!/bin/sh\necho "ModuleNotFoundError: No module named partnerbook_udfs" >&2\nexit 1\n', encoding="utf-8"
    )
    bare.chmod(0o755)
    assert "cannot import the functions: ModuleNotFoundError: No module named partnerbook_udfs" in only_wrong(computer)
    bare.chmod(0o644)
    assert "cannot be started" in only_wrong(computer)


def with_sheet(workbook, name, **settings):
    book = Workbook()
    sheet = book.create_sheet(name)
    for row in settings.items():
        sheet.append([row[0].replace("_MODULES", " MODULES"), row[1]])
    book.save(workbook)


def test_a_sheet_of_settings_comes_before_the_files(computer, workbook):
    installed(computer, workbook)
    with_sheet(workbook, "xlwings.conf", UDF_MODULES="mine", Interpreter_Win=str(computer.python))
    assert "The sheet xlwings.conf of finance.xlsm does not name partnerbook_udfs" in only_wrong(computer, workbook)


def test_a_sheet_that_is_still_a_template_is_told(computer, workbook):
    installed(computer)
    with_sheet(workbook, "_xlwings.conf", UDF_MODULES="mine")
    assert wrong(computer, workbook) == []
    notes = [finding.remedy for finding in findings(computer, workbook) if finding.well is None]
    assert "Rename the sheet to xlwings.conf to use it." in notes


def test_workbooks_that_cannot_work(computer, tmp_path):
    installed(computer)
    plain, cloud = tmp_path / "plain.xlsx", tmp_path / "OneDrive" / "finance.xlsm"
    plain.touch()
    assert "plain.xlsx cannot hold macros" in only_wrong(computer, plain)
    assert "There is no workbook" in only_wrong(computer, cloud)
    assert any("OneDrive or SharePoint" in finding.found for finding in findings(computer, cloud))


def test_the_commands(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert main(["excel", "doctor"]) == 1
    assert "WRONG  xlwings has no settings." in capsys.readouterr().out
    assert main(["excel", "install"]) == 0
    assert "UDF MODULES is partnerbook_udfs" in capsys.readouterr().out
    assert main(["excel", "doctor"]) == 0
    said = capsys.readouterr().out
    assert f"{sys.executable} imports {len(FUNCTIONS)} functions." in said
    assert "Nothing is wrong here." in said
    assert main(["excel", "install", str(tmp_path / "none.xlsm")]) == 2
    assert "There is no workbook" in capsys.readouterr().err


def test_settings_in_the_computers_code_page_stay_to_the_byte(tmp_path: Path) -> None:
    before = b'"INTERPRETER_WIN","C:\\Python\\python.exe"\r\n"PYTHONPATH","C:\\Users\\Jos\xe9\\libs"\r\n'
    after = config_bytes(before, {"INTERPRETER_WIN": "C:\\Users\\José\\python.exe", "UDF MODULES": "ours"}, "cp1252")
    assert after.splitlines() == [
        b'"INTERPRETER_WIN","C:\\Users\\Jos\xe9\\python.exe"',
        b'"PYTHONPATH","C:\\Users\\Jos\xe9\\libs"',
        b'"UDF MODULES","ours"',
    ]
    (tmp_path / "xlwings.conf").write_bytes(after)
    assert read_config(tmp_path / "xlwings.conf")["UDF MODULES"] == "ours"
    with pytest.raises(BadInput, match="code page"):
        config_bytes(b"", {"INTERPRETER_WIN": "C:\\東京\\python.exe"}, "cp1252")
