"""A zip file in which some members are other than in another one, and the rest is there byte for byte.

The standard library can only write a member anew, which compresses it again. So its bytes are copied as they stand
compressed, under a header made of what the file's directory says of it.
"""

import copy
import struct
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import IO, TypeAlias, cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from partnerbook.errors import Sentence

Piece: TypeAlias = bytes | memoryview
_HEADER = struct.Struct("<4s22xHH")  # its mark, and the lengths of the name and of what else stands before the data
_SIZES_BEHIND = 0x08  # a flag: the sizes stand behind the data, because the writer could not go back
_ZIP64 = 1
_PIECE = 2**16


def raw_member(file: IO[bytes], info: ZipInfo) -> bytes:
    """The bytes of a member as they stand in the file, compressed.

    Errors: BadZipFile where its header is not where the directory says.
    """
    _go_to(file, info)
    data = file.read(info.compress_size)
    if len(data) != info.compress_size:
        raise BadZipFile(Sentence("{filename} is cut short", filename=info.filename))
    return data


def unpacked_member(file: IO[bytes], info: ZipInfo) -> bytes:
    """A member, unpacked into one piece of memory: the library's own way needs twice as much, and a sheet can be large.

    Errors: BadZipFile for one that is longer or shorter than the directory says, or another one; zlib.error.
    """
    if info.compress_type != ZIP_DEFLATED:
        data = raw_member(file, info)
    else:
        _go_to(file, info)
        unpacked, unpack, left = BytesIO(), zlib.decompressobj(-zlib.MAX_WBITS), info.compress_size
        while left > 0 and unpacked.tell() <= info.file_size and not unpack.eof:
            piece = file.read(min(_PIECE, left))
            left -= len(piece) or left
            unpacked.write(unpack.decompress(piece, info.file_size + 1 - unpacked.tell()))
        data = unpacked.getvalue()
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise BadZipFile(Sentence("its part {filename} is not what the file says", filename=info.filename))
    return data


def _go_to(file: IO[bytes], info: ZipInfo) -> None:
    """Bring the file to where a member's data begins."""
    file.seek(info.header_offset)
    head = file.read(_HEADER.size)
    mark, name, extra = _HEADER.unpack(head) if len(head) == _HEADER.size else (b"", 0, 0)
    if mark != b"PK\x03\x04":
        raise BadZipFile(Sentence("its part {filename} is not where the file says", filename=info.filename))
    file.seek(name + extra, 1)


def write_zip(old: ZipFile, target: IO[bytes], new: Mapping[str, Sequence[Piece] | None]) -> None:
    """Write a zip file with the members of an old one, in their order, with their dates and attributes.

    `new` has the pieces of those members that are other ones now, None for one that goes; members that the old file
    does not have come last.
    """
    source = cast("IO[bytes]", old.fp)
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.comment = old.comment
        for info in old.infolist():
            if info.filename not in new:
                _copy(archive, info, raw_member(source, info))
            elif (pieces := new[info.filename]) is not None:
                _write(archive, _entry(info), pieces)
        first = old.infolist()[0]
        for name in [each for each in new if each not in old.namelist()]:
            _write(archive, ZipInfo(name, first.date_time), new[name] or ())


def _copy(archive: ZipFile, info: ZipInfo, data: bytes) -> None:
    target = cast("IO[bytes]", archive.fp)
    entry = copy.copy(info)
    entry.flag_bits &= ~_SIZES_BEHIND
    entry.extra = _without_zip64(entry.extra)
    entry.header_offset = target.tell()
    target.write(entry.FileHeader(zip64=False))
    target.write(data)
    archive.start_dir = target.tell()
    archive.filelist.append(entry)
    archive.NameToInfo[entry.filename] = entry


def _entry(info: ZipInfo) -> ZipInfo:
    entry = ZipInfo(info.filename, info.date_time)
    entry.external_attr, entry.internal_attr, entry.comment = info.external_attr, info.internal_attr, info.comment
    entry.create_system = info.create_system
    return entry


def _write(archive: ZipFile, entry: ZipInfo, pieces: Sequence[Piece]) -> None:
    entry.compress_type, attributes = ZIP_DEFLATED, entry.external_attr
    with archive.open(entry, "w") as member:
        for piece in pieces:
            member.write(piece)
    entry.external_attr = attributes  # where there were none, opening has set some


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields of a directory entry without the sizes beyond 4 GB: what is copied is far smaller."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept
