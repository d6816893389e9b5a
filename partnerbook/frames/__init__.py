"""A book and what is known of it as pandas' data frames, and points as columns of any frame.

>>> import partnerbook.frames
>>> from partnerbook.sample import sample_book
>>> frames = partnerbook.frames.book_frames(sample_book())
>>> deals = frames["deals"].merge(frames["clients"][["client", "market"]], on="client")
>>> found = deals.partnerbook.points(amount="mrr", market="market", currency="currency", sold_on="closed")
>>> len(found) == len(deals), len(found.problems)
(True, 0)
"""

from partnerbook.frames.accessor import Accessor
from partnerbook.frames.columns import shown
from partnerbook.frames.figures import FIGURES, to_frame
from partnerbook.frames.network import book_rows, network_figures, partner_figures, partner_schema
from partnerbook.frames.of_book import book_frames, read_frames, to_book
from partnerbook.frames.points import PointsSeries, managed_points, points

__all__ = [
    "FIGURES",
    "Accessor",
    "PointsSeries",
    "book_frames",
    "book_rows",
    "managed_points",
    "network_figures",
    "partner_figures",
    "partner_schema",
    "points",
    "read_frames",
    "shown",
    "to_book",
    "to_frame",
]
