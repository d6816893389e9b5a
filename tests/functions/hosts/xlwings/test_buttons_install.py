"""Putting the buttons into Excel, taking them out, and the doctor of both, on a Windows and a Mac that are played."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from partnerbook.command.main import main
from partnerbook.errors import BadInput
from partnerbook.functions.hosts.xlwings import addin
from partnerbook.functions.hosts.xlwings.button_doctor import button_findings
from partnerbook.functions.hosts.xlwings.doctor import Machine
from partnerbook.functions.hosts.xlwings.install import install_buttons, remove_buttons, scripts_folder

XLWINGS = Path(xlwings.__file__).parent


@pytest.fixture(params=["win32", "darwin"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    """A computer with Excel, xlwings and a Python that starts."""
    python = tmp_path / "Python" / "python.exe"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "home").mkdir()
    environment = {"APPDATA": str(tmp_path / "Roaming")}
    return Machine(request.param, python, tmp_path / "home", environment, XLWINGS, xlwings.__version__, True)


def installed(machine: Machine, language: str = "en") -> list[str]:
    return [
        *install_buttons(machine.home, machine.environment, machine.python, machine.xlwings, machine.platform, language)
    ]


def place(machine: Machine) -> Path:
    folder = addin.startup_folder(machine.home, machine.environment, machine.platform)
    assert folder
    return folder / addin.ADD_IN


def wrong(machine: Machine) -> Iterator[str]:
    return (f"{each.found} -> {each.remedy}" for each in button_findings(machine) if each.well is False)


def test_after_an_install_nothing_is_wrong(machine: Machine) -> None:
    [before] = button_findings(machine)
    assert (before.well, before.found) == (None, "The buttons are not in Excel.")
    said = installed(machine, "pt")
    assert said[0].startswith(f"{place(machine)} is written")
    found = [*button_findings(machine)]
    assert all(each.well for each in found)
    assert any(f"start {machine.python}" in each.found for each in found)
    assert "left as it is" in installed(machine, "pt")[0]


def test_on_the_mac_excel_may_start_python(machine: Machine) -> None:
    installed(machine)
    scripts = [path.name for path in scripts_folder(machine.home).glob("*")]
    assert scripts == ([f"xlwings-{xlwings.__version__}.applescript"] if machine.platform == "darwin" else [])
    if scripts:
        (scripts_folder(machine.home) / scripts[0]).unlink()
        assert next(wrong(machine)).startswith("Excel has no script to start Python with")


def test_a_python_that_is_gone(machine: Machine) -> None:
    installed(machine)
    machine.python.unlink()
    [said] = wrong(machine)
    assert said.startswith(f"The buttons start a Python that is not there: {machine.python}")
    assert said.endswith("partnerbook excel install")


def test_this_python_does_what_the_buttons_ask(machine: Machine) -> None:
    if machine.platform == "win32":
        machine.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    installed(machine)
    assert [*wrong(machine)] == []


def test_a_python_without_partnerbook(machine: Machine) -> None:
    installed(machine)
    machine.python.write_text('#!/bin/sh\necho "No module named partnerbook" >&2\nexit 1\n', encoding="utf-8")
    [said] = wrong(machine)
    assert "cannot do what the buttons ask: No module named partnerbook" in said


def test_buttons_of_another_version(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin, "ribbon", lambda _: b"<customUI/>")
    installed(machine)
    monkeypatch.undo()
    [said] = wrong(machine)
    assert said.startswith("The buttons in Excel are of another partnerbook or xlwings")


def test_without_xlwings(machine: Machine) -> None:
    bare = machine._replace(xlwings=None)
    assert installed(bare) == [
        'The buttons need xlwings. Type: python -m pip install "partnerbook[excel]" and then this again.'
    ]
    assert not place(machine).exists()


def test_they_are_taken_out_again(machine: Machine) -> None:
    installed(machine)
    [said] = remove_buttons(machine.home, machine.environment, machine.platform)
    assert "is removed" in said
    assert not place(machine).exists()
    assert [*remove_buttons(machine.home, machine.environment, machine.platform)] == ["The buttons were not in Excel."]


def test_while_excel_has_it_open_it_is_not_changed(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    installed(machine)
    monkeypatch.setattr(Path, "unlink", refused)
    monkeypatch.setattr(Path, "write_bytes", refused)
    with pytest.raises(BadInput, match="close Excel and type this again"):
        installed(machine, "es")
    with pytest.raises(BadInput, match="close Excel and type this again"):
        next(remove_buttons(machine.home, machine.environment, machine.platform))


def test_a_space_in_the_path_of_python_stops_the_mac(machine: Machine) -> None:
    moved = machine.python.parent.rename(machine.python.parent.with_name("My Python")) / machine.python.name
    installed(machine._replace(python=moved))
    found = [*wrong(machine._replace(python=moved))]
    assert [each.startswith("There is a space") for each in found] == [True] * (machine.platform == "darwin")


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert main(["excel", "install"]) == 0
    assert "The buttons are for Excel on Windows and on the Mac" in capsys.readouterr().out
    assert main(["excel", "install", "--remove"]) == 0
    assert "The buttons were not in Excel." in capsys.readouterr().out
