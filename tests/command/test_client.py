"""`partnerbook client`: whom a name means, and that its parts add up to what the other commands say."""

import re
from pathlib import Path

from support.answers import read_answer
from support.books import write_plain_book
from support.command import Run, refusal

from partnerbook.records import Book, Client


def test_whom_a_name_means(run: Run, demo: Path) -> None:
    book = demo / "book.xlsx"
    for name in ("Fenraquil Insurance", "fenraquil INSURANCE", "Fenraquil"):
        assert run("client", book, name).out.startswith("Fenraquil Insurance on 2026-10-31\n")
    assert run("client", book, "dorvilesia alimentos").out.startswith("Dorvilésia Alimentos on")
    several = refusal(run("client", book, "robotics"))
    assert several.startswith('"robotics" can be "')
    assert '"Rasmoquil Logistics"' not in several
    assert several.endswith("write the one you mean.")
    guessed = refusal(run("client", book, "Fenrakil Insurence"))
    assert guessed == 'There is no client "Fenrakil Insurence"; did you mean "Fenraquil Insurance"?'
    assert "There is no client" in refusal(run("client", book, " "))


def test_a_name_that_is_part_of_others_is_its_own(run: Run) -> None:
    write_plain_book(Book(clients=(Client("Acme", "US"), Client("Acme Brasil", "BR"))), Path("book.xlsx"))
    assert run("client", "book.xlsx", "acme").out.startswith("Acme on")
    assert '"Acme", "Acme Brasil"' in refusal(run("client", "book.xlsx", "acm"))


def test_the_points_are_those_of_the_breakdown(run: Run, demo: Path) -> None:
    listed = run("points", demo / "book.xlsx", "--json").out
    for row in read_answer(listed).figures.rows[:5]:  # type: ignore[attr-defined]
        found = read_answer(run("client", demo / "book.xlsx", row.client, "--json").out).figures
        assert found.points.total == row.total  # type: ignore[attr-defined]
        active = [each for each in found.entries if each.state == "active"]  # type: ignore[attr-defined]
        assert sum(each.points for each in active) == row.total
        assert found.points_by_month[-1].total == row.total  # type: ignore[attr-defined]


def test_the_active_entries_add_up_as_they_are_shown(run: Run, demo: Path) -> None:
    out = run("client", demo / "book.xlsx", "Fenraquil Insurance").out
    total = re.search(r"Total points +([\d.,]+)", out)
    assert total
    section = out.split("Points that are active\n")[1].split("\n\n")[0].splitlines()[1:]
    points = [float(re.split(r"\s{2,}", line.strip())[5].replace(",", "")) for line in section]
    assert round(sum(points), 2) == float(total[1].replace(",", ""))


def test_a_client_has_the_same_points_as_in_the_list_of_all(run: Run, demo: Path) -> None:
    """To two places too, where its own would be rounded to others; and so month by month."""
    [then, now] = (
        [re.split(r" {2,}", row.strip()) for row in run("points", demo / "book.xlsx", *day).out.splitlines()[2:-4]]
        for day in (("--as-of", "2026-09-30"), ())
    )
    earlier = {name: points for name, _, *points in then}
    for name, _, *points in now[:6]:
        out = run("client", demo / "book.xlsx", name).out
        assert re.findall(r"(?:Sold|Managed|Total) points +([\d.,]+)", out)[:3] == points
        months = out.split("Points by month, on its last day\n")[1].split("\n\n")[0].splitlines()
        assert months[-1].split()[1:] == points
        assert months[-2].split() == ["2026-09", *earlier[name]]
        assert f"on 2026-10-31: {points[2]}\n" in run("explain", demo / "book.xlsx", "--client", name).out


def test_an_empty_client_says_which_sheets_it_would_be_on(run: Run) -> None:
    write_plain_book(Book(clients=(Client("Acme", "US"),)), Path("book.xlsx"))
    out = run("client", "book.xlsx", "Acme").out
    for sheet in ("Subscriptions", "Renewals", "Partner services", "Segments", "Usage"):
        assert f"the sheet {sheet} has them" in out
    write_plain_book(Book(), Path("none.xlsx"))
    assert "enter them on the sheet Clients" in refusal(run("client", "none.xlsx", "Acme"))
