"""The About sheet: what the report is, the rules it follows, where each of their figures is from, what is assumed."""

from collections.abc import Iterator

from partnerbook import __version__
from partnerbook.book.tables import SETTINGS
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.figures.overview import Overview
from partnerbook.language.texts import texts
from partnerbook.points.units import published_units
from partnerbook.program.commission import commission_rules
from partnerbook.program.edition import editions
from partnerbook.program.joined import joined_currencies
from partnerbook.program.strict import ASSUMED
from partnerbook.records import Settings
from partnerbook.workbooks.kit.document import fit_row
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.program_words import (
    commission_key_words,
    commission_note_words,
    edition_words,
    joined_source,
    key_words,
    note_words,
    source_words,
    value_words,
)
from partnerbook.workbooks.report.said import ReportWords
from partnerbook.workbooks.report.words import ABOUT

_COLOURS = (("pb_input", "input"), ("pb_whole", "figure"), ("pb_check", "check"))
_WIDTHS = (34, 44, 13, 16, 100)
_LONG = ("edition", "rates", "growth_added", "growth_removed", "rounding", "by_whom")  # facts that take the width
# What HubSpot does not publish, beside what the editions and the book say: the keys of the words.
_ASSUMED = ("day", "stretches", "swap", "anew", "euro", "beyond", "since", "unjudged", "certification", "elite",
            "beside")  # fmt: skip


def write_about(document: ReportDocument, report: Overview, book_name: str) -> None:
    """Write the sheet."""
    sheet, say = document.sheet(ABOUT, "5F6B7A", _WIDTHS), document.say
    put = document.put
    put(sheet, "A1", say("about", "title"), "pb_title")
    put(sheet, "A2", say("about", "subtitle"), "pb_subtitle")
    for row, (key, value) in enumerate(_facts(say, report, book_name), 4):
        put(sheet, f"A{row}", say("about", key), "pb_label")
        put(sheet, f"B{row}", value, "pb_day" if key == "as_of" else "pb_wrapped")
        if key == "as_of":
            document.name("MadeFor", sheet, f"B{row}")
        if key in _LONG:
            sheet.merge_cells(f"B{row}:E{row}")
            fit_row(sheet, row, ((str(value), sum(_WIDTHS[1:])),))
    row += 2
    put(sheet, f"A{row}", say("about", "colours"), "pb_section")
    for style, key in _COLOURS:
        row += 1
        example = say("about", "example") if style == "pb_input" else 0 if style == "pb_check" else 1234
        put(sheet, f"A{row}", example, style)
        put(sheet, f"B{row}", say("about", f"colour_{key}"))
    printed = row
    row = _write_assumptions(document, row + 2, report.book.settings)
    head = row + 2 if document.all_printed else 0
    last = _write_sources(document, _write_figures(document, row + 1) + 1)
    document.on_paper(sheet, say.sheet(ABOUT), "E", last, printed, head, one_page=True)


def _facts(say: ReportWords, report: Overview, book_name: str) -> Iterator[tuple[str, object]]:
    """What is said of the whole report, each under the key of its label."""
    settings, none = report.book.settings, say("about", "none")
    yield "partner", settings.partner or say("about", "not_entered")
    yield "made_from", book_name or say("about", "the_book")
    yield "as_of", report.as_of
    yield "made_with", f"partnerbook {__version__}"
    yield "edition", edition_words(say, report.edition)
    rates = (
        say("about", "rate", currency=rate.currency, amount=say.reader.number(rate.amount), start=rate.start,
            kind=say.rate_kinds[rate.kind], note=rate.note).strip()
        for rate in report.book.rates
    )  # fmt: skip
    yield "rates", "; ".join(rates) or none
    yield "rate_max_age", say("about", "days", days=settings.rate_max_age)
    for key, markets in (("growth_added", settings.growth_added), ("growth_removed", settings.growth_removed)):
        yield key, ", ".join(say.market(code) for code in sorted(markets)) or none
    yield "rounding", say("about", "rounded")
    yield "by_whom", say("about", "by_partner")


def _heads(document: ReportDocument, row: int, title: str, keys: tuple[str, ...]) -> int:
    sheet, say = document.made(ABOUT), document.say
    document.put(sheet, f"A{row}", say("about", title), "pb_section")
    for letter, key in zip("ABCDE", keys, strict=False):
        document.put(sheet, f"{letter}{row + 1}", say("about", key) if key else "", "pb_head")
    return row + 2


def _write_assumptions(document: ReportDocument, row: int, settings: Settings) -> int:
    """The readings that HubSpot does not publish; the person can change each, or knows to."""
    sheet, say = document.made(ABOUT), document.say
    row = _heads(document, row, "assumptions", ("what", "read_as", "from_edition", "", "why"))
    seen: set[tuple[str, str]] = set()
    for edition in editions():
        for figure in edition.figures:
            value = value_words(say, figure.value)
            if figure.basis != "published" and (figure.key, value) not in seen:
                seen.add((figure.key, value))
                note = note_words(say, edition, figure)
                document.put(sheet, f"A{row}", key_words(say, figure.key), "pb_wrapped")
                document.put(sheet, f"B{row}", value, "pb_wrapped")
                document.put(sheet, f"C{row}", edition.start, "pb_day")
                document.put(sheet, f"E{row}", note, "pb_wrapped")
                fit_row(sheet, row, ((key_words(say, figure.key), 34), (value, 44), (note, 100)))
                row += 1
    of_commission = (
        [commission_key_words(say, each.key), value_words(say, each.value), commission_note_words(say, each)]
        for each in commission_rules().figures
        if each.basis == ASSUMED
    )
    shown = {"rates": _joined(say), "days": STALE_DAYS}
    extra = ([say("assumptions", f"{key}_{part}", **shown) for part in ("what", "reading", "why")] for key in _ASSUMED)
    for what, reading, why in (*_readings(say, settings), *of_commission, *extra):
        document.put(sheet, f"A{row}", what, "pb_wrapped")
        document.put(sheet, f"B{row}", reading, "pb_wrapped")
        document.put(sheet, f"E{row}", why, "pb_wrapped")
        fit_row(sheet, row, ((what, 34), (reading, 44), (why, 100)))
        row += 1
    return row


def _joined(say: ReportWords) -> str:
    """Each currency that became another one, with its rate, the day and the source."""
    return "; ".join(
        say("about", "joined", rate=say.reader.number(each.rate), currency=each.currency, into=each.into,
            start=each.start, source=joined_source(say, each))
        for each in joined_currencies().values()
    )  # fmt: skip


def _readings(say: ReportWords, settings: Settings) -> Iterator[tuple[str, str, str]]:
    """The assumptions that are settings of the book, as it has them."""
    where = say("about", "a_row", sheet=SETTINGS.label(say.language))
    for field in ("deals_without_source", "upsell_by_other_source", "new_deal_on_older_line", "losses_by",
                  "rate_max_age", "lapse_days", "partner_kind", "payout_days"):  # fmt: skip
        column, value = SETTINGS.column(field), getattr(settings, field)
        chosen = [choice.label(say.language) for choice in column.choices if choice.code == value]
        reading = chosen[0] if chosen else say("about", "days", days=value)
        in_language = say.language != "en"
        meaning = texts("book", say.language)["help"][f"{SETTINGS.name}.{field}"] if in_language else column.help
        yield column.heading(say.language), reading, f"{meaning} {where}"


def _write_figures(document: ReportDocument, row: int) -> int:
    sheet, say = document.made(ABOUT), document.say
    row = _heads(document, row, "figures", ("what_figure", "value", "edition_of", "basis", "source"))
    titles = {source.id: source_words(say, source)[0] for edition in editions() for source in edition.sources}
    for edition in editions():
        for figure in edition.figures:
            source = titles.get(figure.source, "")
            key, value = key_words(say, figure.key), value_words(say, figure.value)
            values = (key, value, edition.start, say("bases", figure.basis), source)
            for letter, shown in zip("ABCDE", values, strict=True):
                style = "pb_day" if letter == "C" else "pb_wrapped" if letter in "AB" else "pb_text"
                document.put(sheet, f"{letter}{row}", shown or None, style)
            fit_row(sheet, row, ((key, 34), (value, 44)))
            row += 1
    for unit in published_units():
        name, source = say("about", "unit", currency=unit.currency), titles.get(unit.source, "")
        of_unit = (name, say.reader.number(unit.amount), unit.start, say("bases", "published"), source)
        for letter, shown in zip("ABCDE", of_unit, strict=True):
            document.put(sheet, f"{letter}{row}", shown, "pb_day" if letter == "C" else "pb_text")
        row += 1
    return row


def _write_sources(document: ReportDocument, row: int) -> int:
    sheet, say = document.made(ABOUT), document.say
    row = _heads(document, row, "sources", ("page", "seen", "", "", "address"))
    for source in {source.id: source for edition in editions() for source in edition.sources}.values():
        title, seen = source_words(say, source)
        document.put(sheet, f"A{row}", title, "pb_wrapped")
        document.put(sheet, f"B{row}", seen, "pb_wrapped")
        fit_row(sheet, row, ((title, _WIDTHS[0]), (seen, _WIDTHS[1])))
        document.put(sheet, f"E{row}", source.url)
        row += 1
    return row - 1
