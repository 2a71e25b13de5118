"""A limit to what one request may upload, so that nobody fills the disk; what is beyond it is read and thrown away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

_CUT_SHORT = "motcua.upload_cut_short"


class UploadQuota(FileUploadHandler):
    """Stands before the handlers that keep files. What comes after the quota is told by `was_cut_short`."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._left: int = settings.UPLOAD_QUOTA

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on as long as there is room."""
        self._left -= len(raw_data)
        if self._left < 0:
            assert self.request is not None
            self.request.META[_CUT_SHORT] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """The handlers that follow make the file."""


def was_cut_short(request: HttpRequest) -> bool:
    """Whether the request, whose body was read, held more than the quota, so that a file of it is missing."""
    return bool(request.META.get(_CUT_SHORT))
