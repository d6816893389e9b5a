"""What exports and people write where there is nothing: words of three languages, HubSpot's, other programs'."""

from collections.abc import Iterable
from functools import lru_cache

from partnerbook.files.grid import tidy

_SIGNS = (
    "-",
    "--",
    "---",
    "–",
    "—",
    "−",
    "——",
    "?",
    ".",
    "...",
    "…",
    "/",
    "*",
    "n/a",
    "n/d",
    "n/e",
    "s/d",
    "#n/d",
    "<na>",
    "n.a.",
    "n.d.",
    "s.d.",
    "\\n",  # MySQL's
)
_IN_BRACKETS = (
    *("no value", "no data", "none", "blank", "empty", "null", "unknown", "unassigned", "not set", "not available"),
    *("sin valor", "sin datos", "en blanco", "vacío", "vacía", "vacías", "ninguno", "ninguna", "desconocido"),
    *("sin asignar", "valor en blanco", "no disponible", "sem valor", "sem dados", "em branco", "vazio", "vazia"),
    *("nenhum", "nenhuma", "desconhecido", "não disponível", "não atribuído"),
)
_PHRASES = (
    *("no value", "no data", "not set", "not available", "not applicable", "no owner", "sin valor", "sin dato"),
    *("sin datos", "sin información", "sin asignar", "sin propietario", "no disponible", "no aplica", "no asignado"),
    *("en blanco", "sem valor", "sem dado", "sem dados", "sem informação", "sem proprietário", "em branco"),
    *("não disponível", "não se aplica", "não atribuído", "não informado", "no informado", "not specified"),
    *("to be defined", "to be determined", "to be confirmed", "sin especificar", "no especificado", "sin definir"),
    *("por definir", "por confirmar", "não especificado", "sem definição", "a definir", "a confirmar"),
)
_WORDS = (
    *(
        "na",
        "nd",
        "sd",
        "none",
        "null",
        "nil",
        "nan",
        "nat",
        "undefined",
        "unspecified",
        "tbd",
        "tbc",
        "unknown",
        "unassigned",
        "blank",
        "empty",
    ),
    *("nulo", "nula", "ninguno", "ninguna", "nenhum", "nenhuma", "desconocido", "desconocida", "desconhecido"),
    *("desconhecida", "vacío", "vacio", "vazio"),
)
# No one is called so.
_CERTAIN = frozenset({*_SIGNS, *_PHRASES, *(f"({words})" for words in _IN_BRACKETS)})
_LIKELY = _CERTAIN | frozenset(_WORDS)


@lru_cache(maxsize=50_000)
def is_nothing(text: str, named: bool = False) -> bool:
    """Whether a text says that there is nothing.

    `named` is for what has a name of its own, as a client has: a company may be called Nil or ND, and none "--".

    >>> is_nothing("(No value)"), is_nothing(" N/A "), is_nothing("--"), is_nothing("sem valor"), is_nothing("Nada SL")
    (True, True, True, True, False)
    >>> is_nothing("Null"), is_nothing("Null", named=True), is_nothing("(Sin valor)", named=True)
    (True, False, True)
    """
    written = tidy(text).casefold()
    return not written or written in (_CERTAIN if named else _LIKELY)


def any_nothing(texts: Iterable[str], named: bool = False) -> bool:
    """Whether any of some texts, all of them tidy and none empty, says that there is nothing: asked once for all.

    >>> any_nothing(["Acme", "Null"]), any_nothing(["Acme", "Null"], named=True), any_nothing(["N/A"], named=True)
    (True, False, True)
    """
    written = "\n".join(texts).casefold().split("\n")
    return not (_CERTAIN if named else _LIKELY).isdisjoint(written)
