"""Commands that begin at the same moment, each in a process of its own, forked from one that has imported all."""

import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

_SECONDS = 60
_IMPORTED = ["partnerbook.command.main", "partnerbook.command.import_", "partnerbook.book.write.changed", "openpyxl"]


def both(*commands: Sequence[object]) -> list[tuple[int, str]]:
    """How the commands end: the exit code of each, and the last line that it said."""
    context = get_context("spawn") if sys.platform == "win32" else get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    ready = context.Barrier(len(commands))
    runs = []
    for words in commands:
        answer, said = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=([str(word) for word in words], ready, said))
        process.start()
        said.close()
        runs.append((process, answer))
    ended = []
    for process, answer in runs:
        if not answer.poll(_SECONDS):
            raise TimeoutError(process.name)
        ended.append(answer.recv())
        process.join(_SECONDS)
    return ended


def _run(words: Sequence[str], ready: Barrier, said: Connection) -> None:
    from partnerbook.command.main import main

    out, complaints = StringIO(), StringIO()
    sys.argv = ["partnerbook", *words]
    ready.wait(_SECONDS)
    with redirect_stdout(out), redirect_stderr(complaints):
        code = main(list(words))
    said.send((code, (complaints.getvalue() or out.getvalue()).splitlines()[-1]))
