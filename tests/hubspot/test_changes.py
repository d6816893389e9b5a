"""What HubSpot lists beside what a book has: what changes, what is kept, and that a second look changes nothing."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from support.writing import write_changes

from partnerbook.book.read.check import checked
from partnerbook.book.read.reader import read_book
from partnerbook.book.write.applied import book_with, end_changes
from partnerbook.book.write.change import ADD, SEE, SET, Change
from partnerbook.hubspot.changes import changes
from partnerbook.points.ledger import ledger
from partnerbook.records import Book, Client, Managing, Place, Renewal, Subscription

DAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 14, 3, 7)  # noqa: DTZ001 - a person's own clock
BEFORE = date(2026, 10, 1)
ACME = Client("Acme", "BR", hub_id="1", relationship="both", origin=Place("Clients", 6))
PAID = Subscription("Acme", "CRM", Decimal(900), "USD", BEFORE, None, "CRM Pro", origin=Place("Subscriptions", 6))
MANAGED = Managing("Acme", BEFORE, origin=Place("Managing", 6))
DUE = Renewal("Acme", "CRM Pro", date(2027, 3, 1), Decimal(900), Decimal(950), "USD", origin=Place("Renewals", 6))
BOOK = Book(clients=(ACME,), subscriptions=(PAID,), managing=(MANAGED,), renewals=(DUE,))
LISTED = Book(
    clients=(ACME._replace(origin=Place("x", 2)),),
    subscriptions=(PAID._replace(start=DAY, note="HubSpot's export of 2026-11-21, which has no start date"),),
    managing=(MANAGED._replace(start=DAY),),
    renewals=(DUE,),
)


def with_(book: Book, table: str, *rows: Any) -> Book:
    return book._replace(**{table: tuple(rows)})


def told(book: Book, listed: Book) -> list[str]:
    return [str(change) for change in changes(book, listed, DAY)]


def listed(table: str, **new: Any) -> Book:
    """What HubSpot lists, with something else in its first row of a table."""
    rows = getattr(LISTED, table)
    return with_(LISTED, table, rows[0]._replace(**new), *rows[1:])


def test_what_hubspot_tells_of_a_client_it_changes_and_no_more() -> None:
    mine = ACME._replace(apps_used=4, domain="mine.example", note="call in May", services_ended=date(2027, 1, 1))
    new = listed("clients", usage_score=Decimal(55), apps_used=5, market="MX", note="theirs")
    assert told(with_(BOOK, "clients", mine), new) == [
        "Clients row 6, Acme: Market BR -> MX",
        "Clients row 6, Acme: Usage score empty -> 55",
        "Clients row 6, Acme: Tools in use 4 -> 5",
    ]


def test_a_new_client_comes_with_all_its_rows() -> None:
    rows: dict[str, Any] = {
        table: (*getattr(LISTED, table), *(row._replace(client="Beta") for row in getattr(LISTED, table)))
        for table in ("subscriptions", "managing", "renewals")
    }
    both = LISTED._replace(clients=(*LISTED.clients, Client("Beta", "US", hub_id="2")), **rows)
    found = changes(BOOK, both, DAY)
    assert [(change.kind, change.table, change.client) for change in found] == [
        (ADD, table, "Beta") for table in ("Clients", "Subscriptions", "Managing", "Renewals")
    ]


NAMES = [
    ("1", "Acme", "1", "Acme Ltda.", "Acme"),  # HubSpot has another name for it
    ("", "Acme", "1", "ACME", "Acme"),  # the book has no Hub ID yet
    ("1", "Acme", "", "acme", "Acme"),
    ("1", "Acme", "2", "Acme", "Acme (2)"),  # another client of the same name
    ("1", "Acme", "2", "Beta", "Beta"),
]


@pytest.mark.parametrize(("own_id", "own", "hub_id", "name", "client"), NAMES)
def test_a_client_is_known_by_its_hub_id_else_by_its_name(
    own_id: str, own: str, hub_id: str, name: str, client: str
) -> None:
    book = Book(clients=(Client(own, "BR", hub_id=own_id, origin=Place("Clients", 6)),))
    new = Book(clients=(Client(name, "MX", hub_id=hub_id),), managing=(Managing(name, DAY),))
    after = book_with(book, changes(book, new, DAY, whole=False))
    assert {each.client: each.market for each in after.clients}[client] == "MX"
    assert [row.client for row in after.managing] == [client]


def test_another_mrr_ends_the_row_and_begins_another() -> None:
    found = changes(BOOK, listed("subscriptions", mrr=Decimal(1200)), DAY)
    assert [str(change) for change in found] == [
        "Subscriptions row 6, Acme: End empty -> 2026-11-21",
        "Subscriptions: new row, Acme, CRM, 1200, USD, 2026-11-21",
    ]
    # What was counted before the day is counted still.
    before, after = ledger(BOOK).entries, ledger(book_with(BOOK, found)).entries
    eve = DAY - timedelta(days=1)
    assert [each.points for each in after if each.active(eve)] == [each.points for each in before if each.active(eve)]
    assert sum(each.points for each in after if each.active(DAY)) > sum(each.points for each in before)


UNCLEAR = (
    "Subscriptions row 7, Acme: HubSpot lists an MRR of 900 USD in all, its rows have 400 USD; 450 USD. Which of them "
    "changed is yours to write."
)
LATER = (
    "Subscriptions row 6, Acme: It starts on 2026-12-01, after the 2026-11-21 of what HubSpot lists; its MRR is kept."
)
SUBSCRIPTIONS: list[tuple[tuple[Subscription, ...], dict[str, Any], list[str]]] = [
    ((PAID,), {}, []),
    ((PAID._replace(mrr=Decimal("900.00")),), {}, []),
    ((PAID._replace(start=DAY),), {"mrr": Decimal(1)}, ["Subscriptions row 6, Acme: MRR 900 -> 1"]),
    (
        (PAID._replace(line="Marketing Hub", product="Marketing Hub Pro"),),
        {"line": "Sales Hub", "product": "Sales Hub Pro"},
        [
            "Subscriptions row 6, Acme: Product Marketing Hub Pro -> Sales Hub Pro",
            "Subscriptions row 6, Acme: Product line Marketing Hub -> Sales Hub",
        ],
    ),
    (  # a line that the person has written stays
        (PAID._replace(line="Mine"),),
        {"line": "Sales Hub", "product": "Sales Hub Pro"},
        ["Subscriptions row 6, Acme: Product CRM Pro -> Sales Hub Pro"],
    ),
    ((PAID._replace(mrr=Decimal(400)), PAID._replace(mrr=Decimal(500), origin=Place("Subscriptions", 7))), {}, []),
    (
        (PAID._replace(mrr=Decimal(400)), PAID._replace(mrr=Decimal(450), origin=Place("Subscriptions", 7))),
        {},
        [UNCLEAR],
    ),
    (
        (PAID._replace(start=date(2026, 12, 1)),),
        {"mrr": Decimal(1)},
        [LATER],
    ),
    (
        (PAID._replace(end=date(2026, 11, 1)),),
        {},
        ["Subscriptions: new row, Acme, CRM, 900, USD, 2026-11-21"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "new", "said"), SUBSCRIPTIONS)
def test_what_a_client_pays(rows: tuple[Subscription, ...], new: dict[str, Any], said: list[str]) -> None:
    assert told(with_(BOOK, "subscriptions", *rows), listed("subscriptions", **new)) == said


MANAGING: list[tuple[tuple[Managing, ...], dict[str, Any], list[str]]] = [
    ((MANAGED,), {}, []),
    ((MANAGED._replace(other_partners=2),), {}, []),  # nobody else, or not told
    (
        (MANAGED,),
        {"other_partners": 1},
        ["Managing row 6, Acme: Until empty -> 2026-11-21", "Managing: new row, Acme, 2026-11-21"],
    ),
    ((MANAGED._replace(start=DAY),), {"other_partners": 1}, ["Managing row 6, Acme: Other partners 0 -> 1"]),
    ((), {}, ["Managing: new row, Acme, 2026-11-21"]),
    (
        (MANAGED._replace(end=date(2026, 11, 1)),),
        {"start": date(2026, 5, 1)},
        ["Managing: new row, Acme, 2026-11-01"],
    ),
]


@pytest.mark.parametrize(("rows", "new", "said"), MANAGING)
def test_who_manages_a_client(rows: tuple[Managing, ...], new: dict[str, Any], said: list[str]) -> None:
    book = with_(BOOK, "managing", *rows)
    assert told(book, listed("managing", **new)) == said
    assert checked(book_with(book, changes(book, listed("managing", **new), DAY)))[1] == ()


def test_services_that_the_person_ended_do_not_begin_again() -> None:
    ended = with_(with_(BOOK, "clients", ACME._replace(services_ended=BEFORE)), "managing")
    [seen] = changes(ended, LISTED, DAY)
    assert (seen.kind, str(seen)) == (
        SEE,
        "Managing, Acme: HubSpot lists it as managed; in the book its services ended on 2026-10-01.",
    )


RENEWALS: list[tuple[tuple[Renewal, ...], dict[str, Any], list[str]]] = [
    ((DUE,), {}, []),
    ((DUE._replace(status="confirmed", note="mine"),), {}, []),
    ((DUE,), {"status": "cancel_requested"}, ["Renewals row 6, Acme: Status pending -> cancel_requested"]),
    ((DUE,), {"renews_on": date(2027, 4, 1)}, ["Renewals row 6, Acme: Renewal date 2027-03-01 -> 2027-04-01"]),
    ((DUE._replace(status="renewed"),), {"renews_on": date(2028, 3, 1)},
     ["Renewals: new row, Acme, 2028-03-01, 900, USD"]),
    ((DUE._replace(renews_on=date(2026, 3, 1)),), {}, ["Renewals: new row, Acme, 2027-03-01, 900, USD"]),
    ((DUE, DUE._replace(products="Other", origin=Place("Renewals", 7))), {"current_mrr": Decimal(1)}, []),
    ((DUE,), {"renewal_mrr": None}, []),
    ((DUE,), {"renewal_mrr": Decimal(0)}, ["Renewals row 6, Acme: Renewal MRR 950 -> 0"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "new", "said"), RENEWALS)
def test_what_comes_up_for_renewal(rows: tuple[Renewal, ...], new: dict[str, Any], said: list[str]) -> None:
    assert told(with_(BOOK, "renewals", *rows), listed("renewals", **new)) == said


def test_what_hubspot_no_longer_lists_is_marked_once_and_found_again() -> None:
    gone = changes(BOOK, Book(clients=(Client("Beta", "US"),)), DAY)
    assert [str(change) for change in gone if change.kind == SET] == [
        "Clients row 6, Acme: Not listed since empty -> 2026-11-21"
    ]
    marked = book_with(BOOK, gone)
    later = DAY + timedelta(days=30)
    assert changes(marked, Book(clients=(Client("Beta", "US"),)), later) == ()
    [found] = changes(marked, LISTED, later, whole=False)
    assert str(found) == "Clients row 6, Acme: Not listed since 2026-11-21 -> empty"


def test_rows_of_a_listed_client_are_marked_too() -> None:
    from_export = with_(BOOK, "subscriptions", PAID._replace(note="HubSpot's export of 2026-10-01"))
    bare = Book(clients=(ACME._replace(relationship="sold"),))
    found = changes(from_export, bare, DAY)
    assert [(change.table, change.field) for change in found] == [
        ("Clients", "relationship"), *((table, "unlisted_on") for table in ("Subscriptions", "Managing", "Renewals"))
    ]  # fmt: skip
    assert {change.new for change in found[1:]} == {DAY}


MARK = "Not listed by HubSpot on 2026-10-03"


@pytest.mark.parametrize(("note", "kept"), [(MARK, ""), (f"mine; {MARK}", "mine"), (f"{MARK}; mine", "mine")])
def test_a_mark_in_a_note_of_before_moves_into_its_column(note: str, kept: str) -> None:
    marked = with_(BOOK, "clients", ACME._replace(note=note))
    gone, back = Book(clients=(Client("Beta", "US"),)), LISTED
    moved = book_with(marked, changes(marked, gone, DAY)).clients[0]
    assert (moved.unlisted_on, moved.note) == (date(2026, 10, 3), kept)
    found = book_with(marked, changes(marked, back, DAY)).clients[0]
    assert (found.unlisted_on, found.note) == (None, kept)


def test_a_mark_moves_in_a_row_of_which_nothing_else_is_said() -> None:
    ended = with_(
        BOOK,
        "managing",
        MANAGED._replace(end=BEFORE, note=f"mine; {MARK}"),
        MANAGED._replace(origin=Place("Managing", 7)),
    )
    found = [change for change in changes(ended, LISTED, DAY, whole=False) if change.table == "Managing"]
    assert [(change.field, change.new, change.needs) for change in found] == [
        ("unlisted_on", date(2026, 10, 3), ""), ("note", "mine", "unlisted_on")
    ]  # fmt: skip
    assert changes(book_with(ended, found), LISTED, DAY, whole=False) == ()


def test_a_mark_stays_in_the_note_where_the_workbook_has_no_room_for_its_column(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    workbook = Workbook()
    workbook.active.title = "Clients"
    for row in (("Client", "Market", "Note"), ("Acme", "Brazil", f"mine; {MARK}"), ("Beta", "Spain", None)):
        workbook.active.append(row)
    workbook.active["E9"] = "another list"
    workbook.save(path)
    before, listed = path.read_bytes(), Book(clients=(Client("Gamma", "US"),))
    found = [change for change in changes(read_book(path)[0], listed, DAY) if change.kind == SET]
    written = write_changes(path, found, NOW)
    assert written.left == (
        'book.xlsx, Clients: it has no column "Not listed since", so what belongs there is left out.',
    )
    assert (written.cells, written.backup, path.read_bytes()) == (0, None, before)
    workbook.active["D1"] = "Not listed since"
    workbook.save(path)
    assert write_changes(path, found, NOW).cells == 3
    assert [(client.note, client.unlisted_on) for client in read_book(path)[0].clients] == [
        ("mine", date(2026, 10, 3)), ("", DAY)
    ]  # fmt: skip


def test_of_what_could_not_be_read_whole_nothing_is_missing() -> None:
    assert changes(BOOK, Book(clients=(Client("Beta", "US"),)), DAY, whole=False) == (
        Change(ADD, "Clients", "Beta", "", None, Client("Beta", "US")),
    )


AMOUNTS = st.sampled_from([Decimal(100), Decimal("237.953333333333333"), Decimal(0)])
PARTS = st.sampled_from(["Acme", "Beta", "ACME", "Gamma Ltda."])


@st.composite
def incoming(draw: st.DrawFn) -> Book:
    names = draw(st.lists(PARTS, unique_by=str.lower, min_size=1))
    days = st.dates(date(2026, 9, 1), date(2027, 6, 1))
    clients = [Client(name, "BR", draw(st.sampled_from(["", str(at)])), apps_used=draw(st.none() | st.integers(0, 9)),
                      relationship=draw(st.sampled_from(["", "sold", "both"])), origin=Place("e", at))
               for at, name in enumerate(names)]  # fmt: skip
    some = st.lists(st.sampled_from(names), unique=True)
    return Book(
        clients=tuple(clients),
        subscriptions=tuple(Subscription(name, "CRM", draw(AMOUNTS), "USD", DAY) for name in draw(some)),
        managing=tuple(Managing(name, DAY, None, draw(st.integers(0, 3))) for name in draw(some)),
        renewals=tuple(Renewal(name, "CRM", draw(days), draw(AMOUNTS), draw(st.none() | AMOUNTS), "USD")
                       for name in draw(some)),
    )  # fmt: skip


def placed(book: Book) -> Book:
    """A book whose records each have a place, as a reader gives them."""
    rows: Any = {
        table: tuple(row._replace(origin=Place(table.title(), at)) for at, row in enumerate(getattr(book, table), 6))
        for table in ("clients", "subscriptions", "managing", "renewals")
    }
    return book._replace(**rows)


@given(incoming(), incoming(), incoming())
def test_the_second_time_nothing_changes_and_nothing_is_ever_lost(first: Book, second: Book, third: Book) -> None:
    book = placed(first)
    for number, listing in enumerate((second, third)):
        day = DAY + timedelta(days=number)
        rows: Any = {table: tuple(row._replace(start=day) for row in getattr(listing, table))
                     for table in ("subscriptions", "managing")}  # fmt: skip
        new = listing._replace(**rows)
        after = placed(book_with(book, changes(book, new, day)))
        assert [change for change in changes(after, new, day) if change.kind != SEE] == []
        assert checked(after)[0].clients == after.clients
        for table in ("clients", "subscriptions", "managing", "renewals"):
            assert len(getattr(after, table)) >= len(getattr(book, table))
        book = after


def test_ended_services_end_what_runs_and_keep_what_was() -> None:
    rows = (
        MANAGED._replace(end=date(2026, 10, 5)),
        MANAGED._replace(start=date(2026, 10, 6), origin=Place("Managing", 7)),
        MANAGED._replace(start=date(2027, 1, 1), origin=Place("Managing", 8)),
    )
    found = end_changes(with_(BOOK, "managing", *rows), ACME, DAY)
    assert [str(change) for change in found] == [
        "Clients row 6, Acme: Services ended empty -> 2026-11-21",
        "Managing row 7, Acme: Until empty -> 2026-11-21",
    ]
    after = book_with(with_(BOOK, "managing", *rows), found)
    assert end_changes(after, after.clients[0], DAY) == ()
    assert not [each for each in ledger(after).entries if each.active(DAY)]
