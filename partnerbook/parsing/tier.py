"""A tier as people write it."""

from partnerbook.errors import BadInput
from partnerbook.program.edition import editions


def tier_named(text: str) -> str:
    """The tier that a text names, in any case. Errors: BadInput naming the tiers for another word.

    >>> tier_named("diamond")
    'Diamond'
    """
    names = editions()[-1].tier_names
    for name in names:
        if name.casefold() == text.strip().casefold():
            return name
    raise BadInput('There is no tier "{text}"; the tiers are {names}.', text=text, names=", ".join(names))
