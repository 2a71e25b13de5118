"""What a changeover would do, told before: where each dossier would stand, and why one cannot be moved."""

from pathlib import Path

import pytest

from motcua.domain.dossiers.changeover.impact import elements_to_map, impact, impact_on_dossiers
from motcua.domain.dossiers.changeover.queries import outcomes
from motcua.domain.dossiers.changeover.types import DossierState
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierTimer, OpenTask
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.timers import due_timers, fire_timer
from motcua.domain.dossiers.types import Verdict
from tests.domain.dossiers.changeover.moves import (
    NOW,
    accepted_and_appraised,
    moved,
)
from tests.domain.dossiers.changeover.versions import (
    ASKS_MORE,
    DRAFTED_BY_THE_HEAD,
    ONE_BRANCH_MORE,
    READS_IT,
    RENAMED_AND_LONGER,
    SITE_VISIT,
    first_version,
    published,
)
from tests.domain.dossiers.test_services import (
    accepted,
    assigned,
    drafted,
    n_of,
)
from tests.office import PERMIT, Office, at

pytestmark = pytest.mark.django_db


def test_the_impact_list_says_where_each_would_stand_and_until_when(working_city: Office, tmp_path: Path):
    working_city.filed()
    first, second = assigned(working_city), assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    one = first_version()
    without = impact(PERMIT, version, NOW)
    assert (without.dossiers, without.can_move) == (3, 1)
    assert {reason.code for group in without.groups for reason in group.reasons} == {"element-gone"}
    found = impact(PERMIT, version, NOW, mapping={one: SITE_VISIT})
    assert (found.dossiers, found.can_move) == (3, 3)
    largest = found.groups[0]
    assert largest.dossiers == 2
    assert [(move.before.key, move.after.key if move.after else "") for move in largest.moves] == [
        ("consult", "consult"),
        ("inspect", "site_visit"),
    ]
    pages = impact_on_dossiers(PERMIT, version, largest.key, NOW, mapping={one: SITE_VISIT}, size=1)
    later = impact_on_dossiers(PERMIT, version, largest.key, NOW, mapping={one: SITE_VISIT}, first=1, size=1)
    assert {each.dossier_id for each in (*pages, *later)} == {first, second}
    assert pages[0].due_at == Dossier.objects.get(pk=pages[0].dossier_id).due_at
    assert all(task.holder_stays and task.due_after == task.due_before for task in pages[0].tasks)


def test_a_branch_that_the_new_process_adds_keeps_those_out_that_are_past_the_split(
    working_city: Office, tmp_path: Path
):
    before_it, past_it = accepted(working_city), assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", ONE_BRANCH_MORE)
    found = {each.moves[0].before.key: each for each in impact(PERMIT, version, NOW).groups}
    assert found["assign"].can_move
    assert [reason.code for reason in found["consult"].reasons] == ["join-stuck"]
    moved(working_city, version, mapping={}, dossiers=frozenset({before_it, past_it}))
    assert Dossier.objects.get(pk=before_it).version_id == version
    assert Dossier.objects.get(pk=past_it).version_id != version


def test_a_condition_that_reads_what_these_dossiers_lack_is_named(working_city: Office, tmp_path: Path):
    drafted(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER, ASKS_MORE, READS_IT)
    [group] = impact(PERMIT, version, NOW, mapping={first_version(): SITE_VISIT}).groups
    assert group.can_move
    assert [missing.reads for missing in group.missing] == [("form.near_airport",)]


def test_every_element_in_which_a_dossier_can_stand_is_offered_for_mapping(working_city: Office, tmp_path: Path):
    assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    rows = {each.id: each for each in elements_to_map(first_version(), version)}
    assert rows["inspect"].becomes == "site_visit"  # by its name
    assert rows["join"].becomes == "join"
    assert ("look_over", "Rà soát hồ sơ") in rows["inspect"].candidates
    assert rows["draft_to_join"].is_arrow
    assert (rows["draft_to_join"].name, rows["draft_to_join"].becomes) == (
        "Dự thảo kết quả, tính lệ phí → join",
        "draft_to_join",
    )


def test_a_dossier_whose_stored_state_is_of_no_known_process_is_told_and_holds_up_nobody(
    working_city: Office, tmp_path: Path
):
    strange, sound = assigned(working_city), assigned(working_city)
    row = Dossier.objects.get(pk=strange)
    row.process["definition"] = "0" * 16
    row.save(update_fields=["process"])
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    found = impact(PERMIT, version, NOW, mapping={first_version(): SITE_VISIT})
    assert [reason.code for group in found.groups for reason in group.reasons] == ["unreadable"]
    changeover = moved(working_city, version, dossiers=frozenset({strange, sound}))
    assert [each.dossier_id for each in outcomes(changeover, DossierState.REFUSED)] == [strange]
    assert Dossier.objects.get(pk=sound).version_id == version


def test_an_opinion_that_is_owed_is_answered_after_the_move_and_the_day_of_silence_stays(
    working_city: Office, tmp_path: Path
):
    dossier = drafted(working_city)
    timers = list(DossierTimer.objects.filter(dossier_id=dossier).values_list("n", "node", "due_at"))
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    moved(working_city, version)
    assert list(DossierTimer.objects.filter(dossier_id=dossier).values_list("n", "node", "due_at")) == timers
    planning = working_city.officer("H29.13.01", "department_leader", "2026-11-12 09:30")
    steps.give_opinion(dossier, 1, Verdict.AGREE, "", planning)
    for timer in due_timers(at("2026-11-16 17:30")):
        assert fire_timer(*timer, at("2026-11-16 17:30"))
    assert n_of(dossier, "review")
    assert list(verify_log()) == []


def test_a_step_in_another_lane_goes_to_that_role_and_leaves_who_held_it(working_city: Office, tmp_path: Path):
    draft = accepted_and_appraised(working_city)
    before = OpenTask.objects.get(dossier_id=draft, step="draft")
    assert before.holder_id is not None
    version = published(tmp_path, "2026-11-10 00:00", DRAFTED_BY_THE_HEAD)
    moved(working_city, version, mapping={})
    after = OpenTask.objects.get(dossier_id=draft, step="draft")
    assert (after.role, after.office_id, after.holder_id) == ("division_head", before.office_id, None)
    enabled = DossierEvent.objects.filter(dossier_id=draft, kind="StepEnabled").order_by("-seq").first()
    assert enabled is not None
    assert (enabled.step, enabled.role, enabled.office_id) == ("draft", "division_head", after.office_id)


def test_what_is_behind_a_dossier_does_not_come_again(working_city: Office, tmp_path: Path):
    dossier = accepted(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    mapping = {first_version(): {**SITE_VISIT, "assign": "receive"}}
    [group] = impact(PERMIT, version, NOW, mapping=mapping).groups
    assert {reason.code for reason in group.reasons} == {"work-changed", "comes-again"}
    assert Dossier.objects.get(pk=dossier).version_id != version
