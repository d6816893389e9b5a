"""What a built site leads to: `python -m handbook.links FOLDER` names each link that leads nowhere or asks others."""

import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_ASKS = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("video", "src")}

_APART = "try"  # JupyterLab in the browser, whose pages are not ours


class Page(HTMLParser):
    """The anchors of a page and what it leads to, each with whether a browser asks for it by itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[tuple[str, bool]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.anchors.add(value)
            elif name in ("href", "src") and value:
                self.links.append((value, (tag, name) in _ASKS))


def broken(folder: Path) -> Iterator[str]:
    """Each link of the pages of a folder that leads nowhere, or by which a browser would ask another site."""

    @cache
    def page(path: Path) -> Page:
        return Page(path.read_text("utf-8"))

    for path in sorted(folder.rglob("*.html")):
        if path.is_relative_to(folder / _APART):
            continue
        for link, asks in page(path).links:
            split = urlsplit(link)
            if split.scheme or split.netloc:
                if asks and split.scheme != "data":
                    yield f"{path.relative_to(folder)}: asks {link}"
                continue
            leads = (path.parent / unquote(split.path)).resolve() if split.path else path
            leads = leads / "index.html" if leads.is_dir() else leads
            if not leads.is_file():
                yield f"{path.relative_to(folder)}: {link} is not there"
            elif split.fragment and leads.suffix == ".html" and unquote(split.fragment) not in page(leads).anchors:
                yield f"{path.relative_to(folder)}: {link} has no such anchor"


if __name__ == "__main__":
    found = sorted(set(broken(Path(sys.argv[1]))))
    print(*found, sep="\n")  # noqa: T201 - what it is for
    sys.exit(bool(found))
