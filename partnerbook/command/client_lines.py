"""What the command says of one client, section by section; of an empty one, which sheet of the book it comes from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from partnerbook.book.tables import RENEWALS, SEGMENTS, SERVICES, SUBSCRIPTIONS, USAGE
from partnerbook.book.tables.choices import HEALTHS, RELATIONSHIPS
from partnerbook.command.lines import FIGURE, NAME, TEXT, Shown, kind_text, number, points_text, points_texts
from partnerbook.command.table import Column, Table
from partnerbook.command.voice import day_text, language, marked, month_text, place_text
from partnerbook.days import runs
from partnerbook.errors import Sentence
from partnerbook.exact import plain
from partnerbook.figures.client_detail import ClientHistory, client_history, entries_before, shown_months
from partnerbook.figures.lapses import lapse_day
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import ShownPoints, shown, shown_parts
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
    yield Sentence("{name} on {as_of}", name=name, as_of=known.as_of)
    yield Table((TEXT, NAME), [row for row in _facts(known, client) if row[1]])
    yield ""
    others = entries_before(known.ledger.entries, name, known.clients)
    points = shown_months(history, others)
    labels = (Sentence("Sold points"), Sentence("Managed points"), Sentence("Total points"))
    yield Table((TEXT, FIGURE), list(zip(labels, points_texts(points[-1]), strict=True)))
    yield from _subscription_lines(known, name)
    yield from _renewal_lines(known, name)
    yield from _group_lines(known, name)
    yield from _usage_lines(known, name)
    yield from _month_lines(history, points)
    yield from _entry_lines(history, standing(others, known.as_of))


def _facts(known: Overview, client: Client) -> list[tuple[str, str]]:
    """What stands on the client's row, and since when it is managed."""
    day = known.as_of
    managing = [row for row in known.book.managing if row.client == client.client and runs(row.start, row.end, day)]
    shared = max((row.other_partners for row in managing), default=0)
    since = Sentence("since {first}", first=min(row.start for row in managing)) if managing else Sentence("no")
    lapses = lapse_day(client, known.book.settings.lapse_days) if managing else None
    active = " ".join(filter(None, (day_text(client.last_active_on), client.last_active_employee)))
    return [
        (Sentence("Market"), client.market),
        (Sentence("Hub ID"), client.hub_id),
        (Sentence("Domain"), client.domain),
        (
            Sentence("Relationship"),
            next((each.label(language()) for each in RELATIONSHIPS if each.code == client.relationship), ""),
        ),
        (
            Sentence("Managed"),
            Sentence("{since}, with {shared} other partners", since=since, shared=shared) if shared else since,
        ),
        (Sentence("Lapses"), day_text(lapses)),
        (Sentence("Services ended"), day_text(client.services_ended)),
        (Sentence("Last active"), active),
        *_usage_facts(known, client),
        (
            Sentence("Relation health"),
            next((each.label(language()) for each in HEALTHS if each.code == client.health), ""),
        ),
        (Sentence("Contact limit"), "" if client.contact_limit is None else marked(f"{client.contact_limit:,}")),
        (
            Sentence("E-mail limit"),
            "" if client.email_limit is None else Sentence("{email_limit:,} a month", email_limit=client.email_limit),
        ),
        (Sentence("Account"), client.account_link),
        (Sentence("CRM"), client.crm_company),
        (Sentence("Note"), client.note),
    ]


def _usage_facts(known: Overview, client: Client) -> list[tuple[str, str]]:
    """How much the client uses its account, and which way its engagement goes."""
    found = client_usage(client, known.book.usage, known.as_of)
    score = "" if found.score is None else marked(f"{plain(found.score)}")
    if found.change is not None:
        score = Sentence("{score} ({change:+} since the score before)", score=score, change=plain(found.change))
    return [
        (Sentence("Usage score"), "" if found.usage_score is None else marked(f"{plain(found.usage_score)}")),
        (Sentence("Engagement"), score),
        (Sentence("Tools in use"), "" if found.apps_used is None else str(found.apps_used)),
        (Sentence("Products in use"), "; ".join(found.products)),
        (Sentence("Apps in use"), "; ".join(found.apps)),
    ]


def _subscription_lines(known: Overview, name: str) -> Iterator[Shown]:
    rows = [
        (row.line, row.product, number(row.mrr, 2), row.currency, day_text(row.start), day_text(row.end))
        for row in known.book.subscriptions
        if row.client == name
    ]
    title = Sentence("Subscriptions")
    yield from _section(title, rows, {"Line": NAME, "Product": NAME, "MRR": FIGURE, "Currency": TEXT,
                                                "From": TEXT, "Until": TEXT}, SUBSCRIPTIONS.named)  # fmt: skip


def _renewal_lines(known: Overview, name: str) -> Iterator[Shown]:
    """The renewals, with what is paid now and what would be."""
    rows = [
        (
            each.renewal.products,
            each.renewal.renewal_products,
            day_text(each.renewal.renews_on),
            str(each.days),
            alert_words(each.alert, language()),
            number(each.renewal.current_mrr, 2),
            Sentence("open") if each.renewal.renewal_mrr is None else number(each.renewal.renewal_mrr, 2),
            each.renewal.currency,
            each.renewal.renewal_manager,
        )
        for each in known.renewals
        if each.renewal.client == name
    ]
    title = Sentence("Renewals")
    yield from _section(title, rows, {"Products": NAME, "Renewed as": NAME, "Renews": TEXT, "Days": FIGURE,
                                           "Alert": TEXT, "MRR now": FIGURE, "MRR then": FIGURE, "Currency": TEXT,
                                           "Manager": NAME}, RENEWALS.named)  # fmt: skip


def _group_lines(known: Overview, name: str) -> Iterator[Shown]:
    """What the partner does for the client, and the segments that it is in."""
    services = [(row.service, row.details) for row in known.book.partner_services if row.client == name]
    yield from _section(Sentence("Services"), services, {"Service": NAME, "Details": NAME}, SERVICES.named)
    segments = dict.fromkeys(row.segment for row in known.book.segments if row.client == name)
    yield ""
    none = Sentence("none; the sheet {sheet} has them", sheet=SEGMENTS.named)
    yield Sentence("Segments: {segments}", segments=", ".join(segments) or none)


def _usage_lines(known: Overview, name: str) -> Iterator[Shown]:
    months = usage_months(known.book.usage, name, known.as_of)
    rows = [
        (month_text(row.month), "" if row.engagement_score is None else marked(f"{plain(row.engagement_score)}"),
         row.products, row.apps)
        for row in months
    ]  # fmt: skip
    title = Sentence("Usage by month")
    yield from _section(title, rows, {"Month": TEXT, "Engagement": FIGURE, "Products": NAME, "Apps": NAME},
                        USAGE.named)  # fmt: skip


def _month_lines(history: ClientHistory, points: Sequence[ShownPoints]) -> Iterator[Shown]:
    """The months, from the first on in which there was anything."""
    months = [month for month in history.points if month.points.total or any(any(c) for c in month.changes.values())]
    rows = [
        (month_text(month.day), *points_texts(each))
        for month, each in zip(history.points, points, strict=True)
        if months and month.day >= months[0].day
    ]
    yield from _section(Sentence("Points by month, on its last day"), rows,
                        {"Month": TEXT, "Sold": FIGURE, "Managed": FIGURE, "Total": FIGURE})  # fmt: skip
    revenue = [
        (month_text(row.day), number(row.sold, 2), number(row.managed, 2), row.currency) for row in history.revenue
    ]
    yield from _section(Sentence("MRR by month that gives points"), revenue,
                        {"Month": TEXT, "Sold": FIGURE, "Managed": FIGURE, "Currency": TEXT})  # fmt: skip


def _entry_lines(history: ClientHistory, before: Standing) -> Iterator[Shown]:
    titles = {
        "active": Sentence("Points that are active"),
        "expired": Sentence("Points that have expired"),
        "coming": Sentence("Points to come"),
    }
    for state, entries in history.entries._asdict().items():
        figures = _active_points(entries, before) if state == "active" else [shown(entry.points) for entry in entries]
        rows = [
            (
                entry.line,
                Sentence(entry.track),
                kind_text(entry),
                number(entry.amount, 2),
                entry.terms.currency,
                points_text(points),
                day_text(entry.start),
                day_text(entry.until),
                place_text(entry.origin),
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
        where = Sentence("; the sheet {sheet} has them", sheet=sheet) if sheet else ""
        yield Sentence("{title}: none{where}", title=title, where=where)
        return
    yield title
    kept = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    columns = [Column(head, *column[1:]) for head, column in heads.items()]
    yield Table([columns[at] for at in kept], [[row[at] for at in kept] for row in rows])
