"""Members of a zip file are copied as they stand compressed, however the file that they come from was written."""

import io
import zipfile

from partnerbook.files.xlsx.raw_zip import raw_member, write_zip


class OneWay(io.RawIOBase):
    """A stream that nobody can go back in, so that sizes stand behind the data."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += data
        return len(data)


def test_other_members_keep_their_bytes_dates_and_order() -> None:
    stream = OneWay()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.comment = b"mine"
        for number, name in enumerate(("a.xml", "b/ü.bin", "c.xml", "d.xml")):
            info = zipfile.ZipInfo(name, (1999 + number, 2, 3, 4, 6, 8))
            info.compress_type = zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED
            info.external_attr, info.extra = 0o640 << 16, b"\x99\x99\x02\x00hi"
            with archive.open(info, "w", force_zip64=number == 1) as member:
                member.write(name.encode() * 99)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bytes(stream.data))) as old:
        write_zip(old, target, {"c.xml": [b"new ", memoryview(b"bytes")], "d.xml": None, "e.xml": [b"more"]})
        with zipfile.ZipFile(target) as new:
            assert new.testzip() is None
            assert new.comment == b"mine"
            assert {name: new.read(name) for name in new.namelist()} == {
                "a.xml": b"a.xml" * 99, "b/ü.bin": "b/ü.bin".encode() * 99, "c.xml": b"new bytes", "e.xml": b"more"
            }  # fmt: skip
            for name in ("a.xml", "b/ü.bin"):
                one, other = old.getinfo(name), new.getinfo(name)
                assert raw_member(io.BytesIO(bytes(stream.data)), one) == raw_member(target, other)
                for field in ("date_time", "external_attr", "compress_type", "CRC", "file_size"):
                    assert getattr(one, field) == getattr(other, field)
                assert other.extra == b"\x99\x99\x02\x00hi"
            assert new.getinfo("c.xml").date_time == (2001, 2, 3, 4, 6, 8)
