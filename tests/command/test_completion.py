"""`partnerbook completion`: what bash makes of it, in a real bash; the other shells' scripts name every command."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.command import Run, refusal

from partnerbook.command import main as cli
from partnerbook.command.completion import SHELLS

BASH = shutil.which("bash")
# What bash does when a person has typed words and asks for more: it calls the function of the command.
ASK = """
source {script}
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
COMP_LINE="${{COMP_WORDS[*]}}"
COMP_POINT=${{#COMP_LINE}}
$(complete -p partnerbook | sed 's/.*-F \\([^ ]*\\).*/\\1/') partnerbook "${{COMP_WORDS[COMP_CWORD]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def script(run: Run) -> Path:
    said = run("completion", "bash")
    assert (said.code, said.err) == (0, "")
    Path("completion.sh").write_text(said.out, encoding="utf-8")
    return Path("completion.sh")


@pytest.mark.skipif(not BASH, reason="needs bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("partnerbook ti", {"tier"}),
        ("partnerbook ch", {"check", "changes"}),
        ("partnerbook tier book.xlsx --go", {"--goal"}),
        ("partnerbook tier book.xlsx --goal P", {"Platinum"}),
        ("partnerbook changes book.xlsx --range last-", {"last-month", "last-quarter", "last-12-months"}),
        ("partnerbook changes book.xlsx --by ''", {"client", "entry"}),
        ("partnerbook points b", {"book.xlsx"}),
        ("partnerbook check b", {"book.xlsx"}),
        ("partnerbook excel l", {"libreoffice"}),
        ("partnerbook completion p", {"powershell"}),
    ],
)
def test_bash_completes(script: Path, words: str, expected: set[str]) -> None:
    Path("book.xlsx").touch()
    done = subprocess.run(  # noqa: S603 - our own script
        [str(BASH), "--norc", "-c", ASK.format(script=script, words=words)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert {line.strip() for line in done.stdout.splitlines() if line.strip()} == expected


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_knows_every_command(run: Run, shell: str) -> None:
    out = run("completion", shell).out
    assert [name for name in cli.parsers()[1] if name not in out] == []
    assert "last-quarter" in out


def test_another_shell_is_refused(run: Run) -> None:
    assert "invalid choice: 'ksh'" in refusal(run("completion", "ksh"))
