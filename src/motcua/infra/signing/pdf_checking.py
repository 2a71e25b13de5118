"""Checking the signatures of a PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from motcua.infra.signing.confined import UnreadableError, read_confined
from motcua.infra.signing.findings import SignatureFinding, Standing
from motcua.infra.signing.judging import judged
from motcua.infra.signing.reading import MOST_SIGNATURES
from motcua.infra.signing.trust import Trust

_SIGNED: Final = b"/ByteRange"
"""A signature must say which bytes it is over, and must say so in the open."""


def verify_pdf(content: bytes, trust: Trust, at: datetime) -> tuple[SignatureFinding, ...]:
    """A finding about each signature in the order of signing, at the moment `at`; none for a file that has none.

    The file may be anybody's: it is read by a process with little time and memory, so that one that breaks its readers,
    or has too many signatures, gets a single finding, `UNREADABLE`. So does one from which all signatures were taken
    out again while their remains are still there.
    """
    remains = content.count(_SIGNED)
    if not remains:
        return ()
    if remains > MOST_SIGNATURES:
        return (SignatureFinding(1, Standing.UNREADABLE),)
    try:
        found = read_confined(content)
    except UnreadableError:
        return (SignatureFinding(1, Standing.UNREADABLE),)
    return tuple(judged(n, each, trust, at) for n, each in enumerate(found, 1))
