"""An event sub-process waits beside the work of its scope and runs in its place, or beside it."""

import pytest

from motcua.core.process import (
    Deliver,
    EscalationThrown,
    MessageAwaited,
    MessageGivenUp,
    ProcessEnded,
    Raise,
    StaleCommandError,
    SubprocessCancelled,
    SubprocessEntered,
    SubprocessLeft,
    TaskCancelled,
    Timer,
    TimerArmed,
    TimerDisarmed,
    UncaughtError,
    awaiting,
)
from tests.core.process.drawn import NOW, Dossier, compiled, dossier

WITHDRAWAL = """
start s
user a
user b
end e
s -> a -> b -> e
event-subprocess withdrawal {
  message-start asked message=withdraw
  user confirm
  end done
  asked -> confirm -> done
}
event-subprocess reminder {
  timer-start late cycle=R2/P1D interrupting=false
  user remind
  late -> remind
}
"""


def test_its_event_is_awaited_from_the_start_of_the_scope() -> None:
    d = dossier(WITHDRAWAL)
    assert d.told(MessageAwaited) == [MessageAwaited(1, "asked", "withdraw", 0)]
    assert d.told(TimerArmed) == [TimerArmed(2, "late", Timer("cycle", "R2/P1D"), 0, NOW)]
    assert awaiting(d.definition, d.state, "withdraw") == (1,)


def test_when_it_interrupts_it_runs_in_place_of_all_work() -> None:
    d = dossier(WITHDRAWAL).deliver("asked")
    assert TaskCancelled(3, "a") in d.news
    assert TimerDisarmed(2, "late") in d.news, "what watched the work watches no more"
    assert SubprocessEntered(4, "withdrawal") in d.news
    assert d.waiting == ["confirm"]
    d.do("confirm")
    assert d.news[-2:] == (SubprocessLeft(4, "withdrawal"), ProcessEnded("withdrawal"))


def test_when_it_does_not_interrupt_it_runs_beside_the_work_as_often_as_its_event_comes() -> None:
    d = dossier(WITHDRAWAL).fire("late")
    assert d.waiting == ["a", "remind"]
    assert d.told(TimerArmed)[0].number == d.number("late")
    d.fire("late")
    assert not d.told(TimerArmed), "the timer repeats twice"
    assert d.waiting == ["a", "remind", "remind"]
    assert d.do("a", "b", "remind").status == "running"
    assert d.do("remind").status == "ended"


def test_with_the_last_work_of_the_scope_nothing_is_awaited_any_more() -> None:
    d = dossier(WITHDRAWAL).do("a", "b")
    assert MessageGivenUp(1, "asked", "withdraw") in d.news
    assert d.news[-1] == ProcessEnded("e")
    assert d.state.waits == ()


def test_a_second_click_on_its_event_is_over() -> None:
    d = dossier(WITHDRAWAL)
    number = d.number("asked")
    d.deliver("asked")
    with pytest.raises(StaleCommandError) as caught:
        d.tell(Deliver(number))
    assert caught.value.reason == "over"


INSIDE = """
start s
subprocess p {
  start i
  user a
  parallel f
  user c
  parallel j
  i -> f
  f -> a -> j
  f -> c -> j
  event-subprocess trouble {
    error-start broken error=BROKEN
    user mend
    broken -> mend
  }
  event-subprocess notice {
    escalation-start heard interrupting=false
    user note
    heard -> note
  }
  event-subprocess closing {
    signal-start closed signal=close
    error-end again error=BROKEN
    user wind-up
    closed -> wind-up -> again
  }
}
timer-boundary t on=p duration=P9D
error-boundary outside on=p
user late
user after
user rescue
s -> p -> after
t -> late
outside -> rescue
"""


def test_an_error_in_its_scope_is_caught_by_it_and_the_border_of_the_scope_stays_armed() -> None:
    d = dossier(INSIDE).do("c").fail("a", "BROKEN")
    assert d.waiting == ["mend"]
    assert d.number("t") == 2
    assert d.state.held == ()
    assert d.do("mend").waiting == ["after"]
    assert TimerDisarmed(2, "t") in d.news


def test_an_error_thrown_inside_it_goes_out_of_the_scope() -> None:
    d = dossier(INSIDE).hear("close").do("wind-up")
    assert d.waiting == ["rescue"]


def test_the_border_of_the_scope_breaks_it_off_with_the_rest() -> None:
    d = dossier(INSIDE).fail("a", "BROKEN").fire("t")
    assert [fact.node for fact in d.told(SubprocessCancelled)] == ["p", "trouble"]
    assert d.waiting == ["late"]


def test_an_escalation_inside_it_is_not_caught_by_itself() -> None:
    d = dossier(
        "start s\nescalation-throw up escalation=X\nuser a\ns -> up -> a\n"
        "event-subprocess n {\nescalation-start heard interrupting=false\nescalation-throw more escalation=Y\nuser b\n"
        "heard -> more -> b\n}"
    )
    assert d.told(EscalationThrown) == [EscalationThrown("up", "X", "heard"), EscalationThrown("more", "Y", "")]
    assert sorted(d.waiting) == ["a", "b"]


def test_terminate_inside_it_ends_only_itself() -> None:
    d = dossier(
        "start s\nuser a\ns -> a\nevent-subprocess n {\nmessage-start m interrupting=false\nparallel f\nuser b\n"
        "terminate x\nm -> f\nf -> b\nf -> x\n}"
    ).deliver("m")
    assert d.waiting == ["a"]


def test_it_may_have_event_sub_processes_of_its_own() -> None:
    d = dossier(
        "start s\nuser a\ns -> a\nevent-subprocess n {\nmessage-start m\nuser b\nm -> b\n"
        "event-subprocess nn {\nmessage-start mm\nuser c\nmm -> c\n}\n}"
    )
    assert d.deliver("m").waiting == ["b"]
    assert d.deliver("mm").waiting == ["c"]


def test_a_called_process_brings_its_own() -> None:
    definition = compiled(
        "start s\ncall k called=other\nuser z\ns -> k -> z",
        other="start i\nuser a\ni -> a\nevent-subprocess n {\nmessage-start m\nuser b\nm -> b\n}",
    )
    d = Dossier(definition).start()
    assert d.deliver("k/m").waiting == ["k/b"]
    assert d.do("k/b").waiting == ["z"]


def test_an_error_without_a_catcher_further_out_is_uncaught() -> None:
    d = dossier(
        "start s\nuser a\ns -> a\nevent-subprocess n {\nerror-start x\nuser b\nx -> b\n}",
    ).fail("a", "ONE")
    with pytest.raises(UncaughtError):
        d.tell(Raise(d.number("b"), "TWO"))
