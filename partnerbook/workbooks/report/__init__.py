"""The tier report: a workbook that a partner's finance people open, trust and send on.

It is live: the as-of day and the goal tier are cells, and every figure is a plain formula over the Ledger, Tiers
and Renewals sheets that also works in Excel 2016 and LibreOffice. Every formula carries the value that the core
computed, so that mail, previews and pandas show it too.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from partnerbook.exact import exactly
from partnerbook.figures.overview import Overview, overview
from partnerbook.figures.reconcile import Difference
from partnerbook.files.problems import Problem, error_count
from partnerbook.memory import uncollected
from partnerbook.records import Book
from partnerbook.workbooks.report.about_sheet import write_about
from partnerbook.workbooks.report.breakdown_sheet import write_breakdown
from partnerbook.workbooks.report.changes_sheet import write_changes
from partnerbook.workbooks.report.checks_sheet import write_checks
from partnerbook.workbooks.report.client_list_sheet import write_client_list
from partnerbook.workbooks.report.client_picked import first_client
from partnerbook.workbooks.report.client_sheet import write_client
from partnerbook.workbooks.report.client_tables import (
    MANAGING_TABLE,
    SUBSCRIPTION_TABLE,
    stretch_rows,
    subscription_rows,
    write_list,
)
from partnerbook.workbooks.report.codes_sheet import write_report_codes
from partnerbook.workbooks.report.commission_sheet import write_commission
from partnerbook.workbooks.report.contents_sheet import fill_contents, start_contents
from partnerbook.workbooks.report.dashboard import fill_dashboard, start_dashboard
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.editions_sheet import write_editions
from partnerbook.workbooks.report.explain_sheet import write_explain
from partnerbook.workbooks.report.hubspot_sheet import write_hubspot
from partnerbook.workbooks.report.ledger_sheet import write_ledger
from partnerbook.workbooks.report.months_sheet import write_months
from partnerbook.workbooks.report.outlook_sheet import write_outlook
from partnerbook.workbooks.report.program_sheet import write_program
from partnerbook.workbooks.report.reconcile_sheet import write_reconcile
from partnerbook.workbooks.report.renewals_sheet import write_renewals
from partnerbook.workbooks.report.reviews_sheet import write_reviews
from partnerbook.workbooks.report.said import report_words
from partnerbook.workbooks.report.saved_sheet import write_saved
from partnerbook.workbooks.report.scenarios_sheet import write_scenarios
from partnerbook.workbooks.report.segments_sheet import write_segments
from partnerbook.workbooks.report.since_sheet import write_since
from partnerbook.workbooks.report.stake_sheet import write_stake
from partnerbook.workbooks.report.statements_sheet import write_statements
from partnerbook.workbooks.report.tiers_sheet import write_tiers
from partnerbook.workbooks.report.units_table import write_units
from partnerbook.workbooks.report.usage_sheet import write_usage
from partnerbook.workbooks.report.words import MANAGING_SHEET, SUBSCRIPTIONS_SHEET

Progress: TypeAlias = Callable[[Sequence[Any]], Iterable[Any]]


@uncollected
@exactly
def write_report(
    book: Book,
    path: str | Path,
    as_of: date,
    goal: str = "",
    problems: Sequence[Problem] = (),
    book_name: str = "",
    progress: Progress = iter,
    language: str = "en",
    all_printed: bool = False,
    client: str = "",
) -> Overview:
    """The figures of the report, after writing the workbook to the path in a language: "en", "es" or "pt".

    `goal` is a tier (empty: the book's); `problems` are those found when the book was read; `progress` is given the
    steps of the work and hands them on, as `iter` does. BadInput for a day before the first edition, UnknownName for
    another language. On paper the long lists are left out or cut, unless `all_printed`. The sheet Client shows
    `client` at first (empty: the one with the most entries).
    """
    say = report_words(language)
    if not book.clients:
        book = book._replace(segments=())  # there is nobody to pick
    report = overview(book, as_of, goal, error_count(problems))
    document = ReportDocument(say, as_of, book.settings.partner, all_printed)
    dashboard, picked = start_dashboard(document, report), client or first_client(report)
    contents, differing = start_contents(document), list[Difference]()
    steps: tuple[Callable[[], object], ...] = (
        lambda: write_outlook(document, report),
        lambda: write_stake(document, report),
        lambda: write_breakdown(document, report),
        lambda: write_client(document, report, picked),
        lambda: write_explain(document, report),
        lambda: write_ledger(document, report),
        lambda: write_changes(document, report),
        lambda: write_segments(document, report, write_since(document, report)),
        lambda: write_months(document, report),
        lambda: write_renewals(document, report, picked),
        lambda: write_program(document, report),
        lambda: _write_commission(document, report),
        lambda: write_hubspot(document, report),
        lambda: differing.extend(write_reconcile(document, report)),
        lambda: write_usage(document, report),
        lambda: _write_client_tables(document, report, picked),
        lambda: write_saved(document, report),
        lambda: write_scenarios(document, report),
        lambda: _write_tiers(document, report),
        lambda: write_reviews(document, report),
        lambda: write_editions(document, report),
        lambda: write_checks(document, report, problems),
        lambda: write_about(document, report, book_name),
        lambda: write_report_codes(document, report),
        lambda: fill_dashboard(document, dashboard, report),
        lambda: fill_contents(document, contents, report, differing),
        lambda: document.save(path),
    )
    for step in progress(steps):
        step()
    return report


def _write_tiers(document: ReportDocument, report: Overview) -> None:
    write_tiers(document, report)
    write_units(document, report)


def _write_client_tables(document: ReportDocument, report: Overview, client: str) -> None:
    subscriptions = subscription_rows(report, client)
    write_client_list(document, report, subscriptions)
    write_list(document, report, SUBSCRIPTIONS_SHEET, SUBSCRIPTION_TABLE, subscriptions)
    write_list(document, report, MANAGING_SHEET, MANAGING_TABLE, stretch_rows(report.book.managing, report, client))


def _write_commission(document: ReportDocument, report: Overview) -> None:
    write_commission(document, report)
    write_statements(document, report)
