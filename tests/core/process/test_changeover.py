"""Where a dossier stands after the drawing was changed, case by case, and why it sometimes cannot be moved."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from motcua.core.process import (
    Held,
    MessageAwaited,
    MessageGivenUp,
    SignalAwaited,
    SubprocessCancelled,
    SubprocessEntered,
    TimerArmed,
    TimerDisarmed,
    UnreadableStateError,
    Wait,
)
from motcua.core.process.changeover import (
    BadMappingError,
    Blocked,
    Changed,
    Changeover,
    Moved,
    ObstacleKind,
    TokenMoved,
    change_over,
    suggest_mapping,
)
from tests.core.process.drawn import NOW, Dossier, compiled, dossier

TWO_BRANCHES = """
start s
user appraise
parallel fork
user police
user survey
parallel join
user sign
end e
s -> appraise -> fork -> police -> join
fork -> survey -> join
join -> sign -> e
"""
ONE_AFTER_THE_OTHER = """
start s
user appraise
user police
user survey
user sign
end e
s -> appraise -> police -> survey -> sign -> e
"""


def moved(old: Dossier, drawing: str, **mapping: str) -> Changed:
    found = change_over(old.definition, compiled(drawing), old.state, mapping, NOW)
    assert isinstance(found, Changed), found
    return found


def refused(old: Dossier, drawing: str, mapping: dict[str, str] | None = None) -> dict[str, ObstacleKind]:
    """Why not: by element."""
    found = change_over(old.definition, compiled(drawing), old.state, mapping or {}, NOW)
    assert isinstance(found, Blocked), found
    assert all(each.message.vi and each.message.en for each in found.obstacles)
    return {each.element: each.kind for each in found.obstacles}


def test_a_renamed_step_keeps_its_number_and_its_dossier() -> None:
    changed = moved(dossier(ONE_AFTER_THE_OTHER), ONE_AFTER_THE_OTHER.replace("appraise", "review"), appraise="review")
    assert changed.state.waits == (Wait(1, "review", 0, 0),)
    assert changed.changes == (Moved(1, 1, "appraise", "review", None, None),)


def test_a_step_in_another_lane_tells_both_roles() -> None:
    old = dossier(f"{ONE_AFTER_THE_OTHER}\nlane l role=specialist members=appraise")
    changed = moved(old, f"{ONE_AFTER_THE_OTHER}\nlane l role=head members=appraise")
    assert changed.changes == (Moved(1, 1, "appraise", "appraise", "specialist", "head"),)


def test_a_step_that_is_gone_says_so_and_goes_where_the_reformer_says() -> None:
    old = dossier(ONE_AFTER_THE_OTHER).do("appraise")
    shorter = ONE_AFTER_THE_OTHER.replace("user police\n", "").replace("-> police ", "")
    assert refused(old, shorter) == {"police": ObstacleKind.ELEMENT_GONE}
    assert moved(old, shorter, police="survey").state.waits == (Wait(2, "survey", 0, 0),)


def test_a_step_that_became_a_wait_for_a_message_is_another_kind() -> None:
    old = dossier(ONE_AFTER_THE_OTHER).do("appraise")
    assert refused(old, ONE_AFTER_THE_OTHER.replace("user police", "receive police")) == {
        "police": ObstacleKind.KIND_CHANGED
    }


def test_a_user_task_may_become_a_manual_task() -> None:
    old = dossier(ONE_AFTER_THE_OTHER)
    assert moved(old, ONE_AFTER_THE_OTHER.replace("user appraise", "manual appraise")).changes == ()


def test_a_service_that_is_no_longer_waited_for_has_no_place_to_stand() -> None:
    drawing = "start s\nservice look\nend e\ns -> look -> e"
    old = dossier(drawing)
    assert refused(old, drawing.replace("service look", "service look wait=false")) == {
        "look": ObstacleKind.KIND_CHANGED
    }


# --- joins


def test_a_branch_that_never_began_would_keep_the_join_closed_for_ever() -> None:
    old = dossier(TWO_BRANCHES).do("appraise")
    three = f"{TWO_BRANCHES}\nuser tax\nfork -> tax -> join"
    assert refused(old, three) == {"join": ObstacleKind.JOIN_STUCK}
    before_the_fork = dossier(TWO_BRANCHES)
    assert moved(before_the_fork, three).changes == ()


def test_two_steps_at_once_cannot_stand_in_a_process_that_does_them_one_after_the_other() -> None:
    old = dossier(TWO_BRANCHES).do("appraise")
    assert refused(old, ONE_AFTER_THE_OTHER) == {"police": ObstacleKind.NEVER_STANDS_SO}


def test_a_branch_that_is_done_waits_for_nothing_where_the_join_is_gone() -> None:
    old = dossier(TWO_BRANCHES).do("appraise", "police")
    assert refused(old, ONE_AFTER_THE_OTHER) == {"police-join": ObstacleKind.JOIN_GONE}
    changed = moved(old, ONE_AFTER_THE_OTHER, **{"police-join": ""})
    assert changed.changes == (TokenMoved("police-join", ""),)
    assert changed.state.held == ()


def test_a_step_drawn_into_a_finished_branch_is_not_asked_of_who_has_passed_it() -> None:
    old = dossier(TWO_BRANCHES).do("appraise", "police")
    longer = TWO_BRANCHES.replace("user sign", "user tax\nuser sign").replace("police -> join", "police -> tax -> join")
    changed = moved(old, longer)
    assert changed.state.held == (Held("tax-join", 0),)
    assert changed.changes == (TokenMoved("police-join", "tax-join"),)


def test_a_finished_branch_that_is_gone_leaves_its_token_to_the_reformer() -> None:
    three = f"{TWO_BRANCHES}\nuser tax\nfork -> tax -> join"
    old = dossier(three).do("appraise", "tax")
    assert refused(old, TWO_BRANCHES) == {"tax-join": ObstacleKind.ARROW_GONE}
    assert moved(old, TWO_BRANCHES, **{"tax-join": ""}).state.held == ()
    assert refused(old, TWO_BRANCHES, {"tax-join": "join-sign"}) == {"tax-join": ObstacleKind.ARROW_GONE}


def test_an_inclusive_join_may_take_the_place_of_a_parallel_one() -> None:
    old = dossier(TWO_BRANCHES).do("appraise", "police")
    changed = moved(old, TWO_BRANCHES.replace("parallel join", "inclusive join"))
    assert changed.state.held == (Held("police-join", 0),)


def test_a_join_that_would_open_at_once_is_refused_for_nothing_moves_on_by_itself() -> None:
    three = f"{TWO_BRANCHES}\nuser tax\nfork -> tax -> join"
    old = dossier(three).do("appraise", "police", "survey")
    assert refused(old, TWO_BRANCHES) == {"tax": ObstacleKind.ELEMENT_GONE}
    assert refused(old, TWO_BRANCHES, {"tax": "sign"}) == {"sign": ObstacleKind.NEVER_STANDS_SO}


# --- borders


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


# --- mapping


def test_a_mapping_that_names_what_no_drawing_has_is_refused() -> None:
    old = dossier(ONE_AFTER_THE_OTHER)
    with pytest.raises(BadMappingError) as unknown:
        change_over(old.definition, old.definition, old.state, {"appraisal": "appraise"}, NOW)
    assert unknown.value.element == "appraisal"
    with pytest.raises(BadMappingError) as nowhere:
        change_over(old.definition, old.definition, old.state, {"appraise": "appraise-police"}, NOW)
    assert nowhere.value.element == "appraise-police"


def test_a_mapping_counts_also_where_only_other_files_of_the_procedure_have_changed() -> None:
    old = dossier(ONE_AFTER_THE_OTHER)
    assert moved(old, ONE_AFTER_THE_OTHER, appraise="police").state.waits == (Wait(1, "police", 0, 0),)


def test_threads_that_ask_at_once_get_the_answer_that_one_gets() -> None:
    branches = "\n".join(f"user b{n}\nuser c{n}\nfork -> b{n} -> c{n} -> join" for n in range(6))
    wide = f"start s\nparallel fork\nparallel join\nuser z\nend e\ns -> fork\n{branches}\njoin -> z -> e"
    old = dossier(wide).do(*(f"b{n}" for n in range(6)), "c5")
    changeover = Changeover(old.definition, compiled(wide.replace("user z", "manual z")), {})
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: changeover.apply(old.state, NOW), range(8)))
    assert {type(answer) for answer in answers} == {Changed}


def test_a_state_of_another_definition_is_not_touched() -> None:
    old = dossier(ONE_AFTER_THE_OTHER)
    with pytest.raises(UnreadableStateError):
        change_over(compiled(TWO_BRANCHES), old.definition, old.state, {}, NOW)


def test_elements_are_found_again_by_id_and_else_by_name_where_that_leaves_no_doubt() -> None:
    old = compiled("start s\nuser a name=Thẩm_định\nuser b name=Ký\nuser c name=Trả\nend e\ns -> a -> b -> c -> e")
    new = compiled(
        "start s\nuser x name=thẩm_định\nuser y name=Ký\nuser z name=Ký\nuser c name=Khác\nend e\n"
        "s -> x -> y -> z -> c -> e"
    )
    assert suggest_mapping(old, new) == {"a": "x", "c": "c"}


def test_a_dossier_that_has_ended_only_changes_its_definition() -> None:
    old = dossier(ONE_AFTER_THE_OTHER).do("appraise", "police", "survey", "sign")
    changed = moved(old, TWO_BRANCHES)
    assert changed.changes == ()
    assert changed.state.status == "ended"


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
