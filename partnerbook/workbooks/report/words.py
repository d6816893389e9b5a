"""The names that the report's sheets, tables and formulas share, each written once, and the words it shows."""

from partnerbook.program.edition import editions

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
*_LOWER, _HIGHEST = editions()[-1].tier_names
TIER_CHOICE = f"{', '.join(_LOWER)} or {_HIGHEST}."
