"""From what a signature says to how far it can be relied on: the same for PDF and XML."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cryptography import x509

from motcua.infra.signing.certificates import BROKEN, name_of, organisation_of, serial_of
from motcua.infra.signing.errors import TimestampRefusedError
from motcua.infra.signing.findings import SignatureFinding, Standing
from motcua.infra.signing.reading import ReadSignature, Stamp
from motcua.infra.signing.timestamps import Timestamps
from motcua.infra.signing.trust import Evidence, Trust

_TOLERANCE: Final = timedelta(minutes=5)
"""A time stamp may be so much later than our clock says it is now."""


def judged(n: int, read: ReadSignature, trust: Trust, at: datetime) -> SignatureFinding:
    """The finding about the `n`th signature at the moment `at`.

    The certificate is judged at the moment that a trusted time stamp proves, else now: without a time stamp nobody can
    know whether a signature was made before its certificate expired or was revoked (ETSI EN 319 102-1, 5.5.4).
    """
    try:
        certificate = x509.load_der_x509_certificate(read.certificate)
        who = (name_of(certificate.subject), organisation_of(certificate.subject), name_of(certificate.issuer))
        serial = serial_of(certificate)
    except BROKEN:
        return SignatureFinding(n, Standing.UNREADABLE)
    stamped_at = _proven(read.stamps, trust, at)
    evidence = Evidence(read.others, read.ocsps, read.crls)
    standing = read.fault or trust.standing(read.certificate, stamped_at or at, evidence)
    return SignatureFinding(
        n=n,
        standing=standing,
        signer=who[0],
        organisation=who[1],
        issuer=who[2],
        serial=serial,
        signed_at=read.signed_at,
        stamped_at=stamped_at,
        covers_whole=read.covers_whole,
        changed_after=read.changed_after,
        certificate=read.certificate,
    )


def _proven(stamps: tuple[Stamp, ...], trust: Trust, at: datetime) -> datetime | None:
    """The earliest moment that a trusted time stamp proves."""
    moments = []
    for each in stamps:
        try:
            moment = Timestamps.check(each.token, each.digest, trust)
        except TimestampRefusedError:
            continue
        if moment <= at + _TOLERANCE:
            moments.append(moment)
    return min(moments, default=None)
