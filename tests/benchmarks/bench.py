"""How fast partnerbook is beside its peers, on this machine: python tests/benchmarks/bench.py [NAME...]

Seconds mean little on another machine and not much on a busy one, so a case is a ratio: our program and a peer's do
comparable work, taking turns in fresh processes. The aim stands beside it, and nothing fails by the clock.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 5000
# Runs in a process of its own: RUSAGE_CHILDREN is the peak of the largest child, and here that is the only child.
_MEASURE = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE)
whole = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
last = done.stdout.splitlines()[-1:]
seconds = float(last[0][8:]) if last and last[0].startswith(b"seconds ") else whole
print(json.dumps([done.returncode, seconds, peak * (1 if sys.platform == "darwin" else 1024)]))
"""
_TIMED = "import time\n{}\nbegan = time.perf_counter()\n{}\nprint('seconds', time.perf_counter() - began)"


class Program(NamedTuple):
    """Python source: `work` is timed; with a `setup` before it, without the start of Python."""

    work: str
    setup: str = ""

    @property
    def source(self) -> str:
        return _TIMED.format(self.setup, self.work) if self.setup else self.work


class Runs(NamedTuple):
    """What the runs of one program took, and what of it counts: the best, as what disturbs a run makes it longer."""

    seconds: list[float]
    peaks: list[int]  # bytes; none for what is not a program of its own
    counted: Callable[[list[float]], float] = min

    @property
    def time(self) -> float:
        """The seconds that count."""
        return self.counted(self.seconds)


class Aim(NamedTuple):
    """What is aimed at: times the peer's time and memory (or times its `memory` apart), seconds, or seconds more."""

    times: float | None = None
    seconds: float | None = None
    more: float | None = None
    memory: float | None = None


class Ratio(NamedTuple):
    """Ours beside a peer's, if there is one, and the aim."""

    name: str
    ours: Runs
    peer: Runs | None
    aim: Aim

    @property
    def time(self) -> float:
        """Our time as a multiple of the peer's."""
        return self.ours.time / self.peer.time if self.peer else 1

    @property
    def memory(self) -> float:
        """Our peak memory as a multiple of the peer's."""
        return min(self.ours.peaks) / min(self.peer.peaks) if self.peer and self.peer.peaks else 0

    @property
    def verdict(self) -> str:
        """The aim, and whether it is met."""
        seconds = self.ours.time
        more = seconds - self.peer.time if self.peer else 0
        aims = (
            (self.aim.times, "{:g} x", self.time if self.aim.memory else max(self.time, self.memory)),
            (self.aim.memory, "{:g} x memory", self.memory),
            (self.aim.seconds, "{:g} s", seconds),
            (self.aim.more, "{:g} s more", more),
        )
        return ", ".join(
            f"<= {words.format(most)} {'met' if found <= most else 'MISSED'}"
            for most, words, found in aims
            if most is not None
        )


def measured(program: Program) -> tuple[float, int]:
    """The wall time in seconds and the peak memory in bytes of a program, run in a fresh process."""
    command = [sys.executable, "-c", _MEASURE, program.source]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        code, seconds, peak = json.loads(done.stdout)
        if code == 0:
            return seconds, peak
    raise RuntimeError(f"a benchmark's program failed:\n{program.source}\n{done.stderr}")


def compared(ours: Program, peers: Sequence[tuple[str, Program | None, Aim]], repeat: int) -> list[Ratio]:
    """One comparison for each peer, as (name, program, aim); ours and all of them take turns `repeat` times."""
    programs = [ours, *(program for _, program, _ in peers if program)]
    runs = [Runs([], []) for _ in programs]
    for turn in range(repeat):
        pairs = list(zip(programs, runs, strict=True))
        for program, record in pairs if turn % 2 == 0 else reversed(pairs):
            seconds, peak = measured(program)
            record.seconds.append(seconds)
            record.peaks.append(peak)
    others = iter(runs[1:])
    return [Ratio(name, runs[0], next(others) if program else None, aim) for name, program, aim in peers]


def table(ratios: Sequence[Ratio]) -> str:
    """The results as lines of text: best and median seconds, peak MB, ratios, and the aim beside them."""
    heads = ("case", "ours s (min/median)", "peer s (min/median)", "ours MB", "peer MB", "time", "memory", "aim")
    rows = [heads, *(_row(each) for each in ratios)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _row(each: Ratio) -> tuple[str, ...]:
    def seconds(runs: Runs | None) -> str:
        return f"{min(runs.seconds):.3f} / {statistics.median(runs.seconds):.3f}" if runs else ""

    megabytes = [f"{min(runs.peaks) / 2**20:.0f}" if runs and runs.peaks else "" for runs in (each.ours, each.peer)]
    ratios = [f"{each.time:.2f}" if each.peer else "", f"{each.memory:.2f}" if each.memory else ""]
    return (each.name, seconds(each.ours), seconds(each.peer), *megabytes, *ratios, each.verdict)


_BOOK = """
from partnerbook.figures.overview import overview
from partnerbook.sample import sample_book
from partnerbook.workbooks.book import write_book
from partnerbook.workbooks.report import write_report
book = sample_book({})
as_of = book.settings.as_of
"""
# The same sheets with as many cells of the same kinds: n is a number, t a text, d a day, a dot an empty cell.
_SHAPE = """
import json, openpyxl
from datetime import date
day = date(2026, 1, 31)
path = {!r}
with open({!r}) as file:
    sheets = json.load(file)
"""
_PLAIN_CELLS = """
values = {{"n": lambda row: row * 1.25, "t": lambda row: f"text {{row % 5000}}", "d": lambda row: day}}
values["."] = lambda row: None
book = openpyxl.Workbook(write_only={})
for name, runs in sheets.items():
    sheet = book.create_sheet(name)
    for kinds, count in runs:
        for row in range(count):
            sheet.append([values[kind](row) for kind in kinds])
book.save(path)
"""


def report() -> list[Ratio]:
    """The tier report, overview included, beside openpyxl's writing as many cells without formulas or styles."""
    found: list[Ratio] = []
    for clients, repeat in ((250, 5), (CLIENTS, 3)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "report.xlsx")
            setup = _BOOK.format(clients)
            ours = Program(f"write_report(book, {str(path)!r}, as_of)", setup)
            measured(ours)
            peers = [
                (f"report of {clients} clients / openpyxl{words}", _plain_cells(path, write_only), Aim(times=times))
                for words, write_only, times in (
                    ("", False, 0.37 if clients == CLIENTS else 0.64),
                    (", write-only", True, None),
                )
            ]
            found += compared(ours, peers, repeat)
            every = "known = overview(book, as_of)\nfor name in dir(known): getattr(known, name)"
            figures = Program(every, setup)
            found += compared(figures, [(f"overview of {clients} clients alone", None, Aim())], repeat)
    return found


def _plain_cells(path: Path, write_only: bool) -> Program:
    """What writes the workbook's cells as plain ones with openpyxl, to a file beside it."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(path)
    kinds = {str: "t", float: "n", int: "n", bool: "n"}
    sheets: dict[str, list[list[str | int]]] = {}
    for name in workbook.sheet_names:
        runs = sheets[name] = []
        for row in workbook.get_sheet_by_name(name).to_python():
            row_kinds = "".join("." if cell == "" else kinds.get(type(cell), "d") for cell in row)
            if runs and runs[-1][0] == row_kinds:
                runs[-1][1] += 1  # type: ignore[operator]
            else:
                runs.append([row_kinds, 1])
    shape = path.with_name("shape.json")
    shape.write_text(json.dumps(sheets), encoding="utf-8")
    setup = _SHAPE.format(str(path.with_name("plain.xlsx")), str(shape))
    return Program(_PLAIN_CELLS.format(write_only), setup)


def recalculation() -> list[Ratio]:
    """LibreOffice's working out of every formula of the large report beside its loading and saving of the values."""
    with tempfile.TemporaryDirectory() as folder:
        path, values = Path(folder, "report.xlsx"), Path(folder, "values.xlsx")
        make = f"write_report(book, {str(path)!r}, as_of)\n{_STRIP.format(str(path), str(values))}"
        measured(Program(make, _BOOK.format(CLIENTS)))
        setup = _ENGINES.format(str(ROOT / "tests"))
        ours, peer = (
            Program(f"engines.recalculated([Path({str(each)!r})], Path({folder!r}, 'out'), 600)", setup)
            for each in (path, values)
        )
        return compared(ours, [("LibreOffice: report / its values alone", peer, Aim(seconds=30))], 2)


_ENGINES = """
import sys
sys.path.append({!r})
from pathlib import Path
from support import engines
"""
_STRIP = """
import re, zipfile
with zipfile.ZipFile({!r}) as source, zipfile.ZipFile({!r}, "w", zipfile.ZIP_DEFLATED) as target:
    for name in source.namelist():
        part = source.read(name)
        target.writestr(name, re.sub(rb"<f>[^<]*</f>", b"", part) if "worksheets/sheet" in name else part)
"""

_ENTRIES = """
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from partnerbook.points.entries import Entry
from partnerbook.points.ledger import standings
from partnerbook.points.terms import sold_terms
chance, first = Random(1), date(2020, 1, 1)
days = [first + timedelta(number) for number in range(7 * 365)]
terms = sold_terms("US", "USD", first)
entries = []
for number in range({}):
    start = first + timedelta(chance.randrange(-365, len(days)))
    until = start + timedelta(365) if number % 5 else None
    source = ("sourced", "assisted", "")[number % 3]
    points = Decimal(chance.randrange(1, 10**6)) / 7
    track = "sold" if source else "managed"
    entries.append(Entry("Acme", "CRM", track, "new", source, points, points, start, until, terms))
"""
_FLOATS = """
opening = days[0].toordinal()
moved = {source: [0.0] * (len(days) + 1) for source in ("sourced", "assisted", "")}
for start, until, source, points in rows:
    column = moved[source]
    column[max(0, start.toordinal() - opening)] += points
    if until is not None:
        column[min(max(0, until.toordinal() - opening), len(days))] -= points
series, sums = [], [0.0, 0.0, 0.0]
for each in zip(*moved.values()):
    sums = [before + delta for before, delta in zip(sums, each)]
    series.append(tuple(sums))
"""


def days() -> list[Ratio]:
    """Points of every day of 7 years beside the same sums in binary floating point, which are not exact."""
    found: list[Ratio] = []
    for count, repeat, seconds in ((10_000, 3, None), (100_000, 3, None), (1_000_000, 3, 0.4)):
        setup = _ENTRIES.format(count)
        rows = "rows = [(each.start, each.until, each.source, float(each.points)) for each in entries]"
        peer = Program(_FLOATS, f"{setup}{rows}")
        name = f"{count:,} entries to 2,555 days / floats"
        found += compared(Program("standings(entries, days)", setup), [(name, peer, Aim(seconds=seconds))], repeat)
    return found


_BARE = """
workbook = CalamineWorkbook.from_path({!r})
for name in workbook.sheet_names:
    workbook.get_sheet_by_name(name).to_python()
"""


def reading() -> list[Ratio]:
    """Reading and checking a book beside the bare cells of its sheets."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "book.xlsx"))
        measured(Program(f"write_book(book, {path!r}, as_of)", _BOOK.format(CLIENTS)))
        ours = Program(f"read_book({path!r})", "from partnerbook.book.read.reader import read_book")
        peer = Program(_BARE.format(path), "from python_calamine import CalamineWorkbook")
        return compared(ours, [(f"reading a book of {CLIENTS} clients / calamine", peer, Aim(times=2, memory=3))], 5)


def importing() -> list[Ratio]:
    """Importing the package beside starting Python alone: the core is to cost next to nothing."""
    return [
        each
        for module, aim in (("partnerbook", Aim(more=0.06)), ("partnerbook.figures.overview", Aim()))
        for each in compared(Program(f"import {module}"), [(f"import {module} / python", Program("pass"), aim)], 9)
    ]


def demo() -> list[Ratio]:
    """The demo, from the command to its three files, beside the import of openpyxl."""
    with tempfile.TemporaryDirectory() as folder:
        ours = Program(
            f"import tempfile\nfrom partnerbook.command.main import main\n"
            f"main(['demo', tempfile.mkdtemp(dir={folder!r})])"
        )
        return compared(ours, [("partnerbook demo / import openpyxl", Program("import openpyxl"), Aim(seconds=3))], 5)


_CLASSIC = f"""
import sys
sys.path.insert(0, {str(ROOT / "tests")!r})
from support.classic_host import COLUMN, ours_and_identity, windows_xlwings
modules = windows_xlwings()
import partnerbook_udfs
ours, identity = ours_and_identity(*modules)
"""


# The same workbook in both hosts: one formula over a column, or one in each row.
_COLUMN = f"""
import sys, tempfile
from pathlib import Path
sys.path.insert(0, {str(ROOT / "tests")!r})
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from partnerbook.functions.table import evaluate
evaluate("POINTS_SOLD", [1, "Mexico", "USD"])  # the rules are read once, whatever is worked out
def written(column):
    book = Workbook()
    sheet = book.active
    for row in range(1, 10_001):
        sheet.cell(row, 1, row / 8)
        if not column:
            sheet.cell(row, 2, f'=POINTS_SOLD(A{{row}},"Mexico","USD")')
    if column:
        sheet["B1"] = ArrayFormula("B1:B10000", '=POINTS_SOLD(A1:A10000,"Mexico","USD")')
    path = Path(tempfile.mkdtemp()) / "book.xlsx"
    book.save(path)
    return path
"""
_FORMUALIZER = """
import formualizer
from partnerbook.functions.hosts.formualizer.calc import register
workbook = formualizer.load_workbook_bytes(written({column}).read_bytes())
if {identity}:
    workbook.register_function("POINTS_SOLD", lambda first, *_: first, min_args=1, max_args=5)
else:
    register(workbook)
"""
_LIBREOFFICE = """
import io, zipfile
from partnerbook.functions.hosts.libreoffice.build import addin, addin_files
from support.libreoffice_host import Host
data = addin()
if {identity}:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in addin_files().items():
            bare = b"arguments[0] if isinstance(arguments[0], tuple) else ((arguments[0],),)"
            archive.writestr(name, part.replace(b"answer(evaluate(name, arguments))", bare))
    data = content.getvalue()
host = Host(Path(tempfile.mkdtemp()), data)
host.add()
print("seconds", min(host.seconds(written({column}))))
"""


def hosts() -> list[Ratio]:
    """The Excel functions in formualizer and in LibreOffice, beside one that gives back what it gets."""
    found = []
    for column, name, aim in ((True, "a column", Aim(times=2)), (False, "single calls", Aim())):
        ours, bare = (
            Program("workbook.evaluate_all()", _COLUMN + _FORMUALIZER.format(column=column, identity=identity))
            for identity in (False, True)
        )
        found += compared(ours, [(f"formualizer: 10,000 cells, {name} / identity", bare, aim)], 5)
        ours, bare = (
            Program(_COLUMN + _LIBREOFFICE.format(column=column, identity=identity)) for identity in (False, True)
        )
        found += compared(ours, [(f"LibreOffice: 10,000 cells, {name} / identity", bare, aim)], 3)
    return found


def functions() -> list[Ratio]:
    """The Excel functions in classic xlwings, Python's side of a call, beside one that gives back what it gets."""
    calls = (
        ("a column, 20 times", "for _ in range(20):\n    {}(COLUMN)", Aim(times=2)),
        ("single calls", "for [cell] in COLUMN:\n    {}(cell)", Aim()),
    )
    found = [
        each
        for name, work, aim in calls
        for each in compared(
            Program(work.format("ours"), _CLASSIC),
            [(f"10,000 cells, {name} / identity", Program(work.format("identity"), _CLASSIC), aim)],
            5,
        )
    ]
    start = "import xlwings"
    beside = [("import partnerbook_udfs / xlwings alone", Program("pass", start), Aim(more=0.08))]
    return found + compared(Program("import partnerbook_udfs", start), beside, 9)


def panels() -> list[Ratio]:
    """The notebook panels in a real JupyterLab and Chromium; of many keys and changes the median counts."""
    from panels_bench import reactions  # Playwright, which no other case needs

    return [
        Ratio(
            each.name,
            Runs(each.ours, [each.memory] if each.memory else [], statistics.median),
            Runs(each.peer, [], statistics.median) if each.peer else None,
            Aim(times=each.times, seconds=each.seconds),
        )
        for each in reactions()
    ]


def writer() -> list[Ratio]:
    """One row added to a workbook of 20 MB beside openpyxl's loading and saving of it."""
    import writer_bench

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        measured(Program(writer_bench.make(path, ROOT / "tests")))
        size, setup = path.stat().st_size / 2**20, writer_bench.setup(path)
        peer = Program(writer_bench.OPENPYXL, setup)
        return [
            each
            for table in ("Deals", "Clients")
            for each in compared(
                Program(writer_bench.ours(table), setup),
                [(f"a row more in {table}, a book of {size:.0f} MB / openpyxl", peer, Aim(times=0.1, memory=0.5))],
                2,
            )
        ]


def figures() -> list[Ratio]:
    """The figures of one day, each without what was asked for before it, in seconds."""
    import figures_bench

    return [
        each
        for name, before, work, seconds in figures_bench.WORK
        for each in compared(
            Program(work, figures_bench.SETUP.format(CLIENTS) + before),
            [(f"{CLIENTS} clients: {name}", None, Aim(seconds=seconds))],
            3,
        )
    ]


def frames() -> list[Ratio]:
    """The points of ten million rows of a data frame beside the same arithmetic in plain pandas."""
    import frames_bench

    rows = f"points of {frames_bench.ROWS:,} rows"
    return [
        each
        for kind in frames_bench.KINDS
        for work, name, aim in (
            (frames_bench.OURS, "float64", Aim(times=1.5, memory=1.5)),
            (frames_bench.EXACT, "to the last digit", Aim(times=8, memory=3)),
        )
        for each in compared(
            Program(work, frames_bench.setup(kind)),
            [(f"{rows}, {kind}, {name} / pandas", Program(frames_bench.PLAIN, frames_bench.setup(kind)), aim)],
            3,
        )
    ]


CASES: dict[str, Callable[[], list[Ratio]]] = {
    "import": importing,
    "demo": demo,
    "days": days,
    "figures": figures,
    "reading": reading,
    "functions": functions,
    "hosts": hosts,
    "frames": frames,
    "writer": writer,
    "panels": panels,
    "report": report,
    "recalculation": recalculation,
}


def main(names: list[str]) -> int:
    """Run the cases of these names, or all, and print the table. Return 1 for an unknown name."""
    if unknown := sorted(set(names) - CASES.keys()):
        print(f"no case {', '.join(unknown)}; there are {', '.join(CASES)}")
        return 1
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # programs are compiled once, as on most machines
    start = time.perf_counter()
    results = [each for name in names or CASES for each in CASES[name]()]
    print(table(results))
    print(f"\n{time.perf_counter() - start:.0f} s on Python {sys.version.split()[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
