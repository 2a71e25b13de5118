"""Ordering a changeover: who may, for which dossiers, on which decision. The work itself is done by `running`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.core.forms import Text
from motcua.core.procedure import Power
from motcua.core.process.changeover import BadMappingError
from motcua.core.workcal import office_time
from motcua.domain.catalogue.errors import NoPowerError
from motcua.domain.catalogue.lives import version_card
from motcua.domain.catalogue.types import Author, VersionStatus
from motcua.domain.dossiers.changeover import store
from motcua.domain.dossiers.changeover.fitting import fitting_of
from motcua.domain.dossiers.changeover.impact import chosen_by
from motcua.domain.dossiers.changeover.types import ChangeoverState, DossierState, Mappings, Selection
from motcua.domain.dossiers.errors import DossierError
from motcua.domain.dossiers.models import ChangedDossier, Changeover

EVERYTHING = Selection()


class ChangeoverError(DossierError):
    """A changeover that cannot be ordered so; nothing was changed."""


def plan_changeover(
    code: str,
    to_version_id: int,
    by: Author,
    now: datetime,
    *,
    decision: str,
    reason: str,
    selection: Selection = EVERYTHING,
    mapping: Mappings | None = None,
) -> int:
    """Choose the running dossiers that will move to a published version, on a decision; the changeover's id. Nothing
    moves before it is started.

    decision: the number of the decision that orders it. mapping: see `impact`. Raises NoPowerError, ChangeoverError.
    """
    _must_publish(by)
    if not decision.strip() or not reason.strip():
        raise ChangeoverError(
            "Hãy ghi số quyết định và lý do chuyển hồ sơ sang quy trình mới.",
            "State the number of the decision and the reason for moving dossiers to the new process.",
        )
    _must_hold(code, to_version_id, now)
    given = {version: dict(names) for version, names in (mapping or {}).items() if names}
    _must_fit(given, to_version_id)
    dossiers = chosen_by(code, to_version_id, selection, given, now)
    if not dossiers:
        raise ChangeoverError(
            "Không có hồ sơ nào chuyển được theo lựa chọn này; hãy xem lại danh sách ảnh hưởng.",
            "No dossier can be moved by this choice; look at the impact list again.",
        )
    with transaction.atomic():
        row = Changeover.objects.create(
            procedure_code=code,
            to_version_id=to_version_id,
            mapping={str(version): names for version, names in given.items()},
            decision=decision.strip(),
            reason=reason.strip(),
            state=ChangeoverState.PLANNED.value,
            planned_by_id=by.officer_id,
            planned_at=now,
        )
        store.choose(row.id, dossiers)
    return row.id


def start_changeover(changeover_id: int, by: Author, now: datetime) -> None:
    """Let a planned changeover begin: the worker carries it out, or whoever calls `run_changeover`. A changeover that
    runs already goes on. Raises NoPowerError, ChangeoverError.
    """
    _must_publish(by)
    row = _row(changeover_id)
    started = Changeover.objects.filter(pk=row.id, state=ChangeoverState.PLANNED.value).update(
        state=ChangeoverState.RUNNING.value, started_at=now
    )
    if not started and row.state != ChangeoverState.RUNNING.value:
        raise _wrong_state(ChangeoverState(row.state), Text("bắt đầu", "start"))


def undo_changeover(changeover_id: int, by: Author, why: str, now: datetime) -> None:
    """Let a changeover be undone, finished or half-way: every dossier that nobody has worked on since is put back
    exactly as it was; the others stay and are listed with the reason. Raises NoPowerError, ChangeoverError.
    """
    _must_publish(by)
    if not why.strip():
        raise ChangeoverError("Hãy ghi lý do hoàn tác.", "State the reason for undoing.")
    row = _row(changeover_id)
    with transaction.atomic():
        undoing = Changeover.objects.filter(
            pk=row.id, state__in=[ChangeoverState.RUNNING.value, ChangeoverState.DONE.value]
        ).update(
            state=ChangeoverState.UNDOING.value,
            undone_by_id=by.officer_id,
            undone_at=now,
            undone_why=why.strip(),
            finished_at=None,
        )
        if not undoing and _row(changeover_id).state != ChangeoverState.UNDOING.value:
            raise _wrong_state(ChangeoverState(row.state), Text("hoàn tác", "undo"))
        waiting = ChangedDossier.objects.filter(changeover_id=row.id, state=DossierState.CHOSEN.value)
        waiting.update(state=DossierState.LEFT.value)


def _must_publish(by: Author) -> None:
    if Power.PUBLISH not in by.powers:
        raise NoPowerError(Power.PUBLISH)


def _must_hold(code: str, to_version_id: int, now: datetime) -> None:
    """Dossiers move to nothing but a published version of their own procedure, once its day has come."""
    card = version_card(to_version_id)
    if card.code != code:
        raise ChangeoverError(
            f"Phiên bản {to_version_id} thuộc thủ tục {card.code}, không phải {code}.",
            f"Version {to_version_id} is of procedure {card.code}, not {code}.",
        )
    if card.published_at is None or card.valid_from is None or card.valid_from > office_time(now).date():
        raise ChangeoverError(
            "Chỉ chuyển hồ sơ sang phiên bản đã ban hành và đã có hiệu lực.",
            "Dossiers move only to a version that is published and in force.",
        )
    if card.status is VersionStatus.RETIRED:
        raise ChangeoverError("Thủ tục này đã bị bãi bỏ.", "This procedure has been retired.")


def _must_fit(mapping: Mappings, to_version_id: int) -> None:
    for version, names in mapping.items():
        try:
            fitting_of(version, to_version_id, names)
        except BadMappingError as error:
            raise ChangeoverError(error.message.vi, error.message.en) from error


def _row(changeover_id: int) -> Changeover:
    row = Changeover.objects.filter(pk=changeover_id).first()
    if row is None:
        raise NoSuchChangeoverError(changeover_id)
    return row


def _wrong_state(state: ChangeoverState, act: Text) -> ChangeoverError:
    now = STATE_WORDS[state]
    return ChangeoverError(
        f"Không thể {act.vi}: đợt chuyển này {now.vi}.", f"Cannot {act.en}: this changeover {now.en}."
    )


STATE_WORDS = {
    ChangeoverState.PLANNED: Text("chưa bắt đầu", "has not begun"),
    ChangeoverState.RUNNING: Text("đang chạy", "is running"),
    ChangeoverState.DONE: Text("đã xong", "is done"),
    ChangeoverState.UNDOING: Text("đang hoàn tác", "is being undone"),
    ChangeoverState.UNDONE: Text("đã hoàn tác", "was undone"),
}


class NoSuchChangeoverError(ChangeoverError):
    """No changeover has this number."""

    def __init__(self, changeover_id: int) -> None:
        super().__init__(f"Không có đợt chuyển số {changeover_id}.", f"There is no changeover {changeover_id}.")
