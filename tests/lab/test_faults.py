"""What a panel says when something is missing or goes away, and that a person gets it back."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support import programs
from support.lab_pages import launcher_tile
from support.lab_server import LabServer

NAME = "Points calculator"
PATH = "partnerbook"
LACKS = """\
import sys
class Lacks:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {name!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Lacks())
"""


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name=NAME)


def amount(page: Page) -> Locator:
    return panel(page).get_by_label("Amount sold")


def opened(page: Page) -> Locator:
    launcher_tile(page, NAME).click()
    return panel(page)


def typed(page: Page) -> None:
    """Open the panel and type an amount that is not there at the start."""
    opened(page)
    amount(page).fill("2500")


def said(page: Page, text: str) -> Locator:
    return panel(page).get_by_role("status").filter(has_text=text)


def start_again(page: Page) -> None:
    panel(page).get_by_role("button", name="Start again").click()
    expect(amount(page)).to_have_value("1000")


def test_a_kernel_that_is_killed_starts_anew(lab_page: Page, lab: LabServer) -> None:
    typed(lab_page)
    lab.kernel_process(PATH).kill()
    expect(said(lab_page, "what was typed is lost")).to_be_visible()
    expect(amount(lab_page)).to_have_value("1000")


def test_a_session_that_is_deleted_can_be_started_again(lab_page: Page, lab: LabServer) -> None:
    typed(lab_page)
    lab.stop_kernels()
    expect(said(lab_page, "The kernel has stopped")).to_be_visible()
    expect(amount(lab_page)).to_be_hidden()
    start_again(lab_page)
    assert [each["path"] for each in lab.sessions()] == [PATH]


def test_a_server_that_is_gone_and_comes_back(lab_page: Page, lab: LabServer, expected_errors: list[str]) -> None:
    expected_errors += ["net::ERR_(CONNECTION|EMPTY|SOCKET)_", "Kernel does not exist", "status of 404"]
    typed(lab_page)
    # JupyterLab says the same in a dialog, sooner or later
    lab_page.add_locator_handler(
        lab_page.get_by_role("dialog"), lambda dialog: dialog.get_by_role("button").last.click()
    )
    lab.stop()
    expect(said(lab_page, "There is no connection to the kernel.")).to_be_visible()
    lab.start()
    start_again(lab_page)


@pytest.mark.parametrize(("name", "what"), [("partnerbook", '".[lab]"'), ("ipywidgets", '"partnerbook[lab]"')])
def test_a_missing_package_is_named(name: str, what: str, lab: LabServer, browser: BrowserContext) -> None:
    lab.write_startup(LACKS.format(name=name))
    page = lab.page(browser)
    status = opened(page).get_by_role("status")
    expect(status).to_contain_text(f"The kernel “Python 3 (ipykernel)” lacks the Python package {name}")
    expect(status).to_contain_text(f"{sys.executable} -m pip install {what}")
    expect(panel(page).get_by_text("Traceback")).to_be_hidden()
    lab.write_startup("")
    start_again(page)


def test_a_jupyterlab_without_a_python_kernel_is_named(lab: LabServer, browser: BrowserContext) -> None:
    page = browser.new_page()
    other = {"name": "ir", "spec": {"argv": [], "display_name": "R", "language": "R"}, "resources": {}}
    page.route("**/api/kernelspecs*", lambda route: route.fulfill(json={"default": "ir", "kernelspecs": {"ir": other}}))
    lab.open(page)
    expect(opened(page).get_by_role("status")).to_contain_text("python -m pip install ipykernel")
    assert lab.sessions() == []


def test_a_jupyterlab_without_widgets_is_named(tmp_path: Path, browser: BrowserContext) -> None:
    (tmp_path / "extensions").mkdir()
    (tmp_path / "extensions" / "partnerbook").symlink_to(programs.labextension())
    lab = LabServer(tmp_path / "lab", f"--LabApp.labextensions_path={tmp_path / 'extensions'}")
    try:
        status = opened(lab.page(browser)).get_by_role("status")
        expect(status).to_contain_text("python -m pip install jupyterlab_widgets")
    finally:
        lab.stop()
