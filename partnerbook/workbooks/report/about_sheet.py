"""The About sheet: what the report is, the rules it follows, where each of their figures is from, what is assumed."""

from collections.abc import Iterator

from partnerbook import __version__
from partnerbook.book.tables import SETTINGS
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.figures.overview import Overview
from partnerbook.parsing.market import market_name
from partnerbook.points.units import published_units
from partnerbook.program.edition import editions
from partnerbook.program.joined import joined_currencies
from partnerbook.records import Settings
from partnerbook.workbooks.kit.document import Document, fit_row, page
from partnerbook.workbooks.report.words import ABOUT

_COLOURS = (
    ("pb_input", "An input: change it and every figure follows"),
    ("pb_whole", "A figure, computed from the Ledger, Tiers and Renewals sheets"),
    ("pb_check", "A check: OK, or LOOK"),
)


def write_about(document: Document, report: Overview, book_name: str) -> None:
    """Write the sheet."""
    sheet = document.sheet(ABOUT, "5F6B7A", (34, 44, 13, 16, 100))
    put = document.put
    settings = report.book.settings
    put(sheet, "A1", "About this report", "pb_title")
    put(sheet, "A2", "It is live: change the as-of day or the goal tier on the Dashboard, in Excel or LibreOffice, and "
        "every figure follows. No add-in, no macro, no connection.", "pb_subtitle")  # fmt: skip
    growth = ", ".join(market_name(code) for code in sorted(settings.growth_added)) or "none"
    ungrown = ", ".join(market_name(code) for code in sorted(settings.growth_removed)) or "none"
    own = "; ".join(f"{r.currency} {r.amount} from {r.start} ({r.kind}) {r.note}".strip() for r in report.book.rates)
    facts = (
        ("Partner", settings.partner or "not entered"),
        ("Made from", book_name),
        ("As-of day when made", report.as_of),
        ("Made with", f"partnerbook {__version__}"),
        ("Edition in force that day", f"{report.edition.name}: {report.edition.summary}"),
        ("Own rates in the book", own or "none"),
        ("Oldest market rate used", f"{settings.rate_max_age} days"),
        ("Growth markets added by you", growth),
        ("Growth markets removed by you", ungrown),
        ("Rounding", ("None between rows. Totals are taken to 6 places before they are compared with a threshold. "
                      "Points are shown to 2 places, so that what is shown adds up: sold and managed half up, a total "
                      "as the sum of the two, each part of a list by what it adds to the rounded sum so far. Beside a "
                      "threshold all places are shown where two hide which is larger. What is exact stands in hidden "
                      "columns and on the hidden sheet Codes.")),
        ("Not from HubSpot", "The partner computed this report, and entered the tier thresholds."),
    )  # fmt: skip
    row = 4
    for label, value in facts:
        put(sheet, f"A{row}", label, "pb_label")
        put(sheet, f"B{row}", value, "pb_day" if label.startswith("As-of") else "pb_text")
        row += 1
    row += 1
    put(sheet, f"A{row}", "Colours", "pb_section")
    for style, words in _COLOURS:
        row += 1
        put(sheet, f"A{row}", "Example" if style == "pb_input" else 0 if style == "pb_check" else 1234, style)
        put(sheet, f"B{row}", words)
    row = _write_assumptions(document, row + 2, settings)
    row = _write_figures(document, row + 1)
    _write_sources(document, row + 1)
    page(sheet, "About")


def _heads(document: Document, row: int, title: str, heads: tuple[str, ...]) -> int:
    sheet = document.workbook[ABOUT]
    document.put(sheet, f"A{row}", title, "pb_section")
    for letter, head in zip("ABCDE", heads, strict=False):
        document.put(sheet, f"{letter}{row + 1}", head, "pb_head")
    return row + 2


def _write_assumptions(document: Document, row: int, settings: Settings) -> int:
    """The readings that HubSpot does not publish; the person can change each, or knows to."""
    sheet = document.workbook[ABOUT]
    row = _heads(document, row, "Assumptions: what HubSpot does not publish, and how it is read here",
                 ("What", "Read as", "From edition", "", "Why"))  # fmt: skip
    seen: set[tuple[str, str]] = set()
    for edition in editions():
        for figure in edition.figures:
            value = _words(figure.value)
            if figure.basis != "published" and (figure.key, value) not in seen:
                seen.add((figure.key, value))
                document.put(sheet, f"A{row}", _key_words(figure.key), "pb_wrapped")
                document.put(sheet, f"B{row}", value, "pb_wrapped")
                document.put(sheet, f"C{row}", edition.start, "pb_day")
                document.put(sheet, f"E{row}", figure.note, "pb_wrapped")
                fit_row(sheet, row, ((value, 44), (figure.note, 100)))
                row += 1
    extra = (
        ("points of a day", "active from the close date, 12 months to the same day",
         "29 February ends on 1 March; HubSpot does not say by day or by month."),
        ("managed points over time", "cut where rates, growth markets or point units change",
         "A stretch keeps one set of rules; an estimated unit is that of the stretch's first day."),
        ("a loss on the day of a sale", "takes what was sold before that day first",
         "A contract that is swapped for another loses the old one."),
        ("a product line after a cancellation", "starts anew once nothing of it is paid",
         "A cancellation of a part leaves it as old as it was, and so does one beside a sale without a rate."),
        ("currencies that became the euro", "at the legal rate, in losses and in retention",
         f"A client that changes over has not grown. {_joined()}."),
        ("a month that grew beyond 1,000 % a year", "shown so, and left out of the average",
         "It says nothing of a year."),
        ("credited since not entered", "lost or kept cannot be told before it is surely older than the protection",
         "Counted from the day it was read; the Checks sheet says when it is missing."),
        ("a check without thresholds", "the credited tier is told only where it is the same whatever the check found",
         "The Reviews sheet says which checks could not be judged, and the least and the most that follows."),
        ("certification not entered", "taken as valid", "The Checks sheet says when it is missing."),
        ("Elite beyond the invitation", "what is known not to be met rules it out, what is not known does not",
         "Customer retention is seen by HubSpot alone; retention with MRR left out is not known."),
        ("HubSpot's points beside ours", f"of the same day; stale after {STALE_DAYS} days",
         "HubSpot's are those of the day that it last updated them, which can be months ago."),
    )  # fmt: skip
    for what, reading, why in (*_readings(settings), *extra):
        document.put(sheet, f"A{row}", what, "pb_wrapped")
        document.put(sheet, f"B{row}", reading, "pb_wrapped")
        document.put(sheet, f"E{row}", why, "pb_wrapped")
        fit_row(sheet, row, ((reading, 44), (why, 100)))
        row += 1
    return row


def _joined() -> str:
    """Each currency that became another one, with its rate, the day and the source."""
    return "; ".join(
        f"{each.rate.normalize()} {each.currency} is 1 {each.into} from {each.start} ({each.source})"
        for each in joined_currencies().values()
    )


def _readings(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """The assumptions that are settings of the book, as it has them."""
    for field in ("deals_without_source", "upsell_by_other_source", "new_deal_on_older_line", "losses_by"):
        column = SETTINGS.column(field)
        chosen = next(choice.en for choice in column.choices if choice.code == getattr(settings, field))
        yield column.en, chosen, f"{column.help} It is a row of the book's sheet {SETTINGS.name}."
    for field in ("rate_max_age", "lapse_days"):
        column = SETTINGS.column(field)
        days = f"{getattr(settings, field)} days"
        yield column.en, days, f"{column.help} It is a row of the book's sheet {SETTINGS.name}."


def _write_figures(document: Document, row: int) -> int:
    sheet = document.workbook[ABOUT]
    row = _heads(document, row, "Figures of the program, by edition", ("Figure", "Value", "Edition", "Basis", "Source"))
    titles = {source.id: source.title for edition in editions() for source in edition.sources}
    for edition in editions():
        for figure in edition.figures:
            source = titles.get(figure.source, "")
            values = (_key_words(figure.key), _words(figure.value), edition.start, figure.basis, source)
            for letter, value in zip("ABCDE", values, strict=True):
                style = "pb_day" if letter == "C" else "pb_wrapped" if letter == "B" else "pb_text"
                document.put(sheet, f"{letter}{row}", value or None, style)
            fit_row(sheet, row, ((_words(figure.value), 44),))
            row += 1
    for unit in published_units():
        name, source = f"US$100 in {unit.currency}", titles.get(unit.source, "")
        for letter, value in zip("ABCDE", (name, str(unit.amount), unit.start, "published", source), strict=True):
            document.put(sheet, f"{letter}{row}", value, "pb_day" if letter == "C" else "pb_text")
        row += 1
    return row


def _write_sources(document: Document, row: int) -> None:
    sheet = document.workbook[ABOUT]
    row = _heads(document, row, "Sources", ("Page", "Copy seen", "", "", "Address"))
    for source in {source.id: source for edition in editions() for source in edition.sources}.values():
        document.put(sheet, f"A{row}", source.title)
        document.put(sheet, f"B{row}", source.seen)
        document.put(sheet, f"E{row}", source.url)
        row += 1


def _key_words(key: str) -> str:
    """A figure's key as a person reads it.

    >>> _key_words("reviews.check_day")
    'Reviews: check day'
    """
    if "regions" in key:
        return key.rpartition(".")[2]
    return key.replace(".", ": ").replace("_", " ").capitalize()


def _words(value: object) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
