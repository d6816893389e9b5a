"""A missing program skips a test on somebody's own machine, and fails it where skips go unseen."""

import pytest

from support import programs


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch):
    monkeypatch.setattr(programs, "find_soffice", lambda: None)
    programs.soffice.cache_clear()
    yield
    programs.soffice.cache_clear()


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip), ("false", pytest.skip), ("true", pytest.fail)])
def test_a_missing_program(ci, outcome, monkeypatch):
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome.Exception, match=r"LibreOffice is not installed \(on Debian: apt-get install"):
        programs.soffice()
