"""An approved version is published from a day on, which may still be to come."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from motcua.core.forms import Text
from motcua.core.procedure import Power
from motcua.domain.catalogue.drafting.judging import judge
from motcua.domain.catalogue.drafting.rows import locked, must_be, must_have
from motcua.domain.catalogue.errors import DecisionError, UnsoundError
from motcua.domain.catalogue.keeping import keep_replaced, must_not_be_retired, record, wait_for_other_changes
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.stored import procedure_of
from motcua.domain.catalogue.types import Author, LifeAct, VersionStatus

_PUBLISH = Text("ban hành", "publish this version")


@transaction.atomic
def publish_version(version_id: int, valid_from: date, by: Author, now: datetime) -> None:
    """Let an approved version hold from a day on: dossiers filed from then on follow it. It is checked again first, by
    the law and the offices of that day.

    The day is not before the decision was signed, nor in the past unless the decision itself says so.
    Raises NoPowerError, UnknownVersionError, WrongStatusError, ClosureError for a retired procedure, DecisionError for
    a day that cannot be, and UnsoundError with the judgement.
    """
    must_have(by, Power.PUBLISH)
    wait_for_other_changes()
    row = locked(version_id)
    must_be(row, {VersionStatus.APPROVED}, _PUBLISH)
    must_not_be_retired(row.procedure)
    _check_day(row, valid_from, now.date())
    judgement = judge(version_id, row.shared_id, valid_from, now)
    if not judgement.is_sound:
        raise UnsoundError(judgement)
    row.status = VersionStatus.PUBLISHED.value
    row.valid_from, row.published_at = valid_from, now
    row.save(update_fields=["status", "valid_from", "published_at"])
    row.procedure.changed_at = now
    row.procedure.save(update_fields=["changed_at"])
    keep_replaced(row.procedure, procedure_of(version_id).replaces)
    record(row, LifeAct.PUBLISHED, now, by, f"{valid_from:%d/%m/%Y}")


def _check_day(row: ProcedureVersion, valid_from: date, today: date) -> None:
    signed_on = row.decision_signed_on
    if signed_on and valid_from < signed_on:
        raise DecisionError(
            f"Thủ tục không thể có hiệu lực từ {valid_from:%d/%m/%Y}, trước ngày ký quyết định {signed_on:%d/%m/%Y}.",
            f"It cannot hold from {valid_from}, before the decision was signed on {signed_on}.",
        )
    if valid_from < today and not row.decision_retroactive:
        raise DecisionError(
            f"Ngày {valid_from:%d/%m/%Y} đã qua; chọn từ {today:%d/%m/%Y} trở đi, nếu quyết định không ghi hồi tố.",
            f"{valid_from} is past; choose {today} or later, unless the decision says that it holds from before.",
        )
