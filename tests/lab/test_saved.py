"""A notebook that was saved and is opened again shows its panels, whether or not a kernel runs."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from support.lab_server import LabServer

from partnerbook.panels import calculator

CELL = "from partnerbook.panels import calculator\ncalculator(amount='2500', market='Mexico', on='2026-02-01')"


def test_a_trusted_notebook_without_its_kernel_shows_what_was_saved(
    notebook: Callable[..., Page], lab: LabServer, expected_errors: list[str]
) -> None:
    expected_errors += ["model not found", "Could not create a model", "debugger state", "Canceled future"]
    page = notebook(CELL)
    panel = page.locator(".pb-panel")
    expect(panel.get_by_label("Amount sold")).to_be_visible()
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    lab.stop_kernels()
    page.reload()
    expect(page.get_by_text("As it was saved: run the cell again to use the panel.")).to_be_visible()
    expect(page.get_by_role("row", name="Total points 250.00")).to_be_visible()
    expect(page.get_by_text("model not found")).to_be_hidden()
    expect(panel).to_have_count(0)
    page.get_by_role("row", name="Total points 250.00").click()
    page.evaluate("() => { jupyterapp.commands.execute('notebook:restart-run-all'); return null; }")
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(panel.get_by_label("Amount sold")).to_be_visible()


def test_nbconvert_shows_the_static_form() -> None:
    """Of a notebook without the state of widgets, as JupyterLab saves it."""
    nbconvert, nbformat = pytest.importorskip("nbconvert"), pytest.importorskip("nbformat")
    bundle = calculator(amount="2500", market="Mexico", on="2026-02-01")._repr_mimebundle_()
    output = {"output_type": "display_data", "data": bundle, "metadata": {}}
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "source": "", "outputs": [output]}
    found = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    body, _ = nbconvert.HTMLExporter().from_notebook_node(nbformat.reads(json.dumps(found), as_version=4))
    assert "Total points" in body
    assert "250.00" in body
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] not in body
