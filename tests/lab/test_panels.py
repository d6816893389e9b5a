"""The panels in a notebook, as a person uses them: every key followed, found by role and label, the core's figures."""

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support.accessibility import axe_violations, axe_violations_in_themes
from support.books import write_plain_book
from support.lab_server import LabServer

from partnerbook.figures.overview import overview
from partnerbook.figures.shown import shown, shown_points
from partnerbook.panels import calculator, tier_progress
from partnerbook.sample import sample_book

Notebook = Callable[..., Page]
CALCULATOR = "from datetime import date\nfrom partnerbook.panels import calculator\n"
ON = "on=date(2026, 2, 1)"
DAY = date(2026, 10, 31)


def figure(page: Page, label: str) -> Locator:
    """The figure of a label, of those that are in view."""
    return page.locator("dl:visible div", has=page.get_by_text(label, exact=True)).get_by_role("definition")


@pytest.fixture
def opened(notebook: Notebook) -> Page:
    page = notebook(f"{CALCULATOR}calculator(market='Mexico', {ON})")
    expect(figure(page, "Total points")).to_have_text("100.00")
    return page


def test_every_key_is_followed(opened: Page) -> None:
    amount = opened.get_by_label("Amount sold")
    amount.press("ControlOrMeta+a")
    for typed, total in (("2", "0.20"), ("5", "2.50"), (".", "2.50"), ("5", "2.55"), ("0", "2.55")):
        amount.press(typed)
        expect(figure(opened, "Total points")).to_have_text(total)
    opened.get_by_label("Will you also manage this client?").check()
    expect(figure(opened, "Managed points")).to_have_text("0.51")
    opened.get_by_label("How many other partners will manage it?").fill("2")
    expect(figure(opened, "Managed points")).to_have_text("0.17")
    opened.get_by_label("Client's market").first.select_option("Spain")
    opened.get_by_label("Your part in the deal").select_option("Assisted")
    opened.get_by_label("Rules of which day").first.fill("1 Mar 2024")
    opened.keyboard.press("Enter")
    why = "USD 25.5 / 100 × 3 (assisted), edition of February 27, 2024"
    expect(opened.get_by_text(why)).to_be_visible()
    expect(figure(opened, "Sold points")).to_have_text("0.77")


# Keep what a panel says or shows as unknown, however short
WATCH = """() => {
    window.flashes = [];
    const look = () => document.querySelectorAll('.pb-panel [role=alert]').forEach(each =>
        window.flashes.push(each.textContent));
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}"""


def test_what_cannot_be_read_is_said_and_nothing_is_computed_with_what_stood_there(opened: Page) -> None:
    opened.get_by_label("Will you also manage this client?").check()
    others = opened.get_by_label("How many other partners will manage it?")
    for typed in ("2.5", "1e2", ""):
        others.fill(typed)
        expect(others).to_have_attribute("aria-invalid", "true")
        expect(figure(opened, "Managed points")).to_have_text("–")
    others.fill("1")
    expect(figure(opened, "Managed points")).to_have_text("10.00")
    # the browser's own field: neither empty nor wrong while its year is typed
    opened.evaluate(WATCH)
    opened.get_by_label("Calendar").first.click(position={"x": 12, "y": 12})
    opened.keyboard.type("03012024", delay=150)
    expect(opened.get_by_label("Rules of which day").first).to_have_value("March 1, 2024")
    assert opened.evaluate("() => window.flashes") == []


def test_what_excel_has_copied_can_be_pasted(opened: Page) -> None:
    opened.get_by_label("Client's currency").first.select_option("EUR – Euro")
    opened.get_by_label("Amount sold").fill("1.234,50 €")
    expect(figure(opened, "Total points")).to_have_text("140.28")
    expect(opened.get_by_text("EUR 1,234.5 / 88 × 5 (sourced) × 2 (growth market: Mexico)")).to_be_visible()


def test_a_problem_stands_beside_its_field_and_spoils_no_other_tab(opened: Page) -> None:
    opened.get_by_label("Amount sold").fill("about ten")
    field = opened.locator(".pb-field", has=opened.get_by_label("Amount sold"))
    said = "“about ten” is no number. Write it as 1,234.50."
    expect(field.get_by_role("alert")).to_have_text(said)
    expect(opened.get_by_label("Amount sold")).to_have_accessible_description(said)
    expect(opened.get_by_label("Amount sold")).to_have_attribute("aria-invalid", "true")
    expect(figure(opened, "Total points")).to_have_text("–")
    opened.get_by_role("tab", name="Currency").click()
    expect(figure(opened, "Sold value, USD")).to_have_text("500.00")
    opened.get_by_role("tab", name="Points", exact=True).click()
    opened.get_by_label("Amount sold").fill("10")
    expect(field.get_by_role("alert")).to_have_count(0)
    expect(opened.get_by_label("Amount sold")).to_have_accessible_description("")
    expect(opened.get_by_label("Amount sold")).not_to_have_attribute("aria-invalid", "true")
    expect(figure(opened, "Total points")).to_have_text("1.00")


def test_the_currency_tab_works_both_ways_and_by_keyboard_alone(opened: Page) -> None:
    opened.get_by_label("Amount sold").focus()
    opened.keyboard.press("Shift+Tab")
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Enter")
    sold = opened.get_by_label("Sold points")
    expect(sold).to_be_visible()
    expect(opened.get_by_role("tab", name="Currency")).to_have_attribute("aria-selected", "true")
    sold.fill("20")
    expect(figure(opened, "Sold value, USD")).to_have_text("200.00")
    opened.get_by_label("Conversion method").select_option("Currency to points")
    opened.get_by_label("Sold value, USD").fill("1000")
    expect(figure(opened, "Sold points")).to_have_text("100.00")
    opened.get_by_label("Managed value, USD").fill("1000")
    expect(figure(opened, "Managed points")).to_have_text("20.00")


def test_both_tabs_can_be_used_by_everybody(opened: Page) -> None:
    opened.get_by_label("Amount sold").fill("x")
    assert axe_violations(opened, ".pb-panel") == []
    opened.get_by_role("tab", name="Currency").click()
    assert axe_violations(opened, ".pb-panel") == []


def test_tier_progress_follows_its_goal_and_its_day(notebook: Notebook) -> None:
    page = notebook("from partnerbook.panels import tier_progress\ntier_progress()")
    goal, as_of = page.get_by_label("Go to"), page.get_by_label("As-of day")
    expect(goal).to_have_value("Diamond")
    expect(as_of).to_have_value("October 31, 2026")
    for name, day in (("Elite", DAY), ("Gold", DAY), ("Gold", date(2025, 7, 14)), ("Platinum", date(2027, 6, 30))):
        goal.select_option(name)
        as_of.fill(day.isoformat())
        as_of.press("Enter")
        points = overview(sample_book(), day).standing
        expect(page.get_by_role("heading", name=f"The way to {name}")).to_be_visible()
        expect(figure(page, "Total points")).to_have_text(f"{shown_points(points).total:,}")
        expect(figure(page, "of them sourced")).to_have_text(f"{shown(points.sourced):,}")
    as_of.fill("2022-07-17")
    as_of.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(
        "HubSpot's points begin on July 18, 2022. Choose that day or a later one."
    )
    expect(page.get_by_role("img", name="Gold")).to_have_count(0)
    expect(page.locator(".pb-months")).to_have_count(0)
    page.get_by_label("Calendar").fill(DAY.isoformat())
    expect(as_of).to_have_value("October 31, 2026")
    expect(page.get_by_role("img", name="Diamond 3,250.00: 614.65 still needed")).to_be_visible()


def test_tier_progress_can_be_used_by_everybody_in_light_and_dark(notebook: Notebook) -> None:
    page = notebook("from partnerbook.panels import tier_progress\ntier_progress(language='pt-BR')")
    expect(page.get_by_role("heading", name="O caminho até Diamond")).to_be_visible()
    assert page.get_by_label("Data de referência").evaluate("day => day.scrollWidth <= day.clientWidth")  # not cut
    assert axe_violations_in_themes(page, ".pb-panel") == []
    page.get_by_text("Os números do gráfico").click()
    expect(page.locator("tr", has_text="out. 2026")).to_have_text(re.compile(r"1\.975,67\s*659,68\s*2\.635,35"))
    page.get_by_role("button", name="Pontos vendidos, out. 2026: 1.975,67").press("Enter")
    expect(page.locator(".pb-behind-rows tfoot")).to_contain_text("1.975,67")


def test_a_month_tells_its_figures_while_the_kernel_is_busy_and_the_chart_has_a_name(notebook: Notebook) -> None:
    cell = "import time\nfrom IPython.display import display\nfrom partnerbook.panels import tier_progress\n"
    page = notebook(f"{cell}display(tier_progress()); time.sleep(600)")
    chart = page.get_by_role("group", name="Points by month; Nov 2024: ")
    expect(chart).to_be_visible()
    months = chart.locator(".pb-month")
    expect(months).to_have_count(24)
    months.last.locator("rect").last.hover()
    told = "document.querySelector('.pb-month:hover > title')?.textContent"
    assert page.evaluate(told) == "Oct 2026: 1,975.67 sold, 659.68 managed, 2,635.35 in all"


def test_a_book_is_read_again(lab: LabServer, notebook: Notebook) -> None:
    path, book = lab.work / "book.xlsx", sample_book()
    write_plain_book(book, path)
    page = notebook("from partnerbook.panels import tier_progress\ntier_progress('book.xlsx')")
    expect(figure(page, "Total points")).to_have_text("2,635.35")
    write_plain_book(book._replace(deals=()), path)
    expect(page.get_by_text("book.xlsx has changed since it was read.")).to_be_visible()
    page.get_by_role("button", name="Read the book again").click()
    expect(figure(page, "Sold points")).to_have_text("0.00")
    expect(figure(page, "Total points")).to_have_text("659.68")


def test_where_no_kernel_runs_its_static_form_is_shown(lab: LabServer, browser: BrowserContext) -> None:
    """Of an untrusted notebook JupyterLab shows what its sanitiser lets through."""
    outputs = []
    for panel in (calculator(amount="2500", market="Mexico", on=DAY), tier_progress(as_of=DAY)):
        bundle = panel._repr_mimebundle_()
        outputs.append({"output_type": "display_data", "data": bundle, "metadata": {}})
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "source": "", "outputs": outputs}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    found = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (lab.work / "seen.ipynb").write_text(json.dumps(found))
    page = browser.new_page()
    page.goto(f"{lab.url}/lab/tree/seen.ipynb?reset")
    expect(page.get_by_role("heading", name="Points calculator")).to_be_visible()
    expect(page.get_by_role("row", name="Total points 250.00")).to_be_visible()
    expect(page.get_by_text("USD 2,500 / 100 × 5 (sourced) × 2 (growth market: Mexico)")).to_be_visible()
    expect(page.get_by_role("row", name="Credited tier Platinum")).to_be_visible()
    chart = page.get_by_role("img", name="Diamond 3,250.00: 614.65 still needed")
    expect(chart).to_be_visible()
    assert chart.evaluate("image => image.complete && image.naturalWidth > 0")
