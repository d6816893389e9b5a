"""`editions`: the rules side by side, and a book under them, in the terminal."""

from pathlib import Path

from support.command import Run, refusal


def test_without_a_book_what_changed_is_told_with_its_source(run: Run) -> None:
    said = run("editions")
    assert (said.code, said.err) == (0, "")
    line = next(line for line in said.out.splitlines() if "US$100 in EUR" in line)
    assert line.split()[3:6] == ["75", "88", "published"]
    assert "HubSpot" in line
    assert "North Asia" not in said.out
    assert "North Asia" in run("editions", "--all").out
    assert "mínimo gerenciado" in run("editions", "--language", "pt").out
    in_spanish = run("editions", "--all", "--language", "es").out
    assert " 0,85 " in in_spanish
    assert "15 de enero, 15 de julio" in " ".join(in_spanish.split())


def test_a_book_under_the_rules_of_each_edition(run: Run, demo: Path) -> None:
    said = run("editions", demo / "book.xlsx")
    assert (said.code, said.err) == (0, "")
    lines = {line.split()[0]: line.split() for line in said.out.splitlines() if line.startswith("  20")}
    assert lines["2026-01-15"][1:3] == ["(in", "force)"]
    assert [line[4] for start, line in lines.items() if start > "2023" and start < "2026"] == ["0.00", "0.00"]
    assert lines["2022-07-18"][4].startswith("-")


def test_one_edition_client_by_client_adds_up(run: Run, demo: Path) -> None:
    said = run("editions", demo / "book.xlsx", "--under", "2022-07-18", "--all")
    assert "Performing tier: Platinum" in said.out
    lines = said.out.splitlines()
    first = next(at for at, line in enumerate(lines) if line.lstrip().startswith("Client"))
    rows = [line.replace(",", "").split("points per")[0].split() for line in lines[first + 1 :]]
    *clients, total = [float(row[-1]) for row in rows if len(row) > 3 and row[-1][:1] in "+-" and row[0] != "Points"]
    assert round(sum(clients), 2) == total
    one = run("editions", demo / "book.xlsx", "--under", "2022-07-18", "--client", "fenraquil insurance").out
    assert "Fenraquil Insurance" in one
    assert "All clients" not in one


def test_what_cannot_be_meant_gets_a_sentence(run: Run, demo: Path) -> None:
    assert "of a book" in refusal(run("editions", "--under", "2022-07-18"))
    assert "2024-02-27" in refusal(run("editions", demo / "book.xlsx", "--under", "2024-02-28"))
    in_spanish = refusal(run("editions", demo / "book.xlsx", "--under", "2024-02-28", "--language", "es"))
    assert "18/07/2022, 27/02/2024" in in_spanish
    assert "--under EDICIÓN" in run("editions", demo / "book.xlsx", "--language", "es").out
