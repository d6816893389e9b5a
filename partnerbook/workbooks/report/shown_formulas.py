"""Formulas that show figures as the core shows them (`figures/shown.py`): what is exact stands in hidden cells."""

from partnerbook.exact import PLACES


def shown(points: str) -> str:
    """The formula of points to two places, of a formula that is exact.

    >>> shown("A1+A2")
    'ROUND(ROUND(A1+A2,6),2)'
    """
    return f"ROUND(ROUND({points},6),{PLACES})"


def moved(before: str, after: str) -> str:
    """How far what moves points takes them, as they are shown, from one exact formula to another.

    >>> moved("A1", "A1+A2")
    'ROUND(ROUND(ROUND(A1+A2,6),2)-ROUND(ROUND(A1,6),2),2)'
    """
    return f"ROUND({shown(after)}-{shown(before)},{PLACES})"


def have(exact: str, rounded: str, need: str) -> str:
    """What one has beside what is needed: to two places where those tell which is larger, else exact."""
    return f"IF({exact}<{need},IF({rounded}<{need},{rounded},{exact}),IF({rounded}<{need},{exact},{rounded}))"


def gap(exact: str, rounded: str, need: str) -> str:
    """What is missing to what is needed, beside what `have` shows; 0 only where nothing is."""
    return f"IF({exact}>={need},0,ROUND({need}-IF({rounded}<{need},{rounded},{exact}),9))"
