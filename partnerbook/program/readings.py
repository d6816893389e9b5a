"""How a figure of an edition is read, where it could be in more ways than one: the readings that the core computes."""

from enum import StrEnum

from partnerbook.program.strict import choice


class Reductions(StrEnum):
    """From which of a client's active sales of a product line a loss takes first."""

    NEWEST = "newest"
    OLDEST = "oldest"


class ManagedSplit(StrEnum):
    """Among whom the points of a managed client are shared."""

    OTHERS_PLUS_ONE = "others plus one"
    NOBODY = "nobody"


class LapsedCertification(StrEnum):
    """What a review leaves of the credited tier of a partner without a valid certification."""

    NO_TIER = "no tier"
    ONE_DOWN = "the tier below"


# The readings that a file can name, by the key of the figure.
READINGS = {
    "sold.reductions": choice(*Reductions),
    "managed.split": choice(*ManagedSplit),
    "tiers.minimum": choice("sold", "sourced"),
    "reviews.lapsed_certification": choice(*LapsedCertification),
    "elite.retention_measure": choice("C$R", "GRR"),
}
# Retention is computed in one way in all editions, which a file has to state in these words.
DEFINITIONS = {
    "retention.revenue": choice("(MRR at end / MRR at start) ^ 12"),
    "retention.customer_dollar": choice("((MRR at start - cancelled) / MRR at start) ^ 12"),
    "retention.gross_revenue": choice("(MRR at start - downgraded - cancelled) / MRR at start"),
    "retention.average": choice("mean of the last 12 whole months"),
}
