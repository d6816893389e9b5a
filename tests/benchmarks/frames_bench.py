"""Points of a frame's rows beside the same arithmetic in plain pandas, in float64: sources of programs for bench.py."""

import os

ROWS = int(os.environ.get("FRAMES_ROWS", "10000000"))  # fewer on a machine that is busy or small

KINDS = {"texts": '"str" if int(pd.__version__.split(".")[0]) >= 3 else object', "categories": '"category"'}
_SETUP = """
import numpy as np, pandas as pd
from partnerbook.frames import points
draw = np.random.default_rng(1)
markets = np.array(["Mexico", "Spain", "Brazil", "United States", "Germany", "Colombia", "Chile", "India"], object)
currencies = np.array(["USD", "EUR", "GBP", "CAD"], object)
rows = {rows}
frame = pd.DataFrame({
    "mrr": np.round(draw.gamma(2, 400, rows), 2),
    "market": pd.Series(markets[draw.integers(0, len(markets), rows)], dtype={kind}),
    "currency": pd.Series(currencies[draw.integers(0, len(currencies), rows)], dtype={kind}),
    "closed": pd.Timestamp("2022-08-01") + pd.to_timedelta(draw.integers(0, 1500, rows), unit="D"),
})
named = dict(amount="mrr", market="market", currency="currency", sold_on="closed")
points(frame.head(1000), **named, exact=True)  # the rules are read once, however many rows there are
"""
OURS = "points(frame, **named)"
EXACT = "points(frame, **named, exact=True)"
# What an analyst writes who knows that all of these currencies and markets are fixed: the rate of the edition, the unit
# that held on the day, the growth of the market. It looks at no value and tells of none that it cannot use, but it has
# the same points (tests/frames/test_points.py): with less it would be faster, and wrong.
PLAIN = """
before = frame["currency"].map({"USD": 100.0, "EUR": 75.0, "GBP": 62.5, "CAD": 130.0}).astype(float)
since = frame["currency"].map({"USD": 100.0, "EUR": 88.0, "GBP": 74.0, "CAD": 130.0}).astype(float)
unit = np.where(frame["closed"] < pd.Timestamp("2025-07-15"), before, since)
grows = {"Mexico": 2.0, "Brazil": 2.0, "Colombia": 2.0, "Chile": 2.0, "India": 2.0}
grows |= {"Spain": 1.0, "United States": 1.0, "Germany": 1.0}
growth = frame["market"].map(grows).astype(float)
rate = np.where(frame["closed"] < pd.Timestamp("2024-02-27"), 3.0, 5.0)
found = frame["mrr"] / unit * rate * growth
"""


def setup(kind: str, rows: int = ROWS) -> str:
    """What is not timed: a frame of so many rows whose markets and currencies are texts or categories."""
    return _SETUP.replace("{kind}", KINDS[kind]).replace("{rows}", str(rows))
