"""Microsoft's own opinion: the Open XML SDK validator knows the schemas and many rules that Office adds to them."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from support import programs


def sdk_errors(paths: Iterable[Path | str], timeout: float = 180) -> list[str]:
    """Return the validator's findings in these workbooks, each as "file: part path: text (id)"; none means valid.

    All go to one process: it takes five seconds to start, and a tenth of one per workbook.
    """
    files = [str(Path(each).resolve()) for each in paths]
    if not files:
        return []
    command = [programs.node(), str(programs.validator() / "validate.mjs"), *files]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=timeout, check=False)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode or len(reports) != len(files):
        raise RuntimeError(f"the validator stopped after {len(reports)} of {len(files)} files:\n{done.stderr[-2000:]}")
    return [
        f"{Path(report['file']).name}: {error['part']} {error['path']}: {error['text']} ({error['id']})"
        for report in reports
        for error in report["errors"]
    ]
