"""Elements of a part's XML as places among its bytes, so that some are replaced and all else stays as it was written.

Tags are looked for without regard to prefixes and namespaces: programs choose their own, and both the transitional and
the strict kind of workbook use the same names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import quoteattr, unescape

from partnerbook.errors import PartnerbookError

_HIDDEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_ATTRIBUTE = re.compile(rb"""\s([\w.:-]+)\s*=\s*("[^"]*"|'[^']*')""")
_ENTITIES = {"&quot;": '"', "&apos;": "'"}

Edit = tuple[int, int, bytes]


class Tag(NamedTuple):
    """A start tag: where it stands, its prefix ("x:" or ""), whether it is an element of its own (`<c/>`)."""

    start: int
    stop: int
    prefix: str
    closed: bool
    text: bytes

    def attributes(self, encoding: str = "utf-8") -> dict[str, str]:
        """Its attributes, by their names as written."""
        return {
            name.decode(encoding): unescape(value[1:-1].decode(encoding), _ENTITIES)
            for name, value in _ATTRIBUTE.findall(self.text)
        }

    def attribute(self, name: str) -> str | None:
        """One attribute."""
        return self.attributes().get(name)


def encoding_of(xml: bytes, part: str) -> str:
    """The encoding of a part's XML.

    Errors: PartnerbookError for one in which a tag is not written as in ASCII.
    """
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:4]:
        raise PartnerbookError("{part} of the workbook is written in UTF-16; save it again in Excel.", part=part)
    found = _DECLARED.match(xml)
    return found[1].decode() if found else "utf-8"


def visible(xml: bytes) -> bytes:
    """The XML with comments and quoted passages blanked out: what looks like a tag is one, at its own place.

    >>> visible(b"<a><!--<b>--></a>")
    b'<a>          </a>'
    """
    return _HIDDEN.sub(lambda hidden: b" " * len(hidden[0]), xml) if b"<!" in xml else xml


def tags(xml: bytes, names: str, start: int = 0, stop: int | None = None) -> Iterator[Tag]:
    """The start tags of elements with one of some names ("row" or "f|v"), in their order.

    >>> [(each.prefix, each.closed) for each in tags(b'<x:c r=">"/><c></c><col/>', "c")]
    [('x:', True), ('', False)]
    """
    for found in _pattern(names).finditer(xml, start, len(xml) if stop is None else stop):
        yield Tag(found.start(), found.end(), found[1].decode(), found[0].endswith(b"/>"), found[0])


def first_tag(xml: bytes, names: str, start: int = 0) -> Tag | None:
    """The first of those start tags, None without one."""
    return next(tags(xml, names, start), None)


def element_end(xml: bytes, tag: Tag, name: str) -> int:
    """Where the element of a tag ends, one that holds no other of its name."""
    if tag.closed:
        return tag.stop
    end = f"</{tag.prefix}{name}".encode()
    return xml.index(b">", xml.index(end, tag.stop)) + 1


def with_attributes(tag: bytes, changes: Mapping[str, str | None]) -> bytes:
    """A start tag with other attributes: set where they stand, added behind them, or taken away (None).

    >>> with_attributes(b'<c r="A1" t="s"/>', {"t": None, "r": "B2", "s": "4"})
    b'<c r="B2" s="4"/>'
    """
    for name, value in changes.items():
        pattern = rb"""\s+%b\s*=\s*("[^"]*"|'[^']*')""" % re.escape(name.encode())
        written = b"" if value is None else f" {name}={quoteattr(value)}".encode()
        if re.search(pattern, tag):
            tag = re.sub(pattern, lambda _, written=written: written, tag, count=1)  # type: ignore[misc]
        else:
            end = tag[len(tag.rstrip(b"/>")) :]
            tag = tag.removesuffix(end).rstrip() + written + end
    return tag


def edited(xml: bytes, edits: Sequence[Edit]) -> list[bytes | memoryview]:
    """The pieces of the XML with other bytes at some places, which do not cross; of one place in the order given.

    >>> b"".join(edited(b"abc", [(1, 2, b"xyz"), (3, 3, b"!")]))
    b'axyzc!'
    """
    whole, pieces, at = memoryview(xml), list[bytes | memoryview](), 0
    for start, stop, written in sorted(edits, key=lambda edit: edit[:2]):
        if start < at:
            raise ValueError("edits that cross")
        pieces += [whole[at:start], written]
        at = stop
    return [*pieces, whole[at:]]


@lru_cache(maxsize=100)
def _pattern(names: str) -> re.Pattern[bytes]:
    return re.compile(rb"""<((?:[\w.-]+:)?)(?:%b)(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>""" % names.encode())
