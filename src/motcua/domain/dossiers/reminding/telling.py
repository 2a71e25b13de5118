"""Saying reminders: to whom, in which words, and many at once as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from motcua.core.deadlines import Call, Debt, Told
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.letters import tracking_url
from motcua.domain.dossiers.models import DossierParty
from motcua.domain.dossiers.procedures import procedure_of
from motcua.domain.dossiers.reminding.people import holders_of, officers_told
from motcua.domain.dossiers.types import PartyRole, TaskKind
from motcua.domain.identity import queries as identity
from motcua.domain.notifications.services import notify
from motcua.domain.notifications.types import Recipient

ESCALATION, GATHERED = "escalation", "reminders_gathered"
# What is owed where no step tells it.
_NAMES = {
    "dossier": "Trả kết quả hồ sơ",
    "apology": "Gửi văn bản xin lỗi và hẹn lại",
    "supplement": "Chờ người nộp bổ sung hồ sơ",
    "opinion": "Cho ý kiến phối hợp",
}
Spoken = dict[tuple[UUID, tuple[str, str, datetime]], list[int]]


class _Saying(NamedTuple):
    """One reminder to one officer."""

    officer_id: int
    case: Case
    call: Call

    @property
    def mark(self) -> tuple[UUID, tuple[str, str, datetime]]:
        return self.case.id, self.call.mark


def tell(
    looked: Iterable[tuple[Case, Sequence[Call]]], lately: Callable[[], Mapping[int, int]], now: datetime
) -> Spoken:
    """Tell everybody whom these reminders mean; which officers were told of each. Inside the caller's transaction.

    lately: how many each officer was told of a short while ago; asked only if there is something to tell. Who is meant
    by many at once, such as after an outage, gets one message that counts them, once a day.
    """
    on = now.date()
    pairs = [(case, call) for case, calls in looked for call in calls]
    sayings: dict[int, list[_Saying]] = {}
    for case, call in pairs:
        for officer_id in officers_told(case, call.debt, call.rule.told, on):
            sayings.setdefault(officer_id, []).append(_Saying(officer_id, case, call))
        if Told.APPLICANT in call.rule.told:
            _tell_applicant(case, call, now)
    spoken: Spoken = {}
    before = lately() if sayings else {}
    for officer_id, mine in sayings.items():
        at_once = len(mine) + before.get(officer_id, 0)
        if at_once >= catalogue.reminders().gathered_from:
            _gather(officer_id, mine, at_once, now)
        else:
            for each in mine:
                _tell_officer(each, now)
        for each in mine:
            spoken.setdefault(each.mark, []).append(officer_id)
    return spoken


def _tell_officer(saying: _Saying, now: datetime) -> None:
    case, call = saying.case, saying.call
    facts = _facts(case, call, f"{settings.PUBLIC_URL}/lam-viec/ho-so/{case.id}/")
    if call.rule.event == ESCALATION:
        facts["holder"] = _holder(case, call.debt, now.date())
    to = Recipient(identity.officer(saying.officer_id).full_name, officer_id=saying.officer_id)
    notify(call.rule.event, to, facts, subject_ref=case.id, key=_key(case, call), now=now)


def _tell_applicant(case: Case, call: Call, now: datetime) -> None:
    rows = DossierParty.objects.filter(dossier_id=case.id, role=PartyRole.SUBMITTER)
    for row in rows:
        to = Recipient(row.name, person_id=row.person_id, phone=row.phone, email=row.email)
        facts = _facts(case, call, tracking_url(case.reference))
        notify(call.rule.event, to, facts, subject_ref=case.id, key=_key(case, call), now=now)


def _gather(officer_id: int, sayings: Sequence[_Saying], at_once: int, now: datetime) -> None:
    """One message for many: the first by its code, all by their number, and the way to the list."""
    first = sayings[0].case
    facts = {
        "code": first.code or first.reference,
        "count": str(at_once),
        "url": f"{settings.PUBLIC_URL}/lam-viec/",
    }
    to = Recipient(identity.officer(officer_id).full_name, officer_id=officer_id)
    notify(GATHERED, to, facts, subject_ref=first.id, key=f"gathered:{now.date()}", now=now)


def _facts(case: Case, call: Call, url: str) -> dict[str, str]:
    return {
        "code": case.code or case.reference,
        "url": url,
        "step": _named(case, call.debt),
        "due": call.debt.due_at.isoformat(),
    }


def _key(case: Case, call: Call) -> str:
    rule, owed, due_at = call.mark
    return f"{rule}:{case.id}:{owed}:{due_at.timestamp():.0f}"


def _named(case: Case, debt: Debt) -> str:
    kind, _colon, n = debt.key.partition(":")
    if kind in _NAMES:
        return _NAMES[kind]
    procedure = procedure_of(case)
    return next((procedure.steps[key].name.vi for key in _steps(case, kind, int(n))), "")


def _steps(case: Case, kind: str, n: int) -> Iterator[str]:
    """The keys of the steps that a debt is about."""
    procedure = procedure_of(case)
    match kind:
        case "step":
            keys = [task.step for task in case.tasks if (task.kind, task.n) == (TaskKind.STEP, n)]
        case "part":
            keys = [part.step for part in case.parts if part.n == n]
        case _:
            node = procedure.process.graph.node
            keys = [node[timer.node].host or "" for timer in case.timers if timer.n == n]
    yield from (key for key in keys if key in procedure.steps)


def _holder(case: Case, debt: Debt, on: date) -> str:
    """Who has it: an officer by name, or the office."""
    held = holders_of(case, debt, on)
    has_one = any(task.holder_id for task in case.tasks) or case.handler
    return identity.officer(held[0]).full_name if held and has_one else identity.agency(debt.office_id).name
