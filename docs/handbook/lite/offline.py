"""A service worker that keeps the site's files in the browser: the second visit asks nobody for anything."""

import hashlib
import json
from pathlib import Path

_HERE = Path(__file__).parent
_APART = (".ipynb", ".map", ".d.ts", ".txt", "service-worker.js", "third-party-licenses.json")


def keep_offline(site: Path) -> None:
    """Put what keeps the files before JupyterLite's own service worker, and what asks for it into the first page."""
    kept = [path for path in sorted(site.rglob("*")) if path.is_file() and not path.name.endswith(_APART)]
    state = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in kept)).hexdigest()[:16]
    names = [path.relative_to(site).as_posix() for path in kept]
    own = (_HERE / "keep.js").read_text("utf-8")
    for name, value in (("STATE", state), ("FILES", names)):
        own = own.replace(f"__{name}__", json.dumps(value))
    worker = site / "service-worker.js"
    worker.write_text(own + worker.read_text("utf-8"), encoding="utf-8")
    page = site / "lab" / "index.html"
    text = page.read_text("utf-8")
    asking = (_HERE / "ask.js").read_text("utf-8")
    page.write_text(text.replace("</head>", f"<script>\n{asking}</script>\n</head>", 1), encoding="utf-8")
