"""A changeover among people at work: officers act meanwhile, two workers share it, one is killed half-way."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from motcua.domain.dossiers.changeover import running, store
from motcua.domain.dossiers.changeover.queries import outcomes, progress
from motcua.domain.dossiers.changeover.running import carry_on, carry_on_any, run_changeover
from motcua.domain.dossiers.changeover.services import plan_changeover, start_changeover, undo_changeover
from motcua.domain.dossiers.changeover.types import ChangeoverState, DossierState
from motcua.domain.dossiers.errors import TaskGoneError
from motcua.domain.dossiers.models import Dossier, DossierEvent, OpenTask
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.audit import verify_log
from tests.domain.dossiers.changeover.versions import (
    DECISION,
    RENAMED_AND_LONGER,
    SITE_VISIT,
    first_version,
    published,
    publisher,
)
from tests.domain.dossiers.test_at_once import at_once
from tests.domain.dossiers.test_services import MINUTES, ONE_STOP, accepted, assigned, by_specialist, n_of
from tests.office import PERMIT, Office, at

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[4]
NOW = at("2026-11-12 09:00")
# Carries on with a changeover three dossiers at a time, and tells each time; at the second time it stands still in the
# middle of its transaction, with the dossiers written and not committed.
HALF_WAY = """
import sys, time
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[2]
from datetime import datetime
from motcua.domain.dossiers.changeover import running, store
running.AT_ONCE = 3
settle, times = store.settle, []
def settled(*arguments):
    settle(*arguments)
    times.append(1)
    print("written", flush=True)
    if len(times) == 2:
        time.sleep(600)
store.settle = settled
running.run_changeover(int(sys.argv[1]), lambda: datetime.fromisoformat(sys.argv[3]))
"""


def started(office: Office, folder: Path) -> int:
    """A changeover of everything that runs, begun and not carried on yet."""
    version = published(folder, "2026-11-10 00:00", RENAMED_AND_LONGER)
    by, mapping = publisher(office), {first_version(): SITE_VISIT}
    changeover = plan_changeover(PERMIT, version, by, NOW, decision=DECISION, reason="Thử", mapping=mapping)
    start_changeover(changeover, by, NOW)
    return changeover


def killed_half_way(changeover: int) -> None:
    """Another process carries on with it and is killed in the middle of its second transaction."""
    other = subprocess.Popen(
        [sys.executable, "-c", HALF_WAY, str(changeover), connection.settings_dict["NAME"], NOW.isoformat()],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert [other.stdout.readline().strip() for _ in range(2)] == ["written", "written"]
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    other.stdout.close()


def steps_by_version(version: int) -> dict[bool, set[str]]:
    """The open steps of the dossiers on the version, and of those on others."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for task in OpenTask.objects.select_related("dossier"):
        found[task.dossier.version_id == version].add(task.step)
    return found


def test_a_changeover_killed_half_way_leaves_each_dossier_wholly_old_or_wholly_new_and_goes_on(
    working_city: Office, tmp_path: Path
):
    for _ in range(8):
        assigned(working_city)
    changeover = started(working_city, tmp_path)
    killed_half_way(changeover)
    done = progress(changeover)
    assert (done.counts[DossierState.MOVED], done.counts[DossierState.CHOSEN]) == (3, 5)
    assert steps_by_version(done.to_version_id) == {True: {"consult", "site_visit"}, False: {"consult", "inspect"}}
    assert list(verify_log()) == []
    run_changeover(changeover, lambda: NOW)
    assert progress(changeover).state is ChangeoverState.DONE
    assert Dossier.objects.filter(version_id=done.to_version_id).count() == 8
    assert DossierEvent.objects.filter(kind="ProcessChanged").count() == 8
    assert list(verify_log()) == []


def test_a_changeover_killed_half_way_can_be_undone_as_a_whole(working_city: Office, tmp_path: Path):
    for _ in range(7):
        assigned(working_city)
    changeover = started(working_city, tmp_path)
    killed_half_way(changeover)
    undo_changeover(changeover, publisher(working_city), "Máy chủ dừng giữa chừng", NOW)
    assert carry_on_any(NOW) == 3
    assert carry_on_any(NOW) == 0
    done = progress(changeover)
    assert done.state is ChangeoverState.UNDONE
    assert (done.counts[DossierState.RESTORED], done.counts[DossierState.LEFT]) == (3, 4)
    assert set(Dossier.objects.values_list("version_id", "terms_id")) == {(first_version(), None)}
    assert {task.step for task in OpenTask.objects.all()} == {"consult", "inspect"}
    assert list(verify_log()) == []


def test_two_workers_share_a_changeover_and_move_each_dossier_once(
    working_city: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(running, "AT_ONCE", 2)
    for _ in range(9):
        accepted(working_city)
    changeover = started(working_city, tmp_path)
    answers = at_once(*(lambda: run_changeover(changeover, lambda: NOW) for _ in range(3)))
    assert answers == [None, None, None]
    assert progress(changeover).state is ChangeoverState.DONE
    assert DossierEvent.objects.filter(kind="ProcessChanged").count() == 9
    assert list(verify_log()) == []
    undo_changeover(changeover, publisher(working_city), "Thử", NOW)
    at_once(*(lambda: run_changeover(changeover, lambda: NOW) for _ in range(3)))
    assert progress(changeover).counts[DossierState.RESTORED] == 9
    assert DossierEvent.objects.filter(kind="ProcessRestored").count() == 9
    assert list(verify_log()) == []


def test_officers_who_act_meanwhile_lose_nothing_and_every_dossier_moves(
    working_city: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(running, "AT_ONCE", 2)
    dossiers = [assigned(working_city) for _ in range(8)]
    changeover = started(working_city, tmp_path)
    numbers = {each: n_of(each, "inspect") for each in dossiers}

    def inspect(dossier: UUID) -> Any:
        by = by_specialist(working_city, "2026-11-12 09:30")
        return steps.record_inspection(dossier, numbers[dossier], MINUTES, "", by)

    answers = at_once(
        lambda: run_changeover(changeover, lambda: NOW), *(lambda each=each: inspect(each) for each in dossiers)
    )
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert progress(changeover).counts[DossierState.MOVED] == 8
    assert {task.step for task in OpenTask.objects.all()} == {"consult", "appraise"}
    assert DossierEvent.objects.filter(kind="InspectionRecorded").count() == 8
    assert list(verify_log()) == []


def test_a_dossier_that_moves_between_reading_and_writing_is_decided_anew(
    working_city: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dossier = accepted(working_city)
    changeover = started(working_city, tmp_path)
    write, acted = store.write_moves, []

    def after_somebody_was_quicker(*arguments: Any) -> set[UUID]:
        if not acted:
            acted.append(True)
            head = working_city.officer("H29.27094.04", "division_head", "2026-11-12 09:00")
            specialist = working_city.city.who("H29.27094.04", "specialist")
            n = n_of(dossier, "assign")
            [answer] = at_once(lambda: steps.assign_dossier(dossier, n, specialist, "specialist", head))
            assert not isinstance(answer, Exception)
        return write(*arguments)

    monkeypatch.setattr(store, "write_moves", after_somebody_was_quicker)
    assert carry_on(changeover, NOW) == 1
    assert progress(changeover).counts[DossierState.CHOSEN] == 1
    assert carry_on(changeover, NOW) == 1
    assert {task.step for task in OpenTask.objects.all()} == {"consult", "site_visit"}
    assert list(verify_log()) == []


def test_a_dossier_that_ended_before_its_turn_is_told_and_left_alone(working_city: Office, tmp_path: Path):
    dossier = working_city.filed().dossier_id
    changeover = started(working_city, tmp_path)
    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-12 08:30")
    steps.refuse_dossier(dossier, n_of(dossier, "receive"), "Không thuộc thẩm quyền", clerk)
    run_changeover(changeover, lambda: NOW)
    [refused] = outcomes(changeover, DossierState.REFUSED)
    assert refused.reason is not None
    assert refused.reason.code == "ended"
    assert progress(changeover).state is ChangeoverState.DONE


def test_a_click_on_a_page_of_before_the_move_still_ends_the_same_task(working_city: Office, tmp_path: Path):
    dossier = assigned(working_city)
    n = n_of(dossier, "inspect")
    run_changeover(started(working_city, tmp_path), lambda: NOW)
    steps.record_inspection(dossier, n, MINUTES, "", by_specialist(working_city, "2026-11-12 09:30"))
    with pytest.raises(TaskGoneError):
        steps.record_inspection(dossier, n, MINUTES, "", by_specialist(working_city, "2026-11-12 09:31"))
