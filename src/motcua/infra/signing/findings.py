"""What is found out about a signature."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How far a signature can be relied on. The first that applies, in this order of gravity, except `VALID`."""

    UNREADABLE = "unreadable"
    """The file, or this signature in it, cannot be read, or asks for more time or memory than a signature may."""
    ALTERED = "altered"
    """What was signed is not what is there, or was changed afterwards in a way that a signature does not allow."""
    WEAK = "weak"
    """It holds, but was made with an algorithm that can be forged today."""
    UNKNOWN_ISSUER = "unknown_issuer"
    """It holds, but the certificate comes from nobody whom the city trusts, or may not be used for signing."""
    NOT_YET_VALID = "not_yet_valid"
    """The certificate was not valid yet."""
    EXPIRED = "expired"
    """The certificate had expired, or no time stamp proves that the signature is older than the certificate's end."""
    REVOKED = "revoked"
    """The certificate was revoked before the signature can be proven to exist."""
    NOT_CHECKED = "not_checked"
    """All holds, but whoever knows about revocations could not be asked, or gave no answer that can be relied on."""
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """One signature: `n` counts from 1 in the order of signing. What could not be read is empty or None.

    signed_at: what the signer's own machine claimed. stamped_at: what a trusted time stamp proves.
    covers_whole: nothing was added to the file after this signature. changed_after: something was added that is more
    than a further signature, a filled-in field or validation data; then the standing is `ALTERED`.
    certificate: the signer's, in DER, to be compared with a registered one.
    """

    n: int
    standing: Standing
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    signed_at: datetime | None = None
    stamped_at: datetime | None = None
    covers_whole: bool = False
    changed_after: bool = False
    certificate: bytes = field(default=b"", repr=False)
