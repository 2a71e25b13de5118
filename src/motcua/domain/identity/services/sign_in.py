from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.domain.identity.models import Account, Officer
from motcua.domain.identity.models.validity import valid_on
from motcua.domain.identity.services.people import record_organisation, record_person
from motcua.domain.identity.types import (
    AccountKind,
    Claims,
    IdentityConflictError,
    NotAppointedError,
    PostingEndedError,
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in: the account, and the person (perhaps for an organisation) or officer it belongs to."""

    account_id: UUID
    person_id: UUID | None
    organisation_id: UUID | None
    officer_id: int | None


@transaction.atomic
def sign_in(claims: Claims, now: datetime) -> SignedIn:
    """Let the subject of verified claims in. A citizen's or organisation's account is made at the first time and its
    person brought up to date at each; an officer must have been appointed under his login and hold a posting today.

    Raises NotAppointedError, PostingEndedError, IdentityConflictError.
    """
    account = Account.objects.select_for_update().filter(issuer=claims.issuer, subject=claims.subject).first()
    if claims.kind is AccountKind.OFFICER:
        account = _officers_account(account, claims, now)
    else:
        account = _citizens_account(account, claims)
    account.signed_in_at = now
    account.save(update_fields=["signed_in_at"])
    return SignedIn(account.id, account.person_id, account.organisation_id, account.officer_id)


def _officers_account(account: Account | None, claims: Claims, now: datetime) -> Account:
    officer = account.officer if account else Officer.objects.filter(login=claims.login).first()
    if officer is None or not claims.login:
        raise NotAppointedError(
            f"Cán bộ “{claims.login}” chưa được phân công trong hệ thống. Hãy liên hệ quản trị viên của cơ quan.",
            f"The officer {claims.login!r} was not appointed here. Ask the administrator of your agency.",
        )
    if not officer.postings.filter(valid_on(now.date())).exists():
        raise PostingEndedError(
            "Ông/bà hiện không có vị trí công tác nào trong hệ thống. Hãy liên hệ quản trị viên của cơ quan.",
            "You have no posting here today. Ask the administrator of your agency.",
        )
    if account is None:
        # A login is bound to the subject that first came with it: who renames himself to it later stays outside.
        account, made = Account.objects.get_or_create(
            issuer=claims.issuer, officer=officer, defaults={"subject": claims.subject}
        )
        if not made and account.subject != claims.subject:
            raise _conflict()
    return account


def _citizens_account(account: Account | None, claims: Claims) -> Account:
    if claims.personal_id is None:
        raise _conflict()
    person_id = record_person(
        claims.full_name, personal_id=claims.personal_id, born=claims.born, phone=claims.phone, email=claims.email
    )
    organisation_id = (
        record_organisation(claims.tax_code, claims.organisation_name)
        if claims.kind is AccountKind.ORGANISATION
        else None
    )
    if account is None:
        account, _ = Account.objects.get_or_create(
            issuer=claims.issuer,
            subject=claims.subject,
            defaults={"person_id": person_id, "organisation_id": organisation_id},
        )
    if (account.person_id, account.organisation_id) != (person_id, organisation_id):
        raise _conflict()
    return account


def _conflict() -> IdentityConflictError:
    return IdentityConflictError(
        "Thông tin định danh bị thiếu hoặc không khớp với lần đăng nhập trước của tài khoản này. "
        "Hãy liên hệ bộ phận một cửa để được kiểm tra.",
        "The identity is missing or does not match the earlier sign-in of this account. "
        "Ask the one-stop shop to check it.",
    )
