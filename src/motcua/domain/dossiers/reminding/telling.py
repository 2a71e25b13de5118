"""Saying reminders: to whom, in which words, and many at once as one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from motcua.core.deadlines import Call, Debt, Told
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.letters import tracking_url
from motcua.domain.dossiers.messages import recipients_of
from motcua.domain.dossiers.models import Dossier, DossierParty
from motcua.domain.dossiers.procedures import procedure_of
from motcua.domain.dossiers.reminding.people import holders_of, officers_told
from motcua.domain.dossiers.types import TaskKind
from motcua.domain.identity import queries as identity
from motcua.domain.notifications.services import notify
from motcua.domain.notifications.types import NotificationError, Recipient

ESCALATION, GATHERED = "escalation", "reminders_gathered"
# What is owed where no step tells it.
_NAMES = {
    "dossier": "Trả kết quả hồ sơ",
    "apology": "Gửi văn bản xin lỗi và hẹn lại",
    "supplement": "Chờ người nộp bổ sung hồ sơ",
    "opinion": "Cho ý kiến phối hợp",
}
Mark = tuple[UUID, tuple[str, str, datetime]]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Heard:
    """Who heard a reminder."""

    officers: list[int] = field(default_factory=list)
    applicant: bool = False


Spoken = dict[Mark, Heard]


class _Saying(NamedTuple):
    """One reminder to one officer."""

    officer_id: int
    case: Case
    call: Call

    @property
    def mark(self) -> Mark:
        return self.case.id, self.call.mark


def tell(
    looked: Iterable[tuple[Case, Sequence[Call]]], lately: Callable[[], Mapping[int, int]], now: datetime
) -> Spoken:
    """Tell everybody whom these reminders mean; which officers were told of each. Inside the caller's transaction.

    lately: how many each officer was told of a short while ago; asked only if there is something to tell. Who is meant
    by many at once, such as after an outage, gets one message that counts them, once a day.
    """
    on, spoken = now.date(), Spoken()
    sayings: dict[int, list[_Saying]] = {}
    for case, call in ((case, call) for case, calls in looked for call in calls):
        for officer_id in officers_told(case, call.debt, call.rule.told, on):
            sayings.setdefault(officer_id, []).append(_Saying(officer_id, case, call))
        if Told.APPLICANT in call.rule.told and _said(partial(_tell_applicant, case, call, now)):
            spoken.setdefault((case.id, call.mark), Heard()).applicant = True
    before = lately() if sayings else {}
    for officer_id, mine in sayings.items():
        for each in _tell_officer(officer_id, mine, before.get(officer_id, 0), now):
            spoken.setdefault(each.mark, Heard()).officers.append(officer_id)
    return spoken


def _tell_officer(officer_id: int, mine: Sequence[_Saying], before: int, now: datetime) -> list[_Saying]:
    """Tell one officer; what he heard of. before: of how many others he was told a short while ago."""
    if len(mine) + before >= catalogue.reminders().gathered_from:
        return list(mine) if _said(lambda: _gather(officer_id, mine, len(mine) + before, now)) else []
    return [each for each in mine if _said(partial(_tell_one, each, now))]


def _said(tell: Callable[[], object]) -> bool:
    """Whether it could be said. A template that the city has not, or that wants other facts, is the operator's to mend:
    it must not keep everybody else from being reminded.
    """
    try:
        tell()
    except NotificationError:
        log.exception("a reminder cannot be said")
        return False
    return True


def _tell_one(saying: _Saying, now: datetime) -> None:
    case, call = saying.case, saying.call
    facts = _facts(case, call, f"{settings.PUBLIC_URL}/lam-viec/ho-so/{case.id}/")
    if call.rule.event == ESCALATION:
        facts["holder"] = _holder(case, call.debt, now.date())
    to = Recipient(identity.officer(saying.officer_id).full_name, officer_id=saying.officer_id)
    notify(call.rule.event, to, facts, subject_ref=case.id, key=_key(case, call), now=now)


def _tell_applicant(case: Case, call: Call, now: datetime) -> None:
    """Whoever handed it in, and whose it is; of a part of a linked dossier, those of the whole that they know."""
    known_as = case.part_of.parent_id if case.part_of else case.id
    row = Dossier.objects.only("code", "reference").get(pk=known_as)
    facts = {**_facts(case, call, tracking_url(row.reference)), "code": row.code or row.reference}
    for to in recipients_of(DossierParty.objects.filter(dossier_id=known_as)):
        notify(call.rule.event, to, facts, subject_ref=known_as, key=_key(case, call), now=now)


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
