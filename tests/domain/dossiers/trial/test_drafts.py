"""A draft is tried as it is at that moment; what becomes of it later does not reach the trial."""

from __future__ import annotations

import pytest

from motcua.core.procedure import BrokenPackageError, Channel
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.drafting import discard_draft, draft, open_draft, save_file
from motcua.domain.catalogue.types import Author, NotOfferedError, Power, UnknownVersionError
from motcua.domain.dossiers.trial import act, list_trials, play, play_many, sample_form, start_trial, trial_page
from tests.domain.dossiers.trial.conftest import MONDAY, key_at
from tests.office import PERMIT

pytestmark = pytest.mark.django_db


@pytest.fixture
def designer(tester: int) -> Author:
    return Author(tester, "Người thiết kế", frozenset({Power.DESIGN}))


@pytest.fixture
def drafted(version: int, designer: Author) -> int:
    """A draft of the building permit."""
    return open_draft(PERMIT, designer, MONDAY)


def changed(drafted: int, designer: Author, file: str, old: str, new: str) -> None:
    """Save a file of the draft with something else in it."""
    now = draft(drafted)
    text = now.files[file].decode()
    assert old in text
    save_file(drafted, file, text.replace(old, new).encode(), now.revision, designer, MONDAY)


def test_a_draft_that_nobody_has_checked_is_tried(drafted, version, tester):
    assert drafted != version
    assert sample_form(drafted, "house", Channel.ONLINE, MONDAY).problems == ()
    trial = start_trial(drafted, "house", Channel.ONLINE, tester, MONDAY)
    assert play(trial, tester).phase.is_final
    assert not play_many(drafted, 5, "any", tester, MONDAY).faults


def test_a_trial_keeps_the_draft_that_it_began_with(drafted, tester, designer):
    old = start_trial(drafted, "house", Channel.ONLINE, tester, MONDAY)
    changed(drafted, designer, "procedure.yaml", "Phân công xử lý", "Chia việc")
    new = start_trial(drafted, "house", Channel.ONLINE, tester, MONDAY)
    names = {}
    for trial in (old, new):
        act(trial, key_at(trial, "receive"), "accept", tester)
        names[trial] = next(each.name.vi for each in trial_page(trial).open if each.node == "assign")
    assert names == {old: "Phân công xử lý", new: "Chia việc"}
    assert {card.id: card.outdated for card in list_trials(drafted)} == {old: True, new: False}


def test_a_trial_goes_on_when_its_draft_can_no_longer_be_read(drafted, tester, designer):
    trial = start_trial(drafted, "house", Channel.ONLINE, tester, MONDAY)
    changed(drafted, designer, "process.bpmn", "<process", "<broken")
    act(trial, key_at(trial, "receive"), "accept", tester)
    assert trial_page(trial).card.outdated
    with pytest.raises(BrokenPackageError):
        start_trial(drafted, "house", Channel.ONLINE, tester, MONDAY)


def test_a_trial_outlives_its_draft(drafted, tester, designer):
    trial = start_trial(drafted, "house", Channel.ONLINE, tester, MONDAY)
    discard_draft(drafted, designer, MONDAY)
    assert play(trial, tester).phase.is_final
    with pytest.raises(UnknownVersionError):
        start_trial(987_654, "house", Channel.ONLINE, tester, MONDAY)


def test_a_trial_of_a_draft_offers_nothing_to_citizens(drafted, version, tester):
    start_trial(drafted, "house", Channel.ONLINE, tester, MONDAY)
    assert catalogue.published(PERMIT, MONDAY.date()) == version
    with pytest.raises(NotOfferedError):
        catalogue.published(PERMIT, MONDAY.date().replace(year=2020))
