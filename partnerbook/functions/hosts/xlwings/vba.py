"""The texts of the modules of a VBA project, read and replaced, as [MS-OVBA] has them.

A replaced module has no compiled form: Excel compiles it from its text, as it does wherever the form is another's.
"""

import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.functions.hosts.xlwings.compound import streams, with_streams

ENCODING = "cp1252"  # of the projects that xlwings makes
_DIRECTORY = "dir"
_NAME, _STREAM_NAME, _OFFSET, _VERSION = 0x19, 0x1A, 0x31, 0x09
_CHUNK = 4096
_UNLIKE = Sentence("What should be a VBA project is none that can be read.")


class _Module(NamedTuple):
    """A module: its stream, where its text begins there, and where the directory says so."""

    stream: str
    offset: int
    told_at: int


def module_texts(project: bytes) -> dict[str, str]:
    """The text of each module of a VBA project (vbaProject.bin). Errors: PartnerbookError."""
    try:
        there = streams(project)
        return {
            name: decompressed(there[module.stream][module.offset :]).decode(ENCODING)
            for name, module in _modules(decompressed(there[_DIRECTORY])).items()
        }
    except (KeyError, IndexError, struct.error, UnicodeDecodeError):
        raise PartnerbookError(_UNLIKE) from None


def with_texts(project: bytes, texts: Mapping[str, str]) -> bytes:
    """A VBA project in which some modules have other texts.

    Errors: PartnerbookError for what is no project or lacks a module, UnicodeEncodeError for a letter that it cannot
    have.
    """
    module_texts(project)
    directory = bytearray(decompressed(streams(project)[_DIRECTORY]))
    modules, changed = _modules(bytes(directory)), {}
    for name, text in texts.items():
        if name not in modules:
            raise PartnerbookError("The VBA project has no module {name}.", name=name)
        struct.pack_into("<I", directory, modules[name].told_at, 0)
        changed[modules[name].stream] = compressed("\r\n".join(text.splitlines()).encode(ENCODING) + b"\r\n")
    return with_streams(project, changed | {_DIRECTORY: compressed(bytes(directory))})


def _modules(directory: bytes) -> dict[str, _Module]:
    found, name, stream = {}, "", ""
    for kind, at, data in _records(directory):
        if kind == _NAME:
            name = data.decode(ENCODING)
        elif kind == _STREAM_NAME:
            stream = data.decode(ENCODING)
        elif kind == _OFFSET:
            found[name] = _Module(stream, int.from_bytes(data, "little"), at)
    return found


def _records(directory: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each record of the directory: its kind, where its data begin, and these."""
    at = 0
    while at < len(directory):
        kind, size = struct.unpack_from("<HI", directory, at)
        size = 6 if kind == _VERSION else size  # whose size leaves two bytes out
        yield kind, at + 6, directory[at + 6 : at + 6 + size]
        at += 6 + size


def decompressed(data: bytes) -> bytes:
    """What was compressed as [MS-OVBA] 2.4.1 says. Errors: PartnerbookError."""
    if data[:1] != b"\x01":
        raise PartnerbookError(_UNLIKE)
    made, at = bytearray(), 1
    while at + 2 <= len(data):
        header = int.from_bytes(data[at : at + 2], "little")
        end = min(len(data), at + (header & 0xFFF) + 3)
        at, begun = at + 2, len(made)
        if not header & 0x8000:
            made += data[at:end]
        while header & 0x8000 and at < end:
            flags, at = data[at], at + 1
            for bit in range(8):
                if at >= end:
                    break
                if not flags >> bit & 1:
                    made.append(data[at])
                    at += 1
                    continue
                token, bits = int.from_bytes(data[at : at + 2], "little"), _offset_bits(len(made) - begun)
                for _ in range((token & 0xFFFF >> bits) + 3):
                    made.append(made[-(token >> 16 - bits) - 1])
                at += 2
        at = end
    return bytes(made)


@lru_cache(maxsize=8)  # the add-ins of several languages share most modules
def compressed(data: bytes) -> bytes:
    r"""Data as [MS-OVBA] 2.4.1 compresses them.

    >>> decompressed(compressed(b"Sub A()\r\nEnd Sub\r\n" * 999)) == b"Sub A()\r\nEnd Sub\r\n" * 999
    True
    """
    made = b"\x01"
    for begun in range(0, len(data), _CHUNK):
        chunk = data[begun : begun + _CHUNK]
        packed = _packed(chunk)
        kept = len(packed) >= _CHUNK  # as it is: only a whole chunk can be as long
        content = chunk + bytes(_CHUNK - len(chunk)) if kept else packed
        made += struct.pack("<H", len(content) - 1 | 0x3000 | (0 if kept else 0x8000)) + content
    return made


def _packed(chunk: bytes) -> bytes:
    made, at = bytearray(), 0
    while at < len(chunk):
        flags, flags_at = 0, len(made)
        made.append(0)
        for bit in range(8):
            if at >= len(chunk):
                break
            bits = _offset_bits(at)
            found, length = _before(chunk, at, min(len(chunk) - at, (0xFFFF >> bits) + 3))
            if length:
                made += struct.pack("<H", at - found - 1 << 16 - bits | length - 3)
                flags |= 1 << bit
            else:
                made.append(chunk[at])
            at += length or 1
        made[flags_at] = flags
    return bytes(made)


def _before(chunk: bytes, at: int, most: int) -> tuple[int, int]:
    """Where what stands at a place stands before it too, and how many bytes of it, 0 for fewer than three."""
    found, length = 0, 0
    for size in range(3, most + 1):
        place = chunk.rfind(chunk[at : at + size], 0, at + size - 1)
        if place < 0:
            break
        found, length = place, size
    return found, length


def _offset_bits(size: int) -> int:
    """How many bits of a token say how far back it leads, so many bytes into a chunk.

    >>> _offset_bits(1), _offset_bits(17), _offset_bits(4096)
    (4, 5, 12)
    """
    return max(4, (size - 1).bit_length())
