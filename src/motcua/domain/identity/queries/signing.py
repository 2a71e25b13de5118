from __future__ import annotations

from datetime import datetime

from motcua.domain.identity import models
from motcua.domain.identity.cache import kept
from motcua.domain.identity.types import NotFoundError, SigningKey


def signing_key_of_officer(officer_id: int, at: datetime) -> SigningKey | None:
    """The key with which an officer signs at a moment: of several that may, the one with the newest certificate."""
    return _newest(kept(("officer keys", officer_id), lambda: _keys(officer_id=officer_id)), at)


def signing_key_of_agency(agency_id: int, at: datetime) -> SigningKey | None:
    """The key of an agency's seal at a moment."""
    return _newest(kept(("agency keys", agency_id), lambda: _keys(agency_id=agency_id)), at)


def signing_key(key_id: int) -> SigningKey:
    """The key with that id, revoked or not. Raises NotFoundError."""
    found = kept(("signing key", key_id), lambda: _keys(id=key_id))
    if not found:
        raise NotFoundError(f"Không có khóa ký số {key_id}.", f"There is no signing key {key_id}.")
    return found[0]


def signing_keys() -> tuple[SigningKey, ...]:
    """All keys that were ever registered, in that order."""
    return _keys()


def _newest(keys: tuple[SigningKey, ...], at: datetime) -> SigningKey | None:
    return max((key for key in keys if key.signs_at(at)), key=lambda key: (key.valid_from, key.id), default=None)


def _keys(**which: int) -> tuple[SigningKey, ...]:
    return tuple(map(_key, models.SigningKey.objects.filter(**which).order_by("id")))


def _key(row: models.SigningKey) -> SigningKey:
    return SigningKey(
        id=row.pk,
        label=row.label,
        officer_id=row.officer_id,
        agency_id=row.agency_id,
        certificate=bytes(row.certificate),
        subject=row.subject,
        issuer=row.issuer,
        serial=row.serial,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        revoked_at=row.revoked_at,
    )
