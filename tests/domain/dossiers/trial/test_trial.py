"""A trial is led like a dossier: by the same acts, on a clock of its own."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from motcua.core.procedure import Channel
from motcua.domain.dossiers.errors import (
    InvalidFilingError,
    NoSuchDossierError,
    NotAllowedError,
    TaskGoneError,
    WrongPhaseError,
)
from motcua.domain.dossiers.trial import (
    WorkKind,
    act,
    discard_trial,
    discard_trials,
    let_time_pass,
    list_trials,
    play,
    sample_form,
    start_trial,
    trial_letter,
    trial_page,
    who_could_act,
)
from motcua.domain.dossiers.types import Phase, WaitingFor
from tests.domain.dossiers.trial.conftest import MONDAY, key_at
from tests.office import at

pytestmark = pytest.mark.django_db


def test_a_trial_begins_as_a_dossier_that_waits_at_the_counter(trial):
    page = trial_page(trial)
    assert page.card.phase is Phase.SUBMITTED
    assert page.card.reference.startswith("THU-")
    assert page.card.shown_at == MONDAY
    [reception] = [each for each in page.open if each.kind is WorkKind.STEP]
    assert reception.node == "receive"
    assert [choice.key for choice in reception.choices] == ["accept", "refuse"]
    assert reception.choices[0].leads_to
    assert not any(hand.stand_in for hand in reception.hands)
    assert page.dossier.form
    assert page.dossier.papers


def test_an_accepted_trial_has_a_marked_code_of_its_own_series_and_the_due_date_of_the_law(trial, tester):
    act(trial, key_at(trial, "receive"), "accept", tester)
    page = trial_page(trial)
    assert page.card.code.startswith("THU-H29.")
    assert page.card.code.endswith("-0001")
    assert page.dossier.card.standing.due_at == at("2026-11-17 17:30")
    assert [letter.key for letter in page.dossier.letters] == ["receipt_slip"]


def test_what_an_act_refuses_is_told_and_leaves_the_trial_as_it_was(trial, tester):
    before = trial_page(trial).dossier.seq
    with pytest.raises(TaskGoneError):
        act(trial, "step:99", "accept", tester)
    with pytest.raises(TaskGoneError):
        act(trial, key_at(trial, "receive"), "juggle", tester)
    with pytest.raises(NotAllowedError):
        act(trial, key_at(trial, "receive"), "accept", tester, officer_id=987654)
    assert trial_page(trial).dossier.seq == before


def test_one_click_sent_twice_is_done_once(trial, tester):
    command, work = UUID(int=7), key_at(trial, "receive")
    act(trial, work, "refuse", tester, words="Thửa đất thuộc phường khác.", command=command)
    seq = trial_page(trial).dossier.seq
    act(trial, work, "refuse", tester, command=command)
    assert trial_page(trial).dossier.seq == seq
    with pytest.raises(TaskGoneError):
        act(trial, work, "refuse", tester, command=UUID(int=8))


def test_words_are_said_that_show_what_they_are_when_the_tester_says_none(trial, tester):
    act(trial, key_at(trial, "receive"), "refuse", tester)
    said = [event.words for event in trial_page(trial).dossier.events if event.words]
    assert said
    assert all(words.startswith("Chạy thử") for words in said)


def test_a_supplement_stops_the_clock_and_goes_on_when_it_comes(trial, tester):
    act(trial, key_at(trial, "receive"), "accept", tester)
    act(trial, "office:supplement", "supplement", tester, words="Mặt cắt móng")
    page = trial_page(trial)
    assert page.dossier.card.waiting_for is WaitingFor.SUPPLEMENT
    assert {each.key for each in page.open} >= {"applicant:supplement", "applicant:withdraw"}
    assert "office:supplement" not in {each.key for each in page.open}
    act(trial, "applicant:supplement", "supplement", tester)
    assert trial_page(trial).dossier.card.waiting_for is None


def test_at_the_assignment_the_tester_chooses_who_gets_the_dossier(trial, tester):
    act(trial, key_at(trial, "receive"), "accept", tester)
    [assigning] = [each for each in who_could_act(trial) if each.node == "assign"]
    chosen = assigning.candidates[-1]
    act(trial, assigning.key, assigning.choices[0].key, tester, given_to=chosen.officer_id)
    assert trial_page(trial).dossier.card.handler.officer_id == chosen.officer_id


def led_to_opinions(trial: UUID, tester: int) -> None:
    act(trial, key_at(trial, "receive"), "accept", tester)
    act(trial, key_at(trial, "assign"), "done", tester)
    act(trial, key_at(trial, "consult"), "ask", tester)


def test_silence_is_tried_in_a_moment(trial, tester):
    led_to_opinions(trial, tester)
    page = trial_page(trial)
    [timer] = page.timers
    passed = let_time_pass(trial, timer.due_at)
    assert [fired.node for fired in passed.fired] == [timer.node]
    assert all(opinion.verdict for opinion in trial_page(trial).dossier.opinions)
    assert trial_page(trial).card.shown_at == timer.due_at


def test_time_passes_by_itself_to_the_next_moment_that_matters(trial, tester):
    act(trial, key_at(trial, "receive"), "accept", tester)
    before = trial_page(trial)
    assert let_time_pass(trial).shown_at == before.next_moment > MONDAY


def test_work_that_is_not_done_in_time_is_late_by_the_trials_own_clock(trial, tester):
    act(trial, key_at(trial, "receive"), "accept", tester)
    let_time_pass(trial, at("2026-12-24 09:00"))
    page = trial_page(trial)
    assert page.dossier.card.standing.remaining.overdue
    assert all(each.late for each in page.open if each.kind is WorkKind.STEP)
    assert "office:apology" in {each.key for each in page.open}


@pytest.mark.parametrize("until", [MONDAY, MONDAY - timedelta(days=1), MONDAY + timedelta(days=900)])
def test_time_does_not_run_backwards_nor_for_ever(trial, until):
    with pytest.raises(WrongPhaseError):
        let_time_pass(trial, until)


def test_nothing_is_waited_for_at_the_end(trial, tester):
    act(trial, "applicant:withdraw", "withdraw", tester)
    page = trial_page(trial)
    assert (page.open, page.timers, page.next_moment) == ((), (), None)
    with pytest.raises(WrongPhaseError):
        let_time_pass(trial)


def test_where_nobody_holds_the_role_the_tester_stands_in_and_it_is_said(trial, tester):
    from motcua.domain.identity import models
    from motcua.domain.identity.cache import change_version

    models.Posting.objects.filter(role="division_head").delete()
    change_version()
    act(trial, key_at(trial, "receive"), "accept", tester)
    [assigning] = [each for each in who_could_act(trial) if each.node == "assign"]
    assert [(hand.officer_id, hand.stand_in) for hand in assigning.hands] == [(tester, True)]
    act(trial, assigning.key, assigning.choices[0].key, tester)
    assert trial_page(trial).dossier.card.handler


def test_a_trial_plays_itself_to_its_end_the_same_way_for_the_same_seed(version, tester):
    plays = []
    for _ in range(2):
        trial = start_trial(version, "house", Channel.COUNTER, tester, MONDAY, seed="7")
        plays.append(play(trial, tester, "3"))
        assert trial_page(trial).card.phase is plays[-1].phase
    assert plays[0] == plays[1]
    assert plays[0].phase.is_final
    assert not plays[0].stuck
    assert plays[0].faults == ()


def test_a_letter_of_a_trial_is_printed_with_a_stamp_and_kept_nowhere(trial, tester, settings):
    act(trial, key_at(trial, "receive"), "accept", tester)
    stored = set(settings.FILES.rglob("*"))
    stamped = trial_letter(trial, 1)
    assert stamped.startswith(b"%PDF")
    assert set(settings.FILES.rglob("*")) == stored
    with pytest.raises(NoSuchDossierError):
        trial_letter(trial, 9)


def test_the_tester_may_bring_a_form_of_his_own_and_is_told_what_is_wrong_with_it(version, tester):
    sample = sample_form(version, "house", Channel.ONLINE, MONDAY)
    assert sample.problems == ()
    with pytest.raises(InvalidFilingError) as refused:
        start_trial(version, "house", Channel.ONLINE, tester, MONDAY, form={**sample.form, "owner_name": ""})
    assert "owner_name" in {problem[0] for problem in refused.value.problems}
    assert list_trials(version) == ()
    assert start_trial(version, "house", Channel.ONLINE, tester, MONDAY, form=sample.form)


def test_a_case_or_a_channel_that_the_version_does_not_have_is_refused(version, tester):
    with pytest.raises(WrongPhaseError):
        start_trial(version, "castle", Channel.ONLINE, tester, MONDAY)


def test_trials_are_listed_by_version_newest_first_and_thrown_away(version, tester):
    first = start_trial(version, "house", Channel.ONLINE, tester, MONDAY)
    second = start_trial(version, "house", Channel.POST, tester, MONDAY + timedelta(hours=1))
    assert [card.id for card in list_trials(version)] == [second, first]
    discard_trial(first)
    assert [card.id for card in list_trials(version)] == [second]
    with pytest.raises(NoSuchDossierError):
        trial_page(first)
    assert discard_trials(version) == 1
    assert list_trials(version) == ()
    assert discard_trials(version) == 0


def test_numbers_begin_anew_when_the_last_trial_is_gone(version, tester):
    codes = []
    for _ in range(2):
        trial = start_trial(version, "house", Channel.ONLINE, tester, MONDAY)
        act(trial, key_at(trial, "receive"), "accept", tester)
        codes.append(trial_page(trial).card.code)
        discard_trial(trial)
    assert codes[0] == codes[1]


def test_trials_that_nobody_wants_any_more_go_by_themselves(version, tester):
    old = start_trial(version, "house", Channel.ONLINE, tester, MONDAY)
    new = start_trial(version, "house", Channel.ONLINE, tester, MONDAY + timedelta(days=61))
    assert [card.id for card in list_trials(version)] == [new]
    with pytest.raises(NoSuchDossierError):
        act(old, "step:1", "accept", tester)
