"""A procedure takes no new dossiers for a while, or never again. Those that run go on by their version."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.core.procedure import Power
from motcua.domain.catalogue.drafting.rows import must_have
from motcua.domain.catalogue.errors import ClosureError, UnknownProcedureError
from motcua.domain.catalogue.keeping import must_not_be_retired, open_closure, record, wait_for_other_changes
from motcua.domain.catalogue.models import Closure, Procedure, ReplacedProcedure
from motcua.domain.catalogue.stored import closed_on, holding_last, in_force
from motcua.domain.catalogue.types import Author, LifeAct, VersionStatus


@transaction.atomic
def suspend_procedure(code: str, reason: str, from_: date, by: Author, now: datetime) -> None:
    """Take no new dossiers from a day on until it is resumed.

    Raises NoPowerError, UnknownProcedureError, and ClosureError without a reason, for a day gone by, and for what is
    not published or closed already.
    """
    row = _opened(code, from_, by, now)
    _must_give(reason)
    closure = open_closure(row.id)
    if closure:
        raise ClosureError(
            f"Thủ tục {code} đã tạm ngừng từ {closure.first_day:%d/%m/%Y}; hãy cho hoạt động lại trước.",
            f"The procedure {code} is suspended from {closure.first_day} on already; resume it first.",
        )
    _end_suspensions(row, from_)
    Closure.objects.create(procedure=row, kind=VersionStatus.SUSPENDED.value, first_day=from_, reason=reason.strip())
    _done(row, LifeAct.SUSPENDED, _dated(from_, reason), by, now)


@transaction.atomic
def resume_procedure(code: str, words: str, from_: date, by: Author, now: datetime) -> None:
    """Take new dossiers again from a day on. From the first day of a suspension that is still to come, it never was.

    Raises NoPowerError, UnknownProcedureError, and ClosureError for a day gone by and for what is not suspended.
    """
    row = _opened(code, from_, by, now)
    closure = open_closure(row.id)
    if closure is None:
        raise ClosureError(
            f"Thủ tục {code} không bị tạm ngừng; không cần cho hoạt động lại.",
            f"The procedure {code} is not suspended; there is nothing to resume.",
        )
    closure.resumed_on = max(from_, closure.first_day)
    closure.save(update_fields=["resumed_on"])
    _done(row, LifeAct.RESUMED, _dated(from_, words), by, now)


@transaction.atomic
def retire_procedure(code: str, replaced_by: str | None, from_: date, by: Author, now: datetime) -> None:
    """Take no new dossiers from a day on, for ever; `replaced_by` is the code of the procedure that takes its place and
    that citizens are led to. A suspension that is open ends in it.

    Raises NoPowerError, UnknownProcedureError for either code, and ClosureError for a day gone by, for what is not
    published, and for a successor that takes no dossiers on that day.
    """
    row = _opened(code, from_, by, now)
    if replaced_by:
        successor = _successor(code, replaced_by, from_)
        ReplacedProcedure.objects.update_or_create(code=code, defaults={"replaced_by": successor})
    _end_suspensions(row, from_)
    kind = VersionStatus.RETIRED.value
    Closure.objects.create(procedure=row, kind=kind, first_day=from_, reason=replaced_by or "")
    _done(row, LifeAct.RETIRED, _dated(from_, f"→ {replaced_by}" if replaced_by else ""), by, now)


def _opened(code: str, from_: date, by: Author, now: datetime) -> Procedure:
    must_have(by, Power.PUBLISH)
    wait_for_other_changes()
    row = Procedure.objects.filter(code=code).first()
    if row is None:
        raise UnknownProcedureError(code)
    if from_ < now.date():
        raise ClosureError(
            f"Ngày {from_:%d/%m/%Y} đã qua; chọn từ hôm nay trở đi, vì hồ sơ đã nhận vẫn có giá trị.",
            f"{from_} is past; choose today or later, for the dossiers that were taken stand.",
        )
    if holding_last(row.id) is None:
        raise ClosureError(
            f"Thủ tục {code} chưa được ban hành; hãy hủy bản soạn nếu không dùng nữa.",
            f"The procedure {code} is not published; discard its draft if nobody wants it.",
        )
    must_not_be_retired(row)
    return row


def _end_suspensions(row: Procedure, from_: date) -> None:
    """What is suspended on that day or later, is so until that day."""
    for closure in Closure.objects.filter(Q(resumed_on=None) | Q(resumed_on__gt=from_), procedure=row):
        closure.resumed_on = max(from_, closure.first_day)
        closure.save(update_fields=["resumed_on"])


def _successor(code: str, replaced_by: str, on: date) -> Procedure:
    successor = Procedure.objects.filter(code=replaced_by).first()
    if successor is None:
        raise UnknownProcedureError(replaced_by)
    begun = in_force(on).filter(procedure=successor).exists()
    if code == replaced_by or not begun or successor.id in closed_on(on):
        raise ClosureError(
            f"Ngày {on:%d/%m/%Y} thủ tục {replaced_by} chưa nhận hồ sơ; hãy ban hành thủ tục thay thế trước.",
            f"On {on} the procedure {replaced_by} takes no dossiers; publish the one that takes its place first.",
        )
    return successor


def _must_give(reason: str) -> None:
    if not reason.strip():
        raise ClosureError(
            "Hãy ghi lý do tạm ngừng; người dân sẽ đọc lý do này.", "Give the reason; citizens will read it."
        )


def _dated(day: date, words: str) -> str:
    return f"{day:%d/%m/%Y}: {words.strip()}" if words.strip() else f"{day:%d/%m/%Y}"


def _done(row: Procedure, act: LifeAct, words: str, by: Author, now: datetime) -> None:
    row.changed_at = now
    row.save(update_fields=["changed_at"])
    if version := holding_last(row.id):
        record(version, act, now, by, words)
