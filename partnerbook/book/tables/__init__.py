"""The tables of the book: template, reader, validation, headings and CSV all come from their one description."""

from collections.abc import Mapping

from partnerbook.book.tables.clients import CLIENTS
from partnerbook.book.tables.commission import COMMISSIONS, PAYOUTS
from partnerbook.book.tables.groups import EXPORTS, SAVED_REPORTS, SEGMENTS
from partnerbook.book.tables.imports import IMPORTED, IMPORTS
from partnerbook.book.tables.program import RATES, THRESHOLDS
from partnerbook.book.tables.revenue import DEALS, RENEWALS, SUBSCRIPTIONS
from partnerbook.book.tables.scenarios import SCENARIOS
from partnerbook.book.tables.selling import HUBSPOT_TEAM, SHARED_DEALS
from partnerbook.book.tables.services import MANAGING, SERVICES
from partnerbook.book.tables.settings import SETTINGS
from partnerbook.book.tables.shape import Table
from partnerbook.book.tables.shared import LISTS, START
from partnerbook.book.tables.usage import USAGE

__all__ = [
    "BY_NAME",
    "CLIENTS",
    "COMMISSIONS",
    "DEALS",
    "EXPORTS",
    "HEADINGS_ROW",
    "HUBSPOT_TEAM",
    "IMPORTED",
    "IMPORTS",
    "LISTS",
    "MANAGING",
    "OPTIONAL",
    "PAYOUTS",
    "RATES",
    "RENEWALS",
    "SAVED_REPORTS",
    "SCENARIOS",
    "SEGMENTS",
    "SERVICES",
    "SETTINGS",
    "SHARED_DEALS",
    "START",
    "SUBSCRIPTIONS",
    "TABLES",
    "THRESHOLDS",
    "USAGE",
]

TABLES = (
    SETTINGS, CLIENTS, SUBSCRIPTIONS, DEALS, MANAGING, RENEWALS, THRESHOLDS, RATES, SERVICES, SEGMENTS, SAVED_REPORTS,
    SHARED_DEALS, COMMISSIONS, PAYOUTS, HUBSPOT_TEAM, USAGE, SCENARIOS, IMPORTS,
)  # fmt: skip
OPTIONAL = TABLES[TABLES.index(RATES) :]  # from here on a sheet may stay empty
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
HEADINGS_ROW = 5  # of each table in a book that we write; in a person's own it is wherever it is found
