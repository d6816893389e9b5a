"""What the JupyterLab extension is told of the panels; `python -m partnerbook.panels.extension` tells it.

The extension knows no panel by itself. `src/panels.json` has what the registry says of each, with its icon and its
English words; the catalogues of JupyterLab's translator get the same words in the other languages.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from partnerbook.language.texts import texts
from partnerbook.panels.registry import PANELS, Entry

_WORDS = ("title", "open")


def panels_json() -> str:
    """The panels as the extension reads them, in the order of the registry."""
    return _written([_told(entry) for entry in PANELS])


def _told(entry: Entry) -> dict[str, Any]:
    words, icon = texts("panels", "en")[entry.words], files(entry.package).joinpath("icon.svg").read_text("utf-8")
    return {
        "name": entry.name,
        **{key: words[key] for key in _WORDS},
        "icon": icon.strip(),
        "area": entry.area,
        "takesBook": entry.takes_book,
        "first": entry.first,
    }


def catalogue(known: str, language: str) -> str:
    """A catalogue of JupyterLab's translator, of which `known` is the text, with the words of every panel."""
    sentences = json.loads(known)
    english, spoken = texts("panels", "en"), texts("panels", language)
    for entry in PANELS:
        sentences |= {english[entry.words][key]: [spoken[entry.words][key]] for key in _WORDS}
    return _written(dict(sorted(sentences.items())))


def write(folder: Path) -> None:
    """Write the panels into the extension's source in a folder."""
    folder.joinpath("src", "panels.json").write_text(panels_json(), encoding="utf-8")
    for path in folder.glob("locale/*/LC_MESSAGES/partnerbook.json"):
        path.write_text(catalogue(path.read_text("utf-8"), path.parts[-3][:2]), encoding="utf-8")


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    write(Path(__file__).parents[1] / "labextension")
