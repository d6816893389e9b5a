"""Microsoft's own opinion: the Open XML SDK validator knows the schemas and many rules that Office adds to them.

The one we can have runs in an interpreter and looks at a thousand cells a second. Of the rows of a sheet that differ
in nothing but their texts and numbers it is therefore shown the first two: `lint` looks at all for the order of cells
and the numbers of shared texts. A name with `microsofts_validator` brings a
test to the one worker that starts it: see tests/conftest.py.
"""

import atexit
import json
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
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


_ROW = re.compile(rb"<row\b[^>]*?(?:/>|(?<!/)>.*?</row>)", re.DOTALL)
_PLACE = re.compile(rb' (?:r="[A-Z]*\d+"|spans="\d+:\d+"|ht="\d+(?:\.\d+)?")')
# Of a cell that is no truth value, error or day: a number there may be wrong in one row alone.
_NUMBER = re.compile(
    rb'(<c\b(?![^>]*\bt="(?!n"|s"|str"))[^>]*>(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?)<v>-?\d+(?:\.\d+)?(?:E[-+]?\d+)?</v>'
)
_TEXT = re.compile(rb"(<(?:f|t)\b[^>]*>)[^<]*")
_ALIKE = 2


def without_rows_alike(path: Path, out: Path) -> Path:
    """A copy of a workbook in which of the rows alike of a sheet, but for their texts and numbers, two are left."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for each in source.infolist():
            content = source.read(each)
            copy.writestr(each, _few_rows(content) if each.filename.startswith("xl/worksheets/sheet") else content)
    return out


def _few_rows(content: bytes) -> bytes:
    seen: Counter[bytes] = Counter()

    def left(row: re.Match[bytes]) -> bytes:
        shape = _TEXT.sub(rb"\1", _NUMBER.sub(rb"\1<v>0</v>", _PLACE.sub(b"", row[0])))
        seen[shape] += 1
        return row[0] if seen[shape] <= _ALIKE else b""

    return _ROW.sub(left, content)


_VALIDATOR = _Validator()
atexit.register(_VALIDATOR.stop)


def sdk_errors(paths: Iterable[Path | str], timeout: float = 180) -> list[str]:
    """Return the validator's findings in these workbooks, each as "file: part path: text (id)"; none means valid.

    Each may take so many seconds. Errors: RuntimeError where the validator stops over one.
    """
    files = [Path(each).resolve() for each in paths]
    found = []
    for done, file in enumerate(files):
        with tempfile.TemporaryDirectory(prefix="partnerbook-") as folder:
            shown = without_rows_alike(file, Path(folder, file.name)) if zipfile.is_zipfile(file) else file
            report = _VALIDATOR.ask(shown, timeout)
        if report is None:
            raise RuntimeError(f"the validator stopped after {done} of {len(files)} files:\n{_VALIDATOR.last_words}")
        found += [
            f"{file.name}: {each['part']} {each['path']}: {each['text']} ({each['id']})" for each in report["errors"]
        ]
    return found
