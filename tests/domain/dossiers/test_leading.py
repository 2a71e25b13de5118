"""What heads and leaders ask: to whom to give work, what is late and where it lies, what an outcome leads to."""

from pathlib import Path

import pytest

from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.dossiers.errors import NoSuchDossierError, NotAllowedError
from motcua.domain.dossiers.models import Dossier, OpenTask
from motcua.domain.dossiers.queries.foresight import what_follows
from motcua.domain.dossiers.queries.lists import search_dossiers
from motcua.domain.dossiers.queries.open import OpenGroup, open_counts, open_dossiers
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.queries.staffing import Load, candidates
from motcua.domain.dossiers.services import counter, steps
from motcua.domain.dossiers.services.timers import due_timers, fire_timer
from motcua.domain.dossiers.types import Question, TaskKind
from tests.catalogue import small
from tests.domain.dossiers.permit_in_work import (
    ECONOMY,
    LEADERSHIP,
    ONE_STOP,
    WARD,
    accepted,
    assigned,
    by_specialist,
    in_review,
    n_of,
)
from tests.office import Office, at

pytestmark = pytest.mark.django_db


def test_the_least_loaded_comes_first(working_city: Office):
    assigned(working_city)
    dossier = accepted(working_city, "2026-11-02 10:00")
    page = dossier_page(dossier, at("2026-11-23 09:00"))
    free, busy = candidates(page.procedure, page.tasks[0], at("2026-11-23 09:00"))
    assert (free.role, free.load) == ("specialist", Load())
    assert busy.load == Load(tasks=2, late=2, dossiers=1)


def test_handing_out_ends_an_assignment_and_moves_any_other_task(working_city: Office):
    new, old = accepted(working_city), assigned(working_city, "2026-11-02 10:00")
    other = candidates(
        dossier_page(new, at("2026-11-04 08:00")).procedure, _task(new, "assign"), at("2026-11-04 08:00")
    )
    officer = other[0].officer_id
    for dossier, step in ((new, "assign"), (old, "inspect")):
        steps.hand_out(
            dossier, n_of(dossier, step), officer, working_city.officer(ECONOMY, "division_head", "2026-11-04 08:00")
        )
    assert Dossier.objects.get(pk=new).handler_id == officer
    assert set(OpenTask.objects.filter(dossier_id=new).values_list("holder_id", flat=True)) == {officer}
    assert OpenTask.objects.get(dossier_id=old, step="inspect").holder_id == officer


def test_nothing_is_handed_out_to_who_has_not_the_role(working_city: Office):
    dossier = accepted(working_city)
    clerk = working_city.city.who(ONE_STOP, "one_stop_officer")
    head = working_city.officer(ECONOMY, "division_head", "2026-11-04 08:00")
    with pytest.raises(NotAllowedError):
        steps.hand_out(dossier, n_of(dossier, "assign"), clerk, head)


def test_a_role_leads_as_soon_as_the_city_says_so(working_city: Office, tmp_path: Path):
    dossier = assigned(working_city)
    page = dossier_page(dossier, at("2026-11-04 09:00"))
    free, _ = candidates(page.procedure, page.tasks[0], at("2026-11-04 09:00"))
    n, colleague = n_of(dossier, "inspect"), free.officer_id
    assert OpenTask.objects.get(dossier_id=dossier, step="inspect").holder_id != colleague
    with pytest.raises(NotAllowedError):
        steps.assign_task(dossier, n, colleague, by_specialist(working_city, "2026-11-04 09:00"))
    folder = small.lay_out(tmp_path)
    specialist = "en: Specialist, at: competent"
    small.replace(folder / "shared" / "roles.yaml", specialist, f"{specialist}, leads: true")
    load_catalogue(folder, at("2026-11-04 10:00"))
    steps.assign_task(dossier, n, colleague, by_specialist(working_city, "2026-11-04 11:00"))
    assert OpenTask.objects.get(dossier_id=dossier, step="inspect").holder_id == colleague


def test_an_outcome_is_told_with_what_it_leads_to(working_city: Office):
    dossier = in_review(working_city)
    for timer in due_timers(at("2026-11-16 17:30")):
        fire_timer(*timer, at("2026-11-16 17:30"))
    by = working_city.officer(ECONOMY, "division_head", "2026-11-17 09:00")
    ahead = what_follows(dossier, _task(dossier, "review"), by.actor, by.now)
    approve, back = ahead["approve"].steps, ahead["return"].steps
    assert [step.name.vi for step in approve] == ["Ký duyệt"]
    assert approve[0].office_id == working_city.city.office(LEADERSHIP)
    assert [(step.name.vi, step.holder_id) for step in back] == [
        ("Sửa dự thảo", working_city.city.who(ECONOMY, "specialist"))
    ]
    assert OpenTask.objects.filter(dossier_id=dossier, step="review").exists()


def test_a_wait_is_told_too(working_city: Office):
    dossier = assigned(working_city)
    by = by_specialist(working_city, "2026-11-04 09:00")
    [step] = what_follows(dossier, _task(dossier, "consult"), by.actor, by.now)[""].steps
    assert (step.name.vi, step.office_id) == ("Chờ ý kiến của các cơ quan", None)


def test_the_late_list_holds_the_very_dossiers_that_are_counted(working_city: Office):
    late, fresh = assigned(working_city), accepted(working_city, "2026-11-20 09:00", "2026-11-20 10:00")
    filed = working_city.filed("2026-11-23 08:00").dossier_id
    ward, now = working_city.city.office(WARD), at("2026-11-23 09:00")
    counted = open_counts([ward], now)[ward]
    listed = {group: [each.card.id for each in open_dossiers([ward], group, now)] for group in OpenGroup}
    assert listed[OpenGroup.LATE] == [late]
    assert listed[OpenGroup.IN_TIME] == [fresh]
    assert listed[OpenGroup.SUBMITTED] == [filed]
    assert {group.value: len(found) for group, found in listed.items()} == {
        name: getattr(counted, name) for name in counted.__slots__
    }
    [found] = open_dossiers([ward], OpenGroup.LATE, now)
    assert {step.name.vi for step in found.steps} == {"Kiểm tra thực địa", "Gửi lấy ý kiến cơ quan liên quan"}
    assert found.steps[0].holder == "Ngô Mái Đình"


def test_a_search_finds_only_what_the_officer_may_see(working_city: Office):
    dossier = assigned(working_city)
    code = Dossier.objects.get(pk=dossier).code
    now = at("2026-11-23 09:00")
    specialist = working_city.city.scope(ECONOMY, "specialist")
    stranger = working_city.city.scope("H29.26956.03", "one_stop_officer")
    for words in (code.lower(), "nguyen truc lam", "Trúc Lam", "0903 123 456", "079088910001"):
        assert [card.id for card in search_dossiers(words, specialist, now)] == [dossier], words
        assert search_dossiers(words, stranger, now) == (), words


def test_a_dossier_is_stopped_by_who_is_in_charge_or_received_it(working_city: Office):
    dossier = assigned(working_city)
    asked = (Question("planning_department", "Xin ý kiến."),)
    steps.ask_opinions(dossier, n_of(dossier, "consult"), asked, by_specialist(working_city, "2026-11-03 11:00"))
    consulted = working_city.officer("H29.13.01", "department_leader", "2026-11-04 08:00")
    specialist = by_specialist(working_city, "2026-11-04 08:00")
    elsewhere = working_city.officer("H29.26956.03", "one_stop_officer", "2026-11-04 08:00")
    for by, refusal in ((consulted, NotAllowedError), (specialist, NotAllowedError), (elsewhere, NoSuchDossierError)):
        with pytest.raises(refusal):
            counter.stop_dossier(dossier, "Người nộp đề nghị dừng.", by)
    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-04 09:00")
    done = counter.stop_dossier(dossier, "Người nộp đề nghị dừng.", clerk)
    assert done.case.phase == "stopped"


def _task(dossier, step):
    page = dossier_page(dossier, at("2026-11-23 09:00"))
    return next(each for each in page.tasks if each.step == step and each.kind is TaskKind.STEP)
