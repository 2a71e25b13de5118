"""What went wrong comes to another process with all that was known of it."""

from __future__ import annotations

import pickle

import pytest

from motcua.core.process.errors import ProcessError, UnreadableModelError
from motcua.core.simulation.scenario_error import BadScenarioError
from motcua.core.simulation.standings import UnsoundError
from motcua.core.text import ToldError


@pytest.mark.parametrize(
    "error",
    [
        ToldError("không được", "no"),
        UnsoundError("mắc kẹt", "stuck"),
        BadScenarioError(("pools", "desk"), "có 0 người", "has no people", line=7),
        ProcessError("sai", "wrong"),
        UnreadableModelError(3, "hỏng", "broken"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_is_sent_as_it_is_whatever_it_was_made_of(error: ToldError | ProcessError) -> None:
    error.add_note("where it happened")
    came = pickle.loads(pickle.dumps(error))
    assert type(came) is type(error)
    assert (str(came), came.args, vars(came)) == (str(error), error.args, vars(error))
