"""Books whose points have no end of places, and the sums that a person can check in a tier report made of one."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

from openpyxl.utils.datetime import to_excel

from partnerbook.exact import figure
from partnerbook.figures.overview import overview
from partnerbook.program.edition import editions
from partnerbook.records import Book, Client, Deal, Managing, Settings, Subscription, Threshold
from support.engines import Cells, column_places

# Their point units end in no finite number of places; two of them are estimated.
_CURRENCIES = ("USD", "EUR", "GBP", "JPY", "CAD", "PLN", "MXN")
_HAIR = ("0", "0.000001", "0.004", "-0.004", "0.0049", "-0.0049", "0.4", "-0.4", "7")


def uneven_book(seed: int, day: date) -> Book:
    """A book of a few clients; its thresholds lie a hair above or below what it has on the day, or upon it."""
    dice = Random(seed)  # noqa: S311 - the same every time
    names = [f"Client {number}" for number in range(dice.randint(1, 9))]

    def amount() -> Decimal:
        return Decimal(dice.randint(1, 999_999)).scaleb(-dice.choice((0, 2, 2, 4)))

    def near(have: Decimal) -> Decimal:
        places = Decimal(dice.choice(("1", "0.01", "0.000001")))
        return max(Decimal(0), figure(have).quantize(places) + Decimal(dice.choice(_HAIR)))

    def before(days: int) -> date:
        return day - timedelta(days=dice.randint(0, days))

    deals = tuple(
        Deal(f"D{at}", dice.choice(names), f"Hub {at}", "new", dice.choice(("sourced", "assisted")), before(500),
             amount(), dice.choice(_CURRENCIES))
        for at in range(dice.randint(0, 14))
    )  # fmt: skip
    services = tuple(
        Subscription(dice.choice(names), f"Hub {at}", amount(), dice.choice(_CURRENCIES), start,
                     dice.choice((None, start + timedelta(days=dice.randint(1, 900)))))
        for at in range(dice.randint(0, 9)) for start in [before(700)]
    )  # fmt: skip
    managing = tuple(Managing(name, before(700), other_partners=dice.randint(0, 6)) for name in names)
    clients = tuple(Client(name, dice.choice(("US", "BR", "ES", "JP"))) for name in names)
    book = Book(Settings(partner="Uneven"), clients, services, deals, managing)
    points = overview(book, day).standing
    tiers = tuple(
        Threshold(edition.start, tier, near(points.total), near(getattr(points, edition.minimum)), near(points.managed))
        for edition in editions() for tier in edition.tier_names
    )  # fmt: skip
    return book._replace(tiers=tiers)


def seen(value: object) -> Decimal:
    """A figure as a cell of two places shows it; 0 for an empty one."""
    return Decimal(repr(value or 0.0)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def whole(value: object) -> Decimal:
    """A figure as a cell shows it that has two places or more."""
    return Decimal(repr(value)).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def unequal_sums(path: Path, cells: Cells) -> list[str]:
    """The sums in a report that do not hold between the figures that a person sees; `cells` has the values."""
    return [f"{name}: {parts} is not {total}" for name, parts, total in _sums(path, cells) if sum(parts) != total]


def _sums(path: Path, cells: Cells) -> Iterator[tuple[str, tuple[Decimal, ...], Decimal]]:
    """Each sum with its name, its parts and its total, as they are seen."""

    def rows(sheet: str, letters: str, places: range | tuple[int, ...]) -> list[list[Decimal]]:
        return [[number(cells.get((sheet, f"{letter}{row}"))) for letter in letters] for row in places]

    def columns(name: str, *heads: str) -> list[list[Decimal]]:
        places = column_places(path, name)
        return [[number(cells.get(place)) for place in places[head]] for head in heads]

    [[total, sold, managed]] = rows("Dashboard", "FHL", (6,))
    yield "tiles", (sold, managed), total
    added = rows("Dashboard", "EFG", range(50, 60))
    moves = rows("Changes", "DEFG", (8, 9, 10))
    added += [list(column) for column in zip(*moves, strict=True)]
    for before, new, lost, after in moves:
        yield "changes", (before, new, -lost), after
    yield "after the range", (moves[-1][-1],), total
    clients, months = (columns(name, "Sold", "Managed", "Total") for name in ("Breakdown", "Months"))
    for column, of_all in zip(clients, (sold, managed, total), strict=True):
        yield "clients", tuple(column), of_all
    added += [list(row) for of_rows in (clients, months) for row in zip(*of_rows, strict=True)]
    for one, other, both in added:
        yield "sold and managed", (one, other), both
    for track in ("sold", "managed"):
        held, came, went = columns("Months", track.capitalize(), f"New {track}", f"Lost {track}")
        for at in range(1, 24):
            yield f"{track} month {at}", (held[at - 1], came[at], -went[at]), held[at]
    yield "this month", (months[-1][-1],), total
    yield "expiring", tuple(columns("Expirations", "Sold expiring")[0]), sold
    paid = columns("Retention", "MRR at start", "Cancelled", "Downgraded", "Upgraded", "MRR at end")
    for start, cancelled, downgraded, upgraded, end in zip(*paid, strict=True):
        yield "MRR of a month", (start, -cancelled, -downgraded, upgraded), end


def number(value: object) -> Decimal:
    """A cell's figure as it is seen; 0 for a text or nothing."""
    return seen(value) if isinstance(value, float) else Decimal(0)


def false_ways(cells: Cells) -> list[str]:
    """What page one says wrongly of the way to the goal: a gap or a share that hides what is missing."""
    wrong = []
    for row in (12, 13, 14):
        have, need, gap, share = (cells.get(("Dashboard", f"{letter}{row}")) for letter in "DEFG")
        if not isinstance(need, float):
            continue
        said = f"row {row}: have {have}, need {need}, gap {gap}, share {share}"
        if (whole(gap) > 0) != (whole(have) < whole(need)) or (
            whole(gap) > 0 and whole(have) + whole(gap) != whole(need)
        ):
            wrong.append(said)
        if (whole(gap) > 0) != (float(str(share)) < 1):
            wrong.append(said)
    reached = all(whole(cells.get(("Dashboard", f"F{row}")) or 0.0) == 0 for row in (12, 13, 14))
    note = str(cells.get(("Dashboard", "B15")))
    if note.startswith("Its points are reached") != reached:
        wrong.append(note)
    return wrong


def written(path: Path) -> Cells:
    """Every number and text in a workbook as it was written, days as numbers."""
    from openpyxl import load_workbook

    values: Cells = {}
    for sheet in load_workbook(path, data_only=True):
        for row in sheet.iter_rows():
            for each in row:
                value = each.value
                if isinstance(value, str):
                    values[sheet.title, each.coordinate] = value
                elif value is not None:
                    values[sheet.title, each.coordinate] = float(
                        value if isinstance(value, int | float) else to_excel(value)
                    )
    return values
