"""The working city, and somebody who tries its procedures."""

from __future__ import annotations

from uuid import UUID

import pytest

from motcua.core.procedure import Channel
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.trial import act, start_trial, who_could_act
from tests.linked import BIRTH
from tests.office import PERMIT, Office, at

MONDAY = at("2026-11-02 09:00")
_REGISTERED = (
    ("receive", "accept"),
    ("check", "eligible"),
    ("confirm", "answer"),
    ("register", "done"),
    ("personal_id", "reply"),
    ("sign", "sign"),
    ("issue", "issue"),
)


@pytest.fixture
def version(working_city: Office) -> int:
    """The building permit as it is published."""
    return catalogue.published(PERMIT, MONDAY.date())


@pytest.fixture
def tester(working_city: Office) -> int:
    """An officer who tries procedures out."""
    return working_city.city.who("H29.27094.03", "one_stop_officer")


@pytest.fixture
def trial(version: int, tester: int) -> UUID:
    """A building permit, filed online."""
    return start_trial(version, "house", Channel.ONLINE, tester, MONDAY)


@pytest.fixture
def linked(working_city: Office) -> int:
    """The birth of a child, a linked procedure, as it is published."""
    return catalogue.published(BIRTH, MONDAY.date())


def sent_to_the_commune(linked: int, tester: int, seed: str = "1") -> UUID:
    """A trial of the birth of a child whose first part lies with the commune."""
    trial = start_trial(linked, "child", Channel.ONLINE, tester, MONDAY, seed=seed)
    act(trial, key_at(trial, "receive"), "accept", tester)
    act(trial, key_at(trial, "check"), "clear", tester)
    return trial


def register_birth(trial: UUID, tester: int) -> None:
    """The commune does its part of such a trial, from its first step to its result."""
    for node, choice in _REGISTERED:
        act(trial, key_at(trial, node), choice, tester)


def key_at(trial: UUID, node: str) -> str:
    """What `act` calls the work that is open at a step."""
    return next(each.key for each in who_could_act(trial) if each.node == node)
