"""Where a dossier stands after the drawing was changed, case by case, and why it sometimes cannot be moved."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from motcua.core.process import (
    Held,
    UnreadableStateError,
    Wait,
)
from motcua.core.process.changeover import (
    BadMappingError,
    Changed,
    Changeover,
    Moved,
    ObstacleKind,
    TokenMoved,
    change_over,
    suggest_mapping,
)
from tests.core.process.changing import ONE_AFTER_THE_OTHER, TWO_BRANCHES, moved, refused
from tests.core.process.drawn import NOW, compiled, dossier


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
