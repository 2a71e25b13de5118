"""A command that does not fit the state is refused with a reason, and changes nothing."""

import pytest

from motcua.core.process import (
    Broadcast,
    Cancel,
    Command,
    Complete,
    Deliver,
    Fire,
    ProcessCancelled,
    Raise,
    StaleCommandError,
    Start,
    TaskCancelled,
    TaskCompleted,
    UnreadableStateError,
)
from tests.core.process.drawn import Dossier, compiled, dossier

# One of everything that waits: 1 the sub-process, 2 its timer, 3 its message, then in order of the drawing.
EVERYTHING = """
start s
parallel f
subprocess p {
  start i
  user inner
  i -> inner
}
timer-boundary late on=p duration=P1D
message-boundary withdrawn on=p
service call
receive opinion
timer-catch pause hours=4
message-catch paid
s -> f
f -> p
f -> call
f -> opinion
f -> pause
f -> paid
"""
FITTING = {
    "late": Fire,
    "withdrawn": Deliver,
    "inner": Complete,
    "call": Complete,
    "opinion": (Complete, Deliver),
    "pause": Fire,
    "paid": Deliver,
    "p": (),
}


def refused(d: Dossier, command: Command) -> str:
    before = d.state
    with pytest.raises(StaleCommandError) as caught:
        d.tell(command)
    assert d.state == before
    assert caught.value.message.vi
    assert caught.value.message.en
    return caught.value.reason


@pytest.mark.parametrize("command", [Complete(1), Fire(1), Deliver(1), Raise(1, ""), Broadcast("x"), Cancel()])
def test_before_the_start_nothing_is_known(command: Command) -> None:
    assert refused(Dossier(compiled(EVERYTHING)), command) == "unknown"


def test_a_process_starts_once() -> None:
    assert refused(dossier(EVERYTHING), Start()) == "over"


@pytest.mark.parametrize("node", FITTING)
@pytest.mark.parametrize("command", [Complete, Fire, Deliver])
def test_each_wait_understands_its_own_command_only(node: str, command: type[Complete | Fire | Deliver]) -> None:
    d = dossier(EVERYTHING)
    number = d.number(node)
    fitting = FITTING[node] if isinstance(FITTING[node], tuple) else (FITTING[node],)
    if command not in fitting:
        assert refused(d, command(number)) == "unfit"
    else:
        d.tell(command(number))
        for again in (Complete, Fire, Deliver):
            assert refused(d, again(number)) == "over", "a double click is told apart from a mistake"


@pytest.mark.parametrize("command", [Complete, Fire, Deliver])
@pytest.mark.parametrize("number", [0, -1, 99])
def test_a_number_that_was_never_given_is_unknown(command: type[Complete | Fire | Deliver], number: int) -> None:
    assert refused(dossier(EVERYTHING), command(number)) == "unknown"


@pytest.mark.parametrize(
    "command", [Start(), Complete(1), Fire(2), Deliver(3), Raise(1, ""), Broadcast("x"), Complete(99), Cancel()]
)
def test_when_the_process_has_ended_every_command_is_over(command: Command) -> None:
    d = dossier("start s\nuser a\ntimer-boundary t on=a duration=P1D\nmessage-boundary m on=a\nend e\ns -> a -> e").do(
        "a"
    )
    assert d.status == "ended"
    assert refused(d, command) == "over"


def test_cancel_ends_everything_and_tells_of_each_task() -> None:
    d = dossier(EVERYTHING).tell(Cancel())
    assert d.status == "cancelled"
    assert (d.state.waits, d.state.held) == ((), ())
    assert [fact.node for fact in d.told(TaskCancelled)] == ["inner", "call", "opinion"]
    assert d.news[-1] == ProcessCancelled()
    assert refused(d, Cancel()) == "over"


def test_what_an_interruption_cancelled_is_over() -> None:
    d = dossier(EVERYTHING)
    inner, timer = d.number("inner"), d.number("late")
    d.deliver("withdrawn")
    assert refused(d, Complete(inner)) == "over"
    assert refused(d, Fire(timer)) == "over"


def test_with_several_starts_and_none_plain_the_command_must_name_one() -> None:
    d = Dossier(compiled("message-start m\ntimer-start t cycle=R/P1D\nuser a\nm -> a\nt -> a"))
    assert refused(d, Start()) == "unknown"
    assert refused(d, Start("a")) == "unknown"
    assert d.start("t").waiting == ["a"]


def test_commands_and_facts_are_equal_only_to_their_own_kind() -> None:
    assert Complete(3) == Complete(3)
    assert Complete(3) != Fire(3)
    assert TaskCompleted(3, "a") != TaskCancelled(3, "a")
    assert len({Complete(3), Fire(3), Deliver(3), Complete(3)}) == 3


def test_a_state_of_another_definition_is_refused() -> None:
    d = dossier("start s\nuser a\ns -> a")
    d.definition = compiled("start s\nuser a\nuser b\ns -> a -> b")
    with pytest.raises(UnreadableStateError):
        d.do("a")
