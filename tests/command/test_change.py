"""The commands that change a book: what each says, what it writes, what it refuses, and that it can be undone."""

import csv
import shutil
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from support.books import write_csv_book, write_plain_book
from support.places import CASES

from partnerbook.book.read.reader import read_book
from partnerbook.command import clock
from partnerbook.command import main as cli
from partnerbook.figures.overview import overview
from partnerbook.records import NOWHERE, Book, Client, Managing, Place, Settings, Subscription
from partnerbook.workbooks.book import write_book

NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
EXPORT = CASES / "exports" / "partner_clients_export.en.csv"
BACKUP = "book (backup 2026-11-21 14.03.07).xlsx"
BOOK = Book(
    settings=Settings("Mine", goal_tier="Gold"),
    clients=(Client("Ágora Panadería", "MX"), Client("Beta", "US"), Client("Beta.", "US")),
    subscriptions=(
        Subscription("Ágora Panadería", "CRM", Decimal(1000), "USD", date(2026, 2, 1)),
        Subscription("Beta", "CRM", Decimal(500), "USD", date(2026, 2, 1)),
    ),
    managing=(Managing("Ágora Panadería", date(2026, 2, 1)), Managing("Beta", date(2026, 2, 1))),
)


class Said(NamedTuple):
    code: int
    out: list[str]
    err: str


Run = Callable[..., Said]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for language in ("en", "es"):
        write_book(BOOK, folder / f"{language}.xlsx", date(2026, 10, 31), language)
    return folder


@pytest.fixture
def run(made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command, in this process and in a folder with a book, at a moment that stands still."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    shutil.copy(made / "en.xlsx", "book.xlsx")
    shutil.copy(EXPORT, "export.csv")

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out.splitlines(), said.err.removeprefix("partnerbook: ").strip())

    return call


def settings() -> Settings:
    return read_book("book.xlsx")[0].settings


@pytest.mark.parametrize(
    ("named", "written", "field", "value", "said"),
    [
        ("Goal tier", "diamond", "goal_tier", "Diamond", "Settings: Goal tier Gold -> Diamond"),
        ("nivel objetivo", "Elite", "goal_tier", "Elite", "Settings: Goal tier Gold -> Elite"),
        ("goal_tier", "", "goal_tier", "", "Settings: Goal tier Gold -> empty"),
        ("AS-OF DATE", "31/10/2026", "as_of", date(2026, 10, 31), "Settings: As-of date empty -> 2026-10-31"),
        ("Moeda do relatório", "euro", "reporting_currency", "EUR", "Settings: Reporting currency USD -> EUR"),
        ("Renewal alerts (days)", "60; 30", "alert_days", (30, 60), "Settings: Renewal alerts (days) empty -> 30; 60"),
        ("growth_added", "Chile; Perú", "growth_added", frozenset({"CL", "PE"}),
         "Settings: Growth markets added empty -> CL; PE"),
        ("Invited to Elite", "sí", "elite_invitation", True, "Settings: Invited to Elite No -> Yes"),
        ("Partner", "=1+1", "partner", "=1+1", "Settings: Partner Mine -> =1+1"),
    ],
)  # fmt: skip
def test_a_setting_is_named_and_written_as_people_do(
    named: str, written: str, field: str, value: object, said: str, run: Run
) -> None:
    before = getattr(settings(), field)
    found = run("set", "book.xlsx", named, written)
    assert found.code == 0
    assert found.out == [said, f"book.xlsx is written: 1 cell. As it was before: {BACKUP}"]
    assert getattr(settings(), field) == value
    assert getattr(read_book(BACKUP)[0].settings, field) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("Goal teir", "Gold"),
            'There is no setting "Goal teir"; did you mean "Goal tier"? The settings are Partner, ',
        ),
        (
            ("goal_teir", "Gold"),
            'There is no setting "goal_teir"; did you mean "Goal tier"? The settings are Partner, ',
        ),
        (
            ("Goal tier", "Golf"),
            'Goal tier is "Golf"; it must be Gold, Platinum, Diamond or Elite; did you mean "Gold"?',
        ),
        (("As-of date", "03/04/2026"), 'As-of date is "03/04/2026", which can be 2026-03-04 or 2026-04-03'),
        (("As-of date", "1999-01-01"), 'As-of date is "1999-01-01"; its year must be between 2000 and 2099.'),
        (("Team certifications", "2.5"), 'Team certifications is "2.5"; it must be a whole number.'),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(words: tuple[str, str], said: str, run: Run) -> None:
    before = Path("book.xlsx").read_bytes()
    found = run("set", "book.xlsx", *words)
    assert (found.code, found.out) == (2, [])
    assert found.err.startswith(said)
    assert Path("book.xlsx").read_bytes() == before
    assert not Path(BACKUP).exists()


def test_of_a_linked_book_the_backups_folder_is_told(run: Run) -> None:
    real = Path("elsewhere", "real.xlsx")
    real.parent.mkdir()
    Path("book.xlsx").rename(real)
    Path("book.xlsx").symlink_to(real)
    [_, said] = run("set", "book.xlsx", "Partner", "Linked").out
    backup = real.absolute().with_name(BACKUP.replace("book", "real"))
    assert said == f"book.xlsx is written: 1 cell. As it was before: {backup}"
    real.with_name("~$real.xlsx").touch()
    said = run("set", "book.xlsx", "Partner", "Held").out[-1]
    assert str(real.absolute().with_name("real (updated 2026-11-21 14.03).xlsx")) in said


def test_a_setting_that_is_so_already_is_not_written(run: Run) -> None:
    before = Path("book.xlsx").read_bytes()
    assert run("set", "book.xlsx", "Goal tier", "gold").out == ["book.xlsx says so already, and is left as it is."]
    assert Path("book.xlsx").read_bytes() == before


def test_what_a_setting_contradicts_is_said(run: Run) -> None:
    assert run("set", "book.xlsx", "Credited tier", "Gold").out[-1] == (
        "warning: It is not followed without the day you gained the tier or read it off HubSpot."
    )


def test_a_setting_is_written_in_the_language_of_its_sheet(made: Path, run: Run) -> None:
    shutil.copy(made / "es.xlsx", "book.xlsx")
    assert run("set", "book.xlsx", "Credited tier", "None").code == 0
    assert run("set", "book.xlsx", "Growth markets added", "South Korea").code == 0
    values = [cell.value for cell in load_workbook("book.xlsx")["Ajustes"]["B"]]
    assert {"Sin nivel", "Corea del Sur"} <= set(values)


def test_only_a_workbook_can_be_changed(run: Run) -> None:
    Path("folder").mkdir()
    write_csv_book(BOOK, Path("folder"))
    assert "is a folder of CSV files" in run("set", "folder", "Goal tier", "Elite").err
    assert run("set", "nowhere.xlsx", "Goal tier", "Elite").err == "There is no file or folder nowhere.xlsx."


def test_services_end_and_the_points_that_go_are_said(run: Run) -> None:
    day = date(2026, 12, 1)
    before = overview(read_book("book.xlsx")[0], day).standing.managed
    found = run("end-services", "book.xlsx", "agora panaderia", "--on", "2026-12-01")
    after = overview(read_book("book.xlsx")[0], day).standing.managed
    assert found.code == 0
    assert found.out[:3] == [
        "Clients row 6, Ágora Panadería: Services ended empty -> 2026-12-01",
        "Managing row 6, Ágora Panadería: Until empty -> 2026-12-01",
        f"book.xlsx is written: 2 cells. As it was before: {BACKUP}",
    ]
    lost = f"From 2026-12-01 on, {before - after:.2f} managed points are lost: {before:.2f} -> {after:.2f} in all."
    assert found.out[3:] == [lost]
    assert before > after > 0
    assert overview(read_book("book.xlsx")[0], date(2026, 11, 30)).standing.managed == before
    again = run("end-services", "book.xlsx", "ÁGORA PANADERÍA", "--on", "2026-12-01")
    assert again.out == ["book.xlsx says so already, and is left as it is."]


def test_a_client_that_gives_no_managed_points_takes_none(run: Run) -> None:
    found = run("end-services", "book.xlsx", "Beta.", "--on", "2026-12-01")
    assert found.out[-1].startswith("No managed points are lost by it; its sold points, 0")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Betta", 'There is no client "Betta"; did you mean "Beta"? Nothing is changed.'),
        ("be ta", '"be ta" can be "Beta", "Beta."; write the one you mean as it stands in the book.'),
    ],
)
def test_a_client_that_is_not_clear_is_not_guessed(name: str, said: str, run: Run) -> None:
    assert run("end-services", "book.xlsx", name, "--on", "2026-12-01").err == said


def edited(change: Callable[[dict[str, str]], object], drop: str = "") -> None:
    """The export with a change of its first client, and without another one."""
    with EXPORT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows[0])
    with Path("export.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row for row in rows if row["Client name"] != drop)


def test_an_export_comes_into_a_book_that_exists(run: Run) -> None:
    write_plain_book(Book(settings=Settings("Mine"), clients=(Client("Beta", "US"),)), Path("book.xlsx"))
    found = run("import", "export.csv", "--into", "book.xlsx", "--currency", "USD")
    assert found.code == 0
    book, fresh = read_book("book.xlsx")[0], Path("fresh.xlsx")
    run("import", "export.csv", "-o", fresh, "--currency", "USD")
    expected = read_book(fresh)[0]
    for table in ("clients", "subscriptions", "managing", "renewals"):
        told = {row._replace(origin=NOWHERE) for row in getattr(expected, table)}
        kept = {row._replace(origin=NOWHERE) for row in getattr(book, table)}
        assert told <= kept
    assert book.settings.partner == "Mine"
    assert book.clients[0] == Client("Beta", "US", unlisted_on=date(2026, 11, 21), origin=Place("Clients", 2))
    before = Path("book.xlsx").read_bytes()
    again = run("import", "export.csv", "--into", "book.xlsx", "--currency", "USD")
    assert again.out[-1] == "book.xlsx needs no change, and is left as it is."
    assert Path("book.xlsx").read_bytes() == before


def test_a_later_export_changes_what_it_tells_and_keeps_what_is_the_persons(run: Run) -> None:
    Path("book.xlsx").unlink()
    run("import", "export.csv", "-o", "book.xlsx", "--currency", "USD", "--on", "2026-10-01")
    run("end-services", "book.xlsx", "Quilla Textil", "--on", "2027-01-01")
    book = read_book("book.xlsx")[0]
    first, gone = book.clients[0].client, book.clients[4].client
    edited(lambda row: row.update({"Total MRR": "999.50", "Unified usage score": "77"}), drop=gone)
    dry = run("import", "export.csv", "--into", "book.xlsx", "--currency", "USD", "--dry-run")
    said = [
        f"Clients row 6, {first}: Usage score empty -> 77",
        f"Clients row 10, {gone}: Not listed since empty -> 2026-11-21",
        f"Subscriptions row 6, {first}: End empty -> 2026-11-21",
        f"Subscriptions: new row, {first}, Several lines, 999.50, USD, 2026-11-21",
        f"Renewals row 6, {first}: Current MRR 445.87 -> 999.50",
    ]
    assert [line for line in dry.out if line.startswith(("Clients", "Subscr", "Renewals", "Managing"))] == said
    assert dry.out[-1] == "4 cells and 1 new row would be written; book.xlsx is left as it is."
    assert read_book("book.xlsx")[0] == book
    done = run("import", "export.csv", "--into", "book.xlsx", "--currency", "USD")
    assert done.out[: len(dry.out) - 1] == dry.out[:-1]
    assert f"book.xlsx is written: 4 cells and 1 new row. As it was before: {BACKUP.replace('07', '08')}" in done.out
    after = read_book("book.xlsx")[0]
    assert next(each for each in after.clients if each.client == "Quilla Textil").services_ended == date(2027, 1, 1)
    assert len(after.clients) == len(book.clients)
    again = run("import", "export.csv", "--into", "book.xlsx", "--currency", "USD")
    assert again.out[-1] == "book.xlsx needs no change, and is left as it is."


def test_a_control_character_in_an_export_is_left_out(run: Run) -> None:
    Path("export.csv").write_text("Client name,Country\nAcme \x1b[1m\x01Norte,Spain\n", encoding="utf-8")
    assert run("import", "export.csv", "--into", "book.xlsx").code == 0
    assert read_book("book.xlsx")[0].clients[-1].client == "Acme [1mNorte"
    again = run("import", "export.csv", "--into", "book.xlsx")
    assert again.out[-1] == "book.xlsx needs no change, and is left as it is."
    assert run("set", "book.xlsx", "Partner", "Mi\x01ne, too").code == 0
    assert settings().partner == "Mine, too"


def test_what_has_no_column_is_not_counted_and_makes_no_backup(run: Run) -> None:
    workbook = Workbook()
    assert workbook.active is not None
    workbook.active.title = "Clients"
    for row in (["Client", "Market", "Hub ID", "Not listed since"], ["Acme", "Spain", "1"], ["Beta", "Mexico", "2"]):
        workbook.active.append(row)
    workbook.save("book.xlsx")
    Path("export.csv").write_text(
        "Hub ID,Client name,Country,Relationship type\n1,Acme,Spain,Sold\n2,Beta,Mexico,Sold\n",
        encoding="utf-8",
    )
    before, there = Path("book.xlsx").read_bytes(), set(Path().iterdir())
    for _ in range(2):
        said = run("import", "export.csv", "--into", "book.xlsx")
        assert said.out[-1] == "book.xlsx needs no change, and is left as it is."
        assert 'it has no column "Relationship", so what belongs there is left out.' in said.out[-2]
        assert Path("book.xlsx").read_bytes() == before
        assert set(Path().iterdir()) == there


def test_amounts_without_a_currency_are_in_that_of_the_book(run: Run) -> None:
    Path("book.xlsx").unlink()
    run("import", "export.csv", "-o", "book.xlsx", "--currency", "EUR")
    found = run("import", "export.csv", "--into", "book.xlsx")
    assert found.code == 0
    assert "note: Amounts without a currency are taken as EUR: all that the book's clients pay is in it." in found.out
    assert found.out[-1] == "book.xlsx needs no change, and is left as it is."


def test_what_cannot_be_priced_is_not_what_hubspot_no_longer_lists(run: Run) -> None:
    Path("book.xlsx").unlink()
    run("import", "export.csv", "-o", "book.xlsx", "--currency", "EUR")
    book, _ = read_book("book.xlsx")
    other = Subscription(book.clients[0].client, "CRM", Decimal(5), "GBP", date(2026, 11, 21))
    write_book(book._replace(subscriptions=(*book.subscriptions, other)), Path("book.xlsx"), NOW.date())
    before = Path("book.xlsx").read_bytes()
    found = run("import", "export.csv", "--into", "book.xlsx")
    assert found.code == 1
    assert any("60 clients are without a currency" in line for line in found.out)
    assert found.out[-1] == "book.xlsx needs no change, and is left as it is."
    assert Path("book.xlsx").read_bytes() == before


def test_an_import_says_what_goes_together(run: Run) -> None:
    assert "one of the arguments -o/--output --into is required" in run("import", "export.csv").err
    both = run("import", "export.csv", "--into", "book.xlsx", "-o", "new.xlsx")
    assert "not allowed with" in both.err
    assert run("import", "export.csv", "-o", "new.xlsx", "--dry-run").err.startswith("--dry-run goes with --into")


def test_a_book_with_errors_is_mended_first(run: Run) -> None:
    workbook = load_workbook("book.xlsx")
    workbook["Clients"]["B7"] = "Atlantis"
    workbook.save("book.xlsx")
    before = Path("book.xlsx").read_bytes()
    found = run("import", "export.csv", "--into", "book.xlsx", "--currency", "USD")
    assert found.err.startswith("book.xlsx has rows that cannot be read (3 errors)")
    assert Path("book.xlsx").read_bytes() == before


def test_a_book_that_is_open_gets_a_copy_beside_it(run: Run) -> None:
    Path("~$book.xlsx").write_bytes(b"\3Ana")
    found = run("set", "book.xlsx", "Goal tier", "Elite")
    assert found.out[-1] == (
        "book.xlsx is open in Excel by Ana; if it is not, delete ~$book.xlsx. It is left as it is; "
        "book (updated 2026-11-21 14.03).xlsx beside it has 1 cell changed."
    )
    assert settings().goal_tier == "Gold"
