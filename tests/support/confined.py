"""A command in a process of its own that may not reach out, with what it took: seconds of computing and memory.

Run as a script this is the keeper of those processes: it loads partnerbook once and forks for each command it reads.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOM = 2**30  # of addresses; a process that asks for more is told that there is none
PATIENCE = 60  # seconds after which a process is ended, however busy others keep the computer
OUTSIDE = 99
_REACHING = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "urllib.",
             "webbrowser.", "ctypes.dlopen", "ftplib.", "smtplib.")  # fmt: skip


class Outcome(NamedTuple):
    """What became of a command: its exit code (negative for a signal), what it said, seconds, and megabytes."""

    code: int
    out: str
    error: str
    seconds: float
    megabytes: float


class Keeper:
    """Runs commands, one at a time."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def run(self, *words: str | Path) -> Outcome:
        """Return what became of `partnerbook` with these words."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self.process.stdin.flush()
        return Outcome(*json.loads(self.process.stdout.readline()))


@contextmanager
def keeper() -> Iterator[Keeper]:
    """Keep a process at hand in which all is loaded that commands need, while the block runs."""
    words = [sys.executable, "-X", "utf8", __file__]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        yield Keeper(process)
        assert process.stdin
        process.stdin.close()


def _confined(words: Sequence[str], out: int, error: int) -> None:
    """Run a command, and do not come back."""
    import resource

    from partnerbook.command.main import main

    def watch(event: str, _: object) -> None:
        if event.startswith(_REACHING):
            os.write(error, f"reached out: {event}".encode())
            os._exit(OUTSIDE)

    os.dup2(out, 1)
    os.dup2(error, 2)
    if sys.platform == "linux":  # elsewhere the limit is not kept, or refused
        resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    sys.addaudithook(watch)
    code = 70
    try:
        code = main(words)
    except BaseException:  # noqa: BLE001 - what it is, the test says
        import traceback

        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _kept() -> None:
    import signal

    import partnerbook.book.read.reader
    import partnerbook.command.main
    import partnerbook.figures.overview
    import partnerbook.hubspot.export
    import partnerbook.parsing.market
    import partnerbook.workbooks.book
    import partnerbook.workbooks.report

    partnerbook.parsing.market.market_code("Spain")
    for line in sys.stdin:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
            child = os.fork()
            if not child:
                _confined(json.loads(line), out.fileno(), error.fileno())
            signal.signal(signal.SIGALRM, lambda *_, child=child: os.kill(child, signal.SIGKILL))
            signal.alarm(PATIENCE)
            _, status, used = os.wait4(child, 0)
            signal.alarm(0)
            said = []
            for file in (out, error):
                file.seek(0)
                said.append(file.read().decode("utf-8", "replace"))
        seconds, megabytes = (
            used.ru_utime + used.ru_stime,
            used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
        )
        sys.stdout.write(json.dumps([os.waitstatus_to_exitcode(status), *said, seconds, megabytes]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _kept()
