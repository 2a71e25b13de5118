"""The working city, and somebody who tries its procedures."""

from __future__ import annotations

from uuid import UUID

import pytest

from motcua.core.procedure import Channel
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.trial import start_trial, who_could_act
from tests.office import PERMIT, Office, at

MONDAY = at("2026-11-02 09:00")


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


def key_at(trial: UUID, node: str) -> str:
    """What `act` calls the work that is open at a step."""
    return next(each.key for each in who_could_act(trial) if each.node == node)
