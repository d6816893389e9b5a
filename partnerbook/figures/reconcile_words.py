"""The likely reason of a difference in a sentence, in three languages; how figures are written is for the surface."""

from collections.abc import Callable
from decimal import Decimal

from partnerbook.codes import PointsReason
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.figures.reconcile import NEAR_DAYS, Reason
from partnerbook.language.texts import texts
from partnerbook.records import Place


def reason_sentence(
    reason: Reason,
    language: str = "en",
    number: Callable[[Decimal], str] = "{:,}".format,
    place: Callable[[Place], str] = str,
) -> str:
    """Why HubSpot's points are not ours, as far as it can be told; `place` says where a row of the book stands.

    >>> reason_sentence(Reason(PointsReason.PARTNERS, Decimal(2)))
    "Partners that manage this client, by HubSpot's points: 2. Look at its other partners in the book."
    """
    say = texts("ahead", language)["differences"]
    key: str = reason.kind
    if reason.kind == PointsReason.NEAR_DAY and not reason.origin.row:
        key = "near_day_any"
    if reason.kind == PointsReason.MISSING and reason.sourced is None:
        key = "missing_untold"
    return say[key].format(
        value="" if reason.value is None else f"{reason.value:f}",
        row=(place(reason.origin) if reason.origin.row else "") or say["nameless"],
        source=say[reason.source] if reason.source else "",
        currency=reason.currency,
        sourced="" if reason.sourced is None else number(reason.sourced),
        assisted="" if reason.assisted is None else number(reason.assisted),
        days=STALE_DAYS if reason.kind == PointsReason.STALE else NEAR_DAYS,
    )
