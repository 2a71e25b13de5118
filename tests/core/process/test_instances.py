"""An activity of several instances: side by side or in turn, as many as the data say, over when enough are done."""

import json

import pytest

from motcua.core.process import (
    Complete,
    InstancesBegun,
    InstancesCancelled,
    InstancesEnded,
    Kind,
    ProcessEnded,
    RepetitionError,
    ServiceRequested,
    StaleCommandError,
    State,
    SubprocessEntered,
    TaskCancelled,
    TaskCompleted,
    TaskEnabled,
    TimerArmed,
    UnreadableStateError,
    Wait,
    data_inside,
)
from tests.core.process.drawn import NOW, Dossier, compiled, dossier

CONSULT = """
start s
receive ask parallel=agencies item=agency message=opinion
timer-boundary silence on=ask days=12
user draft
user note
end e
s -> ask -> draft -> e
silence -> note -> draft
"""
AGENCIES = ["fire-police", "environment", "construction"]


def places(d: Dossier, node: str) -> list[int]:
    return [wait.place for wait in d.state.waits if wait.node == node and wait.place]


def test_as_many_agencies_are_asked_as_the_data_name_each_with_its_place() -> None:
    d = dossier(CONSULT, agencies=AGENCIES)
    assert d.told(InstancesBegun) == [InstancesBegun(1, "ask", 3, sequential=False)]
    assert d.told(TaskEnabled) == [
        TaskEnabled(3 + n, "ask", Kind.RECEIVE, None, (n + 1,)) for n in range(len(AGENCIES))
    ]
    assert [fact.node for fact in d.told(TimerArmed)] == ["silence"], "one timer watches them all"


def test_when_all_have_answered_the_dossier_goes_on() -> None:
    d = dossier(CONSULT, agencies=AGENCIES)
    for place in (2, 3):
        d.tell(Complete(d.number("ask", place)))
        assert d.waiting.count("draft") == 0
    d.tell(Complete(d.number("ask", 1)))
    assert InstancesEnded(1, "ask", 3) in d.news
    assert d.waiting == ["draft"]
    assert len(d.state.waits) == 1


def test_when_twelve_days_have_passed_it_goes_on_without_those_who_are_silent() -> None:
    d = dossier(CONSULT, agencies=AGENCIES)
    d.tell(Complete(d.number("ask", 1))).fire("silence")
    assert InstancesCancelled(1, "ask") in d.news
    assert [fact.number for fact in d.told(TaskCancelled)] == [4, 5]
    assert d.waiting == ["note"]


def test_which_agency_a_task_asks_is_read_from_the_data_by_its_place() -> None:
    d = dossier(CONSULT, agencies=AGENCIES)
    seen = data_inside(d.definition, d.state, d.number("ask", 2), d.data, NOW)
    assert (seen["agency"], seen["loopCounter"]) == ("environment", 2)
    assert data_inside(d.definition, d.state, 0, d.data, NOW) == d.data


@pytest.mark.parametrize("mode", ["parallel", "sequential"])
@pytest.mark.parametrize("kind", ["user a", "receive a", "service a", "send a wait=false", "decision a"])
def test_an_empty_collection_is_complete_at_once(mode: str, kind: str) -> None:
    d = dossier(f"start s\n{kind} {mode}=agencies\nend e\ns -> a -> e", agencies=[])
    assert d.news[-3] == InstancesEnded(1, "a", 0)
    assert d.news[-1] == ProcessEnded("e")


def test_in_turn_the_next_instance_begins_when_the_one_before_is_done() -> None:
    d = dossier("start s\nuser a sequential=3\nend e\ns -> a -> e")
    for place in (1, 2, 3):
        assert places(d, "a") == [place]
        d.tell(Complete(d.number("a", place)))
    assert d.status == "ended"


def test_it_is_enough_when_the_completion_condition_says_so() -> None:
    until = "until=numberOfCompletedInstances_/_numberOfInstances_>=_0.5"
    d = dossier(f"start s\nuser a parallel=5 {until}\nend e\ns -> a -> e")
    d.tell(Complete(d.number("a", 2))).tell(Complete(d.number("a", 4)))
    assert d.status == "running"
    d.tell(Complete(d.number("a", 5)))
    assert [type(fact) for fact in d.news[:4]] == [TaskCompleted, InstancesEnded, TaskCancelled, TaskCancelled]
    assert d.status == "ended"


@pytest.mark.parametrize(
    ("until", "done"),
    [
        ("numberOfActiveInstances=1", 3),
        ("numberOfCompletedInstances=2", 2),
        ("refused", 1),
        ("numberOfTerminatedInstances=0_and_numberOfInstances=4", 1),
        ("null", 4),
    ],
)
def test_the_completion_condition_sees_the_numbers_of_instances_and_the_data(until: str, done: int) -> None:
    d = dossier(f"start s\nuser a parallel=4 until={until}\nend e\ns -> a -> e", refused=True)
    for _ in range(done):
        assert d.status == "running"
        d.tell(Complete(d.state.waits[-1].number))
    assert d.status == "ended"


def test_in_turn_the_completion_condition_spares_the_rest() -> None:
    d = dossier("start s\nuser a sequential=9 until=refused\nend e\ns -> a -> e", refused=False)
    d.tell(Complete(d.number("a", 1)))
    d.data["refused"] = True
    d.tell(Complete(d.number("a", 2)))
    assert InstancesEnded(1, "a", 2) in d.news
    assert d.status == "ended"


@pytest.mark.parametrize("mode", ["parallel", "sequential"])
def test_a_letter_goes_to_each_addressee_without_a_wait(mode: str) -> None:
    d = dossier(f"start s\nsend a {mode}=agencies wait=false\nend e\ns -> a -> e", agencies=AGENCIES)
    asked = d.told(ServiceRequested)
    assert [fact.place for fact in asked] == [(1,), (2,), (3,)]
    assert len({fact.number for fact in asked}) == 3
    assert d.status == "ended"


EACH = """
start s
subprocess each parallel=heirs item=heir {
  start i
  exclusive x default=x-f
  user a
  parallel f
  user b
  user c
  parallel j
  i -> x
  x -> a : heir.minor
  x -> f
  f -> b -> j
  f -> c -> j
}
error-boundary wrong on=each error=WRONG
user after
user mend
s -> each -> after
wrong -> mend
"""
HEIRS = [{"minor": True}, {"minor": False}, {"minor": False}]


def test_conditions_inside_an_instance_see_its_item() -> None:
    d = dossier(EACH, heirs=HEIRS)
    assert d.waiting == ["a", "b", "c", "b", "c"]
    assert [fact.place for fact in d.told(SubprocessEntered)] == [(1,), (2,), (3,)]
    assert [fact.place for fact in d.told(TaskEnabled)] == [(1,), (2,), (2,), (3,), (3,)]


def test_a_join_inside_an_instance_waits_for_the_branches_of_that_instance_only() -> None:
    d = dossier(EACH, heirs=HEIRS)
    second, third = ([w.number for w in d.state.waits if w.node == node] for node in ("b", "c"))
    d.tell(Complete(second[0])).tell(Complete(third[1]))
    assert len(d.state.held) == 2, "one token of each instance"
    d.tell(Complete(third[0]))
    assert len(d.state.held) == 1
    d.do("a").tell(Complete(second[1]))
    assert d.waiting == ["after"]


def test_an_error_in_one_instance_breaks_off_all() -> None:
    d = dossier(EACH, heirs=HEIRS).fail("a", "WRONG")
    assert InstancesCancelled(1, "each") in d.news
    assert d.waiting == ["mend"]


def test_an_item_that_has_left_the_collection_is_null_to_the_conditions() -> None:
    d = dossier(
        "start s\nsubprocess p parallel=list item=x {\nstart i\nuser a\nexclusive g default=g-c\nuser b\nuser c\n"
        "i -> a -> g\ng -> b : x = null\ng -> c\n}\ns -> p",
        list=[1, 2],
    )
    last = d.state.waits[-1].number
    d.data["list"] = [1]
    assert d.tell(Complete(last)).waiting == ["a", "b"]


def test_instances_inside_instances_carry_both_places_and_see_both_items() -> None:
    d = dossier(
        "start s\nsubprocess p sequential=houses item=house {\nstart i\nuser a parallel=house.rooms item=room\n"
        "exclusive g default=g-c\nuser b\nuser c\ni -> a -> g\ng -> b : house.name = second\ng -> c\n}\ns -> p",
        houses=[{"name": "one", "rooms": ["r1"]}, {"name": "two", "rooms": ["r1", "r2"]}],
        second="two",
    )
    assert d.told(TaskEnabled)[0].place == (1, 1)
    d.tell(Complete(d.number("a", 1))).do("c")
    assert [fact.place for fact in d.told(TaskEnabled)] == [(2, 1), (2, 2)]
    inside = data_inside(d.definition, d.state, d.number("a", 2), d.data, NOW)
    assert (inside["room"], inside["house"], inside["loopCounter"]) == ("r2", d.data["houses"][1], 2)
    d.tell(Complete(d.number("a", 1))).tell(Complete(d.number("a", 2)))
    assert d.waiting == ["b"]


def test_a_called_process_is_done_once_for_each_item() -> None:
    definition = compiled(
        "start s\ncall k called=other parallel=2\nuser z\ns -> k -> z", other="start i\nuser a\nend o\ni -> a -> o"
    )
    d = Dossier(definition).start()
    assert d.waiting == ["k/a", "k/a"]
    assert d.do("k/a", "k/a").waiting == ["z"]


def test_terminate_inside_an_instance_ends_that_instance_only() -> None:
    d = dossier("start s\nsubprocess p parallel=2 {\nstart i\nuser a\nterminate x\ni -> a -> x\n}\nuser z\ns -> p -> z")
    assert d.do("a").waiting == ["a"]
    assert d.do("a").waiting == ["z"]


def test_an_event_sub_process_inside_an_instance_watches_that_instance_only() -> None:
    d = dossier(
        "start s\nsubprocess p parallel=2 {\nstart i\nuser a\ni -> a\n"
        "event-subprocess n {\nmessage-start m\nuser b\nm -> b\n}\n}\nuser z\ns -> p -> z"
    )
    assert d.deliver("m").waiting == ["a", "b"]


def test_an_inclusive_join_waits_for_the_activity_as_a_whole() -> None:
    d = dossier(
        "start s\nparallel f\nuser a parallel=2\nuser b\ninclusive j\nuser z\ns -> f\nf -> a -> j\nf -> b -> j\nj -> z"
    )
    d.do("b").tell(Complete(d.number("a", 1)))
    assert d.state.held
    assert d.tell(Complete(d.number("a", 2))).waiting == ["z"]


@pytest.mark.parametrize("count", ["agencies", "-1", "2.5"])
@pytest.mark.parametrize("agencies", [None, "fire-police", 3])
def test_a_number_of_instances_that_cannot_be_told_is_refused(count: str, agencies: object) -> None:
    drawing = f"start s\nuser b\nuser a parallel={count}\nend e\ns -> b -> a -> e"
    if count[0] == "-":
        drawing = drawing.replace("parallel=-1", "parallel=0-1")
    d = dossier(drawing, agencies=agencies)
    with pytest.raises(RepetitionError) as caught:
        d.do("b")
    assert caught.value.element == "a"
    assert d.waiting == ["b"]


def test_more_than_a_thousand_instances_at_a_time_are_refused() -> None:
    drawing = "start s\nsubprocess p parallel=2 {\nstart i\nuser a parallel=n\ni -> a\n}\ns -> p"
    assert len(dossier(drawing, n=["heir"] * 499).waiting) == 998
    with pytest.raises(RepetitionError, match="1000"):
        dossier(drawing, n=["heir"] * 500)


def test_an_instance_that_is_done_is_over_and_the_activity_as_a_whole_answers_to_nothing() -> None:
    d = dossier(CONSULT, agencies=AGENCIES)
    number = d.number("ask", 1)
    d.tell(Complete(number))
    for command, reason in ((Complete(number), "over"), (Complete(1), "unfit")):
        with pytest.raises(StaleCommandError) as caught:
            d.tell(command)
        assert caught.value.reason == reason


def test_the_state_keeps_places_and_not_the_data() -> None:
    d = dossier(CONSULT, agencies=[f"agency {n}" for n in range(20)])
    text = json.dumps(d.state.to_json())
    assert "agency" not in text
    assert len(text) < 2000
    assert State.from_json(json.loads(text)) == d.state
    assert d.state.waits[0] == Wait(1, "ask", 0, 0, 0, 20)
    assert d.state.waits[2] == Wait(3, "ask", 1, 0, 1, 0)


@pytest.mark.parametrize(
    "rows",
    [
        [[1, "ask", 0, 0, 0, -1]],
        [[1, "ask", 0, 0, -1, 0]],
        [[1, "ask", 0, 0, 1, 0]],
        [[1, "ask", 0, 0, 0, 3], [2, "draft", 1, 0, 1, 0]],
        [[1, "ask", 0, 0, 0, 3], [2, "ask", 1, 0, 1, 3]],
        [[1, "ask", 0, 0, 0]],
        [[1, "ask", 0, 0, 0, "3"]],
    ],
)
def test_damaged_places_are_refused(rows: list[list[object]]) -> None:
    d = dossier(CONSULT, agencies=AGENCIES)
    with pytest.raises(UnreadableStateError):
        State.from_json(d.state.to_json() | {"waits": rows})
