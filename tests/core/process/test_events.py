"""Timers, messages, the events on the border of an activity, terminate."""

import pytest

from motcua.core.process import (
    Fire,
    FlowTaken,
    Kind,
    MessageAwaited,
    MessageGivenUp,
    MessageReceived,
    ProcessEnded,
    ServiceRequested,
    StaleCommandError,
    TaskCancelled,
    TaskCompleted,
    TaskEnabled,
    Timer,
    TimerArmed,
    TimerDisarmed,
    TimerFired,
)
from tests.core.process.drawn import NOW, dossier

SILENCE = """
start s
receive opinions
timer-boundary silence on=opinions duration=P12D
user draft
end e
s -> opinions -> draft
silence -> draft
draft -> e
"""
REMINDER = """
start s
user a
timer-boundary late on=a duration=PT4H interrupting=false
user remind
end e
s -> a -> e
late -> remind -> e
"""


def test_a_timer_event_waits_until_it_is_fired_and_says_what_the_drawing_says() -> None:
    d = dossier("start s\ntimer-catch t days=0.5\nend e\ns -> t -> e")
    assert d.news[-1] == TimerArmed(1, "t", Timer("working_days", "0.5"), 0, NOW)
    d.fire("t")
    assert d.news == (TimerFired(1, "t"), FlowTaken("t-e"), ProcessEnded("e"))


@pytest.mark.parametrize(
    ("said", "timer"),
    [
        ("duration=P12D", Timer("duration", "P12D")),
        ("date=2026-12-15T17:00:00", Timer("date", "2026-12-15T17:00:00")),
        ("hours=4", Timer("working_hours", "4")),
        ("days=12", Timer("working_days", "12")),
    ],
)
def test_a_timer_hands_its_time_on_as_the_drawing_states_it(said: str, timer: Timer) -> None:
    assert dossier(f"start s\ntimer-catch t {said}\nend e\ns -> t -> e").told(TimerArmed)[0].timer == timer


def test_a_completed_task_disarms_the_timer_on_its_border() -> None:
    d = dossier(SILENCE)
    assert d.told(TimerArmed) == [TimerArmed(2, "silence", Timer("duration", "P12D"), 1, NOW)]
    d.do("opinions")
    assert TimerDisarmed(2, "silence") in d.news
    assert d.state.waits[0].node == "draft"
    assert len(d.state.waits) == 1


def test_silence_is_consent_an_interrupting_timer_cancels_the_task_and_goes_its_own_way() -> None:
    d = dossier(SILENCE).fire("silence")
    assert d.news == (
        TimerFired(2, "silence"),
        MessageGivenUp(1, "opinions", "opinions"),
        TaskCancelled(1, "opinions"),
        FlowTaken("silence-draft"),
        TaskEnabled(3, "draft", Kind.USER, None),
    )


def test_a_non_interrupting_timer_leaves_the_task_alone_and_fires_once() -> None:
    d = dossier(REMINDER).fire("late")
    assert d.waiting == ["a", "remind"]
    with pytest.raises(StopIteration):
        d.number("late")
    assert d.do("a", "remind").status == "ended"


def test_a_repeating_timer_is_armed_again_under_a_new_number_as_often_as_it_says() -> None:
    d = dossier(REMINDER.replace("duration=PT4H", "cycle=R2/P1D"))
    d.fire("late")
    assert d.told(TimerArmed) == [TimerArmed(3, "late", Timer("cycle", "R2/P1D"), 1, NOW)]
    d.fire("late")
    assert not d.told(TimerArmed)
    assert d.waiting == ["a", "remind", "remind"]


def test_a_timer_that_repeats_without_end_is_armed_for_as_long_as_its_task_lasts() -> None:
    d = dossier(REMINDER.replace("duration=PT4H", "cycle=R/P1D"))
    for _ in range(5):
        d.fire("late")
    last = d.number("late")
    d.do("a")
    assert TimerDisarmed(last, "late") in d.news


def test_a_receive_task_ends_when_its_message_comes() -> None:
    d = dossier("start s\nreceive r message=opinion\nend e\ns -> r -> e")
    assert d.told(MessageAwaited) == [MessageAwaited(1, "r", "opinion", 1)]
    d.deliver("r")
    assert d.news[:2] == (MessageReceived(1, "r", "opinion"), TaskCompleted(1, "r"))


def test_a_receive_task_may_also_be_completed_by_hand_and_then_awaits_nothing() -> None:
    d = dossier("start s\nreceive r message=opinion\nend e\ns -> r -> e").do("r")
    assert d.news[:2] == (MessageGivenUp(1, "r", "opinion"), TaskCompleted(1, "r"))


def test_a_message_event_waits_for_its_message() -> None:
    d = dossier("start s\nmessage-catch m message=paid\nend e\ns -> m -> e")
    assert d.told(MessageAwaited) == [MessageAwaited(1, "m", "paid", 0)]
    d.deliver("m")
    assert d.news == (MessageReceived(1, "m", "paid"), FlowTaken("m-e"), ProcessEnded("e"))


def test_an_interrupting_message_cancels_the_task_on_whose_border_it_arrives() -> None:
    d = dossier("start s\nuser a\nmessage-boundary withdrawn on=a\nuser stop\ns -> a\nwithdrawn -> stop")
    d.deliver("withdrawn")
    assert TaskCancelled(1, "a") in d.news
    assert d.waiting == ["stop"]


def test_a_non_interrupting_message_may_come_again_each_time_under_a_new_number() -> None:
    d = dossier("start s\nuser a\nmessage-boundary asked on=a interrupting=false\nuser answer\ns -> a\nasked -> answer")
    first = d.number("asked")
    d.deliver("asked")
    assert d.number("asked") > first
    assert d.deliver("asked").waiting == ["a", "answer", "answer"]


def test_the_first_of_several_events_on_a_border_disarms_the_others() -> None:
    d = dossier(
        "start s\nuser a\ntimer-boundary t on=a duration=P1D\nmessage-boundary m on=a\nuser b\ns -> a\nt -> b\nm -> b"
    )
    timer, message = d.number("t"), d.number("m")
    d.deliver("m")
    assert TimerDisarmed(timer, "t") in d.news
    assert [w.number for w in d.state.waits] == [message + 1]


def test_a_border_event_without_a_way_on_ends_the_token() -> None:
    d = dossier("start s\nuser a\ntimer-boundary t on=a duration=P1D\nend e\ns -> a -> e").fire("t")
    assert d.news[-1] == ProcessEnded("t")


@pytest.mark.parametrize("kind", ["message-throw", "message-end"])
def test_a_throwing_message_event_asks_the_driver_to_send_and_does_not_wait(kind: str) -> None:
    d = dossier(f"start s\n{kind} m message=result\ns -> m")
    assert d.told(ServiceRequested) == [ServiceRequested(1, "m", Kind(kind), "result", wait=False)]
    assert d.news[-1] == ProcessEnded("m")


def test_terminate_ends_all_other_tokens_at_once() -> None:
    d = dossier(
        "start s\nparallel f\nuser a\ntimer-boundary t on=a duration=P1D\nuser b\nuser c\nparallel j\nterminate stop\n"
        "s -> f\nf -> a -> j\nf -> c -> j\nf -> b -> stop"
    ).do("c")
    assert d.state.held
    d.do("b")
    assert [type(fact) for fact in d.news] == [TaskCompleted, FlowTaken, TaskCancelled, TimerDisarmed, ProcessEnded]
    assert d.news[-1] == ProcessEnded("stop")
    assert (d.state.waits, d.state.held) == ((), ())


def test_a_fired_timer_cannot_fire_again() -> None:
    d = dossier(SILENCE)
    number = d.number("silence")
    d.fire("silence")
    with pytest.raises(StaleCommandError):
        d.tell(Fire(number))
