"""What a look into a file found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.infra.files.kinds import Kind


class Fault(StrEnum):
    """Why a file cannot be a document, whatever a procedure accepts."""

    EMPTY = "empty"
    UNREADABLE_KIND = "unreadable_kind"
    DAMAGED = "damaged"
    """Cut short or broken: a decoder that reads all of it fails."""
    TWO_KINDS = "two_kinds"
    """It reads as one kind to us and as another kind to another program."""
    TOO_DEMANDING = "too_demanding"
    """More pages, picture points, memory or time than any real paper needs."""


class Active(StrEnum):
    """Parts of a PDF that do something instead of being read."""

    SCRIPT = "script"
    LAUNCH = "launch"
    ATTACHMENT = "attachment"
    MEDIA = "media"
    XFA = "xfa"
    SENDS_DATA = "sends_data"
    ON_OPENING = "on_opening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What one file is, by its content.

    `size` is in bytes, `width` and `height` in picture points the right way up. `pages` is None where nothing could be
    counted. `encrypted` means that it cannot be opened without a password: a PDF that merely forbids printing is not.
    """

    size: int
    kind: Kind
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    encrypted: bool = False
    active: tuple[Active, ...] = ()
    fault: Fault | None = None

    @property
    def media_type(self) -> str:
        return self.kind.media_type

    @property
    def has_active_content(self) -> bool:
        return bool(self.active)
