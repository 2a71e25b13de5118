"""Signing as the settings of this city know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from motcua.infra.signing.keys import KeyStore
from motcua.infra.signing.pkcs11 import Pkcs11Keys
from motcua.infra.signing.pkcs12 import Pkcs12Keys
from motcua.infra.signing.timestamps import Timestamps
from motcua.infra.signing.trust import Trust


@dataclass(frozen=True, slots=True)
class Signing:
    """What the city has for signing; what is not configured is None, and a `trust` without roots knows no issuer."""

    keys: KeyStore | None
    stamps: Timestamps | None
    trust: Trust


def signing_from(settings: LazySettings) -> Signing:
    """The places of keys, time stamps and trust that the settings name; the same ones at each call, so that what they
    learned from others is kept. Raises ImproperlyConfigured.
    """
    return Signing(
        keys=_keys(settings.SIGNING_KEYS, settings.SIGNING_PKCS11),
        stamps=_stamps(settings.TIMESTAMP_URL, settings.TRUST_SECONDS, settings.CLOCK_SKEW_SECONDS),
        trust=_trust(settings.TRUST_FOLDER, settings.TRUST_SECONDS, settings.REVOCATION_CACHE_SECONDS),
    )


@lru_cache
def _keys(folder: Path | None, token: str) -> KeyStore | None:
    if folder and token:
        raise ImproperlyConfigured("set MOTCUA_KEYS or MOTCUA_PKCS11, not both: where are the signing keys?")
    if folder:
        return Pkcs12Keys(folder)
    if not token:
        return None
    module, comma, label = token.partition(",")
    if not comma:
        raise ImproperlyConfigured("MOTCUA_PKCS11 names the library and the token: /usr/lib/….so,TOKEN")
    return Pkcs11Keys(module.strip(), label.strip())


@lru_cache
def _stamps(url: str, seconds: float, skew: float) -> Timestamps | None:
    return Timestamps(url, seconds=seconds, skew=timedelta(seconds=skew)) if url else None


@lru_cache
def _trust(folder: Path | None, seconds: float, kept_for: float) -> Trust:
    if folder is None:
        return Trust(())
    try:
        return Trust.of(folder, seconds=seconds, kept_for=kept_for)
    except (OSError, ValueError) as wrong:
        raise ImproperlyConfigured(f"MOTCUA_TRUST must be a folder of certificates: {wrong}") from wrong
