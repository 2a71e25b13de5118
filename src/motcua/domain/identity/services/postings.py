from __future__ import annotations

import re
from datetime import date, timedelta

from django.db import transaction

from motcua.domain.identity.cache import change_version
from motcua.domain.identity.events import OfficerAppointed, PostingEnded, publish
from motcua.domain.identity.models import Agency, Officer, Person, Posting
from motcua.domain.identity.models.validity import valid_on
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.types import IdentityError, NotAllowedError

ROLE = re.compile(r"[a-z][a-z_]*")


@transaction.atomic
def appoint_officer(
    personal_id: str, login: str, agency_id: int, role: str, valid_from: date, *, by: Scope, decision: str
) -> int:
    """Give a person a role in an office from a day on, and return the posting's id. The person becomes an officer under
    `login`, his name at the officers' identity provider, if he is none yet. `decision` is the number of the decision.

    Raises NotAllowedError unless `by` administers the office, IdentityError when something does not fit.
    """
    _must_administer(by, agency_id)
    person = Person.objects.filter(personal_id=personal_id).first()
    if person is None:
        raise IdentityError(
            f"Chưa có người mang số định danh {personal_id}; hãy ghi nhận người này trước.",
            f"No person has the personal id {personal_id}; record the person first.",
        )
    _must_fit(agency_id, role, valid_from)
    officer = _officer(person, login)
    held = Posting.objects.filter(valid_on(valid_from), officer=officer, agency_id=agency_id, role=role)
    if held.exists():
        raise IdentityError(
            f"{person.full_name} đã giữ vai trò này tại đây.", f"{person.full_name} already holds this role here."
        )
    posting = Posting.objects.create(
        officer=officer, agency_id=agency_id, role=role, valid_from=valid_from, decision=decision
    )
    change_version()
    publish(OfficerAppointed(posting.pk, officer.pk, agency_id, role, valid_from))
    return posting.pk


@transaction.atomic
def end_posting(posting_id: int, last_day: date, *, by: Scope, reason: str) -> None:
    """Let a posting end with `last_day`. History stays. Raises NotAllowedError, IdentityError."""
    posting = Posting.objects.select_for_update().filter(id=posting_id).first()
    if posting is None:
        raise IdentityError(f"Không có phân công số {posting_id}.", f"There is no posting {posting_id}.")
    _must_administer(by, posting.agency_id)
    close_posting(posting, last_day + timedelta(days=1), reason)
    change_version()


def close_posting(posting: Posting, valid_to: date, reason: str) -> None:
    """End a posting before `valid_to`, tell it, and leave the caches to the caller."""
    begins_later = posting.valid_from is not None and valid_to <= posting.valid_from
    if begins_later or (posting.valid_to is not None and posting.valid_to <= valid_to):
        raise IdentityError(
            "Ngày kết thúc phải nằm trong thời gian phân công.", "A posting must end while it lasts, after it began."
        )
    posting.valid_to = valid_to
    posting.end_reason = reason
    posting.save(update_fields=["valid_to", "end_reason"])
    publish(PostingEnded(posting.pk, posting.officer_id, posting.agency_id, posting.role, valid_to, reason))


def _officer(person: Person, login: str) -> Officer:
    """The person's officer row. A login belongs to one person for ever."""
    officer = Officer.objects.filter(person=person).first()
    owner = Officer.objects.filter(login=login).first()
    if officer is None and owner is None and login:
        return Officer.objects.create(person=person, login=login)
    if officer is None or officer != owner:
        raise IdentityError(
            f"Tên đăng nhập “{login}” không thuộc về {person.full_name}.",
            f"The login {login!r} does not belong to {person.full_name}.",
        )
    return officer


def _must_fit(agency_id: int, role: str, valid_from: date) -> None:
    if not Agency.objects.filter(valid_on(valid_from), id=agency_id).exists():
        raise IdentityError(
            f"Cơ quan này không hoạt động vào ngày {valid_from:%d/%m/%Y}.",
            f"The agency does not exist on {valid_from}.",
        )
    if not ROLE.fullmatch(role):
        raise IdentityError(
            f"Vai trò “{role}” không hợp lệ; dùng chữ thường không dấu nối bằng gạch dưới.",
            f"The role {role!r} is not a key like records_clerk.",
        )


def _must_administer(by: Scope, agency_id: int) -> None:
    if not by.administers(agency_id):
        raise NotAllowedError(
            "Chỉ quản trị viên của cơ quan này được làm việc này.", "Only an administrator of this agency may do this."
        )
