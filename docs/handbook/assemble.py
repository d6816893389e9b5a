"""All pages in one folder, as Sphinx reads them: those of people, those that are made, and the files they lead to."""

import os
import re
import shutil
import tempfile
from contextlib import chdir
from pathlib import Path

from handbook.answers import answers_page
from handbook.api import api_page
from handbook.book_tables import book_page
from handbook.commands import commands_page
from handbook.features import answer, feature_pages, features_page
from handbook.functions import functions_page
from handbook.glossary import glossary_page
from handbook.messages import messages_page
from handbook.rules import rules_page, unknown_page

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
FILES = "files"  # where the site has what lies outside docs
MADE = {
    "reference/functions.md": functions_page,
    "reference/command.md": commands_page,
    "reference/api.md": api_page,
    "reference/book.md": book_page,
    "reference/answers.md": answers_page,
    "reference/rules.md": rules_page,
    "reference/unknown.md": unknown_page,
    "reference/messages.md": messages_page,
    "reference/glossary.md": glossary_page,
    "features.md": features_page,
}
_STARTS = ("finance", "operations", "manager", "analyst", "developer")  # in this order; any other follows
_PROJECT = ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "udfs/README.md")
_LINK = re.compile(r"(?<=\]\()(?!\w+:|#)([^)\s#]+)")
_FENCED = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)


# JupyterLab in the browser is no page of these, and only the built site has it.
_TRY = ("Open the page.", '<a href="try/lab/index.html">Open the page</a>.')


def assemble(folder: Path, pictures: Path | None = None) -> None:
    """Put every page into a folder, with the pictures of another one. Errors: FileNotFoundError for a broken link."""
    names = frozenset(path.name for path in pictures.glob("*.png")) if pictures else frozenset()
    if pictures:
        shutil.copytree(pictures, folder / "pictures", dirs_exist_ok=True)
    pages = Pages(folder)
    for path in hand_written():
        pages.take(path)
    for name in _PROJECT:
        pages.take(ROOT / name)
    for name, make in MADE.items():
        pages.write(name, make())
    with tempfile.TemporaryDirectory() as place, chdir(place):
        answer("demo .")
        for name, text in feature_pages(answer, names):
            pages.write(name, text)
    browser = folder / "browser.md"
    if _TRY[0] not in browser.read_text("utf-8"):
        raise ValueError(f'docs/browser.md has no "{_TRY[0]}", which is to lead to JupyterLab')
    browser.write_text(browser.read_text("utf-8").replace(*_TRY), encoding="utf-8")
    pages.write("index.md", pages.text(DOCS / "index.md") + _contents(folder))


def hand_written() -> list[Path]:
    """The pages that people write, but for the first one."""
    found = (path for path in sorted(DOCS.rglob("*.md")) if "handbook" not in path.parts)
    return [path for path in found if path.relative_to(DOCS).as_posix() not in (*MADE, "index.md")]


class Pages:
    """The folder as it fills. What a page leads to comes along, wherever it lies in the project."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[Path] = set()

    def take(self, path: Path) -> None:
        """Take a page or another file of the project, once."""
        if path in self._taken:
            return
        self._taken.add(path)
        place = self._folder / _place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            place.write_text(self.text(path), encoding="utf-8")
        else:
            shutil.copyfile(path, place)

    def write(self, name: str, text: str) -> None:
        """Write a page that is made, whose links are those of the folder already."""
        for found in re.findall(rf"(?<=\]\()(?:\.\./)*{FILES}/([^)\s#]+)", text):
            self.take(ROOT / found)
        place = self._folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def text(self, path: Path) -> str:
        """The text of a page, its links led to where the files are in the folder."""
        halves = _FENCED.split(path.read_text("utf-8"))
        return "".join(half if at % 2 else _LINK.sub(lambda found: self._led(path, found[1]), half)
                       for at, half in enumerate(halves))  # fmt: skip

    def _led(self, page: Path, link: str) -> str:
        leads = Path(os.path.normpath(page.parent / link))
        name = leads.relative_to(DOCS).as_posix() if leads.is_relative_to(DOCS) else ""
        if leads == ROOT / "README.md":
            name = "index.md"
        elif not (name in MADE or name.startswith(("reference/", "features/"))):
            if not leads.is_file():
                raise FileNotFoundError(f"{page.relative_to(ROOT)} leads to {link}, which is no file")
            self.take(leads)
            name = _place(leads).as_posix()
        return os.path.relpath(name, _place(page).parent).replace(os.sep, "/")


def _place(path: Path) -> Path:
    return path.relative_to(DOCS) if path.is_relative_to(DOCS) else Path(FILES) / path.relative_to(ROOT)


def _contents(folder: Path) -> str:
    """The contents at the side of every page."""
    starts = [path.stem for path in sorted((folder / "start").glob("*.md"))]
    ordered = [*(name for name in _STARTS if name in starts), *(name for name in starts if name not in _STARTS)]
    tops = sorted(path.stem for path in folder.glob("*.md") if path.stem not in ("index", "features"))
    reference = [name.removesuffix(".md") for name in MADE if name.startswith("reference/")]
    others = sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob(f"{FILES}/**/*.md"))
    parts = {
        "Start": [f"start/{name}" for name in ordered],
        "More": [*tops, "features"],
        "Reference": reference,
        "The project": others,
    }
    return "\n" + "".join(_toctree(name, pages) for name, pages in parts.items())


def _toctree(name: str, pages: list[str]) -> str:
    listed = "".join(f"{page}\n" for page in pages)
    return f"\n```{{toctree}}\n:hidden:\n:caption: {name}\n\n{listed}```\n"
