"""Tier progress in JupyterLab's main area: of the sample book, and of books in the file browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from support.accessibility import axe_violations
from support.books import write_plain_book
from support.lab_pages import launcher_tile, open_book
from support.lab_server import LabServer

from partnerbook.sample import sample_book

NAME = "Tier progress"
OPEN = "Open in partnerbook"
AWKWARD = 'it\'s a "boök" %41 (Ação) 100%.xlsx'


def progress(page: Page, book: str = "") -> Locator:
    return page.get_by_role("region", name=f"{NAME}: {book}" if book else NAME, exact=True)


def drawn(panel: Locator) -> Locator:
    """What only a panel that Python has drawn holds."""
    return panel.get_by_role("heading", name=NAME)


def write_book(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_plain_book(sample_book(), file)


def open_folder(page: Page, path: str) -> None:
    """Show a folder in the file browser as it is now."""
    page.evaluate("path => jupyterapp.commands.execute('filebrowser:go-to-path', { path })", path)
    page.evaluate("() => jupyterapp.commands.execute('filebrowser:refresh')")


def listed(page: Page, name: str) -> Locator:
    """A file or folder in the file browser, by its name."""
    return page.get_by_title(re.compile(f"^Name: {re.escape(name)}\n"))


def test_the_launchers_tile_shows_the_sample_book(lab_page: Page) -> None:
    launcher_tile(lab_page, NAME).click()
    panel = progress(lab_page)
    expect(drawn(panel)).to_be_visible()
    assert axe_violations(lab_page, f'[role="region"][aria-label="{NAME}"]') == []


@pytest.mark.parametrize("book", ["book.xlsx", "BOOK.XLSM", f"Ñandú, & co/{AWKWARD}"])
def test_the_file_browser_opens_a_book(book: str, lab: LabServer, lab_page: Page) -> None:
    write_book(lab.work / book)
    folder, _, name = book.rpartition("/")
    open_folder(lab_page, folder)
    open_book(lab_page, listed(lab_page, name), NAME)
    expect(drawn(progress(lab_page, book))).to_be_visible()
    expect(lab_page.get_by_role("tab", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize("book", ["book.xlsx", "Clients/2026/book.xlsx"])
def test_a_book_is_found_from_a_kernel_that_went_elsewhere(book: str, lab: LabServer, lab_page: Page) -> None:
    """A person's own start-up file may change the kernel's folder."""
    lab.write_startup(f"import os\nos.chdir({str(lab.folder)!r})")
    write_book(lab.work / book)
    folder, _, name = book.rpartition("/")
    open_folder(lab_page, folder)
    open_book(lab_page, listed(lab_page, name), NAME)
    expect(drawn(progress(lab_page, book))).to_be_visible()


def test_a_book_of_another_drive_is_found_by_its_path(lab: LabServer, lab_page: Page) -> None:
    """Working together on files, JupyterLab shows them as of a drive with a name, which Python does not know."""
    write_book(lab.work / "folder" / "book.xlsx")
    lab_page.evaluate("""() => {
        const contents = jupyterapp.serviceManager.contents;
        const drive = contents.defaultDrive ?? contents._defaultDrive;
        contents.addDrive(Object.create(drive, { name: { value: 'Shared' } }));
        const [browser] = [...jupyterapp.shell.widgets('left')].filter(each => each.id === 'filebrowser');
        return browser.model.cd('Shared:folder');
    }""")
    open_book(lab_page, listed(lab_page, "book.xlsx"), NAME)
    expect(drawn(progress(lab_page, "folder/book.xlsx"))).to_be_visible()


def test_it_opens_every_book_that_is_selected(lab: LabServer, lab_page: Page) -> None:
    for name in ("one.xlsx", "two.xlsm"):
        write_book(lab.work / name)
    (lab.work / "notes.csv").write_text("a,b\n")
    open_folder(lab_page, "")
    listed(lab_page, "one.xlsx").click()
    listed(lab_page, "two.xlsm").click(modifiers=["ControlOrMeta"])
    open_book(lab_page, listed(lab_page, "two.xlsm"), NAME)
    for name in ("one.xlsx", "two.xlsm"):
        lab_page.get_by_role("tab", name=name).click()
        expect(drawn(progress(lab_page, name))).to_be_visible()


@pytest.mark.parametrize(
    "names", [["notes.csv"], ["book.xlsx.txt"], ["folder"], ["notes.csv", "book.xlsx"]], ids=" ".join
)
def test_it_is_offered_for_books_only(names: list[str], lab: LabServer, lab_page: Page) -> None:
    (lab.work / "folder").mkdir()
    for name in names:
        if name != "folder":
            (lab.work / name).write_text("a,b\n")
    open_folder(lab_page, "")
    for name in names:
        listed(lab_page, name).click(modifiers=["ControlOrMeta"])
    listed(lab_page, names[0]).click(button="right")
    expect(lab_page.get_by_role("menuitem", name="Cut")).to_be_visible()
    expect(lab_page.locator(".lm-Menu-item", has_text=OPEN)).to_be_hidden()


def test_a_reloaded_page_has_the_same_books_and_a_book_behind_another_no_kernel(lab: LabServer, lab_page: Page) -> None:
    write_book(lab.work / "book.xlsx")
    launcher_tile(lab_page, NAME).click()
    expect(drawn(progress(lab_page))).to_be_visible()
    open_folder(lab_page, "")
    open_book(lab_page, listed(lab_page, "book.xlsx"), NAME)
    expect(drawn(progress(lab_page, "book.xlsx"))).to_be_visible()
    lab.wait_for_workspace("book.xlsx")
    lab.stop_kernels()
    lab_page.reload()
    expect(drawn(progress(lab_page, "book.xlsx"))).to_be_visible()
    assert [each["path"] for each in lab.sessions()] == ["partnerbook"]
    lab_page.get_by_role("tab", name=NAME).click()
    expect(drawn(progress(lab_page))).to_be_visible()
    assert len(lab.sessions()) == 1


def test_panels_share_a_kernel_that_ends_with_the_last_of_them(lab: LabServer, lab_page: Page) -> None:
    write_book(lab.work / "book.xlsx")
    launcher_tile(lab_page, NAME).click()
    expect(drawn(progress(lab_page))).to_be_visible()
    open_folder(lab_page, "")
    open_book(lab_page, listed(lab_page, "book.xlsx"), NAME)
    book = progress(lab_page, "book.xlsx")
    expect(drawn(book)).to_be_visible()
    goal = book.get_by_label("Go to")
    goal.select_option("Gold")
    expect(book.get_by_role("heading", name="The way to Gold")).to_be_visible()
    [shared] = lab.sessions()
    lab_page.get_by_role("tab", name=NAME).click(button="middle")
    goal.select_option("Elite")
    expect(book.get_by_role("heading", name="The way to Elite")).to_be_visible()
    assert [each["kernel"]["id"] for each in lab.sessions()] == [shared["kernel"]["id"]]
    # closed and opened again it begins anew
    lab_page.evaluate("() => { jupyterapp.commands.execute('partnerbook:tier-progress'); return null; }")
    expect(drawn(progress(lab_page))).to_be_visible()
    lab_page.get_by_role("tab", name=NAME).click(button="middle")
    with lab_page.expect_response(lambda response: response.request.method == "DELETE"):
        lab_page.get_by_role("tab", name="book.xlsx").click(button="middle")
    expect(lab_page.get_by_role("dialog")).to_be_hidden()
    assert lab.sessions() == []


def test_a_panel_has_a_kernel_of_its_own_when_it_is_asked_for(lab: LabServer, lab_page: Page) -> None:
    launcher_tile(lab_page, NAME).click()
    expect(drawn(progress(lab_page))).to_be_visible()
    progress(lab_page).get_by_role("heading", name=NAME).click(button="right")
    lab_page.get_by_role("menuitem", name="Give this panel a kernel of its own").click()
    expect(drawn(progress(lab_page))).to_be_visible()
    expect(progress(lab_page)).to_have_count(1)
    assert "partnerbook-tier-progress-alone" in {each["path"] for each in lab.sessions()}


def test_what_is_wrong_with_a_book_is_said(lab: LabServer, lab_page: Page) -> None:
    (lab.work / "book.xlsx").write_text("no workbook")
    open_folder(lab_page, "")
    open_book(lab_page, listed(lab_page, "book.xlsx"), NAME)
    panel = progress(lab_page, "book.xlsx")
    expect(panel.get_by_role("status")).to_contain_text("book.xlsx is no Excel workbook")
    expect(panel.get_by_text("Traceback")).to_be_hidden()
    panel.get_by_text("Details").click()
    expect(panel.get_by_text("Traceback")).to_be_visible()
    write_book(lab.work / "book.xlsx")
    panel.get_by_role("button", name="Start again").click()
    expect(drawn(panel)).to_be_visible()
