"""Each bad book gives the right sentences at the right places, and what is no book is refused in one."""

from datetime import date
from pathlib import Path

import pytest
from support.bad_books import FOLDER, bad_workbooks
from support.books import but_sources

from partnerbook.book.read.reader import read_book
from partnerbook.errors import PartnerbookError
from partnerbook.files.problems import ERROR, NOTE, WARNING, Problem, problem_summary

# The file; then for each error (!) and warning (?) its place and words that its message must have.
BAD_BOOKS = [
    ("amount_ambiguous", ["! Deals.csv, row 2, column MRR: 1.234 | 1234 | 1.2340"]),
    ("amount_in_words", ["! Deals.csv, row 2, column MRR: ten | not a number"]),
    ("amount_marks", ["! Deals.csv, row 2, column MRR: 1,23,4.5.6 | marks"]),
    ("amount_missing", ["! Deals.csv, row 2, column MRR: empty"]),
    ("amount_negative", ["! Deals.csv, row 2, column MRR: (500) | never negative | Cancellation"]),
    ("amount_of_other_currency", ["! Deals.csv, row 2, column MRR: R$ 1.234,50 | not USD"]),
    ("amount_percent", ["! Deals.csv, row 2, column MRR: 12 % | percentage"]),
    ("amount_too_large", ["! Deals.csv, row 2, column MRR: 1234567890123456 | too large"]),
    ("amount_two_ways", ["! Deals.csv, row 4, column MRR: 1,234 | both ways"]),
    ("amount_with_more", ["! Deals.csv, row 2, column MRR: about 500 | not USD"]),
    ("choice_unknown", ['! Deals.csv, row 2, column Kind: Upsel | Downgrade or Cancellation | did you mean "Upsell"?']),
    ("client_in_lines", ["! Clients.csv, row 3, column Client: Beta Inc | one line"]),
    ("client_twice", ["! Clients.csv, row 3, column Client: ACME | Clients row 2"]),
    ("client_unknown", ['! Deals.csv, row 2, column Client: Acmee | did you mean "Acme"?']),
    ("client_with_error", ["! Clients.csv, row 3, column Market: Brasl",
                           "! Deals.csv, row 2, column Client: beta | error in Clients row 3"]),
    ("covers_no_day", ["? Managing.csv, row 2, column Until: 2025-07-15 | no day"]),
    ("currency_ambiguous", ["! Deals.csv, row 2, column Currency: $ | could be USD, COP"]),
    ("currency_unknown", ['! Deals.csv, row 2, column Currency: EURR | did you mean "EUR"?']),
    ("date_ambiguous", ["! Deals.csv, row 2, column Closed: 03/04/2025 | 2025-03-04 or 2025-04-03"]),
    ("date_far", ["! Deals.csv, row 2, column Closed: 0205-07-15 | 2000 and 2099"]),
    ("date_impossible", ["! Deals.csv, row 2, column Closed: 31/02/2025 | not a day of the calendar"]),
    ("date_in_words", ["! Deals.csv, row 2, column Closed: next week | not a date"]),
    ("date_small_number", ["! Deals.csv, row 2, column Closed: 2025 | not a date"]),
    ("date_two_ways", ["! Deals.csv, row 4, column Closed: 03/04/2025 | both ways"]),
    ("date_without_year", ["! Deals.csv, row 2, column Closed: 15 jul | needs a day, a month and a year"]),
    ("deal_twice", ["? Deals.csv, row 3: same as Deals row 2 | both count"]),
    ("ends_before_start", ["! Subscriptions.csv, row 2, column End: 2025-07-01 | before it starts on 2025-07-15"]),
    ("excel_error_text", ["! Deals.csv, row 2, column MRR: #REF! | Excel error"]),
    ("first_sold_late", ["! Deals.csv, row 2, column Line first sold: 2025-08-01 | after | 2025-07-15"]),
    ("for_reading", ["? Clients.csv, row 2, column Account link: mailto: | left empty",
                     "? Clients.csv, row 2, column Usage score: 120 | 0 to 100",
                     "? Clients.csv, row 3, column Usage score: 85 % | per cent | left empty",
                     "? Clients.csv, row 3, column Last active on: soon | left empty"]),
    ("heading_missing", ['! Deals.csv, row 1: "Currency" ("Moneda", "Moeda") | is it "Curency"? | row 2 is not read']),
    ("heading_twice", ["! Clients.csv, row 1, column Mercado: Market | rename | none of its 2 rows"]),
    ("headings_again", ["! Clients.csv, row 1: rows 2 to 3 are not read | row 5 | than row 1 | Bring all"]),
    ("headings_none", ["! Clients.csv: first 50 | Client, Market | none of its 2 rows"]),
    ("identifiers_twice", ["? Clients.csv, row 3, column Hub ID: 10000001 | Acme | Clients row 2 | both count",
                           "? Deals.csv, row 3, column Record ID: 77 | same product line and kind in Deals row 2",
                           "? Deals.csv, row 6, column Record ID: 77 | Acme | Deals row 2",
                           "? Deals.csv, row 8, column Deal: same as Deals row 7 | both count"]),
    ("loss_without_sale", ["? Deals.csv, row 3, column Closed: No sale | 2025-01-15 | takes no points"]),
    ("managing_twice", ["! Managing.csv, row 3, column From: 2025-07-14 | Managing row 2 | not used"]),
    ("market_ambiguous", ["! Clients.csv, row 3, column Market: Korea | (KR) | (KP)"]),
    ("market_missing", ["! Clients.csv, row 3, column Market: empty"]),
    ("market_not_given", ["! Clients.csv, row 3, column Market: n/a | no market"]),
    ("market_unknown", ['! Clients.csv, row 3, column Market: Brasl | did you mean "Brasil"?']),
    ("not_text", ["! Clients.csv: no text"]),
    ("number_negative", ["! Managing.csv, row 2, column Other partners: -1 | 0 or more"]),
    ("number_with_more", ["! Managing.csv, row 2, column Other partners: 2 partners"]),
    ("quote_open", ["! Clients.csv: line 4 | quotation marks"]),
    ("rate_twice", ["! Rates.csv, row 3, column Currency: COP | Rates row 2"]),
    ("rate_zero", ["! Rates.csv, row 2, column Amount per US$100: COP | above 0"]),
    ("read_ahead", []),
    ("row_shifted", ["! Clients.csv, row 3: 3 values for 2 headings | quotation marks"]),
    ("setting_bad", ['! Settings.csv, row 3, column 2: Platnum | did you mean "Platinum"?',
                     "! Settings.csv, row 4, column 2: 30.6 | whole numbers of days",
                     '! Settings.csv, row 5, column 2: Euroo | did you mean "Euro"?']),
    ("setting_doubts", ["? Settings.csv, row 2, column 2: the day you gained",
                        "? Settings.csv, row 4, column 2: ES is both added to and removed"]),
    ("setting_nameless", ['? Settings.csv, row 3, column 2: "Gold" stands beside no setting']),
    ("setting_order", ["? Settings.csv, row 4, column 2: 2025-12-01 | before | 2026-01-15"]),
    ("setting_since", ["? Settings.csv, row 2, column 2: no credited tier"]),
    ("setting_twice", ["! Settings.csv, row 4, column 1: Nivel objetivo | row 3"]),
    ("setting_unknown", ['? Settings.csv, row 3, column 1: Goal teir | did you mean "Goal tier"?']),
    ("settings_without", ["! Settings.csv: Partner"]),
    ("subscriptions_twice", ["? Subscriptions.csv, row 3, column Start: Subscriptions row 2 | both count"]),
    ("table_again", ['? Clients of 2024.csv: "Clients of 2024" | not read | "Clients" is']),
    ("table_near", ['? Subscritpions.csv: not read | if it is "Subscriptions", rename it']),
    ("table_twice", ['! Clients.csv: only "Clientes" is read']),
    ("threshold_edition", ["! Tiers.csv, row 2, column Edition: 2026-01-01 | 2025-07-15 or 2026-01-15"]),
    ("threshold_order", ["? Tiers.csv, row 2, column Sourced minimum: 900 | 700",
                         "? Tiers.csv, row 3, column Total points: Platinum needs 600 | Tiers row 2"]),
    ("threshold_twice", ["! Tiers.csv, row 3, column Edition: 2026-01-15 | Gold | Tiers row 2"]),
    ("upsell_without_sale", ["? Deals.csv, row 2: No earlier sale | rate of its own day"]),
    ("whole_number", ["! Managing.csv, row 2, column Other partners: 1.5 | whole number"]),
    ("amount_as_day.xlsx", ["! amount_as_day.xlsx, Deals!D2: 1200 | date"]),
    ("cell_far_away.xlsx", ["! cell_far_away.xlsx, Clients: row 1048576 | 16384 columns | Ctrl+End"]),
    ("cell_far_away_elsewhere.xlsx", []),
    ("clock_as_day.xlsx", ["! clock_as_day.xlsx, Deals!D2: 12:30:00 | date"]),
    ("day_as_amount.xlsx", ["! day_as_amount.xlsx, Deals!E2: 2025-01-02 | a day"]),
    ("days_turned.xlsx", ["? days_turned.xlsx, Deals!D1: 3/25/2025 | turned"]),
    ("error_cell.xlsx", ["! error_cell.xlsx, Deals!E2: #DIV/0! | Excel error"]),
    ("formula_without_value.xlsx", ["! formula_without_value.xlsx, Deals!E2: no value yet | open the file in Excel"]),
    ("sheet_hidden_error.xlsx", ["! sheet_hidden_error.xlsx, Clients!B2: #N/A | Excel error"]),
    ("yes_as_amount.xlsx", ["! yes_as_amount.xlsx, Deals!E2: TRUE | must be a number"]),
]  # fmt: skip

REFUSED = [
    ("binary.xlsb", "binary workbook | .xlsx"),
    ("cut_short.xlsx", "damaged or cut short"),
    ("empty.xlsx", "no content"),
    ("entities.xlsx", "defines entities"),
    ("no_table.xlsx", '"Sheet1" | Clients, Subscriptions, Deals'),
    ("no_zip.xlsx", "no Excel workbook"),
    ("old.xls", "old .xls | save it as .xlsx"),
    ("other_zip.xlsx", "no part 'xl/workbook.xml'"),
    ("outside.xlsx", "points outside"),
    ("password.xlsx", "password"),
    ("unpacks_to_much.xlsx", "image1.png | unpacks"),
    ("xml_cut_short.xlsx", "damaged | XML"),
    ("rate_zero/Rates.csv", "choose the folder"),
    ("no_such_book.xlsx", "There is no file"),
    ("../../support/books.py", '".py" | .xlsx'),
]


@pytest.mark.parametrize(("file", "expected"), BAD_BOOKS, ids=[file for file, _ in BAD_BOOKS])
def test_a_bad_book_says_what_is_wrong_and_where(file: str, expected: list[str]) -> None:
    _, problems = read_book(FOLDER / file)
    told = [problem for problem in but_sources(problems) if problem.severity != NOTE]
    assert [(problem.severity, problem.place) for problem in told] == [
        (ERROR if line[0] == "!" else WARNING, line[2:].partition(": ")[0]) for line in expected
    ]
    for problem, line in zip(told, expected, strict=True):
        for words in line.partition(": ")[2].split(" | "):
            assert words in problem.message
        assert problem.message[0].isupper() or problem.message[0] == '"'
        assert problem.message[-1] in ".?"


def test_nothing_was_read_off_hubspot_on_a_day_to_come() -> None:
    """Days up to today, or to the book's own day where that is later, can be; others are slips."""
    _, problems = read_book(FOLDER / "read_ahead", date(2026, 11, 1))
    assert [(problem.place, problem.message) for problem in problems if "still to come" in problem.message] == [
        ("Clients.csv, row 3, column Last active on",
         "Somebody was last active on 2027-11-03, which is still to come: correct the day."),
        ("Clients.csv, row 3, column HubSpot points as of",
         "Points were read on 2026-12-01, which is still to come: correct the day."),
        ("Settings.csv, row 3, column 2",
         "The credited tier has been held since 2062-01-15, which is still to come: correct the day."),
        ("Settings.csv, row 4, column 2",
         "The credited tier was read on 2062-01-20, which is still to come: correct the day."),
    ]  # fmt: skip
    assert not [problem for problem in read_book(FOLDER / "read_ahead")[1] if "still to come" in problem.message]
    late = read_book(FOLDER / "read_ahead", date(2062, 1, 20))[1]
    assert not [problem for problem in late if "still to come" in problem.message]


@pytest.mark.parametrize(("file", "words"), REFUSED, ids=[file for file, _ in REFUSED])
def test_what_is_no_book_is_refused_in_one_sentence(file: str, words: str) -> None:
    with pytest.raises(PartnerbookError) as refusal:
        read_book(FOLDER / file)
    sentence = str(refusal.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    for part in words.split(" | "):
        assert part in sentence


def test_every_case_file_is_tested() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        file for file, _ in [*BAD_BOOKS, *REFUSED] if (FOLDER / file).parent == FOLDER and (FOLDER / file).exists()
    }


def test_the_bad_workbooks_are_those_of_the_script() -> None:
    assert set(bad_workbooks()) == {path.name for path in FOLDER.iterdir() if path.is_file()}


def test_a_folder_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PartnerbookError, match=r"holds no CSV files, such as Clients\.csv"):
        read_book(tmp_path)


def test_what_excel_keeps_beside_an_open_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "~$book.xlsx").write_bytes(b"\5Me   ")
    with pytest.raises(PartnerbookError, match=r"choose book\.xlsx"):
        read_book(tmp_path / "~$book.xlsx")


def test_a_problem_says_its_place_first() -> None:
    problem = Problem(ERROR, "book.xlsx", "Deals", "C7", "x", "This is wrong.")
    assert str(problem) == "book.xlsx, Deals!C7: This is wrong."
    assert problem_summary([problem, problem, problem._replace(severity=NOTE)]) == "2 errors, 1 note."
