"""A file that is only looked at: hashed as it streams in, no byte of it kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Digest:
    """SHA-256 in hexadecimal digits; None for a file that is too large to be one of ours."""

    sha256: str | None


class HashingHandler(FileUploadHandler):
    """Stands in place of all handlers that keep files. Of a file larger than `largest` bytes the rest is not hashed."""

    def __init__(self, request: HttpRequest, largest: int) -> None:
        super().__init__(request)
        self._largest = largest
        self._hash, self._size = hashlib.sha256(), 0
        self.digest: Digest | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take the chunk into the hash; nothing of it goes on."""
        self._size += len(raw_data)
        if self._size > self._largest:
            self.digest = Digest(None)
            raise SkipFile  # what is left is read and thrown away, and the file is never complete
        self._hash.update(raw_data)
        return None

    def file_complete(self, file_size: int) -> Any:
        """An empty file is none: a browser sends that where nobody chose one."""
        if self._size:
            self.digest = Digest(self._hash.hexdigest())
        self._hash, self._size = hashlib.sha256(), 0
