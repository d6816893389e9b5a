"""What the program decides, as codes: values that a program can compare, which `language.words` turns into words."""

from enum import StrEnum
from typing import NamedTuple

NO_TIER = "None"


class Measure(StrEnum):
    """What a tier asks for: points of a kind, or what Elite asks for beyond them."""

    TOTAL = "total"
    SOLD = "sold"
    SOURCED = "sourced"
    MANAGED = "managed"
    CERTIFICATION = "certification"
    INVITATION = "invitation"
    DOLLAR_RETENTION = "C$R"
    GROSS_RETENTION = "GRR"
    CUSTOMER_RETENTION = "customer retention"
    CERTIFICATIONS = "certifications"


class Decision(StrEnum):
    """What a monthly check decides about the credited tier; only a review can take it down or keep it.

    After UNDECIDED and AGE_UNKNOWN the tier cannot be told; SETTLED is the check that tells it again.
    """

    UP = "up"
    PROTECTED = "protected"
    UNCERTIFIED = "uncertified"
    REACHED = "reached"
    UNDECIDED = "undecided"
    AGE_UNKNOWN = "age_unknown"
    SETTLED = "settled"
    DOWN = "down"


class Risk(StrEnum):
    """How sure the credited tier is at the next review, if nothing new is sold."""

    SAFE = "safe"
    AT_RISK = "at_risk"
    LOST = "lost"
    UNKNOWN = "unknown"


class StakeKind(StrEnum):
    """What takes points on a day to come: the first two may, the others are known to."""

    LAPSE = "lapse"
    RENEWAL = "renewal"
    SOLD_ENDS = "sold_ends"
    LOSS = "loss"
    MANAGED_ENDS = "managed_ends"
    RULES = "rules"

    @property
    def certain(self) -> bool:
        """Whether the points are lost on that day by what the book says; else they only may be."""
        return self not in (StakeKind.LAPSE, StakeKind.RENEWAL)


class StepKind(StrEnum):
    """What to do next for the tier."""

    ENTER_THRESHOLDS = "enter_thresholds"
    ENTER_TIER = "enter_tier"
    CERTIFY = "certify"
    WORK = "work"
    RENEW = "renew"
    SELL = "sell"


class FigureKind(StrEnum):
    """A figure of a book that is compared."""

    CREDITED = "credited"
    PERFORMING = "performing"
    SOLD = "sold"
    SOURCED = "sourced"
    MANAGED = "managed"
    TOTAL = "total"
    CLIENTS = "clients"
    SOURCED_MRR = "sourced_mrr"
    DOLLAR_RETENTION = "C$R"
    GROSS_RETENTION = "GRR"
    MEDIAN_TOOLS = "median_tools"
    CERTIFICATION = "certification"


class RuleKind(StrEnum):
    """A part of the program's rules; the first five decide how many points count, the others what they are for."""

    RATES = "rates"
    GROWTH = "growth"
    MONTHS = "months"
    REDUCTIONS = "reductions"
    SPLIT = "split"
    MINIMUM = "minimum"
    MANAGED_MINIMUM = "managed_minimum"
    CERTIFICATION = "certification"
    ELITE = "elite"
    REVIEWS = "reviews"


class WhatIf(StrEnum):
    """What a row of a scenario assumes."""

    SALE = "sale"
    DOWNGRADE = "downgrade"
    CANCELLATION = "cancellation"
    MANAGE = "manage"
    STOP = "stop"
    PARTNERS = "partners"


class PointsReason(StrEnum):
    """The likely reason why HubSpot's points of a client are not ours.

    EXTRA is a row of ours that they do not count, MISSING a deal of theirs that the book lacks.
    """

    ROUNDING = "rounding"
    GROWTH = "growth"
    PARTNERS = "partners"
    SOURCE = "source"
    ALL_SOURCES = "all_sources"
    AS_DOLLARS = "as_dollars"
    OTHER_UNIT = "other_unit"
    NEAR_DAY = "near_day"
    EXTRA = "extra"
    MISSING = "missing"
    NOT_MANAGED = "not_managed"
    MANAGED_THERE = "managed_there"
    STALE = "stale"
    UNKNOWN = "unknown"


class DayKind(StrEnum):
    """What a day of the calendar is."""

    RENEWAL = "renewal"
    DEADLINE = "deadline"
    LAPSE = "lapse"
    REVIEW = "review"
    CERTIFICATION = "certification"
    PAYOUT = "payout"


class AlertKind(StrEnum):
    """How soon a renewal is."""

    OVERDUE = "overdue"
    WITHIN = "within"
    LATER = "later"
    DONE = "done"


class Alert(NamedTuple):
    """The alert a renewal is under; `days` is its window, where it is within one."""

    kind: AlertKind
    days: int = 0

    @property
    def due(self) -> bool:
        """Whether something is to be done about the renewal.

        >>> Alert(AlertKind.WITHIN, 30).due, Alert(AlertKind.LATER).due
        (True, False)
        """
        return self.kind in (AlertKind.OVERDUE, AlertKind.WITHIN)


OVERDUE, LATER, DONE = Alert(AlertKind.OVERDUE), Alert(AlertKind.LATER), Alert(AlertKind.DONE)


class MissingThreshold(NamedTuple):
    """A figure that the Tiers table still needs for an edition."""

    tier: str
    measure: Measure


class CommissionRule(StrEnum):
    """The rule of commission that a deal falls under, which says for how long it pays.

    Under ENTERED it pays only because a rate is entered for it; ASSISTED pays nothing.
    """

    LEGACY = "legacy"
    TERM = "term"
    DEAL_BASED = "deal_based"
    PROVIDER = "provider"
    UPMARKET_REFERRAL = "upmarket_referral"
    ENTERED = "entered_rate"
    ASSISTED = "assisted"


class PaysNothing(StrEnum):
    """Why a deal pays no commission in a month."""

    NOT_CLOSED_YET = "not_closed_yet"
    ASSISTED = "assisted"
    OTHER_PARTNERS_LINE = "other_partners_line"
    RATE_ZERO = "rate_zero"
    TERM_OVER = "term_over"
    NOT_MANAGED = "not_managed"
    NOTHING_LEFT = "nothing_left"
    SUBSCRIPTION_ENDED = "subscription_ended"


class LineOutcome(StrEnum):
    """What becomes of a line of a commission statement beside our own figure.

    UNKNOWN is a line of what pays nothing here, MISSING what pays here and has no line, TOTAL a running total that
    counts for nothing.
    """

    EQUAL = "equal"
    DIFFERS = "differs"
    UNKNOWN = "unknown"
    MISSING = "missing"
    CLAWED_BACK = "clawed_back"
    TOTAL = "total"


class LineReason(StrEnum):
    """The likely reason why a statement and our own figure differ, where `PaysNothing` does not say it."""

    ROUNDING = "rounding"
    RATE = "rate"
    BASE = "base"
    MONTHS = "months"
    CURRENCY = "currency"
    TWICE = "twice"
    NO_CLIENT = "no_client"
    NO_DEAL = "no_deal"
    CLOSED_IN_PERIOD = "closed_in_period"
    NOT_MANAGED_THERE = "not_managed_there"
    CLIENT_DID_NOT_PAY = "client_did_not_pay"
    UNTOLD = "untold"


class PayoutFault(StrEnum):
    """What is wrong with the parts of a payout."""

    NET_ABOVE_GROSS = "net_above_gross"
    PARTS_DIFFER = "parts_differ"


class Stops(StrEnum):
    """Why a deal of before April 2023 stops paying at the next quarter: managing has ended, or lapses before."""

    NOT_MANAGED = "not_managed"
    LAPSES = "lapses"
