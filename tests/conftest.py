"""Fixtures and hooks for all tests."""

import os

import pytest
from hypothesis import settings
from support import programs

os.environ["LC_ALL"] = "C"  # whatever the system speaks: a test that is about its language says which that is
if not os.environ.get("CI"):  # there, hypothesis does so itself
    settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault
    settings.load_profile("unhurried")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail under CI, a test whose mark names a program that is not there, before it does anything."""
    if item.get_closest_marker("libreoffice"):
        programs.soffice()
    if item.get_closest_marker("sdk"):
        assert "microsofts_validator" in item.name, "by this name it goes to the worker that has started the validator"
        programs.validator()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Hand out the tests to several workers (-n 2), and those in JupyterLab to one: they share a server and a browser.

    The mark `xdist_group` says the same, but is not seen with pytest 9.2. Those of a module that makes workbooks share
    these, and stay together too. One worker asks Microsoft's validator, which takes as long to start as to answer.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            if "microsofts_validator" in nodeid:
                return "validator"
            if file.startswith("tests/lab/"):
                return "tests/lab"
            return file if file.startswith("tests/workbooks/") else nodeid

    return Together(config, log)
