"""The notebooks in JupyterLab, run as a person does: the panels are drawn, and follow what code sets."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def cells(name: str) -> list[str]:
    found = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]


@pytest.mark.parametrize(
    ("name", "title", "figure", "last"),
    [
        ("calculator", "Points calculator", "240.00", "Decimal('240')"),
        ("tier_progress", "Sample Partner", "2,635.35", "2027-10-31"),
    ],
)
def test_they_draw_their_panels(name: str, title: str, figure: str, last: str, notebook: Callable[..., Page]) -> None:
    page = notebook(*cells(name))
    panel = page.locator(".pb-panel")
    expect(panel.get_by_role("heading", name=title)).to_be_visible()
    expect(panel.get_by_role("status").first).to_contain_text(figure)
    expect(page.locator(".jp-OutputArea-output").last).to_contain_text(last)
    expect(page.locator('[data-mime-type="application/vnd.jupyter.error"]')).to_have_count(0)
