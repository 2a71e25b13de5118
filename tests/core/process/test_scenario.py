"""A diagram is played with given answers, whoever drew it and whatever it leaves open."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.process import Model, NotExecutableError, read_model
from motcua.core.process.model import Timer
from motcua.core.process.scenario import BadScenarioError, Played, differences, play, read_scenario
from tests.core.process.drawn import NOW, xml

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "bpmn-miwg"
interchange = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"THE INTERCHANGE MODELS WERE NOT TESTED: {FOLDER} is absent"
)
DAY = timedelta(days=1)


def in_days(timer: Timer, at: datetime) -> datetime | None:
    """`P3D` as three times 24 hours; nothing else can be counted here."""
    days = timer.value.removeprefix("P").removesuffix("D")
    return at + int(days) * DAY if days.isdecimal() else None


def played(drawing: str, process: str | None = None, **scenario: Any) -> Played:
    return play(read_model(xml(drawing)), read_scenario(scenario), NOW, in_days, process)


def path(story: Played) -> list[str]:
    return [passed.node for passed in story.path]


def waiting(story: Played) -> list[tuple[str, str]]:
    return [(wait.node, wait.what) for wait in story.waiting]


TWO = "start s\nuser a\nservice b\nend e\ns -> a -> b -> e"


def test_without_answers_it_waits_at_the_first_task() -> None:
    story = played(TWO)
    assert (path(story), waiting(story), story.end) == (["s"], [("a", "task")], "waiting")


def test_each_task_ends_with_the_answer_it_was_given() -> None:
    story = played(TWO, answers={"a": "done", "b": "done"})
    assert (path(story), story.end, story.ended_at_node) == (["s", "a", "b", "e"], "ended", "e")


def test_a_task_of_nobody_stays_while_the_others_are_done() -> None:
    assert waiting(played(TWO, others="done", answers={"b": "nobody"})) == [("b", "service")]


LOOP = """
start s
user a
exclusive x default=x-e
end e
s -> a -> x
x -> a : steps.a.outcome = "again"
x -> e
"""


def test_answers_are_used_one_after_the_other_and_no_more() -> None:
    assert path(played(LOOP, answers={"a": ["again", "again", "enough"]})) == ["s", "a", "a", "a", "e"]
    assert waiting(played(LOOP, answers={"a": ["again"]})) == [("a", "task")]


def test_answers_that_nothing_asked_for_are_named() -> None:
    assert played(LOOP, answers={"a": ["enough", "again"], "nobody": "done"}).unasked == ("a", "nobody")


def test_data_come_with_answers_and_are_laid_over_what_is_known() -> None:
    drawing = "start s\nuser a\nexclusive x default=x-f\nend e\nend f\ns -> a -> x\nx -> e : fee.paid = fee.due\nx -> f"
    story = played(drawing, data={"fee": {"due": 5, "paid": 0}}, answers={"a": {"data": {"fee": {"paid": 5}}}})
    assert story.ended_at_node == "e"
    assert story.data["fee"] == {"due": 5, "paid": 5}


def test_what_begins_with_an_equals_sign_is_computed() -> None:
    drawing = """
start s
exclusive x default=x-f
end e
end f
s -> x
x -> e : day + duration("P1D") = date("2026-03-01")
x -> f
"""
    assert played(drawing, data={"day": '=date("2026-02-28")'}).ended_at_node == "e"


OPEN = "start s\nexclusive x\nuser a\nuser b\nend e\ns -> x\nx -> a -> x\nx -> b -> e"


def test_a_way_that_the_drawing_leaves_open_is_chosen_by_the_arrow_or_by_where_it_leads() -> None:
    assert path(played(OPEN, others="done", choose={"x": "x-b"})) == ["s", "b", "e"]
    assert path(played(OPEN, others="done", choose={"x": ["a", "a", "b"]})) == ["s", "a", "a", "b", "e"]


def test_a_missing_choice_stops_the_story_and_says_what_there_is_to_choose() -> None:
    story = played(OPEN, others="done", choose={"x": ["a", "a"]})
    assert story.end == "stopped"
    assert story.choice is not None
    node, options = story.choice
    assert node == "x"
    assert [option.split()[0] for option in options] == ["x-a", "x-b"]
    assert story.reason is not None
    assert "lần 3" in story.reason.vi
    assert "choose: {x: …}" in story.reason.en


def test_a_choice_that_is_no_arrow_of_the_gateway_is_not_taken() -> None:
    assert played(OPEN, choose={"x": "elsewhere"}).end == "stopped"


def test_a_condition_in_another_language_leaves_the_choice_to_the_scenario() -> None:
    drawing = "start s\nexclusive x default=x-f\nend e\nend f\ns -> x\nx -> e : ${a == 'b'}\nx -> f"
    assert played(drawing).end == "stopped"
    assert played(drawing, choose={"x": "e"}).ended_at_node == "e"
    assert played(drawing, choose={"x": "f"}).ended_at_node == "f"


def test_a_choice_holds_against_a_condition() -> None:
    drawing = "start s\nexclusive x default=x-f\nend e\nend f\ns -> x\nx -> e : false\nx -> f"
    assert played(drawing).ended_at_node == "f"
    assert played(drawing, choose={"x": "e"}).ended_at_node == "e"


def test_several_ways_are_chosen_at_an_inclusive_gateway() -> None:
    drawing = """
start s
inclusive x
user a
user b
user c
inclusive j
end e
s -> x
x -> a -> j
x -> b -> j
x -> c -> j
j -> e
"""
    assert waiting(played(drawing, choose={"x": {"all": ["a", "c"]}})) == [("a", "task"), ("c", "task")]
    assert path(played(drawing, choose={"x": "b"}, others="done")) == ["s", "b", "e"]


EVENTS = """
start s
user a
message-boundary m on=a message=Đơn
timer-boundary t on=a duration=P2D
signal-boundary g on=a signal=stop
end e
end f
end h
end k
s -> a -> e
m -> f
t -> h
g -> k
"""


@pytest.mark.parametrize(
    ("happens", "end"),
    [
        ({"message": "Đơn"}, "f"),
        ({"message": "m"}, "f"),
        ({"timer": "t"}, "h"),
        ({"passes": "P2D"}, "h"),
        ({"until": "2026-11-25 08:00"}, "h"),
        ({"signal": "stop"}, "k"),
        ({"task": "a"}, "e"),
    ],
)
def test_what_comes_from_outside_comes_by_its_name(happens: dict[str, str], end: str) -> None:
    assert played(EVENTS, happens=[happens]).ended_at_node == end


def test_time_that_does_not_suffice_moves_nothing() -> None:
    story = played(EVENTS, happens=[{"passes": "P1DT23H"}])
    assert story.end == "waiting"
    assert {wait.node: wait.due_at for wait in story.waiting}["t"] == NOW + 2 * DAY


@pytest.mark.parametrize("length", ["P" + "9" * 30 + "D", "P3000000D", "soon", "P", "PT"])
def test_a_length_of_time_that_no_calendar_holds_stops_the_story(length: str) -> None:
    story = played(EVENTS, happens=[{"passes": length}])
    assert story.end == "stopped"
    assert story.reason is not None
    assert "P12D" in story.reason.en


def test_who_comes_when_nobody_waits_is_told_so() -> None:
    story = played(EVENTS, happens=[{"message": "Thư"}])
    assert story.end == "stopped"
    assert story.reason is not None
    assert "«Thư»" in story.reason.vi
    assert "Đơn (m)" in story.reason.vi


def test_timers_come_due_in_their_order_and_answers_in_between() -> None:
    drawing = """
start s
parallel x
timer-catch t duration=P2D
timer-catch u duration=P1D
user a
parallel j
end e
s -> x
x -> t -> j
x -> u -> a -> j
j -> e
"""
    story = played(drawing, answers={"a": "done"}, happens=[{"passes": "P5D"}])
    assert path(story) == ["s", "u", "a", "t", "e"]
    assert [passed.at for passed in story.path][1:4] == [NOW + DAY, NOW + DAY, NOW + 2 * DAY]
    assert story.at == NOW + 5 * DAY


def test_an_error_takes_the_way_of_the_event_that_catches_it() -> None:
    drawing = "start s\nservice a\nerror-boundary b on=a error=UNPAID\nend e\nend f\ns -> a -> e\nb -> f"
    story = played(drawing, answers={"a": {"error": "UNPAID"}})
    assert path(story) == ["s", "a", "b", "f"]
    assert story.path[1].how == "UNPAID"
    assert played(drawing, answers={"a": {"error": "OTHER"}}).end == "stopped"


def test_a_time_that_the_drawing_does_not_state_comes_by_name_only() -> None:
    drawing = "start s\ntimer-catch t duration=soon\nend e\ns -> t -> e"
    story = played(drawing, happens=[{"passes": "P99D"}])
    assert waiting(story) == [("t", "timer")]
    assert story.waiting[0].due_at is None
    assert [note.en for note in story.notes] == ["“t” states no time: it comes by name only"]
    assert played(drawing, happens=[{"timer": "t"}]).end == "ended"


def test_what_is_drawn_closed_is_one_step() -> None:
    drawing = "start s\nsubprocess p {\n}\ncall c\nend e\ns -> p -> c -> e"
    story = played(drawing, others="done")
    assert path(story) == ["s", "p", "c", "e"]
    assert len(story.notes) == 2


def test_an_event_that_the_engine_does_not_execute_is_refused_with_all_reasons() -> None:
    with pytest.raises(NotExecutableError) as refusal:
        played("start s\nscript a\nscript b\nend e\ns -> a -> b -> e", others="done")
    assert [problem.element for problem in refusal.value.problems] == ["a", "b"]


def test_a_story_that_goes_around_for_ever_is_stopped() -> None:
    story = played(OPEN, others="done", choose={"x": "a"})
    assert story.end == "stopped"
    assert story.reason is not None
    assert "10000" in story.reason.vi


def test_what_is_expected_is_compared_by_id_or_name() -> None:
    scenario = {"answers": {"a": "done"}, "expect": {"path": ["s", "a"], "waiting": ["b"], "end": "waiting"}}
    story = played(TWO, **scenario)
    assert differences(read_scenario(scenario).expected, story) == ()
    wrong = {"path": ["s"], "waiting": ["a"], "end": "e", "due": {"b": "2026-11-09 08:00"}}
    found = differences(read_scenario({"expect": wrong}).expected, story)
    assert [(each.expected, each.happened) for each in found] == [
        ("s", "s → a"),
        ("a", "b"),
        ("e", "waiting"),
        ("2026-11-09 08:00", "–"),
    ]


@pytest.mark.parametrize(
    ("source", "trail"),
    [
        ([], ()),
        ({"answer": {}}, ("answer",)),
        ({"answers": {"a": {"outcom": "x"}}}, ("answers", "a", "outcom")),
        ({"answers": {"a": ["x", 1]}}, ("answers", "a", 1)),
        ({"choose": {"g": {"some": []}}}, ("choose", "g", "some")),
        ({"happens": [{"message": "m"}, {}]}, ("happens", 1)),
        ({"happens": [{"until": "noon"}]}, ("happens", 0, "until")),
        ({"others": "maybe"}, ("others",)),
        ({"at": "yesterday"}, ("at",)),
        ({"data": {"x": ["=1+"]}}, ("data", "x", 0)),
        ({"expect": {"path": "a"}}, ("expect", "path")),
    ],
)
def test_data_that_are_no_scenario_are_refused_with_the_place(source: object, trail: tuple[str | int, ...]) -> None:
    with pytest.raises(BadScenarioError) as refusal:
        read_scenario(source)
    assert refusal.value.trail == trail


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from(["answers", "happens", "a", "x"]), parts)
    ),
    max_leaves=8,
)


@given(anything)
def test_whatever_is_given_is_a_scenario_or_is_refused(source: object) -> None:
    try:
        scenario = read_scenario(source)
    except BadScenarioError:
        return
    assert play(read_model(xml(TWO)), scenario, NOW, in_days).end in ("waiting", "ended", "stopped")


def drawn_processes(model: Model) -> list[str]:
    return [process.id for process in model.processes if process.content.nodes]


PLAYED = {
    *("A.1.0", "A.2.0", "A.4.0", "A.4.1", "B.1.0", "C.1.0", "C.1.1", "C.3.0"),
}


@interchange
@pytest.mark.parametrize("name", sorted(PLAYED))
def test_interchange_models_are_played_though_they_leave_conditions_open(name: str) -> None:
    model = read_model((FOLDER / f"{name}.bpmn").read_bytes())
    for process in drawn_processes(model):
        starts = next(p for p in model.processes if p.id == process).content.nodes
        start = next(node.id for node in starts if node.kind == "startEvent")
        story = play(model, read_scenario({"others": "done", "start": start}), NOW, in_days, process)
        assert story.choice if story.end == "stopped" else story.path, story.reason


@interchange
def test_an_event_on_a_closed_sub_process_that_nothing_inside_can_cause_is_refused() -> None:
    with pytest.raises(NotExecutableError) as refusal:
        play(read_model((FOLDER / "A.3.0.bpmn").read_bytes()), read_scenario({}), NOW, in_days)
    assert [problem.code for problem in refusal.value.problems] == ["subprocess-start"]


@interchange
def test_the_invoice_of_the_interchange_models_is_led_to_its_end() -> None:
    model = read_model((FOLDER / "C.1.1.bpmn").read_bytes())
    choices = {"invoice_approved": ["invoiceNotApproved", "invoiceApproved"], "reviewSuccessful_gw": "reviewSuccessful"}
    story = play(model, read_scenario({"others": "done", "choose": choices}), NOW, in_days)
    assert [passed.node for passed in story.path if passed.kind == "user"] == [
        *("assignApprover", "approveInvoice", "reviewInvoice", "approveInvoice", "prepareBankTransfer"),
    ]
    assert story.end == "ended"
