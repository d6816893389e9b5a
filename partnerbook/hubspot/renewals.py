"""What a client's record at HubSpot says of renewals: one for each hub whose day it shares, else the one to come.

HubSpot's renewal MRR is not to be relied on: a partner's records added up to far more than all that their clients pay.
So HubSpot's own change goes before it, and one that is far above what the client pays counts as not known.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from partnerbook.errors import Sentence
from partnerbook.exact import EXACT, ZERO, plain, quotient, rounded
from partnerbook.files.problems import NOTE, WARNING
from partnerbook.hubspot.columns import ExportRow
from partnerbook.hubspot.hubs import Hub, Money, hubs_of, rest_of, same_hub, sum_of
from partnerbook.hubspot.rows import Finding, cancellation, product_line, product_list, products_in
from partnerbook.records import Renewal

MOST = Decimal("1.5")  # times the MRR: a renewal above that is more likely another figure than a sale
_PLACES = 6  # of HubSpot's amounts


class _Expected(NamedTuple):
    """The MRR expected from a renewal on, None where it is not known; its status, a note, and what to say."""

    mrr: Decimal | None
    status: str
    note: str
    findings: list[Finding]


def renewals(row: ExportRow, money: Money) -> tuple[list[Renewal], list[Finding]]:
    """The renewals to come of a row, and what to say of them."""
    hubs = hubs_of(row)
    dated = [hub for hub in hubs if hub.renews_on]
    if dated:
        return _of_hubs(row, money, dated, alone=len(hubs) == 1 and not rest_of(row, money))
    if row.renews_on is None:
        if not row.renewal_mrr:
            return [], []
        message = Sentence('"{client}" has a renewal MRR but no renewal date; it is not used.', client=row.client)
        return [], [Finding(NOTE, "renewal_mrr", message)]
    whole, currency = row.total_mrr, money.totals
    if whole is None and hubs:
        whole, currency = sum_of(hubs), money.hubs
    if whole is None:
        message = Sentence(
            '"{client}" renews on {renews_on} but does not share its total MRR; the renewal is not used.',
            client=row.client,
            renews_on=row.renews_on,
        )
        return [], [Finding(NOTE, "renews_on", message)]
    expected = _expected(row, row.total_mrr)
    made = Renewal(
        client=row.client,
        products=product_list(row.products),
        renews_on=row.renews_on,
        current_mrr=whole,
        renewal_mrr=expected.mrr,
        currency=currency,
        status=expected.status,
        communication_owner=row.communication_owner,
        renewal_manager=row.renewal_manager,
        note=expected.note,
        origin=row.origin,
    )
    return [made], expected.findings


def _of_hubs(row: ExportRow, money: Money, dated: Sequence[Hub], alone: bool) -> tuple[list[Renewal], list[Finding]]:
    """One renewal for each hub. What HubSpot expects of the whole is that of a hub only where there is but one."""
    whole = _expected(row, row.total_mrr)
    findings = [*whole.findings, *_without_day(row)]
    left = {same_hub(product_line(product)) for product in product_list(row.cancels).split("; ") if product}
    if not alone and whole.mrr is not None and row.total_mrr is not None and whole.mrr != row.total_mrr:
        change = plain(EXACT.subtract(whole.mrr, row.total_mrr))
        message = Sentence(
            'HubSpot expects the MRR of "{client}" to change by {change} {totals} and does not say at which '
            "hub's renewal; enter it there.",
            client=row.client,
            change=change,
            totals=money.totals,
        )
        findings.append(Finding(NOTE, "renewal_mrr", message))
    made = []
    for hub in dated:
        assert hub.renews_on  # noqa: S101 - those with a day were asked for
        expected, status = None, row.status or "pending"
        if alone:
            expected, status = _share(hub.mrr, whole.mrr, row.total_mrr), whole.status
        elif whole.status == "cancel_requested" and whole.mrr == 0 and not left:  # of all that the client has
            expected, status = ZERO, whole.status
        elif same_hub(hub.line) in left and row.cancels_on and not row.status:
            status = "cancel_requested"
        elif whole.mrr is not None and whole.mrr == row.total_mrr:
            expected = hub.mrr
        products = products_in(product_list(row.products), hub.line) or hub.line
        made.append(
            Renewal(row.client, products, hub.renews_on, hub.mrr, expected, money.hubs, status,
                    row.communication_owner, row.renewal_manager, whole.note, origin=row.origin)
        )  # fmt: skip
    return made, findings


def _without_day(row: ExportRow) -> list[Finding]:
    lines = [hub.line for hub in hubs_of(row) if hub.renews_on is None]
    if not lines:
        return []
    message = Sentence(
        '"{client}" shares no renewal date of {listed}; no renewal is made of it.',
        client=row.client,
        listed=", ".join(lines),
    )
    return [Finding(NOTE, "renews_on", message)]


def _share(mrr: Decimal, expected: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """What a hub is expected to come to where the client pays for nothing else, though the whole may be in dollars."""
    if expected is None or not whole:
        return None
    return expected if whole == mrr else plain(rounded(quotient(EXACT.multiply(mrr, expected), whole), _PLACES))


def _expected(row: ExportRow, whole: Decimal | None) -> _Expected:
    """What HubSpot expects of the client's whole MRR: by its own change, else its renewal MRR.

    One of 0 is a loss only where a cancellation is announced: then the renewal has that status. Without one HubSpot's
    records hold a 0 for many clients that renew, so it counts as not known.
    """
    status, notes = row.status or "pending", cancellation(row, "Next cancellation: ")
    expected, field, of = row.renewal_mrr, "renewal_mrr", "Renewal MRR"
    if row.renewal_change is not None and whole is not None:
        expected, field, of = EXACT.add(whole, row.renewal_change), "renewal_change", "Renewal MRR by HubSpot's change"
    if expected is None or whole is None:
        return _Expected(None, status, notes, [])
    if whole and expected == 0 and not row.status:
        if row.cancels_on:
            return _Expected(expected, "cancel_requested", notes, [])
        message = Sentence(
            '"{client}" has a renewal MRR of 0 and no cancellation date; it is taken as not known.', client=row.client
        )
        return _Expected(
            None,
            status,
            f"{of} was 0 at HubSpot, with no cancellation",
            [Finding(NOTE, field, message)],
        )
    if expected < 0 or (field == "renewal_mrr" and whole and expected > EXACT.multiply(whole, MOST)):
        below = Sentence(
            '"{client}" would renew at an MRR of {expected}, below zero; it is taken as not known.',
            client=row.client,
            expected=expected,
        )
        above = Sentence(
            '"{client}" would renew at an MRR of {expected}, far above the {whole} that it pays; it is taken as not '
            "known.",
            client=row.client,
            expected=expected,
            whole=whole,
        )
        message = below if expected < 0 else above
        return _Expected(
            None,
            status,
            f"{of} was {expected} at HubSpot",
            [Finding(WARNING, field, message)],
        )
    return _Expected(expected, status, notes, [])
