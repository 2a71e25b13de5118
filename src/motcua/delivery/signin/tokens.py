"""Is this token true, from whom we trust, for us, and not too old?"""

from __future__ import annotations

import binascii
import time
from typing import Any

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.util import urlsafe_b64decode

from motcua.delivery.signin.problems import NotVouchedFor
from motcua.delivery.signin.providers import Provider, key_set

# Signatures with a key pair only: with a shared secret, our own copy of the public key would be good for forging.
ALGORITHMS = ["RS256", "PS256", "ES256"]
LEEWAY_SECONDS = 60


def verified_claims(token: str, of: Provider, audience: str) -> dict[str, Any]:
    """The claims of a token whose signature, issuer, audience and time are right.

    Raises NotVouchedFor, and ProviderDown when its keys are needed and cannot be had. The time is the machine's, not
    the training clock's: the provider lives in the world.
    """
    header = unverified_part(token, 0)
    if header.get("alg") not in ALGORITHMS:
        raise NotVouchedFor(f"signed with {header.get('alg')!r}")
    key_id = header.get("kid")
    try:
        claims = jwt.decode(token, key_set(of, key_id if isinstance(key_id, str) else None), ALGORITHMS).claims
        registry = jwt.JWTClaimsRegistry(
            now=int(time.time()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": of.issuer},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        registry.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise NotVouchedFor(f"token of {of.name}: {type(error).__name__}") from error
    if not isinstance(claims["sub"], str):
        raise NotVouchedFor("the subject is no text")
    return claims


def unverified_part(token: str, place: int) -> dict[str, Any]:
    """The header (0) or claims (1) of a token as it stands there, believed by nobody yet. Raises NotVouchedFor."""
    parts = token.split(".")
    try:
        content = orjson.loads(urlsafe_b64decode(parts[place].encode()))
    except (IndexError, ValueError, binascii.Error) as error:
        raise NotVouchedFor("not a token") from error
    if len(parts) != 3 or not isinstance(content, dict):
        raise NotVouchedFor("not a token")
    return content
