"""What was said on a dossier to whom, for its page: the reminders, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.core.deadlines import Owed
from motcua.core.forms import Text
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import SaidReminder
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.identity import queries as identity

_OWED = {
    Owed.DOSSIER: Text("Trả kết quả hồ sơ", "The result"),
    Owed.APOLOGY: Text("Gửi văn bản xin lỗi và hẹn lại", "The apology"),
    Owed.SUPPLEMENT: Text("Người nộp bổ sung hồ sơ", "The applicant's supplement"),
    Owed.SILENCE: Text("Cho ý kiến phối hợp", "The opinion"),
    Owed.SLICE: Text("Phần của hồ sơ liên thông", "A part of the linked dossier"),
    Owed.CONFIRMATION: Text("Người nộp trả lời", "The applicant's answer"),
}


@dataclass(frozen=True, slots=True)
class Reminded:
    """One reminder: when, of what, whether it fell due before or after its time, and which officers were told, and
    whether the applicant was.
    """

    at: datetime
    what: Text
    due_at: datetime
    before: bool
    officers: tuple[str, ...]
    applicant: bool


def reminders_of(page: DossierPage) -> tuple[Reminded, ...]:
    """The reminders that were said on a dossier, oldest first; what was passed over is left out."""
    rows = SaidReminder.objects.filter(dossier_id=page.card.id).order_by("at", "rule")
    rules = {rule.key: rule for rule in catalogue.reminders().rules}
    return tuple(
        Reminded(
            at=row.at,
            what=_what(page, row.owed, rules[row.rule].owed if row.rule in rules else None),
            due_at=row.due_at,
            before=row.at < row.due_at,
            officers=tuple(identity.officer(each).full_name for each in row.told),
            applicant=row.applicant,
        )
        for row in rows
        if row.told or row.applicant
    )


def _what(page: DossierPage, owed: str, kind: Owed | None) -> Text:
    name, _colon, n = owed.partition(":")
    if name == "step":
        steps = {str(each.data["n"]): each.step for each in page.events if each.kind is EventKind.STEP_ENABLED}
        step = page.procedure.steps.get(steps.get(n, ""))
        return step.name if step else Text("Bước giải quyết", "A step")
    return _OWED[kind] if kind in _OWED else Text(owed, owed)
