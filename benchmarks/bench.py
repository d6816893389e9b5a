"""How fast partnerbook is beside its peers, on this machine: python benchmarks/bench.py [NAME...]

Seconds mean little on another machine and not much on a busy one, so a case is a ratio: our program and a peer's do
the same work, taking turns in fresh processes. The aim stands beside it: time and memory are to be at most so many
times the peer's.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

# Runs in a process of its own: RUSAGE_CHILDREN is the peak of the largest child, and here that is the only child.
_MEASURE = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run([sys.executable, "-c", sys.argv[1]], stdout=subprocess.DEVNULL)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([done.returncode, seconds, peak * (1 if sys.platform == "darwin" else 1024)]))
"""


class Runs(NamedTuple):
    """What the runs of one program took."""

    seconds: list[float]
    peaks: list[int]  # bytes


class Ratio(NamedTuple):
    """Ours beside a peer's; `aim` is the most that our time and memory may be of theirs, None where there is no aim."""

    name: str
    ours: Runs
    peer: Runs
    aim: float | None

    @property
    def time(self) -> float:
        """Our time as a multiple of the peer's, each at its best: what disturbs a run only makes it longer."""
        return min(self.ours.seconds) / min(self.peer.seconds)

    @property
    def memory(self) -> float:
        """Our peak memory as a multiple of the peer's."""
        return min(self.ours.peaks) / min(self.peer.peaks)


def measured(program: str) -> tuple[float, int]:
    """Return the wall time in seconds and the peak memory in bytes of this Python source, run in a fresh process."""
    command = [sys.executable, "-c", _MEASURE, program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        code, seconds, peak = json.loads(done.stdout)
        if code == 0:
            return seconds, peak
    raise RuntimeError(f"a benchmark's program failed:\n{program}\n{done.stderr}")


def ratio(name: str, ours: str, peer: str, repeat: int = 5, aim: float | None = None) -> Ratio:
    """Return the comparison of two programs, given as Python source, that take turns `repeat` times."""
    runs = Runs([], []), Runs([], [])
    for turn in range(repeat):
        pair = list(zip((ours, peer), runs, strict=True))
        for program, record in pair if turn % 2 == 0 else reversed(pair):
            seconds, peak = measured(program)
            record.seconds.append(seconds)
            record.peaks.append(peak)
    return Ratio(name, *runs, aim)


def table(ratios: list[Ratio]) -> str:
    """Return the results as lines of text: best and median seconds, peak MB, ratios, and the aim beside them."""
    heads = ("case", "ours s (min/median)", "peer s (min/median)", "ours MB", "peer MB", "time", "memory", "aim")
    rows = [heads, *(_row(each) for each in ratios)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _row(each: Ratio) -> tuple[str, ...]:
    def seconds(runs: Runs) -> str:
        return f"{min(runs.seconds):.3f} / {statistics.median(runs.seconds):.3f}"

    aim = (
        "" if each.aim is None else f"<= {each.aim:g} {'met' if max(each.time, each.memory) <= each.aim else 'MISSED'}"
    )
    megabytes = [f"{min(runs.peaks) / 2**20:.0f}" for runs in (each.ours, each.peer)]
    return (
        each.name,
        seconds(each.ours),
        seconds(each.peer),
        *megabytes,
        f"{each.time:.2f}",
        f"{each.memory:.2f}",
        aim,
    )


def importing() -> Ratio:
    """Compare importing the package with starting Python alone: the core is to cost next to nothing."""
    return ratio("import partnerbook / bare Python", "import partnerbook", "pass", repeat=9, aim=3)


CASES: dict[str, Callable[[], Ratio]] = {"import": importing}


def main(names: list[str]) -> int:
    """Run the cases of these names, or all, and print the table. Return 1 for an unknown name."""
    if unknown := sorted(set(names) - CASES.keys()):
        print(f"no case {', '.join(unknown)}; there are {', '.join(CASES)}")
        return 1
    start = time.perf_counter()
    results = [CASES[name]() for name in names or CASES]
    print(table(results))
    print(f"\n{time.perf_counter() - start:.0f} s on Python {sys.version.split()[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
