"""Ways in which a service of the trust centre can misbehave when a test tells it to."""

from __future__ import annotations

from enum import StrEnum


class Service(StrEnum):
    """What a fault is switched on for."""

    TSA = "tsa"
    OCSP = "ocsp"
    CRL = "crl"


class Fault(StrEnum):
    """One misbehaviour, kept up until it is taken back. The second group is the time-stamping server's alone."""

    DOWN = "down"
    SLOW = "slow"
    GARBAGE = "garbage"
    HUGE = "huge"
    FOREIGN_KEY = "foreign_key"
    STALE = "stale"

    WRONG_CLOCK = "wrong_clock"
    WRONG_NONCE = "wrong_nonce"
    OTHER_DIGEST = "other_digest"
    REFUSAL = "refusal"


SLOW_SECONDS = 3.0
HUGE_BYTES = 32 * 1024 * 1024
CLOCK_SHIFT_SECONDS = 3600
STALE_DAYS = 30
