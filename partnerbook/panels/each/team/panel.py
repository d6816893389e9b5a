"""The team at HubSpot, as a notebook asks for it."""

from pathlib import Path
from typing import Unpack

from partnerbook.language.reader import reader
from partnerbook.panels.each.team.model import TeamOptions, team_model
from partnerbook.panels.each.team.view import HubSpotTeam
from partnerbook.panels.frame.today import today
from partnerbook.records import Book


def team(
    book: Book | str | Path | None = None,
    *,
    language: str = "en",
    numbers: str = "",
    **options: Unpack[TeamOptions],
) -> HubSpotTeam:
    """Who helps at HubSpot: of a book, or of the book in a file; without either, of a made-up sample.

    Of each person the role, what they help with, and how to reach them. `language` and `numbers` as for `calculator`;
    `as_of` is taken as by the other panels, and changes nothing.
    Errors: BadInput for an option, or a value of one, that there is not; PartnerbookError for a file that is no book.

    >>> team().model.known.book.hubspot_team[0].name
    'Pia Partnerina'
    """
    return HubSpotTeam(team_model(book, reader(language, numbers), today(), options), sample=book is None)
