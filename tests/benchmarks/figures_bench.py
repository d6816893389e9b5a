"""What a partner of 5,000 clients waits for: the tier's figures, those of another day, and what looks ahead."""

SETUP = """
from datetime import timedelta
from partnerbook.figures.concentration import concentration
from partnerbook.figures.editions import under_editions
from partnerbook.figures.next_steps import next_steps
from partnerbook.figures.outlook import outlook
from partnerbook.figures.overview import overview
from partnerbook.figures.stake import stakes
from partnerbook.figures.way import goal_way
from partnerbook.sample import sample_book
book = sample_book({})
as_of = book.settings.as_of
def told(known):
    return known.tiers, known.performing, known.credited, known.next_review, known.way_to(known.goal)
"""
_KNOWN = "known = overview(book, as_of)\ntold(known)\n"
# Name, what is done before the clock starts, what is timed, and the seconds aimed at.
WORK = (
    ("the tier's figures", "", "told(overview(book, as_of))", 0.5),
    ("the tier's figures of another day", _KNOWN, "told(known.on(as_of + timedelta(9)))", 0.1),
    ("the months ahead", _KNOWN, "outlook(known)", 1),
    ("points at stake", _KNOWN, "stakes(known)", 1),
    ("the way to Elite", _KNOWN, "goal_way(known, 'Elite', known.next_review.day)", 1),
    ("what to do next", _KNOWN, "next_steps(known)", 1),
    ("whose loss costs the tier", _KNOWN, "concentration(known)", 1),
    ("the day under every edition", _KNOWN, "under_editions(known)", 1),
)
