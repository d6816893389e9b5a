"""The tabs of one client that have its facts: company and subscriptions, renewals, usage, engagement, links."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from partnerbook.book.tables import CLIENTS, MANAGING, RENEWALS, SEGMENTS, SERVICES, SUBSCRIPTIONS, USAGE
from partnerbook.book.tables.choices import HEALTHS, RELATIONSHIPS, RENEWAL_STATUSES
from partnerbook.book.tables.shape import Choice, Table
from partnerbook.days import runs
from partnerbook.figures.lapses import lapse_day
from partnerbook.figures.overview import Overview
from partnerbook.figures.renewals import RenewalOutlook
from partnerbook.figures.usage import listed
from partnerbook.language.reader import Reader
from partnerbook.language.words import alert_words
from partnerbook.panels.each.client.seen import Seen
from partnerbook.panels.frame.book_panel import Part
from partnerbook.panels.frame.html import html
from partnerbook.panels.frame.month_chart import MonthChart, Series, month_chart, month_image, told
from partnerbook.panels.frame.table import Column, Pairs, labelled, table
from partnerbook.parsing.market import market_name
from partnerbook.records import Client


def company_parts(seen: Seen) -> Iterator[Part]:
    """The client's own facts and limits, what it pays, what is done for it, and the segments that it is in."""
    reader, language = seen.reader, seen.reader.language
    rows = [
        _fact(CLIENTS, "market", market_name(seen.client.market, language), reader),
        _fact(CLIENTS, "hub_id", seen.client.hub_id, reader),
        _fact(CLIENTS, "domain", seen.client.domain, reader),
        _fact(CLIENTS, "relationship", _label(RELATIONSHIPS, seen.client.relationship, reader), reader),
        _fact(CLIENTS, "contact_limit", seen.client.contact_limit, reader),
        _fact(CLIENTS, "email_limit", seen.client.email_limit, reader),
        *_managed(seen.known, seen.client, reader),
        _fact(CLIENTS, "services_ended", seen.client.services_ended, reader),
        _fact(CLIENTS, "health", _label(HEALTHS, seen.client.health, reader), reader),
        _fact(CLIENTS, "note", seen.client.note, reader),
    ]
    yield Part(body=labelled([row for row in rows if row[1]], seen.form))
    fields = ("line", "product", "mrr", "currency", "start", "end")
    paid = [row for row in seen.known.book.subscriptions if row.client == seen.name]
    yield _listed(SUBSCRIPTIONS, fields, paid, reader)
    done = [row for row in seen.known.book.partner_services if row.client == seen.name]
    yield _listed(SERVICES, ("service", "details"), done, reader)
    segments = dict.fromkeys(row.segment for row in seen.known.book.segments if row.client == seen.name)
    yield Part(SEGMENTS.label(language), [", ".join(segments) or _none(SEGMENTS, reader)])


def _managed(known: Overview, client: Client, reader: Reader) -> Pairs:
    """Since when the client is managed on the day, with how many others, and when that lapses."""
    day, say = known.as_of, reader.words["client"]
    mine = [row for row in known.book.managing if row.client == client.client]
    managing = [row for row in mine if runs(row.start, row.end, day)]
    if not managing:
        return [(say["managed_since"], reader.words["calculator"]["no"])]
    others = max(row.other_partners for row in managing)
    rows = [(say["managed_since"], reader.day(min(row.start for row in managing)))]
    rows += [_fact(MANAGING, "other_partners", others, reader)] if others else []
    lapses = lapse_day(client, known.book.settings.lapse_days)
    return [*rows, (say["lapses"], reader.day(lapses))] if lapses else rows


def renewals_parts(seen: Seen) -> Iterator[Part]:
    """Each renewal: who talks to the client, who manages it at HubSpot, what is paid now and what would be."""
    reader = seen.reader
    found = seen.renewals()
    for each in found:
        day = reader.day(each.renewal.renews_on)
        yield Part(f"{RENEWALS.column('renews_on').heading(reader.language)}: {day}", body=labelled(
            [row for row in _renewal(each, reader) if row[1]], seen.form))  # fmt: skip
    if not found:
        yield Part(sentences=[_none(RENEWALS, reader)])


def _renewal(each: RenewalOutlook, reader: Reader) -> Pairs:
    row, say = each.renewal, reader.words["client"]
    unknown = reader.words["progress"]["unknown"]

    def money(value: Decimal | None) -> str:
        return unknown if value is None else f"{row.currency} {reader.number(value, 2)}"

    def rest(field: str, value: object) -> tuple[str, str]:
        return _fact(RENEWALS, field, value, reader)

    return [
        rest("communication_owner", row.communication_owner or unknown),
        rest("renewal_manager", row.renewal_manager or unknown),
        (say["current_subscription"], row.products),
        rest("current_mrr", money(row.current_mrr)),
        rest("renewal_products", row.renewal_products),
        rest("renewal_mrr", money(row.renewal_mrr)),
        (say["mrr_change"], "" if each.mrr_change is None else money(each.mrr_change)),
        rest("status", _label(RENEWAL_STATUSES, row.status, reader)),
        (say["alert"], alert_words(each.alert, reader.language)),
        (say["deadline"], reader.day(each.deadline)),
        rest("note", row.note),
    ]


def usage_parts(seen: Seen) -> Iterator[Part]:
    """The products and apps in use, and how that was month by month."""
    reader, found, say = seen.reader, seen.usage(), seen.reader.words["client"]
    rows = [
        (say["last_month"], "" if found.month is None else reader.month(found.month)),
        _fact(USAGE, "products", ", ".join(found.products), reader),
        _fact(USAGE, "apps", ", ".join(found.apps), reader),
        _fact(CLIENTS, "apps_used", found.apps_used, reader),
        _fact(CLIENTS, "usage_score", found.usage_score, reader),
        _fact(CLIENTS, "last_active_on", found.last_active_on, reader),
        _fact(CLIENTS, "last_active_employee", seen.client.last_active_employee, reader),
    ]
    rows = [row for row in rows if row[1]]
    yield Part(sentences=[] if rows else [_none(USAGE, reader)], body=labelled(rows, seen.form) if rows else Markup())
    months = seen.usage_months()[::-1]
    if months:
        cells = [
            (reader.month(row.month), ", ".join(listed(row.products)), ", ".join(listed(row.apps))) for row in months
        ]
        heads = [USAGE.column(field).heading(reader.language) for field in ("month", "products", "apps")]
        columns = [Column(heads[0], "start", "row"), *(Column(head, "start") for head in heads[1:])]
        yield Part(say["usage_months"], [], table(columns, cells), True)


def engagement_parts(seen: Seen) -> Iterator[Part]:
    """The engagement score, which way it goes, and how it was month by month."""
    reader, found, say = seen.reader, seen.usage(), seen.reader.words["client"]
    heading = USAGE.column("engagement_score").heading(reader.language)
    months = [row for row in seen.usage_months() if row.engagement_score is not None]
    if found.score is None or not months:
        yield Part(sentences=[_none(USAGE, reader)])
        return
    rows = [(heading, reader.number(found.score))]
    if found.change is not None and found.trend is not None:
        rows.append((say["trend"], say[found.trend].format(change=reader.number(abs(found.change)))))
    yield Part(body=labelled(rows, seen.form))
    shown = [(reader.month(row.month), reader.number(row.engagement_score or Decimal(0))) for row in months]
    tells = [told(month, [(heading, score)]) for month, score in shown]
    scores = Series(heading, [row.engagement_score for row in months])
    chart = MonthChart(say["score_by_month"], [row.month for row in months], tells, (), [scores])
    yield Part(chart.title, body=(month_chart if seen.form == "facts" else month_image)(chart, reader))
    columns = [Column(USAGE.column("month").heading(reader.language), "start", "row"), Column(heading)]
    body = table(columns, shown[::-1])
    folded = html("frame/folded.html", summary=reader.words["progress"]["months_figures"], body=body)
    yield Part(body=folded if seen.form == "facts" else body)


def links_parts(seen: Seen) -> Iterator[Part]:
    """The company in the partner's CRM and the client's account; what is no address of https is only shown."""
    reader = seen.reader
    rows = [
        _fact(CLIENTS, field, _link(getattr(seen.client, field)), reader) for field in ("crm_company", "account_link")
    ]
    found = [row for row in rows if row[1]]
    yield Part(
        sentences=[] if found else [_none(CLIENTS, reader)], body=labelled(found, seen.form) if found else Markup()
    )


def _link(text: str) -> str:
    address = text.strip()
    return html("frame/link.html", address=address, text=text) if address.lower().startswith("https://") else text


def _fact(table: Table, field: str, value: Any, reader: Reader) -> tuple[str, str]:
    """A label, as the book's column is called, and a value as the person reads it; "" for none."""
    return table.column(field).heading(reader.language), _text(value, reader)


def _text(value: Any, reader: Reader) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return reader.day(value) if isinstance(value, date) else reader.number(Decimal(value))


def _label(choices: Sequence[Choice], code: str, reader: Reader) -> str:
    """What a code is called; the code itself where there is no such choice."""
    return next((choice.label(reader.language) for choice in choices if choice.code == code), code)


def _none(table: Table, reader: Reader) -> str:
    """That the book says nothing of it, and which of its sheets would."""
    return reader.words["client"]["nothing"].format(sheet=table.label(reader.language))


def _listed(kind: Table, fields: Sequence[str], rows: Sequence[Any], reader: Reader) -> Part:
    """The rows of a table of the book, with its name and the headings of its columns."""
    heading = kind.label(reader.language)
    if not rows:
        return Part(heading, [_none(kind, reader)])
    columns = []
    for at, field in enumerate(fields):
        end = isinstance(getattr(rows[0], field), Decimal)
        columns.append(
            Column(kind.column(field).heading(reader.language), "end" if end else "start", "col" if at else "row")
        )
    return Part(
        heading, [], table(columns, [[_cell(getattr(row, each), reader) for each in fields] for row in rows]), True
    )


def _cell(value: Any, reader: Reader) -> str:
    """A value in a table, where money has two places."""
    return reader.number(value, 2) if isinstance(value, Decimal) else _text(value, reader)
