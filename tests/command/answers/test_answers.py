"""The answers for programs: they are what the core says, to the last digit, in the schema that is written down."""

import csv
import io
import json
import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from support.answers import read_answer
from support.books import write_plain_book
from support.command import AS_OF, Run, refusal, started
from support.random_books import books

from partnerbook.codes import AlertKind
from partnerbook.command.answers import changes, check, client, points, renewals, schema, selling, tier
from partnerbook.command.answers.form import CSV, FORMS, JSON, SCHEMA, answer, show
from partnerbook.command.answers.json_text import json_text, json_value
from partnerbook.command.answers.named import ANSWERS
from partnerbook.command.main import parsed
from partnerbook.command.reading import Told
from partnerbook.exact import figure, total
from partnerbook.figures.overview import Overview, overview
from partnerbook.files.csv_in import guarded_text
from partnerbook.points.amount import calculated_points
from partnerbook.points.ledger import changes as moved_in
from partnerbook.points.ledger import standing
from partnerbook.records import Book, Client
from partnerbook.sample import sample_book

YEAR = date(2025, 11, 1), date(2026, 10, 31)
WORDS: dict[str, tuple[str, ...]] = {
    "tier": ("tier", "{book}", "--goal", "Diamond"),
    "points": ("points", "{book}"),
    "points of an amount": ("points", "1234.56", "Mexico", "EUR", "--manage", "--others", "2"),
    "money of points": ("points", "--money", "33.33", "Spain", "CHF", "--as-of", "2026-02-01"),
    "renewals": ("renewals", "{book}"),
    "commission by period": ("commission", "{book}"),
    "commission by client": ("commission", "{book}", "--by", "client"),
    "commission by deal": ("commission", "{book}", "--by", "deal"),
    "check": ("check", "{book}"),
    "calc": ("calc", "{book}"),
    "changes by client": ("changes", "{book}", "--range", "year-to-date"),
    "changes by entry": ("changes", "{book}", "--by", "entry"),
    "client": ("client", "{book}", "Fenraquil Insurance"),
    "selling": ("selling", "{book}", "--range", "last-quarter"),
    "usage": ("usage", "{book}"),
    "team": ("team", "{book}"),
    "outlook": ("outlook", "{book}", "--months", "2"),
    "stake": ("stake", "{book}", "--months", "3"),
    "goal": ("goal", "{book}", "--goal", "Diamond"),
    "scenario": ("scenario", "{book}", "--months", "3"),
    "reconcile": ("reconcile", "{book}"),
    "network": ("network", "{book.parent}"),
    "explain": ("explain", "{book}", "--figure", "managed"),
    "compare": ("compare", "{book}", "--since", "2026-07-31"),
    "editions": ("editions", "{book}"),
    "rules of the editions": ("editions",),
}


def cell(value: object) -> str:
    """A value that is no number as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return "; ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def said(name: str, book: Path) -> list[str]:
    return [word.format(book=book) for word in WORDS[name]]


def of_book(known: Overview) -> list[object]:
    """Every answer of a book."""
    found = [
        tier.tier_answer(known),
        points.clients_points_answer(known),
        renewals.renewals_answer(known),
        check.check_answer(known, ()),
        changes.clients_changes_answer(known, *YEAR),
        changes.entries_changes_answer(known, *YEAR),
        *(client.client_answer(known, each) for each in known.book.clients),
        selling.selling_answer(known, *YEAR),
        selling.usage_answer(known),
        selling.team_answer(known),
    ]
    return [answer(each, Told(known, (), 0)) for each in found]  # type: ignore[arg-type]


def test_the_schema_that_is_written_is_that_of_the_records() -> None:
    assert schema.FILE.read_text("utf-8") == schema.schema_text()


def test_every_answer_is_tried_here() -> None:
    assert set(WORDS) == set(ANSWERS)


@pytest.mark.parametrize("name", WORDS)
def test_each_form_of_an_answer_says_the_same(run: Run, demo: Path, name: str) -> None:
    """JSON is all that is printed, the code and what is told stay, and CSV holds the rows."""
    words = said(name, demo / "book.xlsx")
    plain, found, rows_only = run(*words), run(*words, "--json"), run(*words, "--as", "csv")
    assert (found.code, found.err) == (rows_only.code, rows_only.err) == (plain.code, plain.err)
    assert plain.out
    read = read_answer(found.out)
    assert (read.answer, read.schema) == (name, SCHEMA)
    assert found.out.isascii()
    rows, lines = read.figures.rows, [*csv.reader(io.StringIO(rows_only.out))]  # type: ignore[attr-defined]
    if rows:
        assert lines[0] == list(rows[0]._fields)
    assert len(lines) == len(rows) + 1
    for line, row in zip(lines[1:], rows, strict=True):
        for text, value in zip(line, row, strict=True):
            if isinstance(value, Decimal):
                assert Decimal(text) == value
            else:
                assert text == (guarded_text(value) if isinstance(value, str) else cell(value))


@pytest.mark.parametrize("name", WORDS)
def test_the_form_is_asked_for_in_two_ways_or_not_at_all(demo: Path, name: str) -> None:
    words = said(name, demo / "book.xlsx")
    assert parsed([*words, "--json"]) == parsed([*words, "--as", "json"])
    assert parsed(words) == parsed([*words, "--as", "table"])


def test_errors_of_a_book_are_told_and_stand_in_the_answer(run: Run, faulty: Path) -> None:
    for words in (("tier", faulty), ("check", faulty), ("changes", faulty)):
        found = run(*words, "--json")
        assert found.code == 1
        problems = read_answer(found.out).problems
        market = next(each for each in problems if "Atlantis" in each.message)
        assert (market.severity, market.file, market.cell) == ("error", "Clients.csv", "row 2, column Market")
        assert market.found == "Atlantis"
    lines = [*csv.reader(io.StringIO(run("check", faulty, "--as", "csv").out))]
    [line] = [line for line in lines if line[:5] == ["error", "Clients.csv", "", "row 2, column Market", "Atlantis"]]
    assert lines[0][-1] == "code"
    assert json.loads(run("check", faulty, "--json").out)["problems"][lines.index(line) - 1]["code"] == line[-1] != ""


def test_what_gives_no_points_stands_in_the_answer(run: Run, tmp_path: Path) -> None:
    book = sample_book(8)
    write_plain_book(
        book._replace(deals=(book.deals[0]._replace(currency="CLP"), *book.deals[1:])), tmp_path / "book.xlsx"
    )
    found = run("tier", "book.xlsx", "--json")
    assert found.code == 1
    [unused] = read_answer(found.out).unused
    assert str(unused.origin) == "Deals row 2"


def test_what_is_refused_prints_nothing(run: Run, demo: Path) -> None:
    assert "no tier" in refusal(run("tier", demo / "book.xlsx", "--goal", "Bronze", "--json"))
    assert "invalid choice" in refusal(run("tier", demo / "book.xlsx", "--as", "xml"))
    assert "--as json" in refusal(run("renewals", demo / "book.xlsx", "-o", "r.xlsx", "--json"))


def test_no_name_becomes_a_formula_and_none_loses_a_letter(run: Run, tmp_path: Path) -> None:
    book = sample_book(3)
    names = dict(zip((each.client for each in book.clients), ("=1+1", 'Ñandú, "GmbH"', "a\nb"), strict=True))

    def renamed(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(row._replace(client=names[row.client]) for row in rows)  # type: ignore[attr-defined]

    odd = Book(book.settings, *map(renamed, book[1:6]), tiers=book.tiers)  # type: ignore[arg-type]
    write_plain_book(odd, tmp_path / "book.xlsx")
    rows = read_answer(run("points", "book.xlsx", "--json").out).figures.rows  # type: ignore[attr-defined]
    listed = [line[0] for line in csv.reader(io.StringIO(run("points", "book.xlsx", "--as", "csv").out))][1:]
    assert {row.client for row in rows} <= set(names.values())
    assert [name.removeprefix("'") for name in listed] == [row.client for row in rows]
    assert not any(name.startswith(("=", "+", "-", "@")) for name in listed)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books())
def test_the_answers_of_any_book_are_read_back_to_the_last_digit(book: Book) -> None:
    for each in of_book(overview(book, AS_OF)):
        assert read_answer(json_text(each)) == each


def test_the_answers_of_the_sample_are_the_cores() -> None:
    known = overview(sample_book(), AS_OF)
    rows = read_answer(json_text(of_book(known)[1])).figures
    assert rows.points.total == known.standing.total  # type: ignore[attr-defined]
    assert total(row.total for row in rows.clients) == known.standing.total  # type: ignore[attr-defined]
    due = read_answer(json_text(of_book(known)[2])).figures.due  # type: ignore[attr-defined]
    assert [row.client for row in due] == [each.renewal.client for each in known.renewals if each.due]
    assert {row.alert for row in due} <= {AlertKind.OVERDUE, AlertKind.WITHIN}


def test_the_points_of_an_amount_are_the_cores(run: Run) -> None:
    figures = read_answer(
        run("points", "1000", "Mexico", "USD", "--manage", "--as-of", "2026-02-01", "--json").out
    ).figures
    expected = calculated_points(Decimal(1000), "Mexico", "USD", date(2026, 2, 1), also_manage=True)
    assert figures.total == expected.total == 120  # type: ignore[attr-defined]
    assert [row.points for row in figures.tracks] == [expected.sold, expected.managed]  # type: ignore[attr-defined]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books())
def test_the_changes_of_any_book_add_up_to_the_four_numbers(book: Book) -> None:
    known = overview(book, AS_OF)
    for first, last in (YEAR, (AS_OF, AS_OF), (date(2000, 1, 1), date(2099, 12, 31))):
        moved = moved_in(known.ledger.entries, first, last)
        by_client = changes.clients_changes_answer(known, first, last)
        by_entry = changes.entries_changes_answer(known, first, last)
        for track in ("sold", "managed"):
            for way in ("new", "lost"):
                number = getattr(moved[track], way)
                assert total(getattr(row, f"{way}_{track}") for row in by_client.rows) == number
                assert total(getattr(row, way) for row in by_entry.rows if row.track == track) == number
        after = standing(known.ledger.entries, last)
        assert [row.closing for row in by_client.tracks] == [after.sold, after.managed]


@pytest.mark.parametrize("market", ["Mexico", "Spain"])
@pytest.mark.parametrize(("given", "currency"), [("120", "USD"), ("33.33", "CHF"), ("0.01", "EUR"), ("0", "GBP")])
def test_the_money_of_points_gives_those_points(run: Run, given: str, currency: str, market: str) -> None:
    on = ("--as-of", "2026-02-01", "--json")
    back = read_answer(run("points", "--money", given, market, currency, "--others", "1", *on).out).figures
    for at, row in enumerate(back.tracks):  # type: ignore[attr-defined]
        words = ("points", f"{row.amount:f}", market, currency, "--manage", "--others", "1", *on)
        there = read_answer(run(*words).out).figures
        assert figure(there.tracks[at].points) == figure(Decimal(given))  # type: ignore[attr-defined]
        assert (there.tracks[at].estimated, there.tracks[at].track) == (currency == "CHF", row.track)  # type: ignore[attr-defined]


@pytest.mark.skipif(os.name != "posix", reason="runs in a shell's encoding")
def test_a_file_holds_every_letter_whatever_the_encoding(script: str, tmp_path: Path) -> None:
    book = Book(clients=(Client("Ñandú 株式会社", "JP"),))
    write_plain_book(book, tmp_path / "book.xlsx")
    words = script, "usage", str(tmp_path / "book.xlsx")
    done = started(*words, "--as", "csv", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert "Ñandú 株式会社" in done.stdout.decode("utf-8")
    done = started(*words, "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert read_answer(done.stdout.decode("ascii")).figures.clients[0].client == "Ñandú 株式会社"  # type: ignore[attr-defined]


def test_no_name_steers_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    known = overview(Book(clients=(Client("Evil\x1b]0;x\x07\x9b2J", "US"),)), AS_OF)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for form in (CSV, JSON):
        show(form, selling.usage_answer(known), Told(known, (), 0), ())
        assert not set(capsys.readouterr().out) & set("\x1b\x07\x9b")


def test_json_has_no_place_for_a_float() -> None:
    with pytest.raises(TypeError, match="float"):
        json_value(0.1)
    assert json.loads(json_text(Decimal("0.1000000000000000055"))) == "0.1000000000000000055"


def test_the_forms_are_three() -> None:
    assert FORMS == ("table", "csv", "json")
