"""What the electronic identity tells of the person who files, so that it need not be typed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.domain.dossiers.queries.drafts import DraftPage
from motcua.domain.identity.types import Person

_IDENTITY = "identity."


def known_of(person: Person) -> dict[str, str]:
    """By the path of the source, as forms name it: `identity.full_name`. What is not known is left out."""
    told = {
        "full_name": person.full_name,
        "personal_id": person.personal_id or "",
        "phone": person.phone,
        "email": person.email,
        "birth_date": person.born.isoformat() if person.born else "",
    }
    return {f"{_IDENTITY}{name}": value for name, value in told.items() if value}


def where_from(draft: DraftPage, person: Person) -> dict[str, str]:
    """For each field that still holds what the identity told: where it came from, in words."""
    known = known_of(person)
    said = _("Lấy từ tài khoản định danh; sửa nếu hồ sơ là của người khác")
    plan = draft.procedure.form.prefill_plan()
    return {
        each.path: said for each in plan if each.source in known and draft.form.get(each.path) == known[each.source]
    }
