"""Fields that already hold what the electronic identity tells of the person who files."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.domain.dossiers.queries.drafts import DraftPage
from motcua.domain.identity.known import known_of
from motcua.domain.identity.types import Person


def where_from(draft: DraftPage, person: Person) -> dict[str, str]:
    """For each field that still holds what the identity told: where it came from, in words."""
    known = known_of(person)
    said = _("Lấy từ tài khoản định danh; sửa nếu hồ sơ là của người khác")
    plan = draft.procedure.form.prefill_plan()
    return {
        each.path: said for each in plan if each.source in known and draft.form.get(each.path) == known[each.source]
    }
