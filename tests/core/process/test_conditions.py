"""Conditions are FEEL, asked with the driver's data and the moment of the command."""

from datetime import datetime, timedelta, timezone

import pytest

from motcua.core.process import BadConditionError, Complete, Start, advance, compile_feel, compile_process, read_model
from motcua.core.rules import DataError
from tests.core.process.drawn import NOW, compiled, dossier, xml

CHOICE = "start s\nuser t\nexclusive x default=x-b\nuser a\nuser b\ns -> t -> x\nx -> a : {}\nx -> b"


@pytest.mark.parametrize(
    ("condition", "data", "task"),
    [
        ('review = "return"', {"review": "return"}, "a"),
        ("floors > 3 and area >= 100.5", {"floors": 4, "area": 100.5}, "a"),
        ("dossier.fee = null", {"dossier": {}}, "a"),
        ('kind in ("house", "shop")', {"kind": "shop"}, "a"),
        ("floors > 3", {"floors": "four"}, "b"),
        ("missing.deeply > 3", {}, "b"),
    ],
)
def test_a_condition_is_any_feel_expression_over_the_data(condition: str, data: dict[str, object], task: str) -> None:
    assert dossier(CHOICE.format(condition), **data).do("t").waiting == [task]


def test_today_is_the_date_of_the_command_on_the_offices_wall_clock() -> None:
    definition = compiled(CHOICE.format('today() = date("2026-11-24")'))
    state, _ = advance(definition, definition.initial, Start(), {}, NOW)
    late_in_london = datetime(2026, 11, 23, 17, 30, tzinfo=timezone(timedelta(0)))
    next_day, _ = advance(definition, state, Complete(1), {}, late_in_london)
    same_day, _ = advance(definition, state, Complete(1), {}, NOW)
    assert [wait.node for wait in (*next_day.waits, *same_day.waits)] == ["a", "b"]


def test_now_is_the_moment_of_the_command() -> None:
    definition = compiled(CHOICE.format('now() > date and time("2026-11-23T15:00:00+07:00")'))
    state, _ = advance(definition, definition.initial, Start(), {}, NOW)
    after, _ = advance(definition, state, Complete(1), {}, NOW + timedelta(hours=8))
    before, _ = advance(definition, state, Complete(1), {}, NOW)
    assert [wait.node for wait in (*after.waits, *before.waits)] == ["a", "b"]


def test_a_condition_that_is_not_feel_says_where() -> None:
    with pytest.raises(BadConditionError, match="cột 5"):
        compile_feel("a = = b")
    with pytest.raises(BadConditionError):
        compile_feel("")


def test_data_that_are_no_feel_values_are_an_error_and_not_a_branch() -> None:
    with pytest.raises(DataError):
        dossier(CHOICE.format("thing = 1"), thing=object()).do("t")


def test_another_language_may_be_plugged_in() -> None:
    model = read_model(xml(CHOICE.format("whatever")))
    definition = compile_process(model, compile_condition=lambda text: lambda data, now: data["say"] == text)
    state, _ = advance(definition, definition.initial, Start(), {}, NOW)
    state, _ = advance(definition, state, Complete(1), {"say": "whatever"}, NOW)
    assert state.waits[0].node == "a"
