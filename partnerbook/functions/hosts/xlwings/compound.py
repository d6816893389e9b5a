"""A compound file, which is how Excel keeps a VBA project: its streams by name, and other ones in their place.

[MS-CFB], version 3. The directory stays as it is, but for where its streams stand and how long they are.
"""

import struct
from collections.abc import Iterator, Mapping
from itertools import count, takewhile

from partnerbook.errors import PartnerbookError, Sentence

_SECTOR, _MINI, _CUTOFF, _ENTRY = 512, 64, 4096, 128
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_STREAM, _ROOT = 2, 5
_MOST_FAT = 109  # sectors of it that the header names: enough for seven megabytes
_UNLIKE = Sentence("What should be a VBA project is none that can be read.")


def streams(data: bytes) -> dict[str, bytes]:
    """The streams of a compound file by name. Errors: PartnerbookError for another file."""
    try:
        return {_name(entry): content for entry, content in _read(data) if entry[66] == _STREAM}
    except (struct.error, IndexError, ValueError):
        raise PartnerbookError(_UNLIKE) from None


def with_streams(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """A compound file in which some streams have other contents.

    Errors: PartnerbookError for another file, KeyError for a stream that it has not.
    """
    there = streams(data)
    missing = set(changed) - set(there)
    if missing:
        raise KeyError(*missing)
    entries = [entry for entry, _ in _read(data)]
    contents = [changed.get(_name(entry), content) for entry, content in _read(data)]
    return _written(entries, contents)


def _name(entry: bytes) -> str:
    return entry[: max(0, int.from_bytes(entry[64:66], "little") - 2)].decode("utf-16-le")


def _read(data: bytes) -> list[tuple[bytes, bytes]]:
    """Each entry of the directory with the contents of its stream; those of the root and of folders are empty."""
    if data[:8] != _SIGNATURE or data[26:28] != b"\x03\x00" or len(data) > _MOST_FAT * _SECTOR * 128:
        raise PartnerbookError(_UNLIKE)
    fat_count, directory = struct.unpack_from("<I", data, 44)[0], struct.unpack_from("<I", data, 48)[0]
    fat_places = takewhile(lambda place: place != _FREE, struct.unpack_from(f"<{_MOST_FAT}I", data, 76))
    fat = _numbers(b"".join(_sector(data, place) for place in list(fat_places)[:fat_count]))

    def whole(start: int) -> bytes:
        return b"".join(_sector(data, place) for place in _chain(fat, start))

    entries = [*_pieces(whole(directory), _ENTRY)]
    mini_fat, mini = _numbers(whole(struct.unpack_from("<I", data, 60)[0])), whole(_start(entries[0]))
    found = []
    for entry in entries:
        content = b""
        if entry[66] == _STREAM and _size(entry) >= _CUTOFF:
            content = whole(_start(entry))[: _size(entry)]
        elif entry[66] == _STREAM:
            places = _chain(mini_fat, _start(entry))
            content = b"".join(mini[_MINI * place : _MINI * (place + 1)] for place in places)[: _size(entry)]
        found.append((entry, content))
    return found


def _start(entry: bytes) -> int:
    return int.from_bytes(entry[116:120], "little")


def _size(entry: bytes) -> int:
    return int.from_bytes(entry[120:124], "little")


def _sector(data: bytes, place: int) -> bytes:
    return data[_SECTOR * (place + 1) : _SECTOR * (place + 2)]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _chain(fat: tuple[int, ...], start: int) -> Iterator[int]:
    """The sectors of a stream; ValueError for a chain that never ends."""
    for _ in range(len(fat) + 1):
        if start == _END:
            return
        yield start
        start = fat[start]
    raise ValueError(start)


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def _padded(data: bytes, size: int) -> bytes:
    return data + bytes(-len(data) % size)


def _written(entries: list[bytes], contents: list[bytes]) -> bytes:
    mini, mini_fat, made = b"", [], []
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(content: bytes, filler: int = 0) -> int:
        """The first sector of contents that are put behind all others."""
        pieces = [*_pieces(content + bytes([filler]) * (-len(content) % _SECTOR), _SECTOR)]
        first = len(sectors)
        sectors.extend(pieces)
        fat.extend([*range(first + 1, len(sectors)), _END] if pieces else [])
        return first if pieces else _END

    for entry, content in zip(entries, contents, strict=True):
        start = 0 if entry[66] != _STREAM else _END
        if entry[66] == _STREAM and len(content) >= _CUTOFF:
            start = put(content)
        elif content:
            start, end = len(mini) // _MINI, (len(mini) + len(_padded(content, _MINI))) // _MINI
            mini_fat += [*range(start + 1, end), _END]
            mini += _padded(content, _MINI)
        made.append(entry[:116] + struct.pack("<IQ", start, len(content)))
    made[0] = entries[0][:116] + struct.pack("<IQ", put(mini), len(mini))
    mini_at = put(struct.pack(f"<{len(mini_fat)}I", *mini_fat), 0xFF)
    mini_sectors = len(sectors) - mini_at if mini_fat else 0
    directory_at = put(b"".join(made))
    fat_count = next(each for each in count(1) if (len(fat) + each) * 4 <= each * _SECTOR)
    fat_at = len(fat)
    fat += [_FAT] * fat_count
    table = struct.pack(f"<{len(fat)}I", *fat)
    header = _SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIII", 0, fat_count, directory_at, 0, _CUTOFF)
    header += struct.pack("<IIII", mini_at, mini_sectors, _END, 0)
    header += struct.pack(
        f"<{_MOST_FAT}I", *(fat_at + each if each < fat_count else _FREE for each in range(_MOST_FAT))
    )
    table += b"\xff" * (fat_count * _SECTOR - len(table))
    return header + b"".join(sectors) + table
