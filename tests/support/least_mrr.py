"""The least MRR that reaches a tier, as a solver of integer programs finds it: HiGHS, in whole cents.

It knows the program's rates and what is missing, and nothing of how partnerbook finds the way.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import highspy

_RATES = {"sourced": 5, "assisted": 3, "managed": 1}  # points for each US$100, since February 2024
_SCALE = 10_000  # of points: the solver's tolerance is far below the six places that are compared
_MOST = 10**11  # cents


class Kind(NamedTuple):
    """MRR that is sold by a source or only managed, in a growth market or not, and whether what is sold is managed."""

    source: str
    grows: bool
    managed_too: bool = False

    def points(self, measure: str) -> int:
        """What US$100 of it give of total, sold, sourced or managed points."""
        managed = _RATES["managed"] if self.managed_too or self.source == "managed" else 0
        sold = _RATES[self.source] if self.source != "managed" else 0
        of = {"sold": sold, "sourced": sold if self.source == "sourced" else 0, "managed": managed}
        return (2 if self.grows else 1) * (sold + managed if measure == "total" else of[measure])


def least_mrr(
    missing: Mapping[str, Decimal], unit: Decimal, kinds: Sequence[Kind], fixed: Mapping[Kind, Decimal]
) -> tuple[Decimal, ...] | None:
    """The MRR of each kind that gives the missing points of each measure and adds up to least; None where none does.

    `unit` is what counts as US$100; `fixed` is MRR that is decided already, and not among the kinds.
    """
    model = highspy.Highs()
    for option, value in (("output_flag", False), ("log_to_console", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0),
                          ("mip_feasibility_tolerance", 1e-9), ("primal_feasibility_tolerance", 1e-9)):  # fmt: skip
        model.setOptionValue(option, value)
    cents = [model.addIntegral(0, _MOST) for _ in kinds]
    for measure, points in missing.items():
        left = points - sum(kind.points(measure) * mrr / unit for kind, mrr in fixed.items())
        each = [_SCALE * kind.points(measure) / (float(unit) * 100) for kind in kinds]
        if left > 0:
            if not any(each):
                return None
            model.addConstr(sum(a * b for a, b in zip(each, cents, strict=True)) >= float(left) * _SCALE)
    if not model.numConstrs:
        return (Decimal(0),) * len(kinds)
    model.minimize(sum(cents))
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return tuple(Decimal(round(model.val(each))) / 100 for each in cents)
