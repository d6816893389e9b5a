"""`frame.partnerbook`: the points of a frame's own rows."""

from typing import Any

import pandas as pd

from partnerbook.frames.points import PointsSeries, managed_points, points


@pd.api.extensions.register_dataframe_accessor("partnerbook")
class Accessor:
    """What partnerbook says of each row of a DataFrame; there once `partnerbook.frames` is imported."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def points(self, **asked: Any) -> PointsSeries:
        """The sold points of each row: see `partnerbook.frames.points`, which has the same arguments.

        >>> frame = pd.DataFrame({"mrr": [1000], "closed": ["2026-02-01"]})
        >>> frame.partnerbook.points(amount="mrr", market="MX", currency="USD", sold_on="closed").tolist()
        [100.0]
        """
        return points(self._frame, **asked)

    def managed_points(self, **asked: Any) -> PointsSeries:
        """The points that managing gives for each row: see `partnerbook.frames.managed_points`."""
        return managed_points(self._frame, **asked)
