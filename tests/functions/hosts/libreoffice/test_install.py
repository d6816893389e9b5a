"""What a person is told who has no LibreOffice, an old one, or one that does not do its part: stand-ins play it."""

import os
import sys
from pathlib import Path

import pytest

from partnerbook.command.excel import libreoffice_lines
from partnerbook.command.main import parsed
from partnerbook.errors import BadInput
from partnerbook.functions.hosts.libreoffice import install as libreoffice_install
from partnerbook.functions.hosts.libreoffice.install import LibreOffice, LibreOfficeError, place_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

# soffice tells a version, or "works out" a workbook: what it gives stands in the file `gives`.
SOFFICE = """#!/bin/sh
here=$(dirname "$0")
for last in "$@"; do :; done
[ "$last" = --version ] && echo "12:00.123 a warning" && echo "LibreOffice $(cat "$here/version") build" && exit 0
while [ "$1" != --outdir ]; do shift; done
cat "$here/gives" > "$2/test.csv"
"""
# unopkg keeps what is installed, outside of a trial, in the file `installed`.
UNOPKG = """#!/bin/sh
here=$(dirname "$0")
[ -e "$here/refuses" ] && echo "ERROR: it is locked" && echo && echo "ERROR: unopkg failed." && exit 1
case "$*" in *-env:*) exit 0;; esac
case "$1" in
  add) echo org.partnerbook.functions > "$here/installed";;
  remove) rm "$here/installed";;
  list) cat "$here/installed" 2> /dev/null; exit 0;;
esac
"""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with a LibreOffice 25.2 that does everything right; the folder of its programs."""
    folder = tmp_path / "program"
    folder.mkdir()
    for name, script in (("soffice", SOFFICE), ("unopkg", UNOPKG)):
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    (folder / "version").write_text("25.2.3.2")
    (folder / "gives").write_text("100\n")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(libreoffice_install, "_ELSEWHERE", ())
    return folder


def said(*arguments):
    options = parsed(["excel", "libreoffice", *arguments])
    return "\n".join(libreoffice_lines(options.output, options.remove))


def test_it_is_tried_and_installed(machine):
    lines = said()
    assert f"LibreOffice 25.2.3.2 is at {machine / 'soffice'}." in lines
    assert 'In a test there, =POINTS_SOLD(1000,"Mexico","USD") gave 100.' in lines
    assert 'Then type in a cell: =POINTS_SOLD(1000;"Mexico";"USD")' in lines
    assert "long names" not in lines
    assert (machine / "installed").exists()


@pytest.mark.usefixtures("machine")
def test_a_shell_with_a_virtual_environment_is_no_place_to_start_it(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python3").touch(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert "Start LibreOffice from the desktop" not in said()
    (tmp_path / "venv" / "pyvenv.cfg").touch()
    assert "Start LibreOffice from the desktop" in said()


def test_root_installs_for_everybody(machine, monkeypatch):
    monkeypatch.setattr(libreoffice_install, "_is_root", lambda: True)
    assert "installed for everybody on this machine" in said()
    monkeypatch.setattr(libreoffice_install, "_is_root", lambda: False)
    assert "installed for you" in said()
    assert (machine / "installed").exists()


def test_it_is_removed(machine):
    said()
    assert "are removed" in said("--remove")
    assert not (machine / "installed").exists()
    assert "were not installed" in said("--remove")


@pytest.mark.parametrize("version", ["7.4.7.2", "24.8.1.1", "25.1"])
def test_an_old_one_needs_long_names(machine, version):
    (machine / "version").write_text(version)
    assert "such as =ORG.PARTNERBOOK.FUNCTIONS.POINTS_SOLD; a newer one reads the short names too." in said()


@pytest.mark.parametrize("found", ["Err:504", "#NAME?", ""])
def test_one_that_does_not_work_gets_nothing(machine, found):
    (machine / "gives").write_text(found)
    with pytest.raises(LibreOfficeError, match=r"gave (Err:504|#NAME\?|nothing) and not 100; nothing is installed"):
        said()
    assert not (machine / "installed").exists()


def test_one_that_refuses(machine):
    (machine / "refuses").touch()
    with pytest.raises(LibreOfficeError, match=r"LibreOffice refuses: it is locked\. If it is open, close it"):
        said()


def test_none(monkeypatch, tmp_path):
    monkeypatch.setattr(libreoffice_install, "_programs", lambda: iter([tmp_path / "soffice"]))
    with pytest.raises(LibreOfficeError, match=r"LibreOffice is not found\. Get it from https://"):
        said()


def test_a_program_that_is_something_else(machine):
    (machine / "soffice").write_text("#!/bin/sh\necho hello")
    with pytest.raises(LibreOfficeError, match="does not tell its version"):
        said()


def test_one_that_never_answers_is_ended(machine, monkeypatch):
    (machine / "soffice").write_text("#!/bin/sh\nsleep 60")
    monkeypatch.setattr(libreoffice_install, "MINUTES", 0.01)
    with pytest.raises(LibreOfficeError, match="has not answered"):
        said()


def test_a_workbook_that_is_not_opened_counts_as_nothing(machine):
    (machine / "gives").unlink()
    script = (machine / "soffice").read_text()
    (machine / "soffice").write_text(script.replace('cat "$here/gives"', "exit 0; cat"))
    with pytest.raises(LibreOfficeError, match="gave nothing and not 100"):
        said()


def test_no_python_but_the_systems_reaches_libreoffice(monkeypatch, tmp_path):
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "python3").touch()
    (tmp_path / "tools").mkdir()
    folders = [str(tmp_path / "venv"), "/usr/bin", str(tmp_path / "tools")]
    monkeypatch.setenv("PATH", os.pathsep.join(folders))
    monkeypatch.setenv("PYTHONPATH", "somewhere")
    found = libreoffice_install.surroundings()
    assert found["PATH"].split(os.pathsep) == folders[1:]
    assert "PYTHONPATH" not in found


def test_a_workbook_that_is_not_converted(machine, tmp_path):
    (machine / "soffice").write_text("#!/bin/sh\necho Error: source file could not be loaded")
    with pytest.raises(LibreOfficeError, match=r"does not open a\.xlsx: Error: source file could not be loaded"):
        LibreOffice(machine / "soffice").convert(tmp_path / "a.xlsx", "csv", tmp_path, place_in(tmp_path))


def test_the_addin_alone(tmp_path):
    path = tmp_path / "partnerbook.oxt"
    assert said("-o", str(path)) == f"{path} is written. Open it with LibreOffice to install the functions there."
    with pytest.raises(BadInput, match="exists and is left as it is"):
        said("-o", str(path))
    with pytest.raises(BadInput, match=r"must end in \.oxt"):
        said("-o", str(Path("partnerbook.zip")))
