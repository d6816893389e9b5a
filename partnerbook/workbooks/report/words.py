"""The names that the report's sheets, tables and formulas share, each written once, and the words it shows."""

from typing import NamedTuple

DASHBOARD, BREAKDOWN, LEDGER, CHANGES = "Dashboard", "Points breakdown", "Ledger", "Changes"
MONTHS, RENEWALS, TIERS, REVIEWS = "Months", "Renewals", "Tiers", "Reviews"
ACCOUNT, CHECKS, ABOUT = "Account", "Checks", "About"

TRACKS = {"sold": "Sold", "managed": "Managed"}
SOURCES = {"sourced": "Sourced", "assisted": "Assisted", "": ""}
KINDS = {
    "new": "New",
    "cross_sell": "Cross-sell",
    "upsell": "Upsell",
    "downgrade": "Downgrade",
    "cancellation": "Cancellation",
    "managed": "Managed",
}
MARKETS = {"growth": "Growth", "standard": "Standard"}
STATUSES = {"pending": "Pending", "confirmed": "Confirmed", "renewed": "Renewed",
            "cancel_requested": "Cancellation requested"}  # fmt: skip
UNKNOWN = "Unknown"


class TableName(NamedTuple):
    """A Table's name, and its columns as formulas name them."""

    name: str

    def __call__(self, heading: str) -> str:
        """The whole column, such as Ledger[Points]."""
        return f"{self.name}[{heading}]"

    def here(self, heading: str) -> str:
        """The column's cell in the formula's own row, in the long form that every version of Excel stores."""
        return f"{self.name}[[#This Row],[{heading}]]"


L = TableName("Ledger")
B = TableName("Breakdown")
T = TableName("Tiers")
E = TableName("Editions")
R = TableName("Renewals")
M = TableName("Months")
X = TableName("Expirations")
V = TableName("Retention")
