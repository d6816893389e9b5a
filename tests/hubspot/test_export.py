"""HubSpot's export becomes a book: whatever the language, the file and the gaps, and no row is lost in silence."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from support.places import CASES

from partnerbook.book.read.check import checked
from partnerbook.errors import PartnerbookError, UnknownName
from partnerbook.files.problems import ERROR, NOTE, WARNING, of_severity
from partnerbook.hubspot.columns import EXPORT, ExportRow
from partnerbook.hubspot.export import book_from_export
from partnerbook.hubspot.rows import partners_of_split
from partnerbook.records import NOWHERE, Book, Client, Managing, Place, Renewal, Subscription

EXPORTS = CASES / "exports"
ENGLISH = EXPORTS / "partner_clients_export.en.csv"
SPANISH = EXPORTS / "partner_clients_export.es.csv"
DAY = date(2026, 11, 21)
NO_START = "HubSpot's export of 2026-11-21, which has no start date"

PROPERTIES = {
    "Hub ID": "Hub ID",
    "Client name": "hs_client_name",
    "Client account name": "hs_client_account_name",
    "Company domain name": "hs_client_domain_name",
    "Country": "hs_country",
    "Relationship type": "hs_relationship_type",
    "Is managed": "hs_is_managed",
    "Is sold": "hs_is_sold",
    "Total MRR": "hs_total_subscription_mrr",
    "Split managed MRR": "hs_split_managed_mrr",
    "Renewal MRR": "hs_renewal_mrr",
    "Next renewal date": "hs_next_renewal_date",
    "Managed relationship estimated expiration date": "hs_managed_relationship_estimated_expiration_date",
    "Next cancellation date": "hs_next_cancellation_date",
    "All active products": "hs_all_active_products",
    "Unified usage score": "hs_unified_usage_score",
    "Client account link": "hs_account_link",
}
PORTUGUESE = {
    "Hub ID": "ID do Hub",
    "Client name": "Nome do cliente",
    "Company domain name": "Nome de domínio da empresa",
    "Country": "País",
    "Relationship type": "Tipo de relacionamento",
    "Is managed": "É gerenciado?",
    "Is sold": "Foi vendido",
    "Total MRR": "MRR total",
    "Split managed MRR": "MRR gerenciado dividido",
    "Renewal MRR": "MRR da renovação",
    "Next renewal date": "Próxima data de renovação",
    "Managed relationship estimated expiration date": "Expiração estimada do relacionamento gerenciado",
    "Next cancellation date": "Data do próximo cancelamento",
    "All active products": "Todos os produtos ativos",
    "Unified usage score": "Pontuação de uso",
    "Client account link": "Link da conta do cliente",
}


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def export(tmp_path: Path, *rows: dict[str, str]) -> Path:
    """An export of these rows, with all the headings that any of them uses."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return written(
        tmp_path / "export.csv", [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    )


def records(book: Book) -> tuple[object, ...]:
    """The records of a book without where they came from."""
    return tuple(
        tuple(record._replace(origin=NOWHERE) for record in table)
        for table in (book.clients, book.subscriptions, book.managing, book.renewals)
    )


def messages(problems, severity=None):
    return [problem.message for problem in problems if severity in (None, problem.severity)]


ACME = {"Client name": "Acme", "Country": "Spain", "Is managed": "true", "Is sold": "false", "Total MRR": "300.00"}


class TestSamples:
    def test_english(self):
        book, problems = book_from_export(ENGLISH, DAY, "USD")
        assert [len(table) for table in (book.clients, book.subscriptions, book.managing, book.renewals)] == [
            60,
            60,
            43,
            60,
        ]
        assert book.deals == book.tiers == book.rates == ()
        assert book.settings == Book().settings
        assert not of_severity(problems, ERROR)
        assert not of_severity(problems, WARNING)
        assert Counter(client.relationship for client in book.clients) == {"managed": 23, "both": 20, "sold": 17}
        assert sum(row.mrr for row in book.subscriptions) == Decimal("89108.20")

    def test_spanish(self):
        book, problems = book_from_export(SPANISH, DAY, "EUR")
        assert [len(table) for table in (book.clients, book.subscriptions, book.managing, book.renewals)] == [
            60,
            60,
            37,
            60,
        ]
        assert not of_severity(problems, ERROR)
        assert book.clients[0] == Client(
            client="Órbita Turismo & Co",
            market="KR",
            hub_id="27981982",
            domain="orbita0.example",
            relationship="managed",
            usage_score=Decimal(68),
            managed_until=date(2026, 12, 8),
            account_link="https://app.hubspot.com/login?portal=0",
            origin=Place("partner_clients_export.es", 2),
        )
        assert book.subscriptions[0] == Subscription(
            client="Órbita Turismo & Co",
            line="Marketing Hub",
            mrr=Decimal("713.86"),
            currency="EUR",
            start=DAY,
            product="Marketing Hub Professional",
            note=NO_START,
            origin=Place("partner_clients_export.es", 2),
        )
        assert book.managing[0] == Managing(
            "Órbita Turismo & Co", DAY, None, 2, NO_START, origin=Place("partner_clients_export.es", 2)
        )
        assert book.renewals[2] == Renewal(
            client="Órbita Seguros S.A.",
            products="Service Hub Starter; Marketing Hub Professional",
            renews_on=date(2027, 7, 3),
            current_mrr=Decimal("896.12"),
            renewal_mrr=Decimal("896.12"),
            currency="EUR",
            origin=Place("partner_clients_export.es", 4),
        )

    @pytest.mark.parametrize("path", [ENGLISH, SPANISH])
    def test_namibia_is_a_market(self, path):
        book, _ = book_from_export(path, DAY, "USD")
        assert sum(client.market == "NA" for client in book.clients) >= 4

    @pytest.mark.parametrize("path", [ENGLISH, SPANISH])
    def test_text_that_looks_like_a_formula_stays_as_it_is(self, path):
        book, _ = book_from_export(path, DAY, "USD")
        names = {row[1] for row in rows_of(path) if row[1].startswith("=")}
        assert names
        assert names <= {client.client for client in book.clients}
        assert (
            '=HYPERLINK("http://x.example","Quilla Alimentos")' in {c.client for c in book.clients} or path == ENGLISH
        )

    def test_clients_of_one_name_are_kept_apart(self):
        book, problems = book_from_export(ENGLISH, DAY, "USD")
        apart = [client for client in book.clients if client.client.startswith("Horizonte Alimentos")]
        assert [(client.client, client.market) for client in apart] == [
            ("Horizonte Alimentos (22047002)", "BR"),
            ("Horizonte Alimentos (28720618)", "CL"),
        ]
        assert apart[0].note == 'Called "Horizonte Alimentos" at HubSpot'
        assert {row.client for row in book.subscriptions} == {client.client for client in book.clients}
        notes = [problem for problem in problems if "Horizonte Alimentos" in problem.found]
        assert [problem.cell for problem in notes] == ["row 31, column Client name", "row 36, column Client name"]

    @pytest.mark.parametrize("path", [ENGLISH, SPANISH])
    def test_other_partners_follow_from_the_split(self, path):
        book, _ = book_from_export(path, DAY, "USD")
        counts = Counter(row.other_partners for row in book.managing)
        assert set(counts) == {0, 1, 2}
        assert min(counts.values()) >= 3

    @pytest.mark.parametrize("path", [ENGLISH, SPANISH])
    def test_book_agrees_with_itself(self, path):
        book, _ = book_from_export(path, DAY, "USD")
        assert checked(book) == (book, ())

    def test_unused_column_is_named_once(self):
        _, problems = book_from_export(ENGLISH, DAY, "USD")
        unused = [problem for problem in problems if "partnerbook uses" in problem.message]
        assert [problem.found for problem in unused] == ["Client account name"]

    @pytest.mark.parametrize("again", ["Total MRR", "hs_total_subscription_mrr"])
    def test_column_that_stands_twice_is_named(self, tmp_path, again):
        first, *rest = rows_of(ENGLISH)
        copy = written(tmp_path / ENGLISH.name, [[*first, again], *([*row, "7"] for row in rest)])
        book, problems = book_from_export(copy, DAY, "USD")
        assert records(book) == records(book_from_export(ENGLISH, DAY, "USD")[0])
        told = [text for text in messages(problems, WARNING) if f'The column "{again}" means the same' in text]
        assert len(told) == 1
        assert f'and they differ: row 2 has "{rest[0][first.index("Total MRR")]}" and "7"' in told[0]

    def test_what_the_export_cannot_tell_is_said(self):
        _, problems = book_from_export(ENGLISH, DAY, "USD")
        said = " ".join(messages(problems, NOTE))
        assert "37 clients are sold by you. HubSpot's records have no close dates" in said
        assert "subscriptions: they start on 2026-11-21" in said
        assert "43 clients are managed since a day that HubSpot does not tell" in said


class TestFiles:
    @pytest.mark.parametrize(
        ("delimiter", "encoding"),
        [(";", "utf-8"), ("\t", "utf-16"), (",", "utf-8-sig"), (";", "cp1252"), (",", "utf-16-le")],
    )
    @pytest.mark.parametrize("path", [ENGLISH, SPANISH])
    def test_separator_and_encoding_make_no_difference(self, tmp_path, path, delimiter, encoding):
        copy = written(tmp_path / path.name, rows_of(path), delimiter, encoding)
        assert records(book_from_export(copy, DAY, "USD")[0]) == records(book_from_export(path, DAY, "USD")[0])

    @pytest.mark.parametrize("path", [ENGLISH, SPANISH])
    @pytest.mark.parametrize("typed", [False, True])
    def test_workbook_gives_the_same_book(self, tmp_path, path, typed):
        workbook = Workbook()
        workbook.active.title = "About"
        workbook.active["A1"] = "Exported from HubSpot"
        sheet = workbook.create_sheet("partner-clients")
        for row, cells in enumerate(rows_of(path), start=1):
            for column, text in enumerate(cells, start=1):
                cell = sheet.cell(row, column, _typed(text) if typed else text)
                if isinstance(cell.value, str):
                    cell.data_type = "s"
        workbook.save(tmp_path / "export.xlsx")
        book, problems = book_from_export(tmp_path / "export.xlsx", DAY, "USD")
        assert records(book) == records(book_from_export(path, DAY, "USD")[0])
        assert not of_severity(problems, ERROR)
        assert book.clients[0].origin == Place("partner-clients", 2)
        assert {problem.sheet for problem in problems} == {"partner-clients"}

    @pytest.mark.parametrize("headings", [PROPERTIES, PORTUGUESE])
    def test_other_headings_give_the_same_book(self, tmp_path, headings):
        first, *rest = rows_of(ENGLISH)
        copy = written(tmp_path / ENGLISH.name, [[headings.get(heading, heading) for heading in first], *rest])
        book, problems = book_from_export(copy, DAY, "USD")
        assert records(book) == records(book_from_export(ENGLISH, DAY, "USD")[0])
        assert len([one for one in problems if "partnerbook uses" in one.message]) == 1

    def test_days_in_milliseconds(self, tmp_path):
        rows = rows_of(ENGLISH)
        copy = written(
            tmp_path / "properties.csv", [rows[0], *([_in_milliseconds(cell) for cell in row] for row in rows[1:])]
        )
        assert records(book_from_export(copy, DAY, "USD")[0]) == records(book_from_export(ENGLISH, DAY, "USD")[0])

    def test_days_with_a_time(self, tmp_path):
        rows = [[re.sub(r"^(\d{4}-\d\d-\d\d)$", r"\1T00:00:00Z", cell) for cell in row] for row in rows_of(ENGLISH)]
        copy = written(tmp_path / "properties.csv", rows)
        assert records(book_from_export(copy, DAY, "USD")[0]) == records(book_from_export(ENGLISH, DAY, "USD")[0])

    @pytest.mark.parametrize("name", ["missing.csv", "export.pdf"])
    def test_what_is_no_export_is_refused(self, tmp_path, name):
        if name != "missing.csv":
            (tmp_path / name).write_bytes(b"%PDF")
        with pytest.raises(PartnerbookError, match=name):
            book_from_export(tmp_path / name, DAY)

    def test_other_table_is_refused_with_what_is_missing(self, tmp_path):
        copy = written(tmp_path / "deals.csv", [["Deal name", "Amount"], ["Big one", "300"]])
        book, problems = book_from_export(copy, DAY, "USD")
        assert book == Book()
        assert of_severity(problems, ERROR)

    def test_export_without_rows(self, tmp_path):
        book, problems = book_from_export(written(tmp_path / "empty.csv", rows_of(ENGLISH)[:1]), DAY, "USD")
        assert book == Book()
        assert not of_severity(problems, ERROR)


def _typed(text: str) -> object:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    return {"true": True, "false": False}.get(text, text or None)


def _in_milliseconds(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    return str(int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000))


class TestGaps:
    @pytest.mark.parametrize("heading", ["Client name", "Country"])
    def test_column_that_every_client_needs(self, tmp_path, heading):
        rows = rows_of(ENGLISH)
        at = rows[0].index(heading)
        copy = written(tmp_path / "export.csv", [row[:at] + row[at + 1 :] for row in rows])
        book, problems = book_from_export(copy, DAY, "USD")
        assert book == Book()
        assert "none of its 60 rows" in " ".join(messages(problems, ERROR))

    @pytest.mark.parametrize(
        ("heading", "table"),
        [
            ("Total MRR", "subscriptions"),
            ("Next renewal date", "renewals"),
            ("Is managed", ""),
            ("All active products", ""),
            ("Split managed MRR", ""),
            ("Hub ID", ""),
        ],
    )
    def test_other_columns_may_be_missing(self, tmp_path, heading, table):
        rows = rows_of(ENGLISH)
        at = rows[0].index(heading)
        book, problems = book_from_export(
            written(tmp_path / "e.csv", [row[:at] + row[at + 1 :] for row in rows]), DAY, "USD"
        )
        without_hub = 2 if heading == "Hub ID" else 0
        assert len(book.clients) == 60 - without_hub
        assert len(of_severity(problems, ERROR)) == without_hub
        if table:
            assert getattr(book, table) == ()
        if heading == "Is managed":
            assert len(book.managing) == 43
        if heading == "Split managed MRR":
            assert len(of_severity(problems, WARNING)) == 43

    def test_unknown_market_is_listed_with_the_nearest(self, tmp_path):
        book, problems = book_from_export(
            export(tmp_path, ACME, ACME | {"Client name": "Beta", "Country": "Brasill"}), DAY, "USD"
        )
        assert [client.client for client in book.clients] == ["Acme"]
        (error,) = of_severity(problems, ERROR)
        assert error.cell == "row 3, column Country"
        assert "Brasil" in error.message.replace("Brasill", "")

    @pytest.mark.parametrize("broken", ["about 300", "12,34,5", "-20", "#N/A", "30%"])
    def test_broken_number_is_listed(self, tmp_path, broken):
        book, problems = book_from_export(
            export(tmp_path, ACME, ACME | {"Client name": "Beta", "Total MRR": broken}), DAY, "USD"
        )
        assert [client.client for client in book.clients] == ["Acme"]
        (error,) = of_severity(problems, ERROR)
        assert error.cell == "row 3, column Total MRR"
        assert error.found == broken

    def test_numbers_with_a_comma(self, tmp_path):
        row = ACME | {"Total MRR": "1.713,86", "Split managed MRR": "571,286667"}
        book, problems = book_from_export(export(tmp_path, row), DAY, "USD")
        assert book.subscriptions[0].mrr == Decimal("1713.86")
        assert book.managing[0].other_partners == 2
        assert not of_severity(problems, ERROR)

    def test_empty_means_not_shared(self, tmp_path):
        book, problems = book_from_export(
            export(tmp_path, {"Client name": "Acme", "Country": "PT", "Total MRR": ""}), DAY, "USD"
        )
        assert book.clients == (Client("Acme", "PT", origin=Place("export", 2)),)
        assert book.subscriptions == book.managing == book.renewals == ()
        assert '"Acme" does not share its total MRR, so it has no subscription.' in messages(problems, NOTE)
        assert any("does not say whether you manage" in message for message in messages(problems, NOTE))

    def test_mrr_of_zero_is_no_subscription(self, tmp_path):
        book, problems = book_from_export(export(tmp_path, ACME | {"Total MRR": "0.00"}), DAY, "USD")
        assert book.subscriptions == ()
        assert '"Acme" pays an MRR of 0, so it has no subscription.' in messages(problems, NOTE)

    @pytest.mark.parametrize("ids", [("", ""), ("7", "")])
    def test_one_name_without_two_ids(self, tmp_path, ids):
        rows = [ACME | {"Hub ID": one, "Is managed": "false"} for one in ids]
        book, problems = book_from_export(export(tmp_path, *rows), DAY, "USD")
        assert len(book.clients) + len(of_severity(problems, ERROR)) == 2
        assert len(book.clients) == len({one for one in ids if one})


class TestCurrency:
    @pytest.mark.parametrize("heading", ["Currency", "Moneda", "Moeda", "Divisa"])
    def test_column(self, tmp_path, heading):
        book, _ = book_from_export(export(tmp_path, ACME | {heading: "GBP"}, ACME | {"Client name": "B"}), DAY, "USD")
        assert [row.currency for row in book.subscriptions] == ["GBP", "USD"]

    @pytest.mark.parametrize(("amount", "read"), [("US$ 300.00", True), ("300 USD", True), ("€300", False)])
    def test_beside_the_amount(self, tmp_path, amount, read):
        book, problems = book_from_export(export(tmp_path, ACME | {"Total MRR": amount}), DAY, "USD")
        assert len(book.subscriptions) == read
        assert len(of_severity(problems, ERROR)) == (not read)

    def test_none_at_all(self):
        book, problems = book_from_export(ENGLISH, DAY)
        assert len(book.clients) == 60
        assert len(book.managing) == 43
        assert book.subscriptions == book.renewals == ()
        (error,) = of_severity(problems, ERROR)
        assert "60 clients are without a currency" in error.message
        assert error.message.endswith("Say which currency it is in.")  # in no words of Python or of a command

    def test_unknown(self):
        with pytest.raises(UnknownName):
            book_from_export(ENGLISH, DAY, "EURO$")


class TestManaging:
    @pytest.mark.parametrize(
        ("whole", "share", "partners"),
        [
            ("713.86", "237.953333", 3),
            ("713.86", "713.860000", 1),
            ("1050.39", "525.195000", 2),
            ("1050.39", "525.20", 2),
            ("100", "33.33", 3),
            ("100", "40", None),
            ("100", "150", None),
            ("100", "237", None),
            ("713.86", "237.97", None),
            ("0", "0", None),
        ],
    )
    def test_partners_of_split(self, whole, share, partners):
        assert partners_of_split(Decimal(whole), Decimal(share)) == partners

    @given(st.integers(2000, 10**9), st.integers(1, 12), st.sampled_from([2, 6]))
    def test_any_even_split_is_recognised(self, cents, partners, places):
        whole = Decimal(cents) / 100
        share = round(whole / partners, places)
        assert partners_of_split(whole, share) == partners

    def test_start_of_the_relationship(self, tmp_path):
        book, problems = book_from_export(
            export(tmp_path, ACME | {"Relationship start date": "2024-03-01"}), DAY, "USD"
        )
        assert book.managing[0].start == date(2024, 3, 1)
        assert book.managing[0].note == ""
        assert not any("managed since a day" in message for message in messages(problems))

    def test_number_of_managing_partners(self, tmp_path):
        book, problems = book_from_export(export(tmp_path, ACME | {"hs_number_of_managing_partners": "3"}), DAY, "USD")
        assert book.managing[0].other_partners == 2
        assert not of_severity(problems, WARNING)

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"Split managed MRR": "130.00"}, "makes 2.31 partners"),
            ({"Split managed MRR": "150.00", "Number of managing partners": "3"}, "tells 3 managing partners"),
            ({}, "does not tell how many partners"),
        ],
    )
    def test_doubt_is_a_warning_and_no_guess(self, tmp_path, more, said):
        book, problems = book_from_export(export(tmp_path, ACME | more), DAY, "USD")
        assert book.managing[0].other_partners == 0
        (warning,) = of_severity(problems, WARNING)
        assert said in warning.message
        assert warning.cell.startswith("row 2")

    def test_not_managed(self, tmp_path):
        book, _ = book_from_export(
            export(tmp_path, ACME | {"Is managed": "false", "Relationship type": "Managed"}), DAY, "USD"
        )
        assert book.managing == ()


class TestRenewals:
    RENEWS = ACME | {
        "Next renewal date": "2027-02-14",
        "Renewal MRR": "0.00",
        "All active products": "Sales Hub Starter",
    }

    def one(self, tmp_path, **more: str) -> Renewal:
        row = self.RENEWS | {heading.replace("_", " "): text for heading, text in more.items()}
        (renewal,) = book_from_export(export(tmp_path, row), DAY, "USD")[0].renewals
        return renewal

    def test_zero_without_a_cancellation_is_not_known(self, tmp_path):
        renewal = self.one(tmp_path)
        assert (renewal.renewal_mrr, renewal.status) == (None, "pending")
        assert "no cancellation" in renewal.note

    def test_zero_with_a_cancellation_is_a_loss(self, tmp_path):
        renewal = self.one(tmp_path, Next_cancellation_date="2027-02-14", Next_cancellation_hubs="SALES;SERVICE")
        assert (renewal.renewal_mrr, renewal.status) == (Decimal(0), "cancel_requested")
        assert renewal.note == "Next cancellation: 2027-02-14 (SALES; SERVICE)"

    def test_cancellation_of_a_part(self, tmp_path):
        renewal = self.one(tmp_path, Next_cancellation_date="2027-02-14", Renewal_MRR="200")
        assert (renewal.renewal_mrr, renewal.status) == (Decimal(200), "pending")

    def test_status_of_the_export_holds(self, tmp_path):
        renewal = self.one(tmp_path, Renewal_status="Cancellation requested")
        assert (renewal.renewal_mrr, renewal.status) == (Decimal(0), "cancel_requested")

    def test_not_shared_is_not_known(self, tmp_path):
        assert self.one(tmp_path, Renewal_MRR="").renewal_mrr is None

    def test_cancellation_is_a_note_of_the_subscription_and_no_end(self, tmp_path):
        row = self.RENEWS | {"Next cancellation date": "2027-02-14"}
        (subscription,) = book_from_export(export(tmp_path, row), DAY, "USD")[0].subscriptions
        assert subscription.end is None
        assert subscription.note.endswith("Next cancellation: 2027-02-14")

    def test_without_a_day_or_an_mrr_it_is_listed(self, tmp_path):
        rows = (
            self.RENEWS | {"Next renewal date": "", "Renewal MRR": "20"},
            self.RENEWS | {"Client name": "B", "Total MRR": ""},
        )
        book, problems = book_from_export(export(tmp_path, *rows), DAY, "USD")
        assert book.renewals == ()
        said = " ".join(messages(problems, NOTE))
        assert '"Acme" has a renewal MRR but no renewal date' in said
        assert '"B" renews on 2027-02-14 but does not share its total MRR' in said


def test_points_of_hubspot(tmp_path):
    row = ACME | {
        "hs_sold_tier_points": "186",
        "hs_managed_tier_points": "62.00",
        "hs_tiering_properties_updated_at": "1764115200000",
    }
    (client,) = book_from_export(export(tmp_path, row), DAY, "USD")[0].clients
    assert (client.hubspot_sold_points, client.hubspot_managed_points) == (186, 62)
    assert client.hubspot_points_on == date(2025, 11, 26)


def test_every_column_has_its_field():
    assert {column.field for column in EXPORT.columns} | {"origin"} == set(ExportRow._fields)


CELLS = {
    "Hub ID": st.sampled_from(["", "1", "2", "20986908"]),
    "Client name": st.sampled_from(["", "Acme", "acme", "=1+1", "-7", "@b", "Total", "Ñandú, S.A.", "Client name"]),
    "Country": st.sampled_from(["", "NA", "Spain", "Brasil", "Atlantis", "n/a"]),
    "Is managed": st.sampled_from(["", "true", "false", "perhaps"]),
    "Total MRR": st.sampled_from(["", "0", "300.00", "1,300.50", "x", "-3", "#REF!"]),
    "Split managed MRR": st.sampled_from(["", "0.00", "100.000000", "150", "7"]),
    "Next renewal date": st.sampled_from(["", "2027-02-14", "1800000000000", "99999999999999", "soon"]),
    "Renewal MRR": st.sampled_from(["", "0.00", "300"]),
    "Next cancellation date": st.sampled_from(["", "2027-01-01"]),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.fixed_dictionaries(CELLS), max_size=8))
def test_every_row_is_a_client_or_named_in_a_problem(tmp_path, rows):
    path = written(tmp_path / "export.csv", [list(CELLS), *(list(row.values()) for row in rows)])
    book, problems = book_from_export(path, DAY, "USD")
    clients = {str(client.origin) for client in book.clients}
    named = {int(match[1]) for problem in problems if (match := re.match(r"row (\d+)", problem.cell))}
    for number, row in enumerate(rows, start=2):
        if any(row.values()):
            assert f"export row {number}" in clients or number in named
    assert checked(book) == (book, ())
    assert len({client.client.casefold() for client in book.clients}) == len(book.clients)


def test_a_column_of_the_book_that_no_export_has_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.write_text("Client,Country,Services ended,MRR\nAcme,Spain,2026-01-31,450\n,,,450\n", encoding="utf-8")
    book, problems = book_from_export(path, date(2026, 11, 21), "EUR")
    assert book.clients[0].services_ended is None
    assert [each.message for each in problems if "Services ended" in each.message] == [
        'The column "Services ended" is not one that partnerbook uses; it is not read.'
    ]


def test_rows_above_a_second_row_of_headings_are_named() -> None:
    book, problems = book_from_export(EXPORTS / "two_in_one.csv", DAY, "EUR")
    assert [client.client for client in book.clients] == ["Delta"]
    [problem] = of_severity(problems, ERROR)
    assert problem.place == "two_in_one.csv, row 1"
    assert "The 2 rows 2 to 3 are not read: the headings taken are those in row 4" in problem.message


@pytest.mark.parametrize(
    ("again", "severity", "message"),
    [
        ("100,Acme,Spain,450", NOTE, "This row repeats one above and is not read."),
        ("100,Acme,Spain,900", ERROR, '"Acme" with the Hub ID 100 stands above already; this row is not used.'),
    ],
)
def test_an_export_that_lists_a_client_twice_makes_one_of_it(
    tmp_path: Path, again: str, severity: str, message: str
) -> None:
    path = tmp_path / "clients.csv"
    path.write_text(
        f"Hub ID,Client,Country,Total MRR\n100,Acme,Spain,450\n101,Beta,Spain,1\n{again}\n", encoding="utf-8"
    )
    book, problems = book_from_export(path, DAY, "EUR")
    assert [(client.client, client.hub_id) for client in book.clients] == [("Acme", "100"), ("Beta", "101")]
    assert [each.severity for each in problems if each.message == message] == [severity]
    assert sum(each.mrr for each in book.subscriptions) == 451
