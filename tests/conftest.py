"""Fixtures and hooks for all tests."""

import pytest
from support import programs


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail under CI, a test whose mark names a program that is not there, before it does anything."""
    if item.get_closest_marker("libreoffice"):
        programs.soffice()
    if item.get_closest_marker("sdk"):
        programs.validator()
