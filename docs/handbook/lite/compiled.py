"""Wheels, and the standard library, with compiled modules: run by Python in WebAssembly, the browser's own."""

import importlib.util
import marshal
import re
import zipfile
from pathlib import Path

LEFT_OUT = ("/tests/", "/nbextension/", "/labextension/", ".data/", ".pyi", ".js.map", "/notebooks/")
UNCHECKED = (1).to_bytes(4, "little")  # by its hash, which nobody compares
# Babel knows the numbers and days of 1,000 locales, of which these are written; elsewhere they are the language's own.
LOCALE = re.compile(r"babel/locale-data/(?!(?:root|en|es|pt|ca|eu|gl|de|fr|it|nl)[_.])")

for found in sorted((*Path("/from").glob("*.whl"), *Path("/from").glob("*.zip"))):
    with zipfile.ZipFile(found) as wheel, zipfile.ZipFile(f"/into/{found.name}", "w", zipfile.ZIP_DEFLATED) as out:
        for path in wheel.namelist():
            if path.endswith("/") or LOCALE.match(path) or any(part in f"/{path}" for part in LEFT_OUT):
                continue
            data = wheel.read(path)
            try:
                made = compile(data, path, "exec", dont_inherit=True) if path.endswith(".py") else None
            except SyntaxError:  # of a template, or for an older Python
                made = None
            if made is None:
                out.writestr(path, data)
            else:
                head = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(data)
                out.writestr(f"{path}c", head + marshal.dumps(made))
