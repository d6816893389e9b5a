"""The core changed in every small way, one at a time: its own tests must see it. `python mutants.py [PATTERN...]`.

All tests of the core are collected once, and run once to find which of them reach which lines. Then each mutant has a
process of its own, made from the one that has collected, and runs those that reach it, its module's own and the quick
ones first, until one fails. A pattern is that of functions, such as 'partnerbook.figures.tiers.*'. With MUTANTS in the
environment so many are tried, drawn by SEED, and with SECONDS each for so long. What lives is listed, but for what
equivalent.toml says why nothing can see it.
"""

import ast
import gc
import os
import pickle
import random
import signal
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatch
from functools import _lru_cache_wrapper, partial
from pathlib import Path
from types import FunctionType
from typing import TypeAlias

import hypothesis
import pytest

sys.path.append(str(Path(__file__).parent))
from changes import Mutant, changed_codes, mutants, place_of

ROOT = Path(__file__).parents[2]
CORE = ("exact.py", "days.py", "points/*.py", "figures/*.py", "program/*.py")
TESTS = ("test_exact.py", "test_days.py", "points", "figures", "program")
AT_ONCE = 2
SECONDS = int(os.environ.get("SECONDS", "600"))  # of a process's computing, after which nothing has seen the mutant
ENDLESS = 60  # more of them: it does not end, and counts as seen
ALIVE, SEEN = 0, 1
Found: TypeAlias = dict[str, tuple[dict[str, list[int]], float]]  # of each test the lines that it reaches, its seconds


class Judge:
    """A plugin of pytest that runs the tests of the core in its own way."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = patterns or ["*"]
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that fails has seen the mutant."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants instead of running the tests."""
        trees = {str(path): ast.parse(path.read_text(encoding="utf-8")) for path in core()}
        reached = Reached(session.items, answer_of_child(partial(self.lines_and_seconds, session.items)))
        every = [mutant for file, tree in trees.items() for mutant in mutants(tree, file)]
        asked = [each for each in every if any(fnmatch(name(each), pattern) for pattern in self.patterns)]
        random.Random(int(os.environ.get("SEED", "0"))).shuffle(asked)  # noqa: S311 - a sample
        told = Told(equivalents())
        running: dict[int, Mutant] = {}
        for mutant in asked[: int(os.environ.get("MUTANTS", len(asked)))]:
            if len(running) == AT_ONCE:
                told.end_of_one(running)
            judged = partial(self.judged, reached.items_of(mutant), mutant, trees[mutant.file])
            running[forked(judged)] = mutant
        while running:
            told.end_of_one(running)
        told.sum()
        return True

    def judged(self, items: Sequence[pytest.Item], mutant: Mutant, tree: ast.Module) -> int:
        """ALIVE or SEEN, in a process in which the function is changed."""
        codes = changed_codes(tree, mutant)
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and place_of(each.__code__) in codes:
                each.__code__ = codes[place_of(each.__code__)]
        forget()
        for item in items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if self.failed:
                return SEEN
            if time.process_time() > SECONDS:
                break
        return ALIVE

    def lines_and_seconds(self, items: Iterable[pytest.Item]) -> Found:
        """Of each test the lines of the core that it reaches, and how long it takes."""
        from coverage import Coverage  # of this session alone; all tests look for examples here too

        found: Found = {}
        files = list(map(str, core()))
        forget()
        for item in items:
            coverage = Coverage(data_file=None, include=files, config_file=False)
            coverage.set_option("run:disable_warnings", ["no-data-collected"])
            began = time.process_time()
            coverage.start()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            coverage.stop()
            data = coverage.get_data()
            lines = {file: list(data.lines(file) or ()) for file in data.measured_files()}
            found[item.nodeid] = (lines, time.process_time() - began)
            if self.failed:
                sys.exit(f"{item.nodeid} fails as it is")
        return found


class Reached:
    """Which tests reach a line."""

    def __init__(self, items: Iterable[pytest.Item], found: Found) -> None:
        self.items = sorted(items, key=lambda item: found[item.nodeid][1])
        self.by_line: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
        for item in self.items:
            for file, lines in found[item.nodeid][0].items():
                for line in lines:
                    self.by_line[file, line].append(item)

    def items_of(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that reach what is changed: those of the module first, and of these the quick ones.

        Its own are asked in any case: what is remembered from one test to the next is reached by the first alone.
        """
        own = {Path(mutant.file).stem, f"test_{Path(mutant.file).stem}"}
        reaching = {id(item) for line in mutant.lines for item in self.by_line.get((mutant.file, line), ())}
        first = [item for item in self.items if item.path.stem in own]
        return [*first, *(item for item in self.items if id(item) in reaching and item.path.stem not in own)]


class Told:
    """What is printed, and counted."""

    def __init__(self, known: dict[str, dict[str, str]]) -> None:
        self.known = known
        self.counts = {"seen": 0, "equivalent": 0, "alive": 0}

    def end_of_one(self, running: dict[int, Mutant]) -> None:
        """Wait for one process, and tell its result."""
        child, status = os.wait()
        mutant = running.pop(child)
        equivalent = mutant.what in self.known.get(name(mutant), {})
        kind = "seen" if status else "equivalent" if equivalent else "alive"
        self.counts[kind] += 1
        if kind == "alive" or (equivalent and status):
            print(f"{'alive' if kind == 'alive' else 'not equivalent'}: {name(mutant)}: {mutant.what}", flush=True)
        if not (tried := sum(self.counts.values())) % 50:
            print(f"{tried} tried, {self.counts['alive']} alive", flush=True)

    def sum(self) -> None:
        """Tell how many of all were seen."""
        tried = sum(self.counts.values())
        print(f"{tried} mutants: {', '.join(f'{number} {kind}' for kind, number in self.counts.items())}")


def core() -> Iterator[Path]:
    """The modules that are changed."""
    package = ROOT / "partnerbook"
    return (path for place in CORE for path in sorted(package.glob(place)) if path.stem != "__init__")


def name(mutant: Mutant) -> str:
    """The function's name, with its module's."""
    return ".".join((*Path(mutant.file).relative_to(ROOT).with_suffix("").parts, mutant.function))


def equivalents() -> dict[str, dict[str, str]]:
    """Of each function the changes that nothing can see, with the reason."""
    found: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("equivalent.toml").read_text("utf-8"))
    return found


def forget() -> None:
    """Forget what functions remember: it was found without the change."""
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("partnerbook."):
            each.cache_clear()


def forked(work: Callable[[], int]) -> int:
    """The number of a process that does the work, in silence, and ends with its answer."""
    child = os.fork()
    if not child:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        signal.setitimer(signal.ITIMER_PROF, SECONDS + ENDLESS)  # its signal ends the process
        try:
            os._exit(work())
        except BaseException:  # noqa: BLE001 - as a test that fails
            os._exit(SEEN)
    return child


def answer_of_child(work: Callable[[], Found]) -> Found:
    """What another process finds, which leaves this one as it is."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        with os.fdopen(write, "wb") as out:
            pickle.dump(work(), out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as given:
        found: Found = pickle.load(given)  # noqa: S301 - our own
    os.waitpid(child, 0)
    return found


def main(patterns: Sequence[str]) -> int:
    """The exit code, after listing what lives and how many were tried."""
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]  # no time goes by with smaller examples
    hypothesis.settings.register_profile("mutants", hypothesis.settings.get_profile("ci"), phases=phases)
    hypothesis.settings.load_profile("mutants")
    tests = [*(ROOT / "tests" / place for place in TESTS), *core()]
    words = ["-q", "-s", "--tb=no", "-p", "no:cacheprovider", "-o", "filterwarnings="]
    return int(pytest.main([*words, *map(str, tests)], plugins=[Judge(patterns)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
