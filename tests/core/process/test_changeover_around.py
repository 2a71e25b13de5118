"""What is drawn around a running step, and what listens beside it: timers, sub-processes, repeated steps, events."""

from motcua.core.process import (
    Held,
    MessageAwaited,
    MessageGivenUp,
    SignalAwaited,
    SubprocessCancelled,
    SubprocessEntered,
    TimerArmed,
    TimerDisarmed,
    Wait,
)
from motcua.core.process.changeover import (
    Changed,
    Moved,
    ObstacleKind,
    change_over,
)
from tests.core.process.changing import ONE_AFTER_THE_OTHER, TWO_BRANCHES, moved, refused
from tests.core.process.drawn import NOW, Dossier, compiled, dossier


def test_a_timer_drawn_onto_a_running_step_is_armed_now() -> None:
    old = dossier(ONE_AFTER_THE_OTHER)
    changed = moved(old, f"{ONE_AFTER_THE_OTHER}\ntimer-boundary late on=appraise duration=P2D\nlate -> sign")
    assert changed.state.waits == (Wait(1, "appraise", 0, 0), Wait(2, "late", 1, 0))
    [armed] = changed.changes
    assert isinstance(armed, TimerArmed)
    assert (armed.number, armed.host, armed.at) == (2, 1, NOW)


def test_a_timer_that_is_gone_is_disarmed_and_one_that_stays_keeps_its_number() -> None:
    with_timer = f"{ONE_AFTER_THE_OTHER}\ntimer-boundary late on=appraise duration=P2D\nlate -> sign"
    old = dossier(with_timer)
    assert moved(old, ONE_AFTER_THE_OTHER).changes == (TimerDisarmed(2, "late"),)
    assert moved(old, with_timer.replace("P2D", "P5D")).changes == ()


def test_a_reminder_that_has_been_given_is_not_given_again() -> None:
    drawing = (
        f"{ONE_AFTER_THE_OTHER}\nuser hurry\n"
        "timer-boundary soon on=appraise duration=P2D interrupting=false\nsoon -> hurry -> e"
    )
    old = dossier(drawing).fire("soon")
    changed = moved(old, drawing.replace("P2D", "P1D"))
    assert changed.changes == ()
    assert [wait.node for wait in changed.state.waits] == ["appraise", "hurry"]


def test_a_timer_that_became_a_message_is_given_up_and_the_message_awaited() -> None:
    drawing = f"{ONE_AFTER_THE_OTHER}\nmessage-boundary late on=appraise message=stop\nlate -> sign"
    old = dossier(drawing)
    changed = moved(old, drawing.replace("message-boundary late on=appraise message=stop", TIMER))
    assert [type(each) for each in changed.changes] == [MessageGivenUp, TimerArmed]


TIMER = "timer-boundary late on=appraise duration=P2D"


# --- sub-processes

AROUND = """
start s
user appraise
subprocess together {
  start ts
  user police
  user survey
  end te
  ts -> police -> survey -> te
}
timer-boundary late on=together duration=P9D
user sign
end e
s -> appraise -> together -> sign -> e
late -> sign
"""


def test_a_sub_process_drawn_around_a_step_begins_and_the_step_inside_it_gets_a_new_number() -> None:
    old = dossier(ONE_AFTER_THE_OTHER).do("appraise")
    changed = moved(old, AROUND)
    assert changed.state.waits == (Wait(3, "together", 0, 0), Wait(4, "police", 3, 0), Wait(5, "late", 3, 0))
    assert [each for each in changed.changes if not isinstance(each, TimerArmed)] == [
        Moved(2, 4, "police", "police", None, None),
        SubprocessEntered(3, "together"),
    ]


def test_a_sub_process_that_is_gone_lets_its_content_go_on_outside() -> None:
    old = dossier(AROUND).do("appraise")
    changed = moved(old, ONE_AFTER_THE_OTHER)
    assert [wait.node for wait in changed.state.waits] == ["police"]
    assert {type(each) for each in changed.changes} == {SubprocessCancelled, TimerDisarmed}


def test_two_steps_that_run_side_by_side_come_into_one_sub_process() -> None:
    together = """
    start s
    user appraise
    subprocess both {
      start bs
      parallel fork
      user police
      user survey
      parallel join
      end be
      bs -> fork -> police -> join
      fork -> survey -> join -> be
    }
    user sign
    end e
    s -> appraise -> both -> sign -> e
    """
    old = dossier(TWO_BRANCHES).do("appraise")
    changed = moved(old, together)
    [scope] = [wait for wait in changed.state.waits if wait.node == "both"]
    assert [(wait.node, wait.parent) for wait in changed.state.waits[1:]] == [
        ("police", scope.number),
        ("survey", scope.number),
    ]
    half = dossier(TWO_BRANCHES).do("appraise", "police")
    assert moved(half, together).state.held == (Held("police-join", moved(half, together).state.waits[0].number),)


# --- repeated activities and events


def test_instances_of_a_repeated_step_keep_their_places() -> None:
    drawing = "start s\nuser ask parallel=3\nuser sign\nend e\ns -> ask -> sign -> e"
    old = dossier(drawing)
    renamed = drawing.replace("ask", "consult")
    changed = moved(old, renamed, ask="consult")
    assert [(wait.number, wait.place, wait.of) for wait in changed.state.waits] == [
        (wait.number, wait.place, wait.of) for wait in old.state.waits
    ]
    assert {wait.node for wait in changed.state.waits} == {"consult"}


def test_a_step_that_is_repeated_in_another_way_has_no_place_for_its_instances() -> None:
    drawing = "start s\nuser ask parallel=3\nuser sign\nend e\ns -> ask -> sign -> e"
    once = drawing.replace(" parallel=3", "")
    assert refused(dossier(drawing), once) == {"ask": ObstacleKind.REPETITION_CHANGED}
    assert refused(dossier(once), drawing) == {"ask": ObstacleKind.REPETITION_CHANGED}
    sequential = drawing.replace("parallel=3", "sequential=3")
    assert refused(dossier(drawing), sequential) == {"ask": ObstacleKind.REPETITION_CHANGED}


def test_a_signal_that_the_new_process_hears_is_awaited_from_now_on() -> None:
    drawing = f"{ONE_AFTER_THE_OTHER}\nsignal-boundary halt on=appraise signal=halt\nhalt -> sign"
    changed = moved(dossier(ONE_AFTER_THE_OTHER), drawing)
    assert [type(each) for each in changed.changes] == [SignalAwaited]
    assert moved(dossier(drawing), drawing.replace("signal=halt", "signal=stop")).changes == ()


RACE = """
start s
event-based race
message-catch answer message=answer
timer-catch silence duration=P12D
user sign
end e
s -> race -> answer -> sign
race -> silence -> sign -> e
"""


def test_a_race_of_events_goes_on_with_those_that_the_new_process_has() -> None:
    old = dossier(RACE)
    kept = moved(old, RACE.replace("P12D", "P7D"))
    assert (kept.state.waits, kept.changes) == (old.state.waits, ())
    withdrawn = f"{RACE}\nmessage-catch stop message=stop\nrace -> stop -> e"
    more = moved(old, withdrawn)
    assert [type(each) for each in more.changes] == [MessageAwaited]
    assert more.state.waits[-1].parent == old.number("race")
    again = change_over(compiled(withdrawn), old.definition, more.state, {}, NOW)
    assert isinstance(again, Changed)
    assert again.state.waits == old.state.waits
    assert [type(each) for each in again.changes] == [MessageGivenUp]


def test_an_event_sub_process_that_the_new_process_has_is_listened_for() -> None:
    listening = f"""{ONE_AFTER_THE_OTHER}
    event-subprocess halt {{
      message-start stopped message=stop
      user note
      end he
      stopped -> note -> he
    }}
    """
    old = dossier(ONE_AFTER_THE_OTHER).do("appraise")
    changed = moved(old, listening)
    assert changed.state.waits == (Wait(2, "police", 0, 0), Wait(3, "stopped", 0, 0))
    begun = Dossier(compiled(listening))
    begun.state = changed.state
    begun.deliver("stopped")
    assert begun.waiting == ["note"]
    assert moved(begun, listening.replace("user note", "manual note")).state.waits == begun.state.waits
    assert refused(begun, ONE_AFTER_THE_OTHER) == {"note": ObstacleKind.ELEMENT_GONE}


def test_instances_of_a_repeated_sub_process_keep_what_goes_on_in_them() -> None:
    drawing = """
    start s
    subprocess each parallel=2 {
      start es
      user ask
      user note
      end ee
      es -> ask -> note -> ee
    }
    user sign
    end e
    s -> each -> sign -> e
    """
    old = dossier(drawing).do("ask")
    longer = drawing.replace("user note", "user look\n      user note").replace("ask -> note", "ask -> look -> note")
    changed = moved(old, longer)
    assert changed.state.waits == old.state.waits
    once = drawing.replace(" parallel=2", "")
    assert set(refused(old, once).values()) == {ObstacleKind.REPETITION_CHANGED}
