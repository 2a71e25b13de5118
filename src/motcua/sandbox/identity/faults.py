"""Ways in which a provider can misbehave when a test tells it to."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """One misbehaviour, kept up until it is taken back."""

    CODE_EXPIRED = "code_expired"
    TOKEN_EXPIRED = "token_expired"
    WRONG_NONCE = "wrong_nonce"
    WRONG_AUDIENCE = "wrong_audience"
    WRONG_ISSUER = "wrong_issuer"
    FOREIGN_KEY = "foreign_key"
    ALG_NONE = "alg_none"
    PUBLIC_KEY_AS_SECRET = "public_key_as_secret"
    LOWER_LEVEL = "lower_level"
    NO_NAME = "no_name"
    GARBAGE = "garbage"
    SLOW = "slow"
    DOWN = "down"


SLOW_SECONDS = 2.0
