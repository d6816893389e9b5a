"""The encoding of a text without a mark, judged by the letters that come out: those of one language, where it has them.

Every encoding of one byte a letter gives some text. The right one gives letters of languages, in words whose capitals
stand where they do; a wrong one gives signs within words, or letters that no language has together.
"""

import codecs
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# The letters beyond a to z of each language, and how likely it is in a partner's data.
_LETTERS = {
    "áéíóúüñ": 3, "áâãàçéêíóôõúü": 3, "àâæçéèêëîïôœùûüÿ": 2, "äöüß": 2, "àèéìíîòóùú": 2, "àçèéíïòóúü": 2, "åäöæøéü": 2,
    "ąćęłńóśźż": 2, "áčďéěíňóřšťúůýž": 2, "áäčďéíĺľňóôŕšťúýž": 2, "áéíóöőúüű": 2, "ăâîșțşţ": 2,
    "čćđšž": 2, "çğıöşüâî": 2,
}  # fmt: skip
_CYRILLIC, _GREEK = ("Ѐ", "ӿ"), ("Ͱ", "Ͽ")
_OF_ONE_BYTE = (
    *("cp1252", "cp1250", "cp1254", "cp1251", "cp1253", "mac_roman", "cp850", "cp860", "koi8_r", "cp852", "cp866"),
    *("mac_latin2", "mac_cyrillic", "iso8859_2", "iso8859_5", "iso8859-15"),
)
# Hardly anybody writes these any more: one of them is taken only where no other gives words.
_RARE = frozenset({"cp860", "cp852", "cp866", "mac_latin2", "mac_cyrillic", "iso8859_2", "iso8859_5"})
_OF_TWO_BYTES = {"gb18030": "gb2312", "cp932": "shift_jis", "big5": "big5", "euc_kr": "euc_kr", "euc_jp": "euc_jp"}
# First bytes of the characters in daily use.
_COMMON = {
    "gb2312": range(0xB0, 0xD8),
    "big5": range(0xA4, 0xC7),
    "euc_kr": range(0xB0, 0xC9),
    "euc_jp": range(0xA4, 0xD0),
}
_CELL = re.compile(rb'[^,;\t\r\n"]*[\x80-\xff][^,;\t\r\n"]*')
_MOST_CELLS = 2000
_LATIN = re.compile("[ª-ſșțȘȚ]")
_ENGLISH_END = re.compile(r"(?:s|t|d|m|ll|re|ve)(?!\w)", re.IGNORECASE)
_ELIDED = re.compile(r"(?<!\w)(?:[dlosnmct]|qu|dell|all|un)$", re.IGNORECASE)
_LONE = frozenset("àáéèêóòyíúÀÁÉÓÈ")
_AMID_LATIN = re.compile(r"[A-Za-z][^\x00-\u2fff]|[^\x00-\u2fff][A-Za-z]")  # a sign of East Asia within a word
_AMID_OTHER_LETTERS = re.compile("[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_BAD = -4
_GOOD_TO_BAD = 3  # signs of UTF-8 for each byte that is none
# What Windows-1252 leaves open, programs read as the controls of the same numbers.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}
_WINDOWS_BYTES = {ord(character): byte for byte, character in _WINDOWS.items()}
_OF_BAD_BYTES = {0xDC00 + byte: _WINDOWS[byte] for byte in range(0x80, 0x100)}


class Judged(NamedTuple):
    """An encoding, "" if the letters tell none, and what a part of the text would be in those that come next to it."""

    encoding: str
    readings: tuple[str, ...] = ()


def judged_encoding(data: bytes) -> Judged:
    """The encoding of a text that is no UTF-8.

    >>> judged_encoding("Peñón".encode("mac_roman")).encoding, judged_encoding("Łódź".encode("cp1250")).encoding
    ('mac_roman', 'cp1250')
    >>> judged_encoding("España – Perú".encode("cp1252")).encoding, judged_encoding("México".encode("cp850")).encoding
    ('cp1252', 'cp850')
    >>> judged_encoding("中国公司".encode("gbk")).encoding, judged_encoding("東京のカフェ".encode("cp932")).encoding
    ('gb18030', 'cp932')
    >>> judged_encoding("Joe’s, Acme™".encode("cp1252")).encoding, judged_encoding("Plzeň".encode("cp1250"))
    ('cp1252', Judged(encoding='', readings=('Plzeò', 'Plzeň')))
    """
    cells = sorted(set(_CELL.findall(data)), key=lambda cell: (len(cell), cell))[:_MOST_CELLS]
    scores: dict[str, float] = {}
    for encoding in (*_OF_ONE_BYTE, *_OF_TWO_BYTES):
        try:
            data.decode(encoding)
            scores[encoding] = _sum(cells, encoding)
        except UnicodeDecodeError:
            continue
    ordered = sorted(scores, key=lambda encoding: -scores[encoding])
    if not ordered:
        return Judged("")
    best = ordered[0]
    rivals = [other for other in ordered[1:] if _rivals(cells, best, other)]
    if scores[best] <= 0 or rivals:
        differs = next((cell for cell in cells if not rivals or cell.decode(best) != cell.decode(rivals[0])), cells[0])
        return Judged("", tuple(dict.fromkeys(differs.decode(each).strip() for each in [best, *rivals[:1]])))
    return Judged(best)


def gives_words(text: str) -> bool:
    """Whether most of the letters and signs beyond ASCII stand in a text as in words of Latin letters, one in a word.

    >>> gives_words("São 5 €"), gives_words("5 €"), gives_words("CRMòSetup"), gives_words("New ò"), gives_words("Ann")
    (True, True, False, False, False)
    """
    cells = [cell.decode() for cell in _CELL.findall(text.encode("utf-8", "replace"))]
    strange = [(cell, at) for cell in cells for at, sign in enumerate(cell) if not sign.isascii()]
    letters = [(cell, at) for cell, at in strange if cell[at].isalpha()]
    within = [at for cell, at in letters if cell[:at][-1:].isalpha() or cell[at + 1 : at + 2].isalpha()]
    fitting = sum(_LATIN.match(cell[at]) is not None and not _misplaced(cell, at) for cell, at in letters)
    fitting += sum(_sign(cell, at) > 0 for cell, at in strange if not cell[at].isalpha())
    return 2 * fitting > sum(not sign.isascii() for sign in text) and len(within) >= min(1, len(letters))


def mended_text(data: bytes) -> str | None:
    """The text of UTF-8 among which are letters of Windows-1252, a few; None where there are none, or more than a few.

    >>> mended_text("Año, España, São, Jo".encode() + "ão".encode("cp1252")), mended_text("Año".encode("cp1252"))
    ('Año, España, São, João', None)
    """
    text = data.decode("utf-8-sig", "surrogateescape")
    strange = [character for character in text if not character.isascii()]
    bad = sum("\udc80" <= character <= "\udcff" for character in strange)
    return text.translate(_OF_BAD_BYTES) if bad and len(strange) >= _GOOD_TO_BAD * bad + bad else None


def undoubled_text(text: str) -> str | None:
    """The text of one whose UTF-8 was taken for Windows-1252 and written in UTF-8 again; None of any other.

    >>> undoubled_text("SÃ£o JoÃ£o, MÃ¡laga"), undoubled_text("São João"), undoubled_text("Ann")
    ('São João, Málaga', None, None)
    """
    if text.isascii():
        return None
    try:
        once = codecs.charmap_encode(text, "strict", _WINDOWS_BYTES)[0].decode()
    except UnicodeError:
        return None
    return once


def _sum(cells: Sequence[bytes], encoding: str) -> float:
    return sum(_score(cell, encoding) for cell in cells)


def _rivals(cells: Sequence[bytes], best: str, other: str) -> bool:
    """Whether an encoding reads nearly as well as the best, where the two read otherwise."""
    otherwise = [cell for cell in cells if cell.decode(best) != cell.decode(other)]
    share = 0.5 if best in _RARE else 0.75
    return bool(otherwise) and _sum(otherwise, other) > share * _sum(otherwise, best)


@lru_cache(maxsize=50_000)
def _score(cell: bytes, encoding: str) -> float:
    """How well a cell reads in an encoding."""
    text = cell.decode(encoding)
    if encoding in _OF_TWO_BYTES:
        within = len(_AMID_LATIN.findall(text))
        return _BAD * within + sum(_of_two_bytes(each, _OF_TWO_BYTES[encoding]) for each in text if not each.isascii())
    text = unicodedata.normalize("NFC", text)
    found, letters, signs = 0.0, set(), {""}
    for at, character in enumerate(text):
        if character.isascii():
            continue
        if character.isalpha() and character not in "ªº":
            fault = _misplaced(text, at)
            found += fault
            if not fault:
                letters.add(character.lower() if character != "İ" else "ı")
        elif (fault := _sign(text, at)) < 0 or character not in signs:  # one that fits tells it once, as a letter does
            found += fault
            signs.add(character)
    if not letters:
        return found
    for first, last in (_CYRILLIC, _GREEK):
        if all(first <= each <= last for each in letters):
            return found + (_BAD if _AMID_OTHER_LETTERS.search(text) else 1.5) * len(letters)
    weight = max((weight for language, weight in _LETTERS.items() if letters <= set(language)), default=_BAD)
    return found + weight * len(letters)


def _of_two_bytes(character: str, encoding: str) -> float:
    if "\u3040" <= character <= "\u30ff" or "\u3000" <= character <= "\u3003":
        return 2
    if not character.isalpha() or character in "\uff61\uff9f" or "\uff61" <= character <= "\uff9f":
        return -1
    try:
        first = character.encode(encoding)[0]
    except UnicodeEncodeError:
        return _BAD
    common = _COMMON.get(encoding, range(0x88, 0x98))
    return 2.5 if first in common else _BAD / 2


def _misplaced(text: str, at: int) -> float:
    """What is taken off for a letter where none of its kind stands; 0 for one that may."""
    character = text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if before.isdigit() or after.isdigit():
        return _BAD
    if not before.isalpha() and not after.isalpha():
        return 0 if character in _LONE else _BAD
    if character.isupper() and before.isalpha() and (before.islower() or after.islower()):
        return _BAD
    if character.islower():
        capitals = before.isupper() and at > 1 and text[at - 2].isalpha()
        if after.isupper() or capitals:
            return _BAD
    return _BAD if _unheard(character.lower(), before.lower(), after.lower()) else 0


def _unheard(character: str, before: str, after: str) -> bool:
    """Whether a letter stands where its language never has it: these tell Western encodings from Central Europe's."""
    amiss = {
        "ñ": after.isalpha() and not _vowel(after),
        "ã": after.isalpha() and (after not in "oesmc" or before == "a"),
        "á": before == "a" and _vowel(after),
        "â": before == "o",
        "õ": after not in ("e", "s"),
        "ä": after in ("e", "o") or (after == "a" and not before.isalpha()),
        "ö": after == "e",
        "ü": _vowel(before),
        "è": not after.isalpha() and _vowel(before),
        **dict.fromkeys("ïëńß", not _vowel(before)),
    }
    return amiss.get(character, False)


def _vowel(character: str) -> bool:
    return unicodedata.normalize("NFD", character)[:1] in {*"aeiouy"}


def _sign(text: str, at: int) -> float:
    """How well a sign stands where it does."""
    character, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if character == "\u2019":
        fits = _ENGLISH_END.match(text, at + 1) or _ELIDED.search(text[:at])
        stem = text[:at].rpartition(" ")[2]
        return (5 if len(stem) > 2 else 3) if fits and before.isalpha() else -1 if after.isalpha() else 1
    if character in "–—":
        return 2 if not before.isalpha() and not after.isalpha() else -1
    beside_number = before.isdigit() or after.isdigit()
    fitting = {
        "\u00a0": True,
        **dict.fromkeys("€£", beside_number or not (before.strip() or after.strip())),
        **dict.fromkeys("ªº°", before.isdigit() or before in (*"nN.,",)),
        **dict.fromkeys("™®©”»…", not after.isalpha()),
        **dict.fromkeys("“«‘¿¡„", after.isalnum() and not before.isalpha()),
        "·": before.lower() == after.lower() == "l",
    }
    return (3 if character in "™®©" else 2) if fitting.get(character) else _BAD
