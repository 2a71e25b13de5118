"""Gzipped files as if they were not, without being filled up by what somebody packed to that end."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import IO, Final, cast

from motcua.core.mining.reading.read import NoLogError

GZIP: Final = b"\x1f\x8b"
_DAMAGED: Final = OSError, EOFError, zlib.error
_LARGE: Final = 256 << 20
_RATIO: Final = 200
"""A log packs to a twentieth or a fiftieth; what shrinks beyond this is made to fill the memory."""


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """What is in a stream that can seek, unpacked if it is gzipped. Reading it raises NoLogError for a damaged file,
    and for one that grows beyond all measure.
    """
    magic = stream.read(len(GZIP))
    stream.seek(0)
    return cast("IO[bytes]", io.BufferedReader(_Unpacked(stream))) if magic == GZIP else stream


class _Unpacked(io.RawIOBase):
    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__()
        self._packed = packed
        self._file = gzip.GzipFile(fileobj=packed)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type] # what RawIOBase is given is a buffer
        try:
            part = self._file.read(len(view))
        except _DAMAGED as fault:
            raise NoLogError(
                "Tệp nén bị cụt hoặc hỏng. Hãy tải lại hoặc nén lại tệp.", f"The gzip file is damaged ({fault})."
            ) from None
        if (grown := self._file.tell()) > _LARGE and grown > _RATIO * self._packed.tell():
            raise NoLogError(
                "Tệp nén phình ra quá mức bình thường. Nếu tệp đáng tin, hãy tự giải nén rồi đưa tệp đã giải nén.",
                "The gzip file grows beyond all measure. If you trust it, unpack it yourself and give what comes out.",
            )
        view[: len(part)] = part
        return len(part)
