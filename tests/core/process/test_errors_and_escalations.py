"""An error ends what it is thrown in, up to the nearest event that catches it; an escalation only tells somebody."""

import pytest

from motcua.core.process import (
    ErrorThrown,
    EscalationThrown,
    FlowTaken,
    MessageGivenUp,
    ProcessEnded,
    Raise,
    StaleCommandError,
    SubprocessCancelled,
    TaskCancelled,
    TaskFailed,
    TimerDisarmed,
    UncaughtError,
)
from tests.core.process.drawn import Dossier, compiled, dossier

NESTED = """
start s
subprocess outer {
  start o
  subprocess inner {
    start i
    parallel f
    user a
    user b
    error-end missing error=MISSING
    i -> f
    f -> a -> missing
    f -> b
  }
  error-boundary near on=inner error=OTHER
  user c
  o -> inner -> c
  near -> c
}
error-boundary exact on=outer error=MISSING
error-boundary any on=outer
user mend
user report
end e
s -> outer -> e
exact -> mend -> e
any -> report -> e
"""


def test_an_error_goes_up_to_the_nearest_event_with_its_code_and_breaks_off_all_in_between() -> None:
    d = dossier(NESTED).do("a")
    assert ErrorThrown("missing", "MISSING", "exact") in d.news
    cancelled = [fact.node for fact in d.news if isinstance(fact, SubprocessCancelled | TaskCancelled)]
    assert cancelled == ["outer", "inner", "b"]
    assert d.waiting == ["mend"]


def test_an_error_without_an_event_of_its_code_is_caught_by_one_that_catches_all() -> None:
    d = dossier(NESTED.replace("error=MISSING\nerror-boundary any", "error=ELSE\nerror-boundary any")).do("a")
    assert d.waiting == ["report"]


def test_the_nearest_event_wins_over_a_better_fitting_one_further_out() -> None:
    d = dossier(NESTED.replace("near on=inner error=OTHER", "near on=inner")).do("a")
    assert d.waiting == ["c"]


def test_a_task_may_end_with_an_error_of_its_own() -> None:
    d = dossier(
        "start s\nuser a\nerror-boundary b on=a error=NO-LAND-PAPER\ntimer-boundary t on=a duration=P1D\nuser c\n"
        "end e\ns -> a -> e\nt -> e\nb -> c"
    ).fail("a", "NO-LAND-PAPER")
    assert d.news[:3] == (
        TaskFailed(1, "a", "NO-LAND-PAPER", "b"),
        TimerDisarmed(2, "t"),
        FlowTaken("b-c"),
    )
    assert d.waiting == ["c"]


def test_the_error_of_a_task_is_caught_by_the_scope_around_it() -> None:
    assert dossier(NESTED).fail("b", "MISSING").waiting == ["mend"]
    assert dossier(NESTED).fail("b", "OTHER").waiting == ["c"]
    assert dossier(NESTED).fail("b", "WHATEVER").waiting == ["report"]


def test_a_receive_task_that_fails_awaits_its_message_no_more() -> None:
    d = dossier("start s\nreceive r message=m\nerror-boundary b on=r\nend e\ns -> r -> e\nb -> e").fail("r", "LOST")
    assert d.news[:2] == (MessageGivenUp(1, "r", "m"), TaskFailed(1, "r", "LOST", "b"))


def test_an_error_that_nothing_catches_is_refused_and_the_dossier_stays_where_it_is() -> None:
    d = dossier("start s\nuser a\nerror-boundary b on=a error=X\nend e\ns -> a -> e\nb -> e")
    before = d.state
    with pytest.raises(UncaughtError) as caught:
        d.fail("a", "Y")
    assert (caught.value.element, caught.value.code) == ("a", "Y")
    assert "Y" in caught.value.message.vi
    assert d.state == before


def test_an_error_end_event_that_nothing_catches_is_refused_at_the_command_that_reaches_it() -> None:
    d = dossier("start s\nuser a\nerror-end x error=E1\ns -> a -> x")
    with pytest.raises(UncaughtError):
        d.do("a")
    assert d.waiting == ["a"]


def test_a_failed_task_cannot_fail_twice_nor_a_timer_fail_at_all() -> None:
    d = dossier("start s\nuser a\nerror-boundary b on=a\ntimer-catch t duration=P1D\ns -> a\nb -> t")
    d.fail("a", "X")
    for number, reason in ((1, "over"), (d.number("t"), "unfit"), (99, "unknown")):
        with pytest.raises(StaleCommandError) as caught:
            d.tell(Raise(number, "X"))
        assert caught.value.reason == reason


def test_an_error_in_a_called_process_is_caught_by_the_caller() -> None:
    definition = compiled(
        "start s\ncall c called=other\nerror-boundary b on=c error=E\nuser a\ns -> c\nb -> a",
        other="start i\nerror-end x error=E\ni -> x",
    )
    assert Dossier(definition).start().waiting == ["a"]


ESCALATION = """
start s
subprocess p {
  start i
  escalation-throw up escalation=LATE
  user a
  escalation-end gone escalation=GONE
  i -> up -> a -> gone
}
escalation-boundary late on=p escalation=LATE interrupting=false
user remind
end e
s -> p -> e
late -> remind -> e
"""


def test_an_escalation_that_does_not_interrupt_starts_its_own_way_and_the_work_goes_on() -> None:
    d = dossier(ESCALATION)
    assert EscalationThrown("up", "LATE", "late") in d.news
    assert sorted(d.waiting) == ["a", "remind"]


def test_an_interrupting_escalation_breaks_the_work_off() -> None:
    assert dossier(ESCALATION.replace(" interrupting=false", "")).waiting == ["remind"]


def test_an_escalation_that_nobody_catches_is_told_and_goes_on() -> None:
    d = dossier(ESCALATION).do("a")
    assert EscalationThrown("gone", "GONE", "") in d.news
    assert d.do("remind").news[-1] == ProcessEnded("e")


def test_an_escalation_may_be_caught_whatever_its_code() -> None:
    assert sorted(dossier(ESCALATION.replace(" escalation=LATE interrupting", " interrupting")).waiting) == [
        "a",
        "remind",
    ]
