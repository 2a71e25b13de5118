"""Choices fall as likely as what their conditions ask, by the engine's own evaluation."""

from __future__ import annotations

import pytest

from motcua.core.process import compile_process, read_model
from motcua.core.simulation.branching import Chances, shares_of
from tests.core.process.drawn import xml

DRAWN = """
start s
user check
exclusive x default=x-b
user a
user b
user c
end e
s -> check -> x
x -> a : steps.check.outcome = "return"
x -> c : steps.check.outcome = "approve" and channel = "online"
x -> b
a -> e
b -> e
c -> e
"""
INCLUSIVE = DRAWN.replace("exclusive x", "inclusive x")
OUTCOME, CHANNEL = ("steps", "check", "outcome"), ("channel",)
CHANCES: Chances = {OUTCOME: {"return": 0.2, "approve": 0.8}, CHANNEL: {"online": 0.5, "counter": 0.5}}


def shares(drawn: str, chances: Chances) -> tuple[dict[str, float], tuple[str, ...]]:
    return shares_of(compile_process(read_model(xml(drawn))), chances)


def test_every_combination_takes_the_first_way_that_holds_else_the_default() -> None:
    assert shares(DRAWN, CHANCES)[0] == pytest.approx({"x-a": 0.2, "x-c": 0.4, "x-b": 0.4})


def test_of_an_inclusive_choice_each_way_has_its_own_likelihood() -> None:
    assert shares(INCLUSIVE, CHANCES)[0] == pytest.approx({"x-a": 0.2, "x-c": 0.4})


def test_what_asks_for_something_unknown_is_told_and_left_open() -> None:
    assert shares(DRAWN, {OUTCOME: CHANCES[OUTCOME]}) == ({}, ("x",))
