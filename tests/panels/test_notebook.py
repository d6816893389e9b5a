"""The notebook of what lies ahead, run cell by cell as a person does: every cell works, and says what the core says."""

import ast
import json
from typing import Any

import pytest
from support.places import ROOT

from partnerbook.figures.stake import stakes
from partnerbook.panels.registry import GIVEN_BOOK


def test_every_cell_of_the_notebook_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv(GIVEN_BOOK, raising=False)
    found = json.loads((ROOT / "notebooks" / "outlook.ipynb").read_text("utf-8"))["cells"]
    names: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for cell in found:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        shown = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell["id"], "exec"), names)  # noqa: S102 - the notebook's own cells
        if isinstance(shown, ast.Expr):
            last[cell["id"]] = eval(compile(ast.Expression(shown.value), cell["id"], "eval"), names)  # noqa: S307 - as above
    assert last["risk"][0] == "safe"
    assert last["way"][2][0] == ("growth", True, "10306.69", "total")
    assert last["editions"][-1] == ("2026-01-15", "2635.35", "Platinum")
    out = capsys.readouterr().out
    assert stakes(names["panel"].model.known)[0].client in out
    assert "One more client" in out
