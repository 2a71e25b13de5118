"""The parts of a linked procedure are tried with it: their work, their clocks, their silence, their results."""

from __future__ import annotations

from uuid import UUID

import pytest

from motcua.core.procedure import Channel
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.drafting import draft, open_draft, save_file
from motcua.domain.catalogue.types import Author, Power
from motcua.domain.dossiers.errors import NoSuchDossierError, TaskGoneError
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.linked import PartPage
from motcua.domain.dossiers.trial import (
    NotPassedOnError,
    OpenWork,
    WorkKind,
    act,
    discard_trial,
    let_time_pass,
    play,
    play_many,
    start_trial,
    trial_letter,
    trial_page,
)
from motcua.domain.dossiers.types import Phase, WaitingFor
from motcua.infra.postgres.trial import trial_space
from tests.domain.dossiers.trial.conftest import MONDAY, register_birth, sent_to_the_commune
from tests.linked import BIRTH, INVESTMENT
from tests.office import at

pytestmark = pytest.mark.django_db
UNPAID = "fee_paid"  # a part costs nothing by itself, so nobody waits for its fee
MOST_STEPS = 40


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.REFERENCE_CACHE_SECONDS = 60


@pytest.fixture
def born(linked: int, tester: int) -> UUID:
    """A trial whose first part lies with the commune."""
    return sent_to_the_commune(linked, tester)


def work_at(trial: UUID, node: str, part: str = "") -> OpenWork:
    """The work that is open at a step of the dossier, or of one of its parts."""
    found = [each for each in trial_page(trial).open if each.node == node]
    return next(each for each in found if (each.part.key if each.part else "") == part)


def part_of(trial: UUID, key: str) -> PartPage:
    return next(each for each in trial_page(trial).parts if each.part.child == key)


def led_to(trial: UUID, node: str, tester: int) -> OpenWork:
    """Take the first way at every step, and let time pass where there is none, until a step is open."""
    for _ in range(MOST_STEPS):
        steps = [each for each in trial_page(trial).open if each.kind is WorkKind.STEP]
        found = next((each for each in steps if each.node == node), None)
        if found:
            return found
        if steps:
            act(trial, steps[0].key, steps[0].choices[0].key, tester)
        else:
            let_time_pass(trial)
    raise AssertionError(f"the trial does not come to {node}")


def test_the_work_of_a_part_is_listed_with_its_name_and_its_agency(born):
    page = trial_page(born)
    [part] = page.parts
    assert (part.name.vi, part.card.phase, part.part.acknowledged_at) == ("Đăng ký khai sinh", Phase.SUBMITTED, None)
    assert part.card.reference.startswith("THU-")
    reception = work_at(born, "receive", "birth")
    assert reception.key == f"{part.part.n}/step:1"
    assert reception.part.name == part.name
    assert reception.part.agency.startswith("Ủy ban nhân dân phường ")
    assert not any(hand.stand_in for hand in reception.hands)
    assert {each.part for each in page.open if each.node == ""} == {None, reception.part}


def test_a_part_is_accepted_with_a_code_and_a_due_date_that_the_whole_knows(born, tester):
    act(born, work_at(born, "receive", "birth").key, "accept", tester)
    part = part_of(born, "birth")
    assert part.part.code == part.card.code
    assert part.part.code.startswith("THU-H29.")
    assert part.part.due_at == at("2026-11-02 16:30")
    assert part.part.acknowledged_at == MONDAY


def test_a_letter_of_a_part_is_printed_with_the_stamp_of_trials(born, tester):
    n = part_of(born, "birth").part.n
    act(born, work_at(born, "receive", "birth").key, "refuse", tester)
    assert trial_letter(born, 1, n).startswith(b"%PDF")
    with pytest.raises(NoSuchDossierError):
        trial_letter(born, 1, n + 90)


def test_the_result_of_a_part_comes_back_and_the_next_parts_are_sent(born, tester):
    register_birth(born, tester)
    page = trial_page(born)
    birth = part_of(born, "birth")
    assert (birth.part.outcome, birth.card.phase, bool(birth.part.number)) == ("registered", Phase.RETURNED, True)
    assert "birth" in {each.paper.component for each in page.dossier.papers}
    assert {each.part.key for each in page.open if each.part} == {"residence", "health_card"}
    assert {each.part.child for each in page.parts if each.part.is_open} == {"residence", "health_card"}


def test_what_a_choice_leads_to_is_told_when_it_ends_the_part(born):
    accept, refuse = work_at(born, "receive", "birth").choices
    assert accept.leads_to != refuse.leads_to
    assert [text.en for text in refuse.leads_to] == ["This part ends, and the whole hears of it"]


def test_a_part_that_is_refused_ends_as_the_package_says(born, tester):
    act(born, work_at(born, "receive", "birth").key, "refuse", tester)
    assert part_of(born, "birth").part.outcome == "refused"
    assert work_at(born, "refuse").part is None


def test_what_a_part_asks_for_is_asked_of_the_applicant_of_the_whole(born, tester):
    n = part_of(born, "birth").part.n
    act(born, f"{n}/office:supplement", "supplement", tester)
    assert trial_page(born).dossier.card.waiting_for is WaitingFor.PART
    act(born, f"{n}/applicant:supplement", "supplement", tester)
    assert trial_page(born).dossier.card.waiting_for is None


def test_a_part_is_not_taken_back_alone_and_goes_with_the_whole(born, linked, tester):
    register_birth(born, tester)
    alone = [each.part.key for each in trial_page(born).open if each.part and each.key.endswith("applicant:withdraw")]
    children = catalogue.version(linked).children
    assert alone == [key for key in ("residence", "health_card") if children[key].withdrawable]
    act(born, "applicant:withdraw", "withdraw", tester)
    page = trial_page(born)
    assert (page.card.phase, page.open, page.next_moment) == (Phase.WITHDRAWN, (), None)
    assert {each.card.phase for each in page.parts} == {Phase.RETURNED, Phase.WITHDRAWN}


def test_an_agency_that_says_nothing_is_found_silent_when_its_hours_have_passed(born, tester):
    [ahead] = [each for each in trial_page(born).timers if each.silence]
    assert (ahead.due_at, ahead.part.key, ahead.node) == (at("2026-11-02 11:00"), "birth", "birth")
    assert let_time_pass(born, ahead.due_at).fired == (ahead,)
    assert part_of(born, "birth").part.is_silent
    assert not any(each.silence for each in trial_page(born).timers)
    act(born, work_at(born, "receive", "birth").key, "accept", tester)
    assert not part_of(born, "birth").part.is_silent


def test_agencies_that_are_silent_at_once_are_all_told(born, tester):
    register_birth(born, tester)
    fired = [each.part.key for each in let_time_pass(born, at("2026-11-02 14:00")).fired if each.silence]
    assert sorted(fired) == ["health_card", "residence"]
    assert all(part_of(born, key).part.is_silent for key in fired)


def test_a_timer_of_a_part_fires_when_time_passes(born, tester):
    for node, choice in (("receive", "accept"), ("check", "eligible")):
        act(born, work_at(born, node, "birth").key, choice, tester)
    [ahead] = trial_page(born).timers
    assert ahead.part.key == "birth"
    assert let_time_pass(born, ahead.due_at).fired == (ahead,)
    assert work_at(born, "register", "birth")


def test_a_part_that_gets_late_makes_the_whole_late(born, tester):
    act(born, work_at(born, "receive", "birth").key, "accept", tester)
    let_time_pass(born, at("2026-11-03 08:00"))
    page = trial_page(born)
    assert page.dossier.card.standing.by_a_part
    assert work_at(born, "check", "birth").late


def test_one_click_on_a_part_sent_twice_is_done_once(born, tester):
    command, work = UUID(int=7), work_at(born, "receive", "birth").key
    act(born, work, "accept", tester, command=command)
    events = part_of(born, "birth").events
    act(born, work, "accept", tester, command=command)
    assert part_of(born, "birth").events == events
    with pytest.raises(TaskGoneError):
        act(born, work, "accept", tester, command=UUID(int=8))


@pytest.mark.parametrize("code", [BIRTH, INVESTMENT])
@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_a_linked_trial_plays_itself_with_its_parts_to_its_end(working_city, tester, code, seed):
    version = catalogue.published(code, MONDAY.date())
    case = next(iter(catalogue.version(version).cases))
    trial = start_trial(version, case, Channel.ONLINE, tester, MONDAY, seed=seed)
    played = play(trial, tester, seed)
    assert (played.phase.is_final, played.stuck, played.faults) == (True, False, ())
    assert all(each.card.phase.is_final for each in trial_page(trial).parts)


@pytest.mark.parametrize("code", [BIRTH, INVESTMENT])
def test_many_plays_of_a_linked_procedure_come_to_every_step_of_it_and_of_its_parts(working_city, tester, code):
    version = catalogue.published(code, MONDAY.date())
    plays = play_many(version, 60, "all", tester, MONDAY)
    assert (plays.stuck, plays.faults, plays.never) == (0, (), ())
    procedure = catalogue.version(version)
    children, steps = procedure.children, procedure.steps.values()
    assert {each.key: each.procedure for each in plays.parts} == {key: each.code for key, each in children.items()}
    for part in plays.parts:
        [step] = [each.key for each in steps if each.child == part.key]
        assert part.opened == sum(part.ends.values()) == plays.visits[step]
        assert set(part.never) <= {UNPAID}
        assert {Phase.NOT_ACCEPTED, Phase.RETURNED} <= set(part.ends), part.key
        assert set(part.results) == set(children[part.key].ends), part.key


def test_the_same_seed_plays_the_parts_the_same_way(linked, tester):
    assert play_many(linked, 5, "x", tester, MONDAY) == play_many(linked, 5, "x", tester, MONDAY)


def test_a_trial_that_is_thrown_away_takes_its_parts_along_and_no_others(born, linked, tester):
    other = sent_to_the_commune(linked, tester, "2")
    discard_trial(born)
    with trial_space():
        assert set(Dossier.objects.values_list("parent_id", flat=True)) == {None, other}
    assert part_of(other, "birth").card.phase is Phase.SUBMITTED


def test_a_letter_that_cannot_be_passed_on_refuses_the_act_and_says_why(working_city, tester):
    designer = Author(tester, "Người thiết kế", frozenset({Power.DESIGN}))
    version = open_draft(INVESTMENT, designer, MONDAY)
    save_file(version, "letters/appraisal_report.typ", b"#nonsense()", draft(version).revision, designer, MONDAY)
    trial = start_trial(version, "general", Channel.ONLINE, tester, MONDAY)
    send = led_to(trial, "send", tester)
    before = trial_page(trial)
    with pytest.raises(NotPassedOnError) as refused:
        act(trial, send.key, "done", tester)
    assert "nonsense" in refused.value.vi
    assert trial_page(trial) == before
