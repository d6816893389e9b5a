"""What the command says of one client, section by section; of an empty one, which sheet of the book it comes from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from partnerbook.book.tables import RENEWALS, SEGMENTS, SERVICES, SUBSCRIPTIONS, USAGE
from partnerbook.book.tables.choices import HEALTHS
from partnerbook.command.lines import FIGURE, NAME, TEXT, Shown, number, points_text, points_texts
from partnerbook.command.table import Column, Table
from partnerbook.exact import plain
from partnerbook.figures.client_detail import ClientHistory, client_history, entries_before
from partnerbook.figures.lapses import lapse_day
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, shown, shown_after, shown_parts
from partnerbook.figures.usage import client_usage, usage_months
from partnerbook.language.words import alert_words
from partnerbook.points.entries import MANAGED, SOLD, Entry
from partnerbook.points.ledger import Standing, entries_of, standing
from partnerbook.records import Client

_ENTRY_HEADS = {"Line": NAME, "Track": TEXT, "Kind": TEXT, "MRR": FIGURE, "Currency": TEXT, "Points": FIGURE,
                "From": TEXT, "Until": TEXT, "Record": TEXT}  # fmt: skip


def one_client_lines(known: Overview, client: Client) -> Iterator[Shown]:
    """All that a book knows of a client, on the day of an overview."""
    name = client.client
    history = client_history(entries_of(known.ledger.entries, name), known.as_of)
    yield f"{name} on {known.as_of}"
    yield Table((TEXT, NAME), [row for row in _facts(known, client) if row[1]])
    yield ""
    before = standing(entries_before(known.ledger.entries, name, known.clients), known.as_of)
    points = [shown_after(before, month.points) for month in history.points]
    labels = ("Sold points", "Managed points", "Total points")
    yield Table((TEXT, FIGURE), list(zip(labels, points_texts(points[-1]), strict=True)))
    yield from _subscription_lines(known, name)
    yield from _renewal_lines(known, name)
    yield from _group_lines(known, name)
    yield from _usage_lines(known, name)
    yield from _month_lines(history, points)
    yield from _entry_lines(history, before)


def _facts(known: Overview, client: Client) -> list[tuple[str, str]]:
    """What stands on the client's row, and since when it is managed."""
    day = known.as_of
    managing = [
        row
        for row in known.book.managing
        if row.client == client.client and row.start <= day < (row.end or row.start.max)
    ]
    shared = max((row.other_partners for row in managing), default=0)
    since = f"since {min(row.start for row in managing)}" if managing else "no"
    lapses = lapse_day(client, known.book.settings.lapse_days) if managing else None
    active = " ".join(filter(None, (str(client.last_active_on or ""), client.last_active_employee)))
    return [
        ("Market", client.market),
        ("Hub ID", client.hub_id),
        ("Domain", client.domain),
        ("Relationship", client.relationship),
        ("Managed", f"{since}, with {shared} other partners" if shared else since),
        ("Lapses", str(lapses or "")),
        ("Services ended", str(client.services_ended or "")),
        ("Last active", active),
        *_usage_facts(known, client),
        ("Relation health", next((each.en for each in HEALTHS if each.code == client.health), "")),
        ("Contact limit", "" if client.contact_limit is None else f"{client.contact_limit:,}"),
        ("E-mail limit", "" if client.email_limit is None else f"{client.email_limit:,} a month"),
        ("Account", client.account_link),
        ("CRM", client.crm_company),
        ("Note", client.note),
    ]


def _usage_facts(known: Overview, client: Client) -> list[tuple[str, str]]:
    """How much the client uses its account, and which way its engagement goes."""
    found = client_usage(client, known.book.usage, known.as_of)
    score = "" if found.score is None else f"{plain(found.score)}"
    if found.change is not None:
        score += f" ({plain(found.change):+} since the score before)"
    return [
        ("Usage score", "" if found.usage_score is None else f"{plain(found.usage_score)}"),
        ("Engagement", score),
        ("Tools in use", "" if found.apps_used is None else str(found.apps_used)),
        ("Products in use", "; ".join(found.products)),
        ("Apps in use", "; ".join(found.apps)),
    ]


def _subscription_lines(known: Overview, name: str) -> Iterator[Shown]:
    rows = [
        (row.line, row.product, number(row.mrr, 2), row.currency, str(row.start), str(row.end or ""))
        for row in known.book.subscriptions
        if row.client == name
    ]
    yield from _section("Subscriptions", rows, {"Line": NAME, "Product": NAME, "MRR": FIGURE, "Currency": TEXT,
                                                "From": TEXT, "Until": TEXT}, SUBSCRIPTIONS.name)  # fmt: skip


def _renewal_lines(known: Overview, name: str) -> Iterator[Shown]:
    """The renewals, with what is paid now and what would be."""
    rows = [
        (
            each.renewal.products,
            each.renewal.renewal_products,
            str(each.renewal.renews_on),
            str(each.days),
            alert_words(each.alert),
            number(each.renewal.current_mrr, 2),
            "open" if each.renewal.renewal_mrr is None else number(each.renewal.renewal_mrr, 2),
            each.renewal.currency,
            each.renewal.renewal_manager,
        )
        for each in known.renewals
        if each.renewal.client == name
    ]
    yield from _section("Renewals", rows, {"Products": NAME, "Renewed as": NAME, "Renews": TEXT, "Days": FIGURE,
                                           "Alert": TEXT, "MRR now": FIGURE, "MRR then": FIGURE, "Currency": TEXT,
                                           "Manager": NAME}, RENEWALS.name)  # fmt: skip


def _group_lines(known: Overview, name: str) -> Iterator[Shown]:
    """What the partner does for the client, and the segments that it is in."""
    services = [(row.service, row.details) for row in known.book.partner_services if row.client == name]
    yield from _section("Services", services, {"Service": NAME, "Details": NAME}, SERVICES.name)
    segments = dict.fromkeys(row.segment for row in known.book.segments if row.client == name)
    yield ""
    yield f"Segments: {', '.join(segments) or f'none; the sheet {SEGMENTS.name} has them'}"


def _usage_lines(known: Overview, name: str) -> Iterator[Shown]:
    months = usage_months(known.book.usage, name, known.as_of)
    rows = [
        (f"{row.month:%Y-%m}", "" if row.engagement_score is None else f"{plain(row.engagement_score)}", row.products,
         row.apps)
        for row in months
    ]  # fmt: skip
    yield from _section("Usage by month", rows, {"Month": TEXT, "Engagement": FIGURE, "Products": NAME, "Apps": NAME},
                        USAGE.name)  # fmt: skip


def _month_lines(history: ClientHistory, points: Sequence[ShownPoints]) -> Iterator[Shown]:
    """The months, from the first on in which there was anything."""
    months = [month for month in history.points if month.points.total or any(any(c) for c in month.changes.values())]
    rows = [
        (f"{month.day:%Y-%m}", *points_texts(each))
        for month, each in zip(history.points, points, strict=True)
        if months and month.day >= months[0].day
    ]
    yield from _section("Points by month, on its last day", rows,
                        {"Month": TEXT, "Sold": FIGURE, "Managed": FIGURE, "Total": FIGURE})  # fmt: skip
    revenue = [
        (f"{row.day:%Y-%m}", number(row.sold, 2), number(row.managed, 2), row.currency) for row in history.revenue
    ]
    yield from _section("MRR by month that gives points", revenue,
                        {"Month": TEXT, "Sold": FIGURE, "Managed": FIGURE, "Currency": TEXT})  # fmt: skip


def _entry_lines(history: ClientHistory, before: Standing) -> Iterator[Shown]:
    titles = {"active": "Points that are active", "expired": "Points that have expired", "coming": "Points to come"}
    for state, entries in history.entries._asdict().items():
        figures = _active_points(entries, before) if state == "active" else [shown(entry.points) for entry in entries]
        rows = [
            (
                entry.line,
                entry.track,
                entry.kind.replace("_", " "),
                number(entry.amount, 2),
                entry.terms.currency,
                points_text(points),
                str(entry.start),
                str(entry.until or ""),
                str(entry.origin),
            )
            for entry, points in zip(entries, figures, strict=True)
        ]
        if rows or state == "active":
            yield from _section(titles[state], rows, _ENTRY_HEADS)


def _active_points(entries: Sequence[Entry], before: Standing) -> list[Decimal]:
    """The points of entries as they are shown: those of each track add up to that of the client."""
    parts = {
        track: iter(shown_parts((each.points for each in entries if each.track == track), getattr(before, track)))
        for track in (SOLD, MANAGED)
    }
    return [next(parts[entry.track]) for entry in entries]


def _section(title: str, rows: Sequence[Sequence[str]], heads: dict[str, Column], sheet: str = "") -> Iterator[Shown]:
    """A title and a table without the columns that hold no text; or that it has none, and which sheet has."""
    yield ""
    if not rows:
        yield f"{title}: none{f'; the sheet {sheet} has them' if sheet else ''}"
        return
    yield title
    kept = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    columns = [Column(head, *column[1:]) for head, column in heads.items()]
    yield Table([columns[at] for at in kept], [[row[at] for at in kept] for row in rows])
