"""A real JupyterLab for the tests: a server with folders of its own, on a port of this machine."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import BrowserContext, Page

NEWS = "@jupyterlab/apputils-extension/notification.jupyterlab-settings"
LANGUAGE = "@jupyterlab/translation-extension/plugin.jupyterlab-settings"
_PATIENCE = 60.0


class LabServer:
    """JupyterLab, running: `url` is where, `work` the folder it shows."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = folder, options
        self.work, self.settings, self.ipython = folder / "work", folder / "settings", folder / "ipython"
        self._prepare()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def _prepare(self) -> None:
        self.work.mkdir(parents=True)
        # JupyterLab would ask jupyter.org for news, and a person whether it may
        self.write_setting(NEWS, {"fetchNews": "false", "checkForUpdates": False})

    def start(self) -> None:
        """Start the server and wait until it answers; RuntimeError with what it said, where it ends instead."""
        folders = {f"JUPYTER_{each}_DIR": str(self.folder / each.lower()) for each in ("CONFIG", "DATA", "RUNTIME")}
        folders |= {"JUPYTERLAB_SETTINGS_DIR": str(self.settings), "IPYTHONDIR": str(self.ipython)}
        folders["JUPYTERLAB_WORKSPACES_DIR"] = str(self.folder / "workspaces")
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):  # each kernel would compile all that it imports
            folders |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.folder / "compiled")}
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"]
        command += [f"--port={self.port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
        command += ["--ServerApp.disable_check_xsrf=True"]  # for `ask`, which is no browser
        command += [f"--ServerApp.root_dir={self.work}", "--LabApp.expose_app_in_browser=True", *self.options]
        log = self.folder / "lab.log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                command, env=os.environ | folders, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
            )
        deadline = time.monotonic() + _PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                self.ask("/api")
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(log.read_text("utf-8", "replace"))

    def stop(self) -> None:
        """End the server and its kernels."""
        family = [*psutil.Process(self.process.pid).children(recursive=True), self.process]
        for each in family:
            each.kill()
        self.process.wait(_PATIENCE)

    def ask(self, path: str, method: str = "GET") -> Any:
        """What the server answers: JSON, or None where there is nothing in it."""
        request = urllib.request.Request(self.url + path, method=method)  # noqa: S310 - http of this machine
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            said = answer.read()
        return json.loads(said) if said else None

    def write_setting(self, name: str, values: dict[str, Any]) -> None:
        """Write the settings of one of JupyterLab's plugins, for pages that are opened from now on."""
        file = self.settings / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")

    def write_startup(self, code: str) -> None:
        """Write what every kernel runs first that starts from now on."""
        file = self.ipython / "profile_default" / "startup" / "first.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, encoding="utf-8")

    def stop_kernels(self) -> None:
        """End all sessions, as somebody else might."""
        for each in self.sessions():
            self.ask(f"/api/sessions/{each['id']}", "DELETE")

    def reset(self) -> None:
        """Stop all kernels, and forget what a test has left."""
        self.stop_kernels()
        for folder in (self.work, self.settings, self.ipython, self.folder / "workspaces"):
            shutil.rmtree(folder, ignore_errors=True)
        self._prepare()

    def kernel_process(self, path: str) -> psutil.Process:
        """The process of the kernel of the session at a path."""
        [kernel] = [each["kernel"]["id"] for each in self.sessions() if each["path"] == path]
        children = psutil.Process(self.process.pid).children(recursive=True)
        [found] = [each for each in children if any(kernel in word for word in each.cmdline())]
        return found

    def wait_for_sessions(self, wanted: Callable[[list[dict[str, Any]]], bool]) -> None:
        """Wait until the sessions that run are as they are wanted."""
        deadline = time.monotonic() + _PATIENCE
        while not wanted(self.sessions()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"these sessions run: {self.sessions()}")
            time.sleep(0.5)

    def sessions(self) -> list[dict[str, Any]]:
        """The sessions that run: `path`, `id`, `kernel` with its `id`."""
        return self.ask("/api/sessions")

    def page(self, browser: BrowserContext) -> Page:
        """A new page with JupyterLab in it, ready for use."""
        page = browser.new_page()
        self.open(page)
        return page

    def open(self, page: Page) -> None:
        """Open JupyterLab in a page, and wait until it is ready for use."""
        page.goto(f"{self.url}/lab")
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
        page.get_by_role(
            "heading", name="partnerbook"
        ).wait_for()  # of the launcher, the last thing that takes the focus

    def wait_for_workspace(self, text: str) -> None:
        """Wait until JupyterLab has saved a layout that names something: a page reloaded before would not know it."""
        deadline = time.monotonic() + _PATIENCE
        while text not in json.dumps(self.ask("/lab/api/workspaces/default")["data"].get("layout-restorer:data")):
            if time.monotonic() > deadline:
                raise TimeoutError(f"JupyterLab has not saved {text}")
            time.sleep(0.05)
