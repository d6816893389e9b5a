"""A service worker that keeps the site's files in the browser: the second visit asks nobody for anything."""

import hashlib
import json
from pathlib import Path

_HERE = Path(__file__).parent
_APART = (".ipynb", ".map", ".d.ts", ".txt", "service-worker.js", "third-party-licenses.json")


def keep_offline(site: Path) -> None:
    """Put what keeps the files before JupyterLite's own service worker."""
    kept = [path for path in sorted(site.rglob("*")) if path.is_file() and not path.name.endswith(_APART)]
    state = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in kept)).hexdigest()[:16]
    names = [path.relative_to(site).as_posix() for path in kept]
    own = filled("keep.js", STATE=state, FILES=names)
    worker = site / "service-worker.js"
    worker.write_text(own + worker.read_text("utf-8"), encoding="utf-8")


def filled(name: str, **values: object) -> str:
    """The text of a script of ours with its values put in."""
    text = (_HERE / name).read_text("utf-8")
    for each, value in values.items():
        text = text.replace(f"__{each}__", json.dumps(value))
    return text
