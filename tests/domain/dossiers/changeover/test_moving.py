"""Moving dossiers between versions on the real database: what moves, what stays, and that it can be undone exactly."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from motcua.core.deadlines import DossierClock
from motcua.core.procedure import Power
from motcua.delivery.ui.timeline import past
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.errors import NoPowerError
from motcua.domain.catalogue.types import Author
from motcua.domain.dossiers.changeover.impact import elements_to_map, impact, impact_on_dossiers
from motcua.domain.dossiers.changeover.queries import outcomes, progress
from motcua.domain.dossiers.changeover.running import run_changeover
from motcua.domain.dossiers.changeover.services import (
    ChangeoverError,
    plan_changeover,
    start_changeover,
    undo_changeover,
)
from motcua.domain.dossiers.changeover.types import ChangeoverState, DossierState, Mappings, Selection
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierTimer, OpenTask
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.queries.versions import procedure_when_issued
from motcua.domain.dossiers.services import citizen, steps
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.dossiers.services.timers import due_timers, fire_timer
from motcua.domain.dossiers.types import SupplementItem, Verdict
from tests.domain.dossiers.changeover.versions import (
    ASKS_MORE,
    DECISION,
    DRAFTED_BY_THE_HEAD,
    IN_SIXTEEN_DAYS,
    ONE_BRANCH_MORE,
    READS_IT,
    RENAMED_AND_LONGER,
    SITE_VISIT,
    first_version,
    published,
    publisher,
)
from tests.domain.dossiers.test_services import (
    ECONOMY,
    MINUTES,
    ONE_STOP,
    accepted,
    assigned,
    by_specialist,
    drafted,
    n_of,
)
from tests.office import PERMIT, Office, at, permit_form

pytestmark = pytest.mark.django_db

NOW = at("2026-11-12 09:00")


def moved(office: Office, version: int, *, mapping: Mappings | None = None, **chosen: Any) -> int:
    """Plan, start and carry out a changeover; its id."""
    by = publisher(office)
    mapping = {first_version(): SITE_VISIT} if mapping is None else mapping
    changeover = plan_changeover(
        PERMIT,
        version,
        by,
        NOW,
        decision=DECISION,
        reason="Áp dụng quy trình mới",
        selection=Selection(**chosen),
        mapping=mapping,
    )
    start_changeover(changeover, by, NOW)
    run_changeover(changeover, lambda: NOW)
    return changeover


def undone(office: Office, changeover: int, when: str = "2026-11-12 10:00") -> None:
    undo_changeover(changeover, publisher(office), "Quyết định bị thu hồi", at(when))
    run_changeover(changeover, lambda: at(when))


def accepted_and_appraised(office: Office) -> UUID:
    """A dossier whose result is being drafted."""
    dossier = assigned(office)
    steps.record_inspection(dossier, n_of(dossier, "inspect"), MINUTES, "", by_specialist(office, "2026-11-11 09:00"))
    steps.complete_step(dossier, n_of(dossier, "appraise"), "eligible", "", by_specialist(office, "2026-11-11 16:00"))
    return dossier


def limit_in_days(dossier: UUID) -> int:
    """The limit by which the dossier's clock runs."""
    return DossierClock.parse(Dossier.objects.get(pk=dossier).clock).limit.amount


def first_terms(dossier: UUID) -> int:
    terms = Dossier.objects.get(pk=dossier).terms_id
    assert terms is not None
    return terms


def stored(dossier: UUID) -> dict[str, Any]:
    """All rows of a dossier that an act may change, byte for byte, but for the end of its chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(d) - 'seq' - 'head' FROM dossiers_dossier d WHERE id = %s", [dossier])
        [row] = cursor.fetchone()
        found = {"dossier": row}
        for table in ("dossiers_opentask", "dossiers_dossiertimer"):
            cursor.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE dossier_id = %s ORDER BY 1", [dossier])
            found[table] = cursor.fetchall()
    return found


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


# --- the law of the day of receipt


def test_the_limit_of_the_day_of_receipt_holds_even_where_acceptance_comes_after_the_move(
    working_city: Office, tmp_path: Path
):
    dossier = working_city.filed("2026-11-11 09:00").dossier_id
    version = published(tmp_path, "2026-11-12 00:00", RENAMED_AND_LONGER, IN_SIXTEEN_DAYS)
    moved(working_city, version)
    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-12 09:30")
    steps.accept_dossier(dossier, n_of(dossier, "receive"), clerk)
    row = Dossier.objects.get(pk=dossier)
    assert row.version_id == version
    assert limit_in_days(dossier) == 15
    new = working_city.filed("2026-11-12 09:00").dossier_id
    steps.accept_dossier(
        new, n_of(new, "receive"), working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-12 09:30")
    )
    assert limit_in_days(new) == 16


def test_a_step_gets_its_new_limit_counted_from_when_it_began(working_city: Office, tmp_path: Path):
    draft = accepted_and_appraised(working_city)
    before = OpenTask.objects.get(dossier_id=draft, step="draft")
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    moved(working_city, version)
    after = OpenTask.objects.get(dossier_id=draft, step="draft")
    assert after.enabled_at == before.enabled_at
    assert before.due_at == at("2026-11-13 10:30")  # 12 working hours from Wednesday afternoon
    assert after.due_at == at("2026-11-16 10:30")  # 20 from the same moment


def test_a_step_that_is_overdue_stays_overdue(working_city: Office, tmp_path: Path):
    draft = accepted_and_appraised(working_city)
    OpenTask.objects.filter(dossier_id=draft, step="draft").update(due_at=at("2026-11-11 17:00"))
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    moved(working_city, version)
    assert OpenTask.objects.get(dossier_id=draft, step="draft").due_at == at("2026-11-11 17:00")


def test_fields_that_the_new_form_asks_are_not_demanded_of_who_was_received_before(
    working_city: Office, tmp_path: Path
):
    dossier = accepted(working_city)
    head = working_city.officer(ECONOMY, "division_head", "2026-11-04 08:30")
    items = (SupplementItem("drawings", "Bản vẽ mặt đứng", "Thiếu tỷ lệ"),)
    steps.request_supplement(dossier, n_of(dossier, "assign"), items, head)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER, ASKS_MORE)
    moved(working_city, version)
    citizen.answer_supplement(dossier, permit_form(), (), working_city.citizen("2026-11-12 10:00"))
    assert Dossier.objects.get(pk=dossier).waiting_for is None
    assert dossier_page(dossier, NOW).procedure.form.paths() == catalogue.version(first_terms(dossier)).form.paths()


# --- what is told


def test_the_applicant_is_told_the_decision_and_that_the_day_stays(working_city: Office, tmp_path: Path):
    dossier = drafted(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    changeover = moved(working_city, version)
    page = dossier_page(dossier, NOW)
    told = [line.what for line in past(page.events, page.procedure)]
    assert f"Quy trình giải quyết được cập nhật theo Quyết định {DECISION}; ngày hẹn trả không đổi" in told
    assert "Đã kiểm tra thực địa, có biên bản" in told
    in_full = [line.what for line in past(page.events, page.procedure, in_full=True)]
    assert "Đến bước: Kiểm tra thực địa" in in_full
    undone(working_city, changeover)
    page = dossier_page(dossier, NOW)
    assert past(page.events, page.procedure)[-1].what.startswith("Quy trình giải quyết trở lại như trước Quyết định")


def test_a_letter_of_before_is_printed_from_the_template_of_its_day(working_city: Office, tmp_path: Path):
    dossier = accepted(working_city)
    old = procedure_when_issued(dossier, 1)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    moved(working_city, version)
    assert procedure_when_issued(dossier, 1) is old
    assert letter_document(dossier, 1, NOW)


# --- the impact list


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
