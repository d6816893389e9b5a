"""Fixtures and hooks for all tests."""

import os

import pytest
from support import programs

os.environ["LC_ALL"] = "C"  # whatever the system speaks: a test that is about its language says which that is


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail under CI, a test whose mark names a program that is not there, before it does anything."""
    if item.get_closest_marker("libreoffice"):
        programs.soffice()
    if item.get_closest_marker("sdk"):
        programs.validator()
