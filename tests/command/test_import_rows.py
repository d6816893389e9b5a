"""`import --as`: rows of any export come into a book once, whatever its headings; what it is told is remembered."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support.books import write_plain_book
from support.command import Run, refusal
from support.places import CASES

from partnerbook.book.read.reader import read_book
from partnerbook.records import NOWHERE, Book, Client, Deal, ImportRule, Settings, Subscription
from partnerbook.workbooks.book import write_book

EXPORTS = CASES / "exports"
QUILLA, DELTA = "Quilla Textil", "Delta Turismo, Ltda."
BOOK = Book(
    settings=Settings("Mine"),
    clients=(
        Client(QUILLA, "CO", hub_id="111", domain="quilla.example"),
        Client(DELTA, "NA", account_link="https://app.hubspot.com/contacts/5/record/0-2/8100002"),
    ),
    subscriptions=(Subscription(QUILLA, "Service Hub", Decimal(50), "USD", date(2025, 1, 1)),),
)
SOLD = [
    (QUILLA, "Marketing Hub", "new", date(2026, 3, 5), Decimal(1000), "USD"),
    (QUILLA, "Marketing Hub", "upsell", date(2026, 6, 15), Decimal(200), "USD"),
    (DELTA, "Sales Hub", "new", date(2026, 2, 28), Decimal("400.04"), "USD"),
]


@cache
def written(language: str) -> bytes:
    with TemporaryDirectory() as folder:
        write_book(BOOK, Path(folder, "book.xlsx"), date(2026, 10, 31), language)
        return Path(folder, "book.xlsx").read_bytes()


@pytest.fixture(params=["en", "es", "pt"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    Path(tmp_path, "book.xlsx").write_bytes(written(request.param))
    return Path("book.xlsx")


@pytest.fixture
def english(tmp_path: Path) -> Path:
    Path(tmp_path, "book.xlsx").write_bytes(written("en"))
    return Path("book.xlsx")


def sold(path: Path = Path("book.xlsx")) -> list[tuple[object, ...]]:
    return [(deal.client, deal.line, deal.kind, deal.closed, deal.mrr, deal.currency) for deal in deals(path)]


def deals(path: Path = Path("book.xlsx")) -> tuple[Deal, ...]:
    book, problems = read_book(path)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    return book.deals


def export(*rows: str, name: str = "deals.csv") -> str:
    Path(name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return name


@pytest.mark.parametrize("language", ["en", "es", "pt", "names"])
def test_an_export_in_any_language_comes_into_a_book_in_any(language: str, book: Path, run: Run) -> None:
    name = EXPORTS / f"deals_export.{language}.csv"
    said = run("import", name, "--into", book, "--as", "deals", "--language", "en")
    assert (said.code, said.err) == (0, "")
    assert sold() == SOLD
    assert "1 deal is still open" in said.out
    assert "1 deal is lost" in said.out
    assert "is not known" not in said.out
    once = book.read_bytes()
    again = run("import", name, "--into", book, "--as", "negocios", "--language", "en")
    assert again.code == 0
    assert "needs no change" in again.out
    assert book.read_bytes() == once
    assert len(list(Path().glob("*backup*"))) == 1


def test_what_is_told_is_counted_and_of_no_row_that_is_not_used(english: Path, run: Run) -> None:
    export(
        "Deal,Client,Close date,MRR,Currency,Deal type,Colour",
        "Later,quilla textil,2026-09-05,110,USD,New Business,red",
        "More,quilla textil,2026-03-05,120,USD,Existing Business,red",
        "First,quilla textil,2026-02-05,130,USD,New Business,red",
    )
    out = run("import", "deals.csv", "--into", english, "--as", "deals").out
    assert "No product line is told of 2 deals (rows 2, 4)" in out
    assert "row 3" in next(line for line in out.splitlines() if line.startswith("error:"))
    kinds = [line.partition(":")[0] for line in out.splitlines() if line.startswith(("error:", "note:"))]
    assert f"{kinds.count('error')} error, {kinds.count('note')} notes." in out


def test_an_export_in_another_language_is_the_same_deals(english: Path, run: Run) -> None:
    for language in ("en", "es", "pt", "names"):
        assert run("import", EXPORTS / f"deals_export.{language}.csv", "--into", english, "--as", "deals").code == 0
        assert sold() == SOLD


def test_what_the_export_states_wins_and_what_it_does_not_stays(english: Path, run: Run) -> None:
    run("import", EXPORTS / "deals_export.en.csv", "--into", english, "--as", "deals")
    book, _ = read_book(english)
    corrected = book.deals[0]._replace(mrr=Decimal(900), source="sourced", note="mine", first_sold=date(2024, 1, 1))
    write_plain_book(book._replace(deals=(corrected, *book.deals[1:])), english)
    shown = run("import", EXPORTS / "deals_export.en.csv", "--into", english, "--as", "deals", "--dry-run")
    assert "Deals row 2, Quilla Textil: MRR 900.0 -> 1000.00" in shown.out
    assert deals()[0].mrr == 900
    run("import", EXPORTS / "deals_export.en.csv", "--into", english, "--as", "deals")
    assert deals()[0]._replace(origin=NOWHERE) == corrected._replace(mrr=Decimal(1000), origin=NOWHERE)


def test_a_deal_that_is_typed_in_already_is_known_by_name_client_and_day(english: Path, run: Run) -> None:
    typed = Deal("D", QUILLA, "Marketing Hub", "new", "sourced", date(2026, 3, 5), Decimal(1000), "USD")
    write_book(BOOK._replace(deals=(typed,)), english, date(2026, 10, 31))
    export("Deal,Client,Close date,MRR,Currency", "d,quilla textil,2026-03-05,1100,USD")
    assert run("import", "deals.csv", "--into", english, "--as", "deals").code == 0
    assert [deal._replace(origin=NOWHERE) for deal in deals()] == [typed._replace(deal="d", mrr=Decimal(1100))]


def test_two_deals_of_one_name_and_day_stay_two(english: Path, run: Run) -> None:
    export(
        "Deal,Client,Close date,Kind,Product line,MRR,Currency",
        f"Seats,{QUILLA},2026-03-05,New,Sales Hub,10,USD",
        f"Seats,{QUILLA},2026-03-05,New,Sales Hub,20,USD",
    )
    for _ in range(2):
        assert run("import", "deals.csv", "--into", english, "--as", "deals").code == 0
        assert [deal.mrr for deal in deals()] == [10, 20]
    export(
        "Deal,Client,Close date,Kind,Product line,MRR,Currency",
        f"Seats,{QUILLA},2026-03-05,New,Sales Hub,20,USD",
        f"Seats,{QUILLA},2026-03-05,New,Sales Hub,10,USD",
        f"Seats,{QUILLA},2026-03-05,New,Sales Hub,30,USD",
    )
    run("import", "deals.csv", "--into", english, "--as", "deals")
    assert sorted(deal.mrr for deal in deals()) == [10, 20, 30]


class TestColumns:
    ROWS = ("Negocio nº,Cliente final,Firmado,Ingreso al mes,Divisa,Clase", f"D-1,{QUILLA},2026-03-05,1000,USD,New")
    TOLD = ("Negocio nº=Deal", "Cliente final=Client", "Firmado=Fecha de cierre", "Ingreso al mes=MRR", "Clase=Kind")

    def test_what_is_needed_and_not_known_is_refused_with_what_to_type(self, english: Path, run: Run) -> None:
        export(*self.ROWS)
        before = english.read_bytes()
        said = refusal(run("import", "deals.csv", "--into", english, "--as", "deals"))
        assert '"Client" and "Closed" and "MRR"' in said
        assert "Firmado" in said
        assert '--as deals --columns "' in said
        assert english.read_bytes() == before

    def test_what_is_told_is_remembered(self, english: Path, run: Run) -> None:
        export(*self.ROWS)
        said = run("import", "deals.csv", "--into", english, "--as", "deals", "--columns", *self.TOLD)
        assert (said.code, said.err) == (0, "")
        assert sold() == [(QUILLA, "Line not shared", "new", date(2026, 3, 5), Decimal(1000), "USD")]
        rules = [rule._replace(origin=NOWHERE) for rule in read_book(english)[0].imports]
        assert ImportRule("deals", "Firmado", "Closed") in rules
        once = english.read_bytes()
        assert run("import", "deals.csv", "--into", english, "--as", "deals").code == 0
        assert english.read_bytes() == once
        run("import", "deals.csv", "--into", english, "--as", "deals", "--columns", *self.TOLD)
        assert english.read_bytes() == once

    def test_a_column_that_is_left_out_for_good_is_told_no_more(self, english: Path, run: Run) -> None:
        export("Deal,Client,Closed,Kind,MRR,Currency,Closing", f"D,{QUILLA},2026-03-05,New,5,USD,x")
        said = run("import", "deals.csv", "--into", english, "--as", "deals")
        assert (
            'The column "Closing" is not known and not read; if it is "Closed": --columns "Closing=Closed"' in said.out
        )
        assert (
            '"Closing" is'
            not in run("import", "deals.csv", "--into", english, "--as", "deals", "--columns", "Closing=-").out
        )
        assert '"Closing" is' not in run("import", "deals.csv", "--into", english, "--as", "deals").out

    @pytest.mark.parametrize(
        ("option", "words"),
        [
            (("--columns", "Closed on time=Closed"), 'has no column "Closed on time"'),
            (("--columns", "Closed=Closd"), 'The Deals table has no column "Closd"; did you mean "Closed"?'),
            (("--columns", "Closed"), 'must have two sides, such as "Close Date=Closed"'),
            (("--fill", "Kind=Nwe"), 'did you mean "New"?'),
            (("--fill", "Kind=Existing business"), "can be Upsell or Cross-sell"),
            (("--pipeline", "Sales"), 'has no column "Pipeline"'),
            (("--as", "dealz"), 'did you mean "Deals"?'),
        ],
    )
    def test_what_cannot_be_meant_is_refused(
        self, option: tuple[str, ...], words: str, english: Path, run: Run
    ) -> None:
        export("Deal,Client,Closed,Kind,MRR,Currency", f"D,{QUILLA},2026-03-05,New,5,USD")
        before = english.read_bytes()
        assert words in refusal(run("import", "deals.csv", "--into", english, "--as", "deals", *option))
        assert english.read_bytes() == before

    def test_what_was_told_goes_before_what_a_heading_means(self, english: Path, run: Run) -> None:
        export("Deal,Client,Close date,Signed,Kind,MRR,Currency", f"D,{QUILLA},2026-03-31,2026-03-05,New,5,USD")
        run("import", "deals.csv", "--into", english, "--as", "deals", "--columns", "Signed=Closed", "Close date=-")
        assert deals()[0].closed == date(2026, 3, 5)


class TestAmounts:
    @pytest.mark.parametrize(
        ("rows", "mrr"),
        [
            (("Amount,MRR", "12000,1000"), 1000),
            (("Amount", "1000"), 1000),
            (("hs_mrr,amount", "1000,77"), 1000),
        ],
    )
    def test_mrr_goes_before_the_amount(self, rows: tuple[str, str], mrr: int, english: Path, run: Run) -> None:
        export(f"Deal,Client,Closed,Kind,Currency,{rows[0]}", f"D,{QUILLA},2026-03-05,New,USD,{rows[1]}")
        assert run("import", "deals.csv", "--into", english, "--as", "deals").code == 0
        assert deals()[0].mrr == mrr

    def test_an_amount_that_is_no_mrr_elsewhere_is_none_here(self, english: Path, run: Run) -> None:
        rows = [f"D1,{QUILLA},2026-03-05,New,USD,12000,1000", f"D2,{QUILLA},2026-03-06,New,USD,2400,"]
        export("Deal,Client,Closed,Kind,Currency,Amount,MRR", *rows)
        said = run("import", "deals.csv", "--into", english, "--as", "deals")
        assert said.code == 1
        assert (
            "row 3, column MRR: It has no MRR, and its amount is none: row 2 has 12000 beside an MRR of 1000"
            in said.out
        )
        assert [deal.mrr for deal in deals()] == [1000]

    def test_amounts_without_a_currency_need_one(self, english: Path, run: Run) -> None:
        write_book(BOOK._replace(subscriptions=()), english, date(2026, 10, 31))
        export("Deal,Client,Closed,Kind,MRR", f"D,{QUILLA},2026-03-05,New,5")
        said = run("import", "deals.csv", "--into", english, "--as", "deals")
        assert said.code == 1
        assert "--currency" in said.out
        assert deals() == ()
        run("import", "deals.csv", "--into", english, "--as", "deals", "--currency", "euro")
        assert deals()[0].currency == "EUR"


class TestDays:
    def test_days_that_nothing_tells_are_refused_with_what_to_type(self, english: Path, run: Run) -> None:
        export("Deal,Client,Closed,Kind,MRR,Currency", f"D,{QUILLA},01/02/2026,New,5,USD")
        said = refusal(run("import", "deals.csv", "--into", english, "--as", "deals"))
        assert '"01/02/2026" can be two days' in said
        assert "--day-first or --month-first" in said
        run("import", "deals.csv", "--into", english, "--as", "deals", "--month-first")
        assert deals()[0].closed == date(2026, 1, 2)

    def test_another_row_of_the_file_tells(self, english: Path, run: Run) -> None:
        rows = [f"D{day},{QUILLA},{day}/02/2026,New,5,USD" for day in ("01", "28")]
        export("Deal,Client,Closed,Kind,MRR,Currency", *rows)
        assert run("import", "deals.csv", "--into", english, "--as", "deals").code == 0
        assert [deal.closed for deal in deals()] == [date(2026, 2, 1), date(2026, 2, 28)]

    def test_amounts_that_nothing_tells_too(self, english: Path, run: Run) -> None:
        export("Deal;Client;Closed;Kind;MRR;Currency", f"D;{QUILLA};2026-02-01;New;1.500;USD")
        assert "--decimal-comma or --decimal-point" in refusal(
            run("import", "deals.csv", "--into", english, "--as", "deals")
        )
        run("import", "deals.csv", "--into", english, "--as", "deals", "--decimal-comma")
        assert deals()[0].mrr == 1500


class TestDeals:
    def test_stages_of_ones_own_and_pipelines(self, english: Path, run: Run) -> None:
        export(
            "Deal,Client,Closed,Kind,MRR,Currency,Deal stage,Pipeline",
            f"D1,{QUILLA},2026-03-01,New,1,USD,Firmado,Partner",
            f"D2,{QUILLA},2026-03-02,New,2,USD,Closed won,Own",
            f"D3,{QUILLA},2026-03-03,New,3,USD,Talking,Partner",
        )
        said = run(
            "import", "deals.csv", "--into", english, "--as", "deals", "--won", "firmado", "--pipeline", "partner"
        )
        assert said.code == 0
        assert [deal.deal for deal in deals()] == ["D1"]
        assert '1 deal is still open, so not in the book: "Talking" 1.' in said.out
        assert '1 deal is of other pipelines left out: "Own" 1.' in said.out
        once = english.read_bytes()
        run("import", "deals.csv", "--into", english, "--as", "deals")
        assert english.read_bytes() == once
        assert 'has no pipeline "Partnr"; it has "Own", "Partner".' in refusal(
            run("import", "deals.csv", "--into", english, "--as", "deals", "--pipeline", "Partnr")
        )

    def test_what_nothing_tells_of_more_business_is_asked_for(self, english: Path, run: Run) -> None:
        export("Deal,Client,Closed,Deal type,MRR,Currency", f'D,"{DELTA}",2026-03-01,existingbusiness,1,USD')
        said = run("import", "deals.csv", "--into", english, "--as", "deals")
        assert said.code == 1
        assert '--fill "Kind=Upsell"' in said.out
        assert run("import", "deals.csv", "--into", english, "--as", "deals", "--fill", "Kind=Upsell").code == 0
        assert [deal.kind for deal in deals()] == ["upsell"]
        assert "needs no change" in run("import", "deals.csv", "--into", english, "--as", "deals").out

    def test_a_client_is_known_by_its_hub_its_domain_its_company_or_its_name(self, english: Path, run: Run) -> None:
        export(
            "Deal,Associated company,Hub ID,Company domain name,Associated Company IDs,Closed,Kind,MRR,Currency",
            "D1,Other name,111.0,,,2026-03-01,New,1,USD",
            "D2,,,https://www.QUILLA.example/,,2026-03-02,New,2,USD",
            "D3,Delta,,,8100002,2026-03-03,New,3,USD",
            "D4,DELTA TURISMO LTDA,,,,2026-03-04,New,4,USD",
            f'D5,"{DELTA}",111,,,2026-03-05,New,5,USD',
        )
        said = run("import", "deals.csv", "--into", english, "--as", "deals")
        assert [deal.client for deal in deals()] == [QUILLA, QUILLA, DELTA, DELTA]
        assert said.code == 1
        assert f"its client can be several: by its Hub ID {QUILLA}, by its name {DELTA}" in said.out

    def test_deals_of_no_client_are_counted_and_can_be_added(self, english: Path, run: Run) -> None:
        export(
            "Deal,Associated company,Country,Closed,Kind,MRR,Currency",
            "D1,Gama (inventada),Brasil,2026-03-01,New,1,USD",
            "D2,gama (inventada),,2026-03-02,New,2,USD",
            "D3,Zeta (inventada),,2026-03-03,New,3,USD",
            "D4,Quila Textil,,2026-03-04,New,4,USD",
        )
        said = run("import", "deals.csv", "--into", english, "--as", "deals")
        assert said.code == 0
        assert "4 rows are of" in said.out
        assert f'Quila Textil 1 (is it "{QUILLA}"?)' in said.out
        assert deals() == ()
        said = run(
            "import", "deals.csv", "--into", english, "--as", "deals", "--new-clients", "--company",
            f"Quila Textil={QUILLA}",
        )  # fmt: skip
        assert "1 company is not added, because no country is told: Zeta (inventada)" in said.out
        assert [(client.client, client.market) for client in read_book(english)[0].clients][2:] == [
            ("Gama (inventada)", "BR")
        ]
        assert [deal.client for deal in deals()] == ["Gama (inventada)", "Gama (inventada)", QUILLA]
        once = english.read_bytes()
        run("import", "deals.csv", "--into", english, "--as", "deals", "--new-clients")
        assert english.read_bytes() == once

    def test_a_deal_that_is_won_no_more_is_told_and_stays(self, english: Path, run: Run) -> None:
        run("import", EXPORTS / "deals_export.en.csv", "--into", english, "--as", "deals")
        text = (EXPORTS / "deals_export.en.csv").read_text(encoding="utf-8")
        export(text.replace("Closed won", "Closed lost", 1))
        said = run("import", "deals.csv", "--into", english, "--as", "deals")
        assert "The export says that it is lost; its row stays" in said.out
        assert sold() == SOLD


@pytest.mark.parametrize(
    ("encode", "separator"),
    [("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ";"), ("utf-8", "|")],
)
def test_encodings_and_separators(encode: str, separator: str, english: Path, run: Run) -> None:
    rows = [["Nombre del negocio", "Cliente", "Fecha de cierre", "Tipo", "Línea de producto", "MRR", "Moneda"],
            ["Ampliación (inventada) á", QUILLA, "2026-03-05", "Nuevo", "Sales Hub", "5", "USD"]]  # fmt: skip
    text = "\r\n".join(separator.join(row) for row in (rows[0], rows[1], rows[0]))
    Path("deals.csv").write_bytes(text.encode(encode))
    assert run("import", "deals.csv", "--into", english, "--as", "deals").code == 0
    assert [deal.deal for deal in deals()] == ["Ampliación (inventada) á"]


def test_an_older_book_without_a_sheet_for_it_remembers_nothing_and_says_so(english: Path, run: Run) -> None:
    from openpyxl import load_workbook

    workbook = load_workbook(english)
    del workbook["Imports"]
    workbook.save(english)
    export("Deal,Client,Closed,Kind,MRR,Currency,X", f"D,{QUILLA},2026-03-05,New,5,USD,y")
    said = run("import", "deals.csv", "--into", english, "--as", "deals", "--columns", "X=-")
    assert said.code == 0
    assert 'has no sheet "Imports"; add one with the headings' in said.out
    assert len(deals()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export.csv", "-o", "new.xlsx", "--as", "deals"), "--as goes with --into"),
        (("export.csv", "--into", "book.xlsx", "--fill", "Kind=New"), "goes with --as"),
        (("missing.csv", "--into", "book.xlsx", "--as", "deals"), "There is no file missing.csv."),
        (("empty.csv", "--into", "book.xlsx", "--as", "deals"), "has a heading of the Deals table"),
        (("headings.csv", "--into", "book.xlsx", "--as", "deals"), "has no rows below its headings"),
    ],
)
def test_what_makes_no_sense_is_refused(words: tuple[str, ...], said: str, english: Path, run: Run) -> None:
    export("", name="empty.csv")
    export("Deal,Client,Closed,Kind,MRR,Currency", name="headings.csv")
    before = english.read_bytes()
    assert said in refusal(run("import", *words))
    assert english.read_bytes() == before
