"""The type library of the LibreOffice add-in: what UNO has to know of our functions before it can call them.

LibreOffice's own tool for it, unoidl-write, comes with its development kit, which nobody should need to install an
add-in. The format is small and documented (unoidl/README.md in LibreOffice's sources): a header, then the modules and
the interface, the strings among them each written once and pointed to afterwards. All numbers are little-endian.
"""

from collections.abc import Sequence
from typing import NamedTuple

_HEADER = b"UNOIDL\xff\0"
_MODULE, _INTERFACE = 0, 5
_IN = 0
_REFERENCE = 0x80000000
_BASE = "com.sun.star.uno.XInterface"
# One type for every cell and range, and one for every answer: Calc takes a single cell for a matrix of one.
ARGUMENT, RESULT = "any", "[][]any"


class Method(NamedTuple):
    """A method of the interface: its name and those of its parameters, which are all of one type."""

    name: str
    parameters: tuple[str, ...]


def type_library(name: str, methods: Sequence[Method]) -> bytes:
    r"""The interface as LibreOffice reads it from an extension; `name` is its full one.

    >>> type_library("org.example.XSums", [Method("PLUS", ("a", "b"))])[:7]
    b'UNOIDL\xff'
    """
    *modules, interface = name.split(".")
    written = _Writer()
    entry = written.name(interface), written.interface(methods)
    for module in reversed(modules):
        entry = written.name(module), written.module(entry)
    return written.finished(entry)


class _Writer:
    """The file as it grows; every method answers with the offset of what it wrote."""

    def __init__(self) -> None:
        self._bytes = bytearray(_HEADER + bytes(8))  # the place of the root is known at the end
        self._strings: dict[str, int] = {}

    def name(self, text: str) -> int:
        return self._put(text.encode("ascii") + b"\0")

    def module(self, entry: tuple[int, int]) -> int:
        at = self._put(bytes([_MODULE]))
        self._number(1)
        self._entry(entry)
        return at

    def interface(self, methods: Sequence[Method]) -> int:
        at = self._put(bytes([_INTERFACE]))
        self._number(1)
        self._string(_BASE)
        self._number(0)  # optional bases
        self._number(0)  # attributes
        self._number(len(methods))
        for method in methods:
            self._string(method.name)
            self._string(RESULT)
            self._number(len(method.parameters))
            for parameter in method.parameters:
                self._put(bytes([_IN]))
                self._string(parameter)
                self._string(ARGUMENT)
            self._number(0)  # exceptions
        return at

    def finished(self, root: tuple[int, int]) -> bytes:
        at = self._entry(root)
        self._bytes[len(_HEADER) : len(_HEADER) + 8] = _number(at) + _number(1)
        return bytes(self._bytes)

    def _put(self, written: bytes) -> int:
        at = len(self._bytes)
        self._bytes += written
        return at

    def _number(self, number: int) -> int:
        return self._put(_number(number))

    def _entry(self, entry: tuple[int, int]) -> int:
        return self._put(_number(entry[0]) + _number(entry[1]))

    def _string(self, text: str) -> None:
        if text in self._strings:
            self._number(_REFERENCE | self._strings[text])
        else:
            self._strings[text] = self._number(len(text))
            self._put(text.encode("ascii"))


def _number(number: int) -> bytes:
    return number.to_bytes(4, "little")
