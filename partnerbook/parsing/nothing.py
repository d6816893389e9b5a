"""What exports and people write where there is nothing: words of three languages, HubSpot's, other programs'."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from operator import methodcaller

from partnerbook.files.grid import tidy


def _joined(first: str, then: str) -> list[str]:
    return [f"{first} {each}" for each in then.split("|")]


def _of_each_gender(stems: str, first: str = "") -> list[str]:
    """Words of Spanish and Portuguese in both genders, and in the plural."""
    return [f"{first} {stem}{ending}".strip() for stem in stems.split("|") for ending in ("o", "a", "os", "as")]


def _unaccented(phrases: Iterable[str]) -> frozenset[str]:
    """Phrases, each also with words whose accents are left out."""
    spelled = (product(*({word, word.translate(_ACCENTS)} for word in phrase.split(" "))) for phrase in phrases)
    return frozenset(" ".join(words) for ways in spelled for words in ways)


_ACCENTS = str.maketrans("áàâãéêíóôõúüç", "aaaaeeiooouuc")
_SIGNS = ("n/a", "n/d", "n/e", "n/c", "s/d", "s/i", "#n/d", "n.a", "n.d", "n.c", "s.d", "n\\a", "\\n")  # \N is MySQL's
_WORDS = (
    *("na", "nd", "sd", "none", "null", "nil", "nan", "nat", "undefined", "unspecified", "tbd", "tbc", "unknown"),
    *("unassigned", "blank", "empty", "missing", "nenhum", "nenhuma"),
    *_of_each_gender("nul|ningun|desconocid|desconhecid|vací|vazi|indefinid"),
)
_PHRASES = (
    *_joined("no", "value|data|owner|date|info|information|entry|record"),
    *_joined("not", "set|available|applicable|specified|assigned|provided|defined|known|entered|given|shared"),
    *_joined("to be", "defined|determined|confirmed"),
    *_joined("sin", "valor|dato|datos|información|asignar|propietario|especificar|definir|fecha|registro|compartir"),
    *_joined("no", "disponible|aplica|aplicable|se aplica|corresponde|consta|hay|tiene"),
    *_of_each_gender("asignad|informad|especificad|definid|registrad|proporcionad|compartid", "no"),
    *_joined("sem", "valor|dado|dados|informação|proprietário|definição|data|registro|especificação|atribuição"),
    *_joined("não", "disponível|aplicável|se aplica|há|tem|consta"),
    *_of_each_gender("atribuíd|informad|especificad|definid|registrad|preenchid|compartilhad", "não"),
    *("en blanco", "em branco", "valor en blanco", "por definir", "por confirmar", "a definir", "a confirmar"),
)
_IN_BRACKETS = [f"({words})" for words in (*_WORDS, *_PHRASES, "blanks")]
# No one is called so.
_CERTAIN = _unaccented((*_SIGNS, *(f"{sign}." for sign in _SIGNS), *_PHRASES, *_IN_BRACKETS))
_LIKELY = _CERTAIN | _unaccented((*_WORDS, *(f"{word}." for word in _WORDS)))
# dashes, dots, question marks
_MARKS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u2022\u00b7._?*/\\'\"`´~…!|,:;()¿¡‘’“”∅ "
_beyond_marks = methodcaller("strip", _MARKS)


def _as_compared(text: str) -> str:
    """A text in small letters, its brackets round ones."""
    written = text.casefold()
    for pair in ("[]", "<>", "{}"):
        written = written.replace(pair[0], "(").replace(pair[1], ")")
    return written


@lru_cache(maxsize=50_000)
def is_nothing(text: str, named: bool = False) -> bool:
    """Whether a text says that there is nothing: in words, with accents or without, in brackets or not, or by marks.

    `named` is for what has a name of its own, as a client has: a company may be called Nil or ND, and none "--".

    >>> is_nothing("(No value)"), is_nothing(" N/A "), is_nothing("- -"), is_nothing("sem valor"), is_nothing("Nada SL")
    (True, True, True, True, False)
    >>> is_nothing("Null"), is_nothing("Null", named=True), is_nothing("<null>", named=True)
    (True, False, True)
    """
    written = tidy(text)
    return not written or ("\n" not in written and any_nothing([written], named))


def any_nothing(texts: Iterable[str], named: bool = False) -> bool:
    """Whether any of some texts, all of them tidy and none empty, says that there is nothing: asked once for all.

    >>> any_nothing(["Acme", "Null"]), any_nothing(["Acme", "Null"], named=True), any_nothing(["N/A"], named=True)
    (True, False, True)
    >>> any_nothing([])
    False
    """
    if not (joined := "\n".join(texts)):
        return False
    written = _as_compared(joined).split("\n")
    return not (_CERTAIN if named else _LIKELY).isdisjoint(written) or not all(map(_beyond_marks, written))
