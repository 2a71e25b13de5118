"""The link by which somebody rates without signing in: who has it may rate that one dossier, and learns nothing else.

It carries the dossier and a signature of the city, so nobody makes one, and nothing about it is stored. It expires
with the time in which the dossier may be rated, so the same dossier has the same link whenever it is sent again.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64Error
from uuid import UUID

from motcua.domain.feedback.errors import ForgedLinkError
from motcua.domain.feedback.keyed import keyed

_ID, _MAC = 16, 12  # 96 bits: nobody finds one by trying, and a message stays short
_PURPOSE = "rating link"


def rating_path(subject_ref: UUID) -> str:
    """The path below the city's address at which this dossier is rated."""
    return f"/danh-gia/{link_code(subject_ref)}/"


def link_code(subject_ref: UUID) -> str:
    """The unguessable part of the path, 38 letters."""
    return urlsafe_b64encode(subject_ref.bytes + _signature(subject_ref.bytes)).rstrip(b"=").decode()


def subject_of(code: str) -> UUID:
    """The dossier that a link leads to. Raises ForgedLinkError for what the city did not make."""
    try:
        told = urlsafe_b64decode(code.encode("ascii") + b"=" * (-len(code) % 4))
    except (NotBase64Error, UnicodeEncodeError):
        raise ForgedLinkError from None
    subject, signature = told[:_ID], told[_ID:]
    if len(told) != _ID + _MAC or not hmac.compare_digest(signature, _signature(subject)):
        raise ForgedLinkError
    found = UUID(bytes=subject)
    if link_code(found) != code:  # base64 has several spellings of one thing; a link has one
        raise ForgedLinkError
    return found


def _signature(subject: bytes) -> bytes:
    return keyed(_PURPOSE, subject)[:_MAC]
