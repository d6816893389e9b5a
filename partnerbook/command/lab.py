"""`partnerbook lab`: JupyterLab on the notebooks, in the folder where the person's book is."""

import os
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import partnerbook
from partnerbook.command.arguments import Commands, add_command
from partnerbook.command.printed import say
from partnerbook.command.reading import told_book
from partnerbook.errors import BadInput, PartnerbookError, Sentence
from partnerbook.panels.registry import GIVEN_BOOK

FOLDER = "partnerbook-lab"
INSTALL = 'python -m pip install "partnerbook[lab]"'
_NEEDED = ("jupyterlab", "ipywidgets", "anywidget", "babel", "pandas")
_KERNEL = "python3"  # which the notebooks name


def add_lab(commands: Commands) -> None:
    """Add `lab` to the commands."""
    made = add_command(
        commands,
        "lab",
        lab,
        "Open the notebooks in JupyterLab: points calculator and tier progress.",
        "partnerbook lab book.xlsx -- --port=9000",
    )
    made.usage = "partnerbook lab [BOOK] [--no-browser] [-- OPTION ...]"
    made.set_defaults(jupyter=())
    made.add_argument(
        "book", nargs="?", type=Path, metavar="BOOK", help="a workbook, or a folder of CSV files (else a made-up book)"
    )
    made.add_argument("--no-browser", action="store_true", help="open no browser; JupyterLab prints its address")
    made.add_argument_group("options of JupyterLab", "What stands behind -- is handed on to JupyterLab.")


def lab_arguments(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What is meant for partnerbook in a command line, and what for JupyterLab: of `lab`, all that is behind "--".

    >>> lab_arguments(["lab", "book.xlsx", "--", "--port=9000"])
    (['lab', 'book.xlsx'], ['--port=9000'])
    >>> lab_arguments(["tier", "--", "-book.xlsx"])
    (['tier', '--', '-book.xlsx'], [])
    """
    if arguments[:1] != ["lab"] or "--" not in arguments:
        return arguments, []
    dashes = arguments.index("--")
    return arguments[:dashes], arguments[dashes + 1 :]


def lab(book: Path | None, no_browser: bool, jupyter: Sequence[str]) -> int:
    """The exit code, once the person has ended JupyterLab; `jupyter` are options for it.

    The book is read for what is wrong in it, then its path is handed on. Errors: PartnerbookError where what notebooks
    need is not installed, OSError where they cannot be written.
    """
    if book:
        told_book(book)
    if missing := [name for name in _NEEDED if not find_spec(name)]:
        raise PartnerbookError(
            "Not installed, and the notebooks need it: {missing}. To install: {install}",
            missing=", ".join(missing),
            install=INSTALL,
        )
    book = book and book.resolve()
    root = book.parent if book else Path.cwd()
    say(put_notebooks(root / FOLDER))
    os.environ.pop(GIVEN_BOOK, None)
    if book:
        os.environ[GIVEN_BOOK] = str(book)
    # Outside a virtual environment a user's own kernels would win over those of this Python.
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    say(_other_python())
    say([Sentence("JupyterLab starts in {root}. To end it: Ctrl+C here.", root=root)])
    shown = f"{FOLDER}/tier_progress.ipynb" if book else FOLDER
    ours = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{shown}"]
    ours += ["--no-browser"] if no_browser else []
    _start([*ours, *jupyter])
    return 0


def put_notebooks(folder: Path) -> Iterable[str]:
    """What was done, in words; writes the notebooks into a folder, but never over one that is there."""
    folder.mkdir(exist_ok=True)
    kept = []
    for notebook in sorted(_notebooks().glob("*.ipynb")):
        content, copy = notebook.read_bytes(), folder / notebook.name
        if not copy.exists():
            copy.write_bytes(content)
            yield Sentence("{copy} is written.", copy=copy)
        elif copy.read_bytes() != content:
            kept.append(copy.name)
    if kept:
        yield Sentence(
            "Changed since they were written, and left as they are: {kept} in {folder}",
            kept=", ".join(kept),
            folder=folder,
        )


def _notebooks() -> Path:
    """The folder of the notebooks: in the installed package, else in the checkout."""
    package = Path(partnerbook.__file__).parent
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if any(folder.glob("*.ipynb")):
            return folder
    raise BadInput("The notebooks are missing from this installation; install partnerbook again.")


def _other_python() -> Iterable[str]:
    """A note, if JupyterLab would run the notebooks with another Python than this one."""
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec(_KERNEL)
    program, this = Path(spec.argv[0]), Path(sys.executable)
    if program.parent == Path():  # a bare name means the Python that runs JupyterLab
        return
    # The Pythons of two environments may be links to one file.
    if program.parent == this.parent and program.exists() and program.samefile(this):
        return
    yield Sentence(
        "The notebooks will run with {program}, not with {this}, because {resource_dir} says so.",
        program=program,
        this=this,
        resource_dir=spec.resource_dir,
    )
    yield Sentence("If partnerbook is not installed there: jupyter kernelspec remove {kernel}", kernel=_KERNEL)


def _start(arguments: Sequence[str]) -> None:
    """Run JupyterLab until it is ended, in this process, so that Ctrl+C has one program to end."""
    import asyncio
    import signal

    from jupyterlab.labapp import LabApp

    server = LabApp.initialize_server(argv=list(arguments))

    # JupyterLab's own way is to ask first in a terminal, and elsewhere to leave its kernels running.
    def end(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # who cannot wait presses it again
        server.stop(from_signal=True)

    signal.signal(signal.SIGINT, end)
    loop = server.io_loop.asyncio_loop
    with asyncio.Runner(loop_factory=lambda: loop):  # requests that are not answered would keep Python from ending
        server.start()
