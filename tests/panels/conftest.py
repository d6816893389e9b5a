"""What every test of the panels needs: a thread in which no loop runs, as in a plain program."""

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_loop() -> Iterator[None]:
    """Put aside the loop that Playwright leaves running in the thread, where tests in a browser came before."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
