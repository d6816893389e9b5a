"""A folder on a port of this machine, as any server of files shows it, and a browser that can reach nothing else."""

import functools
import http.server
import threading
from pathlib import Path
from typing import Self

# A browser that finds no other machine, whatever a page asks for.
CUT_OFF = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class _Files(http.server.SimpleHTTPRequestHandler):
    """A server of files and nothing else."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Served:
    """A folder that is served until `stop`, and what its pages have asked others for."""

    def __init__(self, folder: Path) -> None:
        self.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(_Files, directory=str(folder))
        )
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.outside: list[str] = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def watch(self, address: str) -> None:
        """Note what was asked of others."""
        if not address.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:", "about:")):
            self.outside.append(address)

    def stop(self) -> None:
        """Answer no more."""
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
