"""`import`: an export becomes a book, and what of it cannot be used is told."""

from datetime import date
from pathlib import Path

from support.command import Run, refusal

from partnerbook.book.read.reader import read_book
from partnerbook.files.problems import error_count


def test_an_export_becomes_a_book(run: Run) -> None:
    Path("export.csv").write_text(
        "Client name,Country,Is managed,Total MRR,Nothing\nAcme,Brasil,true,900,x\nBeta,España,false,50,x\n",
        encoding="utf-8",
    )
    said = run("import", "export.csv", "-o", "book.xlsx", "--currency", "real", "--on", "2026-10-01")
    assert (said.code, said.err) == (0, "")
    assert 'note: export.csv, row 1, column Nothing: The column "Nothing"' in said.out
    assert "they start on 2026-10-01" in said.out
    book, problems = read_book("book.xlsx")
    assert error_count(problems) == 0
    assert [(client.client, client.market) for client in book.clients] == [("Acme", "BR"), ("Beta", "ES")]
    assert {(each.currency, each.start) for each in book.subscriptions} == {("BRL", date(2026, 10, 1))}
    assert run("check", "book.xlsx").code == 0


def test_an_export_with_errors_is_a_book_and_exit_code_1(run: Run) -> None:
    Path("export.csv").write_text("Client name,Country\nAcme,Brasil\nBeta,Atlantis\n", encoding="utf-8")
    said = run("import", "export.csv", "-o", "book.xlsx", "--currency", "USD", "--language", "pt")
    assert said.code == 1
    assert "erro: export.csv, linha 3, coluna Country" in said.out
    assert [client.client for client in read_book("book.xlsx")[0].clients] == ["Acme"]


def test_an_export_without_a_currency_says_what_to_add(run: Run) -> None:
    Path("export.csv").write_text("Client name,Country,Total MRR\nAcme,Brasil,900\n", encoding="utf-8")
    said = run("import", "export.csv", "-o", "book.xlsx")
    assert said.code == 1
    assert "error: export.csv: 1 client is without a currency" in said.out
    assert "--currency USD" in said.out


def test_an_export_without_clients_writes_nothing(run: Run) -> None:
    Path("export.csv").write_text("Some,thing\nelse,here\n", encoding="utf-8")
    said = run("import", "export.csv", "-o", "book.xlsx")
    assert said.code == 2
    assert said.err == "partnerbook: export.csv has no client that can be used; book.xlsx is not written.\n"
    assert not Path("book.xlsx").exists()


def test_exports_that_are_refused(run: Run) -> None:
    Path("export.pdf").write_bytes(b"%PDF")
    assert refusal(run("import", "missing.csv", "-o", "book.xlsx")) == "There is no file missing.csv."
    assert "a .csv or .xlsx file" in refusal(run("import", "export.pdf", "-o", "book.xlsx"))
    assert 'did you mean "EUR"?' in refusal(run("import", "export.pdf", "-o", "book.xlsx", "--currency", "EURR"))
    assert "use en, " in refusal(run("new", "book.xlsx", "--language", "xx"))


def test_a_name_cannot_command_the_terminal(run: Run) -> None:
    Path("export.csv").write_text("Client name,Country\n\x1b]0;owned\x07Acme,Atlantis\nBeta,Brasil\n", encoding="utf-8")
    said = run("import", "export.csv", "-o", "book.xlsx")
    assert "Atlantis" in said.out
    assert "\x1b" not in said.out
    assert "\x1b" not in run("points", "\x1b[2J.xlsx").err


HEADINGS = "Hub ID,Client name,Country,Is managed,Number of managing partners,Currency,Total MRR,All active products"


def test_a_book_of_totals_comes_up_to_an_export_with_hubs_and_doubles_nothing(run: Run) -> None:
    """A client had one subscription of its total: its hubs take the place of that, and a second import changes none."""
    rows = "1,Acme,Brasil,true,1,EUR,880,Sales Hub Pro;Data Hub Starter\n2,Beta,España,true,1,EUR,88,Sales Hub Pro\n"
    Path("before.csv").write_text(f"{HEADINGS}\n{rows}", encoding="utf-8")
    assert run("import", "before.csv", "-o", "book.xlsx", "--on", "2026-10-01").code == 0
    before = run("points", "book.xlsx", "--as-of", "2026-10-31").out
    hubs = ",Sales Hub MRR,Operations Hub MRR,Sales Hub renewal date"
    first, second = rows.splitlines()
    Path("hubs.csv").write_text(f"{HEADINGS}{hubs}\n{first},660,220,2027-03-01\n{second},88,,\n", encoding="utf-8")
    said = run("import", "hubs.csv", "--into", "book.xlsx", "--on", "2026-11-21")
    assert said.code == 0, said.out
    assert "Subscriptions: new row, Acme, Data Hub, 220, EUR, 2026-11-21" in said.out
    book, problems = read_book("book.xlsx")
    assert error_count(problems) == 0
    running = [(row.client, row.line, int(row.mrr)) for row in book.subscriptions if row.end is None]
    assert sorted(running) == [("Acme", "Data Hub", 220), ("Acme", "Sales Hub", 660), ("Beta", "Sales Hub", 88)]
    assert [(row.line, row.end) for row in book.subscriptions if row.end] == [("Several lines", date(2026, 11, 21))]
    assert [(row.products, row.renews_on) for row in book.renewals] == [("Sales Hub Pro", date(2027, 3, 1))]
    assert run("points", "book.xlsx", "--as-of", "2026-10-31").out == before
    assert "is left as it is" in run("import", "hubs.csv", "--into", "book.xlsx", "--on", "2026-11-21").out
