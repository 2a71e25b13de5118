"""A signal reaches all that await it inside the dossier, and the driver is told so that other dossiers may hear it."""

import pytest

from motcua.core.process import (
    Broadcast,
    Deliver,
    EndlessLoopError,
    FlowTaken,
    ProcessEnded,
    SignalAwaited,
    SignalCaught,
    SignalGivenUp,
    SignalThrown,
    StaleCommandError,
    Start,
)
from tests.core.process.drawn import Dossier, compiled, dossier

LISTENERS = """
start s
parallel f
signal-catch first signal=law-changed
user work
signal-boundary during on=work signal=law-changed interrupting=false
subprocess p {
  start i
  signal-catch inner signal=law-changed
  user behind
  i -> inner -> behind
}
signal-catch other signal=storm
user told
end e
s -> f
f -> first -> e
f -> work -> e
during -> told -> e
f -> p -> e
f -> other -> e
"""


def test_a_signal_event_tells_what_it_awaits() -> None:
    d = dossier(LISTENERS)
    assert d.told(SignalAwaited)[:2] == [
        SignalAwaited(1, "first", "law-changed", 0),
        SignalAwaited(3, "during", "law-changed", 2),
    ]


def test_a_broadcast_reaches_every_scope_and_nothing_that_waits_for_another_signal() -> None:
    d = dossier(LISTENERS).hear("law-changed")
    assert [fact.node for fact in d.told(SignalCaught)] == ["first", "during", "inner"]
    assert sorted(d.waiting) == ["behind", "other", "told", "work"]


def test_a_broadcast_that_nobody_awaits_changes_nothing() -> None:
    d = dossier(LISTENERS)
    before = d.state
    assert d.hear("peace").news == ()
    assert d.state == before


def test_what_does_not_interrupt_hears_the_signal_again_each_time_under_a_new_number() -> None:
    d = dossier(LISTENERS).hear("law-changed")
    again = d.number("during")
    assert d.told(SignalAwaited) == [SignalAwaited(again, "during", "law-changed", 2)]
    assert sorted(d.hear("law-changed").waiting) == ["behind", "other", "told", "told", "work"]


def test_one_wait_can_be_answered_by_its_number_and_a_second_click_is_over() -> None:
    d = dossier(LISTENERS)
    number = d.number("first")
    d.tell(Deliver(number))
    assert d.news[:2] == (SignalCaught(1, "first", "law-changed"), FlowTaken("first-e"))
    with pytest.raises(StaleCommandError) as caught:
        d.tell(Deliver(number))
    assert caught.value.reason == "over"


def test_a_process_that_does_not_run_hears_nothing() -> None:
    d = Dossier(compiled("start s\nend e\ns -> e"))
    for reason in ("unknown", "over"):
        with pytest.raises(StaleCommandError) as caught:
            d.tell(Broadcast("law-changed"))
        assert caught.value.reason == reason
        if d.status == "new":
            d.start()


def test_an_interrupting_signal_ends_the_task_and_a_finished_task_listens_no_more() -> None:
    drawing = "start s\nuser a\nsignal-boundary b on=a signal=x\nuser c\nend e\ns -> a -> e\nb -> c"
    assert dossier(drawing).hear("x").waiting == ["c"]
    assert SignalGivenUp(2, "b", "x") in dossier(drawing).do("a").news


@pytest.mark.parametrize("order", ["f -> t\nf -> c", "f -> c\nf -> t"])
def test_a_signal_thrown_beside_a_branch_that_is_about_to_listen_is_heard_however_it_is_drawn(order: str) -> None:
    d = dossier(
        f"start s\nparallel f\nsignal-throw t signal=x\nsignal-catch c signal=x\nuser a\nuser b\ns -> f\n{order}\n"
        "t -> a\nc -> b"
    )
    assert sorted(d.waiting) == ["a", "b"]
    assert SignalThrown("t", "x") in d.news


def test_who_begins_to_listen_behind_the_throw_waits_for_the_next_signal() -> None:
    d = dossier("start s\nsignal-throw t signal=x\nsignal-catch c signal=x\nend e\ns -> t -> c -> e")
    assert d.waiting == ["c"]
    assert d.hear("x").status == "ended"


def test_a_signal_end_event_tells_the_driver_and_ends_its_token() -> None:
    d = dossier("start s\nsignal-end t signal=permit-granted\ns -> t")
    assert d.news[-2:] == (SignalThrown("t", "permit-granted"), ProcessEnded("t"))


def test_a_signal_may_break_off_the_branch_that_threw_it() -> None:
    d = dossier(
        "start s\nsubprocess p {\nstart i\nsignal-throw t signal=stop\nuser a\ni -> t -> a\n}\n"
        "signal-boundary b on=p signal=stop\nuser c\ns -> p\nb -> c"
    )
    assert d.waiting == ["c"]


def test_a_process_may_begin_by_a_signal() -> None:
    d = Dossier(compiled("start s\nsignal-start g signal=flood\nuser a\nuser b\ns -> a\ng -> b")).tell(Start("g"))
    assert d.waiting == ["b"]


def test_a_signal_that_wakes_its_own_thrower_for_ever_is_stopped() -> None:
    d = dossier(
        "start s\nuser a\nsignal-boundary b on=a signal=x interrupting=false\nsignal-throw t signal=x\ns -> a\nb -> t"
    )
    before = d.state
    with pytest.raises(EndlessLoopError):
        d.hear("x")
    assert d.state == before
