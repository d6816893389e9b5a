"""A tier as people write it."""

from partnerbook.errors import BadInput
from partnerbook.names import folded
from partnerbook.program.edition import editions

# What people call the tiers in Spanish and Portuguese, where HubSpot leaves their names as they are.
TIER_WORDS = {
    "Gold": ("oro", "ouro"),
    "Platinum": ("platino", "platina"),
    "Diamond": ("diamante",),
    "Elite": ("élite",),
}


def tier_named(text: str) -> str:
    """The tier that a text names, in three languages and any case. Errors: BadInput naming the tiers for another word.

    >>> tier_named("diamond"), tier_named("Diamante")
    ('Diamond', 'Diamond')
    """
    names = editions()[-1].tier_names
    for name in names:
        if folded(text) in map(folded, (name, *TIER_WORDS.get(name, ()))):
            return name
    raise BadInput('There is no tier "{text}"; the tiers are {names}.', text=text, names=", ".join(names))
