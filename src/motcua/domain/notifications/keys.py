"""Keys that a vendor replaces at each renewal, for all workers together: one renews them while the others wait."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.conf import settings
from django.db import transaction
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from motcua.domain.notifications.models import VendorToken
from motcua.infra.clock import machine_now
from motcua.infra.messages.zalo import Keys, Renewal


@dataclass(frozen=True, slots=True)
class StoredKeys:
    """The keys of one vendor. given: the refresh token from the settings; a new one given there begins anew."""

    vendor: str
    given: str

    def keys(self) -> Keys:
        """Those of the last renewal; before the first those that the operator gave, already expired."""
        row = VendorToken.objects.filter(vendor=self.vendor, origin=self._origin()).first()
        return _opened(row) or self._first()

    @transaction.atomic
    def renew(self, known: Keys, ask: Renewal) -> Keys:
        """New keys by `ask`, unless another worker has renewed `known` meanwhile: then his. A refresh token is good
        once, so whoever asks holds the row until the new keys are written.
        """
        unused = {"origin": "", "sealed": "", "expires_at": machine_now()}
        VendorToken.objects.get_or_create(vendor=self.vendor, defaults=unused)
        row = VendorToken.objects.select_for_update().get(vendor=self.vendor)
        current = (_opened(row) if row.origin == self._origin() else None) or self._first()
        if current.access != known.access:
            return current
        new = ask(current)
        row.origin, row.sealed, row.expires_at = self._origin(), _sealed(new), new.expires_at
        row.save(update_fields=["origin", "sealed", "expires_at"])
        return new

    def _first(self) -> Keys:
        return Keys("", self.given, datetime.fromtimestamp(0, machine_now().tzinfo))

    def _origin(self) -> str:
        return hashlib.sha256(self.given.encode()).hexdigest()


def _sealed(keys: Keys) -> str:
    content = orjson.dumps([keys.access, keys.refresh])
    return jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM"}, content, _lock())


def _opened(row: VendorToken | None) -> Keys | None:
    """The keys of a row; None when there are none, or when the city's secret has changed since."""
    if row is None or not row.sealed:
        return None
    try:
        access, refresh = orjson.loads(jwe.decrypt_compact(row.sealed, _lock()).plaintext or b"")
    except (JoseError, ValueError):
        return None
    return Keys(access, refresh, row.expires_at)


def _lock() -> OctKey:
    return OctKey.import_key(hashlib.sha256(f"vendor keys {settings.SECRET_KEY}".encode()).digest())
