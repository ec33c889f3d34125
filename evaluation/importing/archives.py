"""Unpacking the parts of a zip file piece by piece, each exactly as long as the file says it is."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 18
_PACKED_CHUNK = 1 << 16
_LOCAL_HEADER = 30
_ENDING = b"PK\x05\x06"
# The list of a workbook's sheets is a few kilobytes; beyond this it is no list.
_MOST_LISTED = 20_000_000


class Archive:
    """A zip file whose parts are unpacked here, to see that each is as long as it says and no longer."""

    def __init__(self, data: bytes, package: zipfile.ZipFile) -> None:
        self.size = len(data)
        # With a second ending, as an archive within may have, another program could read other parts.
        self.ends_once = data.count(_ENDING) == 1
        self._data = memoryview(data)
        self.members = package.infolist()

    def chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack a part piece by piece; raises BadZipFile where its size or checksum is another."""
        size = checksum = 0
        for chunk in self._unpacked(member):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if size > member.file_size:
                raise zipfile.BadZipFile
            yield chunk
        if size != member.file_size or checksum != member.CRC:
            raise zipfile.BadZipFile

    def text(self, path: str) -> str:
        """The text of a small part; "" when there is none of that path."""
        for member in self.members:
            if member.filename == path and member.file_size <= _MOST_LISTED:
                return b"".join(self.chunks(member)).decode("utf-8", errors="replace")
        return ""

    def _unpacked(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        start = member.header_offset
        header = bytes(self._data[start : start + _LOCAL_HEADER])
        if header[:4] != b"PK\x03\x04":
            raise zipfile.BadZipFile
        start += _LOCAL_HEADER
        start += int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        packed = self._data[start : start + member.compress_size]
        if member.compress_type == zipfile.ZIP_STORED:
            for at in range(0, len(packed), _CHUNK):
                yield bytes(packed[at : at + _CHUNK])
            return
        if member.compress_type != zipfile.ZIP_DEFLATED:  # the only other one that spreadsheets use
            raise zipfile.BadZipFile
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        for at in range(0, len(packed), _PACKED_CHUNK):
            rest: bytes | memoryview = packed[at : at + _PACKED_CHUNK]
            while rest:
                chunk = unpacker.decompress(rest, _CHUNK)
                if chunk:
                    yield chunk
                rest = unpacker.unconsumed_tail
        yield unpacker.flush()
        if not unpacker.eof:
            raise zipfile.BadZipFile
