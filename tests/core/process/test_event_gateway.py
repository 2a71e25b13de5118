"""Behind an event-based gateway the first event wins and the others are given up."""

import pytest

from motcua.core.process import (
    Complete,
    Deliver,
    Fire,
    FlowTaken,
    Kind,
    MessageAwaited,
    MessageGivenUp,
    MessageReceived,
    SignalAwaited,
    SignalGivenUp,
    StaleCommandError,
    TaskCancelled,
    TaskCompleted,
    TaskEnabled,
    TimerArmed,
    TimerDisarmed,
    TimerFired,
)
from tests.core.process.drawn import dossier

RACE = """
start s
event-based g
message-catch paid
timer-catch silence days=12
signal-catch closed signal=office-closed
receive opinion message=opinion
user after-payment
user after-silence
end e
s -> g
g -> paid -> after-payment -> e
g -> silence -> after-silence -> e
g -> closed -> e
g -> opinion -> e
"""


def test_all_events_behind_the_gateway_are_awaited_at_once() -> None:
    d = dossier(RACE)
    assert [type(fact) for fact in d.news[2:]] == [
        MessageAwaited,
        TimerArmed,
        SignalAwaited,
        TaskEnabled,
        MessageAwaited,
    ]
    assert d.waiting == ["paid", "silence", "closed", "opinion"]


def test_the_first_event_wins_and_the_others_are_given_up() -> None:
    d = dossier(RACE).deliver("paid")
    assert d.news == (
        MessageReceived(2, "paid", "paid"),
        TimerDisarmed(3, "silence"),
        SignalGivenUp(4, "closed", "office-closed"),
        MessageGivenUp(5, "opinion", "opinion"),
        TaskCancelled(5, "opinion"),
        FlowTaken("g-paid"),
        FlowTaken("paid-after-payment"),
        TaskEnabled(6, "after-payment", Kind.USER, None),
    )
    assert d.waiting == ["after-payment"]


def test_silence_wins_when_nothing_came_in_time() -> None:
    d = dossier(RACE).fire("silence")
    assert d.news[0] == TimerFired(3, "silence")
    assert d.waiting == ["after-silence"]


@pytest.mark.parametrize("command", [Deliver, Complete])
def test_a_receive_task_wins_by_its_message_or_by_hand(command: type[Deliver | Complete]) -> None:
    d = dossier(RACE)
    d.tell(command(d.number("opinion")))
    assert TaskCompleted(5, "opinion") in d.news
    assert FlowTaken("g-opinion") in d.news
    assert d.status == "ended"


def test_a_signal_that_comes_first_wins() -> None:
    assert dossier(RACE).hear("office-closed").status == "ended"


@pytest.mark.parametrize("command", [Deliver(2), Fire(3), Deliver(4), Complete(5), Deliver(5)])
def test_after_the_race_whoever_comes_late_and_whoever_clicks_twice_is_over(
    command: Deliver | Fire | Complete,
) -> None:
    d = dossier(RACE).deliver("paid")
    with pytest.raises(StaleCommandError) as caught:
        d.tell(command)
    assert caught.value.reason == "over"


def test_the_gateway_itself_answers_to_nothing() -> None:
    d = dossier(RACE)
    with pytest.raises(StaleCommandError) as caught:
        d.tell(Complete(d.number("g")))
    assert caught.value.reason == "unfit"


def test_an_inclusive_join_waits_for_a_race_on_one_of_its_branches() -> None:
    d = dossier(
        "start s\nparallel f\nuser a\nevent-based g\nmessage-catch m\ntimer-catch t duration=P1D\ninclusive j\nend e\n"
        "s -> f\nf -> a -> j\nf -> g\ng -> m -> j\ng -> t -> e\nj -> e"
    ).do("a")
    assert d.state.held
    assert d.fire("t").status == "ended", "the branch went elsewhere, so the join need not wait for it"


def test_a_gateway_in_a_loop_is_a_new_race_each_time() -> None:
    d = dossier(
        "start s\nexclusive m\nevent-based g\nmessage-catch again\nmessage-catch enough\nend e\n"
        "s -> m -> g\ng -> again -> m\ng -> enough -> e"
    )
    for _ in range(3):
        d.deliver("again")
    assert d.waiting == ["again", "enough"]
    assert d.deliver("enough").status == "ended"
