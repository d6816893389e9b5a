"""Microsoft's own opinion: the Open XML SDK validator knows the schemas and many rules that Office adds to them."""

import atexit
import json
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from threading import Timer
from typing import IO

from support import programs


class _Validator:
    """A process that judges one file after the other: starting it takes longer than all that is asked of it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._said: IO[bytes] | None = None
        self.last_words = ""  # the end of what the process before complained of

    def ask(self, path: Path, timeout: float) -> dict[str, list[dict[str, str]]] | None:
        """Its report on a file; None where it stopped over it."""
        process = self._process
        if process is None or process.poll() is not None:
            process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        patience = Timer(timeout, process.kill)
        patience.start()
        try:
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            patience.cancel()
        if not answer:
            self.stop()
            return None
        report: dict[str, list[dict[str, str]]] = json.loads(answer)
        return report

    def _started(self) -> subprocess.Popen[str]:
        self.stop()
        command = [programs.node(), str(programs.validator() / "validate.mjs")]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, text=True, encoding="utf-8"
        )
        return self._process

    def stop(self) -> None:
        """End the process, if there is one. Its last words are kept."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
        if self._said is not None:
            self._said.seek(0)
            self.last_words = self._said.read().decode("utf-8", "replace")[-2000:]
            self._said.close()
            self._said = None


_VALIDATOR = _Validator()
atexit.register(_VALIDATOR.stop)


def sdk_errors(paths: Iterable[Path | str], timeout: float = 180) -> list[str]:
    """Return the validator's findings in these workbooks, each as "file: part path: text (id)"; none means valid.

    Each may take so many seconds. Errors: RuntimeError where the validator stops over one.
    """
    files = [Path(each).resolve() for each in paths]
    found = []
    for done, file in enumerate(files):
        report = _VALIDATOR.ask(file, timeout)
        if report is None:
            raise RuntimeError(f"the validator stopped after {done} of {len(files)} files:\n{_VALIDATOR.last_words}")
        found += [
            f"{file.name}: {each['part']} {each['path']}: {each['text']} ({each['id']})" for each in report["errors"]
        ]
    return found
