"""Reports of random books, worked out again and moved to other days: `python random_reports.py [NUMBER [SEED]]`.

Half of the books are such that nothing is wrong with, half such as have reviews and rules on all sides of
their days. LibreOffice must find each cell as it is written, and after each move as in a report made for that day.
"""

import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1]))
from support.random_books import books
from support.recalculated import Moved, compared_cells, differing, moved_report
from support.turning_books import books as turning_books

FIRST, LAST = date(2022, 7, 18), date(2031, 12, 31)
GOALS = ("Gold", "Platinum", "Diamond", "Elite")
AT_ONCE = 10
MADE, MOVES = st.dates(date(2023, 1, 1), date(2027, 12, 31)), 3


def main(number: int = 200, first: int = 1) -> int:
    """The exit code, after telling every cell that differs and how many were compared."""
    began, cells, wrong, count = time.monotonic(), 0, 0, 0
    with TemporaryDirectory() as folder:
        waiting: list[Moved] = []

        @seed(first)
        @settings(
            max_examples=number, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(st.data())
        def made(data: st.DataObject) -> None:
            nonlocal count
            count += 1
            book = data.draw(turning_books() | books())
            day = data.draw(MADE)
            near = st.integers(-500, 500).map(lambda days: min(max(day + timedelta(days), FIRST), LAST))
            moves = data.draw(st.lists(st.tuples(near, st.sampled_from(GOALS)), min_size=MOVES, max_size=MOVES))
            waiting.append(moved_report(book, Path(folder, f"book {count}.xlsx"), moves, day))
            if len(waiting) == AT_ONCE:
                judged()

        def judged() -> None:
            nonlocal cells, wrong
            for each in differing(waiting):
                wrong += 1
                print(f"  {each.where}: {each.sheet}!{each.cell} should be {each.expected!r} and is {each.found!r}")
            cells += sum(map(compared_cells, waiting))
            waiting.clear()
            print(f"{count} reports, {wrong} cells differ", flush=True)

        made()
        if waiting:
            judged()
    print(f"{cells:,} cells of {count} reports in {(time.monotonic() - began) / 60:.0f} minutes; {wrong} differ")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
