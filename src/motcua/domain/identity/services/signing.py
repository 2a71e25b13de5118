"""Keys that officers and agencies sign with: registered, opened by their PIN, revoked. The keys themselves lie in the
city's key store and never leave it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from django.db import connection, transaction

from motcua.core.text import fold
from motcua.domain.identity.cache import change_version
from motcua.domain.identity.events import SigningKeyRegistered, SigningKeyRevoked, publish
from motcua.domain.identity.models import SigningKey as Row
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.queries.offices import agency
from motcua.domain.identity.queries.people import officer, postings_of
from motcua.domain.identity.types import IdentityError, NotAllowedError, PinError, SigningKey
from motcua.infra.signing.certificates import name_of, read_certificates, serial_of
from motcua.infra.signing.errors import WrongPinError
from motcua.infra.signing.keys import Key, KeyStore

MOST_WRONG_PINS: Final = 5
REST: Final = timedelta(minutes=15)
"""So many wrong PINs in a row, and the key rests so long: a PIN of six digits cannot be found by trying."""

# Counted before the PIN is tried, so that many tries at once are as many tries.
_TRY = """
UPDATE identity_signingkey SET tried_at = %(now)s,
    wrong_pins = CASE WHEN wrong_pins >= %(most)s OR tried_at <= %(rested)s THEN 1 ELSE wrong_pins + 1 END
WHERE id = %(id)s AND (wrong_pins < %(most)s OR tried_at <= %(rested)s)
RETURNING wrong_pins
"""


@transaction.atomic
def register_signing_key(
    label: str,
    store: KeyStore,
    *,
    by: Scope,
    now: datetime,
    officer_id: int | None = None,
    agency_id: int | None = None,
) -> int:
    """Say whose the key `label` of the store is, an officer's or an agency's, and return the registration's id.

    Raises NotAllowedError unless `by` administers the owner; IdentityError when the certificate cannot be read, is not
    in force, names another officer, or is registered already; SigningError when the store does not answer.
    """
    _must_administer(by, officer_id, agency_id, now)
    content = store.certificate(label)
    certificate = _read(content)
    _must_be_in_force(certificate, now)
    if officer_id is not None:
        _must_name(certificate, officer(officer_id).full_name)
    serial, issuer = serial_of(certificate), name_of(certificate.issuer)
    taken = Row.objects.filter(issuer=issuer, serial=serial) | Row.objects.filter(label=label, revoked_at=None)
    if taken.exists():
        raise IdentityError(
            f"Khóa “{label}” hoặc chứng thư số này đã được đăng ký. Hãy xem danh sách khóa.",
            f"The key {label!r} or its certificate is registered already. Look at the list of keys.",
        )
    row = Row.objects.create(
        label=label,
        officer_id=officer_id,
        agency_id=agency_id,
        certificate=content,
        subject=name_of(certificate.subject),
        issuer=issuer,
        serial=serial,
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        registered_at=now,
        registered_by_id=by.officer_id,
    )
    change_version()
    publish(SigningKeyRegistered(row.pk, officer_id, agency_id, serial))
    return row.pk


@transaction.atomic
def revoke_signing_key(key_id: int, *, by: Scope, reason: str, now: datetime) -> None:
    """Let a key sign nothing more from now on: lost, stolen, or its holder left. What it has signed stays signed.

    Raises NotAllowedError unless `by` administers its owner, IdentityError for a key that is not there or is revoked
    already, or without a reason.
    """
    row = Row.objects.select_for_update().filter(id=key_id, revoked_at=None).first()
    if row is None:
        raise IdentityError(
            f"Không có khóa ký số {key_id} nào đang dùng.", f"No key with the number {key_id} is in use."
        )
    _must_administer(by, row.officer_id, row.agency_id, now)
    if not reason.strip():
        raise IdentityError("Hãy ghi lý do thu hồi khóa.", "State why the key is revoked.")
    row.revoked_at, row.revoked_by_id, row.revoke_reason = now, by.officer_id, reason.strip()[:200]
    row.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    change_version()
    publish(SigningKeyRevoked(row.pk, row.officer_id, row.agency_id, row.serial, row.revoke_reason))


def open_signing_key(key: SigningKey, pin: str, store: KeyStore, now: datetime) -> Key:
    """The key, ready to sign. Tries are counted in the database, whatever the store itself counts.

    Raises PinError, which says how many tries remain or until when the key rests; SigningError when the store refuses
    for another reason. The PIN is kept nowhere.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TRY, {"id": key.id, "now": now, "most": MOST_WRONG_PINS, "rested": now - REST})
        tried: tuple[int] | None = cursor.fetchone()
    if tried is None:
        raise _resting()
    try:
        opened = store.open(key.label, pin)
    except WrongPinError:
        raise (_wrong(MOST_WRONG_PINS - tried[0]) if tried[0] < MOST_WRONG_PINS else _resting()) from None
    Row.objects.filter(id=key.id).update(wrong_pins=0)
    return opened


def _wrong(left: int) -> PinError:
    return PinError(
        f"Mã PIN không đúng, chưa có gì được ký. Còn {left} lần thử.",
        f"The PIN is wrong and nothing was signed. {left} tries remain.",
    )


def _resting() -> PinError:
    minutes = int(REST.total_seconds() // 60)
    return PinError(
        f"Mã PIN sai {MOST_WRONG_PINS} lần liền nên khóa ký tạm ngừng. Hãy thử lại sau {minutes} phút, "
        "hoặc báo quản trị viên.",
        f"The PIN was wrong {MOST_WRONG_PINS} times in a row, so the key rests. Try again in {minutes} minutes, "
        "or tell the administrator.",
    )


def _read(content: bytes) -> x509.Certificate:
    try:
        return read_certificates(content)[0]
    except ValueError as error:
        raise IdentityError(
            "Không đọc được chứng thư số của khóa này. Hãy kiểm tra thiết bị ký hoặc tệp chứng thư.",
            "The certificate of this key cannot be read. Check the signing device or the certificate's file.",
        ) from error


def _must_be_in_force(certificate: x509.Certificate, now: datetime) -> None:
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not begins <= now <= ends:
        raise IdentityError(
            f"Chứng thư số có hiệu lực từ {begins:%d/%m/%Y} đến {ends:%d/%m/%Y}. Hãy đăng ký chứng thư còn hiệu lực.",
            f"The certificate is in force from {begins:%Y-%m-%d} to {ends:%Y-%m-%d}. Register one in force.",
        )


def _must_name(certificate: x509.Certificate, full_name: str) -> None:
    named = name_of(certificate.subject)
    if fold(named) != fold(full_name):
        raise IdentityError(
            f"Chứng thư số này cấp cho {named}, không phải {full_name}. Hãy chọn đúng khóa của cán bộ.",
            f"The certificate belongs to {named}, not to {full_name}. Choose the officer's own key.",
        )


def _must_administer(by: Scope, officer_id: int | None, agency_id: int | None, now: datetime) -> None:
    if officer_id is not None:
        offices = {posting.agency_id for posting in postings_of(officer_id, now.date())}
    else:
        offices = {agency(agency_id).id} if agency_id is not None else set()
    if not any(map(by.administers, offices)):
        raise NotAllowedError(
            "Chỉ quản trị viên của cơ quan này được đăng ký hoặc thu hồi khóa ký số.",
            "Only an administrator of this agency may register or revoke its signing keys.",
        )
