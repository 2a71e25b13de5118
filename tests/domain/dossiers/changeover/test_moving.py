"""Moving dossiers between versions on the real database: what moves, what stays, and that it can be undone exactly."""

from pathlib import Path

import pytest

from motcua.core.procedure import Power
from motcua.domain.catalogue.errors import NoPowerError
from motcua.domain.catalogue.types import Author
from motcua.domain.dossiers.changeover.queries import outcomes, progress
from motcua.domain.dossiers.changeover.services import (
    ChangeoverError,
    plan_changeover,
    start_changeover,
    undo_changeover,
)
from motcua.domain.dossiers.changeover.types import ChangeoverState, DossierState
from motcua.domain.dossiers.models import Dossier, DossierEvent, OpenTask
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.audit import verify_log
from tests.domain.dossiers.changeover.moves import (
    NOW,
    moved,
    stored,
    undone,
)
from tests.domain.dossiers.changeover.versions import (
    DECISION,
    IN_SIXTEEN_DAYS,
    RENAMED_AND_LONGER,
    SITE_VISIT,
    first_version,
    published,
    publisher,
)
from tests.domain.dossiers.test_services import (
    MINUTES,
    accepted,
    assigned,
    by_specialist,
    drafted,
    n_of,
)
from tests.office import PERMIT, Office

pytestmark = pytest.mark.django_db


def test_a_dossier_goes_on_by_the_new_process_and_keeps_its_due_date(working_city: Office, tmp_path: Path):
    dossier = assigned(working_city)
    before = Dossier.objects.get(pk=dossier)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    changeover = moved(working_city, version)
    after = Dossier.objects.get(pk=dossier)
    assert (after.version_id, after.terms_id) == (version, before.version_id)
    assert (after.due_at, after.clock, after.original_due_at) == (before.due_at, before.clock, before.original_due_at)
    assert {task.step for task in OpenTask.objects.filter(dossier_id=dossier)} == {"consult", "site_visit"}
    assert progress(changeover).state is ChangeoverState.DONE
    assert progress(changeover).counts[DossierState.MOVED] == 1
    steps.record_inspection(
        dossier, n_of(dossier, "site_visit"), MINUTES, "", by_specialist(working_city, "2026-11-12 16:00")
    )
    steps.complete_step(
        dossier, n_of(dossier, "appraise"), "eligible", "", by_specialist(working_city, "2026-11-13 16:00")
    )
    assert n_of(dossier, "look_over")
    assert list(verify_log()) == []


def test_an_undone_changeover_leaves_every_column_as_it_was(working_city: Office, tmp_path: Path):
    dossiers = [working_city.filed().dossier_id, accepted(working_city), assigned(working_city), drafted(working_city)]
    before = {each: stored(each) for each in dossiers}
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    changeover = moved(working_city, version)
    assert Dossier.objects.filter(version_id=version).count() == 4
    assert {each: stored(each) for each in dossiers} != before
    undone(working_city, changeover)
    assert {each: stored(each) for each in dossiers} == before
    assert progress(changeover).state is ChangeoverState.UNDONE
    assert progress(changeover).counts[DossierState.RESTORED] == 4
    kinds = DossierEvent.objects.filter(dossier_id=dossiers[0]).order_by("seq").values_list("kind", flat=True)
    assert [kind for kind in kinds if kind.startswith("Process")] == ["ProcessChanged", "ProcessRestored"]
    assert list(verify_log()) == []


def test_whoever_has_worked_on_since_stays_and_is_listed(working_city: Office, tmp_path: Path):
    worked_on, untouched = assigned(working_city), assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    changeover = moved(working_city, version)
    task = n_of(worked_on, "consult")
    steps.start_task(worked_on, task, by_specialist(working_city, "2026-11-12 09:30"))
    undone(working_city, changeover)
    assert Dossier.objects.get(pk=worked_on).version_id == version
    assert Dossier.objects.get(pk=untouched).version_id != version
    [stayed] = outcomes(changeover, DossierState.STAYED)
    assert stayed.dossier_id == worked_on
    assert stayed.reason is not None
    assert "09:30 12/11/2026" in stayed.reason.words.vi


def test_one_who_may_not_publish_moves_nobody(working_city: Office, tmp_path: Path):
    assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    nobody = Author(publisher(working_city).officer_id, "Chuyên viên", frozenset({Power.DESIGN, Power.CONTROL}))
    with pytest.raises(NoPowerError):
        plan_changeover(PERMIT, version, nobody, NOW, decision=DECISION, reason="Thử")
    assert Dossier.objects.filter(version_id=version).count() == 0


@pytest.mark.parametrize(("decision", "reason"), [("", "Thử"), (DECISION, " ")])
def test_no_dossier_moves_without_a_decision_and_a_reason(
    working_city: Office, tmp_path: Path, decision: str, reason: str
):
    assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    with pytest.raises(ChangeoverError):
        plan_changeover(PERMIT, version, publisher(working_city), NOW, decision=decision, reason=reason)


def test_dossiers_move_only_to_a_version_whose_day_has_come(working_city: Office, tmp_path: Path):
    assigned(working_city)
    version = published(tmp_path, "2026-11-20 00:00", RENAMED_AND_LONGER)
    with pytest.raises(ChangeoverError):
        moved(working_city, version)
    with pytest.raises(ChangeoverError):
        plan_changeover("2.000986", version, publisher(working_city), NOW, decision=DECISION, reason="Nhầm thủ tục")


def test_a_mapping_to_a_step_that_is_not_there_is_refused_before_anything_moves(working_city: Office, tmp_path: Path):
    assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    with pytest.raises(ChangeoverError, match="visit_site"):
        moved(working_city, version, mapping={first_version(): {"inspect": "visit_site"}})


def test_a_changeover_is_undone_once_and_not_before_it_began(working_city: Office, tmp_path: Path):
    assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    by = publisher(working_city)
    mapping = {first_version(): SITE_VISIT}
    planned = plan_changeover(PERMIT, version, by, NOW, decision=DECISION, reason="Thử", mapping=mapping)
    with pytest.raises(ChangeoverError):
        undo_changeover(planned, by, "Chưa chạy", NOW)
    changeover = moved(working_city, version)
    undone(working_city, changeover)
    with pytest.raises(ChangeoverError):
        undo_changeover(changeover, by, "Lần nữa", NOW)
    with pytest.raises(ChangeoverError):
        start_changeover(changeover, by, NOW)


def test_only_the_chosen_move_and_those_named_but_not_movable_are_told_why(working_city: Office, tmp_path: Path):
    chosen, other = assigned(working_city), assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    without_mapping = moved(working_city, version, mapping={}, dossiers=frozenset({chosen}))
    [refused] = outcomes(without_mapping, DossierState.REFUSED)
    assert refused.dossier_id == chosen
    assert refused.reason is not None
    assert (refused.reason.code, refused.reason.element) == ("element-gone", "inspect")
    moved(working_city, version, dossiers=frozenset({chosen}))
    versions = dict(Dossier.objects.values_list("pk", "version_id"))
    assert versions[chosen] == version
    assert versions[other] != version


def test_dossiers_of_two_older_versions_move_together_each_by_its_own_mapping(working_city: Office, tmp_path: Path):
    old = assigned(working_city)
    one = first_version()
    two = published(tmp_path / "two", "2026-11-10 00:00", RENAMED_AND_LONGER)
    moved(working_city, two, dossiers=frozenset({old}))
    newer = assigned(working_city)
    three = published(tmp_path / "three", "2026-11-11 00:00", RENAMED_AND_LONGER, IN_SIXTEEN_DAYS)
    changeover = moved(working_city, three, mapping={one: SITE_VISIT})
    assert set(Dossier.objects.values_list("version_id", "terms_id")) == {(three, one)}
    assert {each.from_version_number for each in outcomes(changeover)} == {1, 2}
    assert {old, newer} == {each.dossier_id for each in outcomes(changeover, DossierState.MOVED)}
    undone(working_city, changeover)
    assert set(Dossier.objects.values_list("version_id", "terms_id")) == {(two, one), (one, None)}


def test_a_dossier_moved_back_to_the_version_of_its_receipt_lives_by_its_own_terms_again(
    working_city: Office, tmp_path: Path
):
    dossier = assigned(working_city)
    one = first_version()
    two = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    moved(working_city, two)
    moved(working_city, one, mapping={two: {"site_visit": "inspect"}})
    row = Dossier.objects.get(pk=dossier)
    assert (row.version_id, row.terms_id) == (one, None)
    assert {task.step for task in OpenTask.objects.filter(dossier_id=dossier)} == {"consult", "inspect"}
