"""What a careful reader would object to in a drawing that can be executed."""

import pytest

from motcua.core.process import Problem, check_process, read_model
from tests.core.process.drawn import xml


def problems(drawing: str) -> list[Problem]:
    return check_process(read_model(xml(drawing)))


def found(drawing: str) -> list[tuple[str, str, str]]:
    return [(problem.level, problem.code, problem.element) for problem in problems(drawing)]


def test_a_good_drawing_has_no_problems() -> None:
    assert found("start s\nuser a\nend e\ns -> a -> e") == []


def test_a_process_without_an_end_event_is_an_error() -> None:
    assert found("start s\nuser a\ns -> a") == [("error", "no-end", "main")]


def test_what_no_way_leads_to_is_an_error() -> None:
    assert found("start s\nuser a\nuser b\nend e\ns -> a -> e\nb -> e") == [("error", "unreachable", "b")]


def test_what_only_a_border_event_leads_to_can_be_reached() -> None:
    assert found("start s\nuser a\ntimer-boundary t on=a duration=P1D\nuser b\nend e\ns -> a -> e\nt -> b -> e") == []


def test_of_an_unreachable_sub_process_only_the_sub_process_is_named() -> None:
    drawing = "start s\nsubprocess p {\nstart i\nuser a\ni -> a\n}\nend e\ns -> e\np -> e"
    assert found(drawing) == [("error", "unreachable", "p")]


@pytest.mark.parametrize("gateway", ["exclusive", "inclusive"])
def test_conditions_without_a_default_are_a_warning(gateway: str) -> None:
    drawing = f"start s\n{gateway} x\nuser a\nuser b\nend e\ns -> x\nx -> a : ok\nx -> b : no\na -> e\nb -> e"
    assert found(drawing) == [("warning", "no-default", "x")]


def test_a_task_outside_all_lanes_is_an_error_where_lanes_are_drawn() -> None:
    drawing = "start s\nuser a\nuser b\nservice c\nend e\ns -> a -> b -> c -> e\n"
    assert found(drawing + "lane l members=s,a,e") == [("error", "no-role", "b")]
    assert found(drawing) == []


def test_a_parallel_join_fed_by_an_exclusive_split_can_never_open() -> None:
    drawing = (
        "start s\nexclusive x default=x-b\nuser a\nuser b\nparallel j\nend e\n"
        "s -> x\nx -> a : ok\nx -> b\na -> j\nb -> j\nj -> e"
    )
    assert found(drawing) == [("error", "join-never-opens", "j")]


def test_a_way_out_of_a_parallel_branch_may_leave_the_join_waiting() -> None:
    drawing = (
        "start s\nparallel f\nuser a\nexclusive x default=x-j\nuser b\nparallel j\nend e\nend out\n"
        "s -> f\nf -> a -> x\nx -> j\nx -> out : gone\nf -> b -> j\nj -> e"
    )
    assert found(drawing) == [("warning", "join-may-stick", "j")]


def test_a_border_event_that_leads_into_its_own_join_beside_the_normal_way_never_lets_it_open() -> None:
    drawing = (
        "start s\nparallel f\nuser a\nuser b\ntimer-boundary t on=b duration=P12D\nparallel j\nend e\n"
        "s -> f\nf -> a -> j\nf -> b -> j\nt -> j\nj -> e"
    )
    assert found(drawing) == [("error", "join-never-opens", "j")]


def test_a_return_edge_into_a_fork_makes_it_a_join_that_never_opens() -> None:
    drawing = (
        "start s\nparallel f\nuser a\nuser b\nparallel j\nexclusive x default=x-e\nend e\n"
        "s -> f\nf -> a -> j\nf -> b -> j\nj -> x\nx -> f : again\nx -> e"
    )
    assert found(drawing) == [("error", "join-never-opens", "f")]


def test_an_inclusive_join_never_sticks() -> None:
    drawing = (
        "start s\ninclusive x default=x-c\nuser a\nuser b\nuser c\ninclusive j\nend e\n"
        "s -> x\nx -> a : p\nx -> b : q\nx -> c\na -> j\nb -> j\nc -> j\nj -> e"
    )
    assert found(drawing) == []


def test_a_parallel_join_behind_an_inclusive_split_may_stick() -> None:
    drawing = (
        "start s\ninclusive x\nuser a\nuser b\nparallel j\nend e\ns -> x\nx -> a : p\nx -> b\na -> j\nb -> j\nj -> e"
    )
    assert found(drawing) == [("warning", "join-may-stick", "j")]


def test_terminate_takes_the_waiting_tokens_with_it() -> None:
    drawing = (
        "start s\nparallel f\nuser a\nexclusive x default=x-j\nuser b\nparallel j\nend e\nterminate out\n"
        "s -> f\nf -> a -> x\nx -> j\nx -> out : gone\nf -> b -> j\nj -> e"
    )
    assert found(drawing) == []


def test_joins_inside_a_sub_process_are_tried_too() -> None:
    drawing = (
        "start s\nsubprocess p {\nstart i\nexclusive x default=x-b\nuser a\nuser b\nparallel j\n"
        "i -> x\nx -> a : ok\nx -> b\na -> j\nb -> j\n}\nend e\ns -> p -> e"
    )
    assert found(drawing) == [("error", "join-never-opens", "j")]


def test_too_many_ways_leave_the_question_open_and_say_so() -> None:
    branches = "".join(
        f"exclusive x{i} default=x{i}-b{i}\nuser a{i}\nuser b{i}\nf -> x{i}\nx{i} -> a{i} : c{i}\nx{i} -> b{i}\n"
        f"a{i} -> j\nb{i} -> j\n"
        for i in range(14)
    )
    drawing = f"start s\nparallel f\n{branches}parallel j\nend e\ns -> f\nj -> e"
    assert found(drawing) == [("warning", "joins-not-tried", "main")]


def test_a_loop_without_a_step_that_waits_is_an_error() -> None:
    drawing = (
        "start s\nuser a\nexclusive m\nservice t wait=false\nexclusive x default=x-e\nend e\n"
        "s -> a -> m -> t -> x\nx -> m : again\nx -> e"
    )
    assert found(drawing) == [("error", "endless-loop", "m")]


def test_a_loop_whose_service_is_awaited_is_none() -> None:
    drawing = (
        "start s\nexclusive m\nservice t\nexclusive x default=x-e\nend e\ns -> m -> t -> x\nx -> m : again\nx -> e"
    )
    assert found(drawing) == []


def test_a_loop_that_only_an_error_closes_is_one_too() -> None:
    drawing = (
        "start s\nexclusive m\nsubprocess p {\nstart i\nerror-end x error=E\ni -> x\n}\nerror-boundary b on=p\nend e\n"
        "s -> m -> p -> e\nb -> m"
    )
    assert ("error", "endless-loop", "m") in found(drawing)
    waiting = drawing.replace("i -> x", "user a\ni -> a -> x")
    assert ("error", "endless-loop", "m") not in found(waiting)


def test_what_is_only_behind_an_error_cannot_be_reached_otherwise() -> None:
    drawing = (
        "start s\nsubprocess p {\nstart i\nuser a\nerror-end x error=E\ni -> a -> x\n}\nerror-boundary b on=p\nuser c\n"
        "end e\nend f\ns -> p -> f\nb -> c -> e"
    )
    assert found(drawing) == [("error", "unreachable", "f")]


def test_steps_from_which_no_way_leads_to_an_end_are_an_error_once() -> None:
    drawing = (
        "start s\nuser a\nexclusive x default=x-e\nuser b\nuser c\nend e\n"
        "s -> a -> x\nx -> e\nx -> b : lost\nb -> c -> b"
    )
    assert found(drawing) == [("error", "no-way-to-an-end", "b")]
    assert found(drawing + "\ntimer-boundary t on=c duration=P1D\nt -> e") == []


def test_an_error_that_nothing_catches_is_an_error() -> None:
    drawing = "start s\nsubprocess p {\nstart i\nerror-end x error=E\nend o\nuser a\ni -> a\na -> o\na -> x\n}\nend e\n"
    assert found(drawing + "s -> p -> e") == [("error", "error-uncaught", "x")]
    other = drawing + "error-boundary b on=p error=F\ns -> p -> e\nb -> e"
    assert found(other) == [("error", "error-uncaught", "x")]
    assert found(other.replace("error=F", "error=E")) == []
    assert found(drawing + "s -> p -> e\nevent-subprocess n {\nerror-start r\nend z\nr -> z\n}") == []


def test_an_event_sub_process_catches_no_error_of_its_own() -> None:
    drawing = "start s\nuser a\nend e\ns -> a -> e\nevent-subprocess n {\nerror-start r\nerror-end x error=E\nr -> x\n}"
    assert found(drawing) == [("error", "error-uncaught", "x")]


def test_a_message_to_oneself_is_a_warning() -> None:
    drawing = "start s\nmessage-throw t message=m\nreceive r message=m\nend e\ns -> t -> r -> e"
    assert found(drawing) == [("warning", "message-to-itself", "r")]


@pytest.mark.parametrize("time", ["duration=PT0S", "days=0", "hours=0.0", "duration=P0D"])
def test_a_time_without_length_is_a_warning(time: str) -> None:
    assert found(f"start s\ntimer-catch t {time}\nend e\ns -> t -> e") == [("warning", "timer-zero", "t")]


def test_a_timer_that_repeats_no_times_is_a_warning() -> None:
    drawing = "start s\nuser a\ntimer-boundary t on=a cycle=R0/P1D interrupting=false\nend e\ns -> a -> e\nt -> e"
    assert found(drawing) == [("warning", "timer-zero", "t")]


@pytest.mark.parametrize("time", ["duration=P10D", "days=0.5", "date=2026-12-15"])
def test_a_time_with_length_is_none(time: str) -> None:
    assert found(f"start s\ntimer-catch t {time}\nend e\ns -> t -> e") == []


def test_every_new_element_in_its_place_is_sound() -> None:
    drawing = """
    start s
    event-based g
    message-catch m
    timer-catch t duration=P1D
    signal-throw n signal=x
    subprocess p parallel=2 {
      start i
      user a most=3
      escalation-throw u escalation=U
      error-end x error=E
      exclusive c default=c-o
      end o
      i -> a -> u -> c
      c -> o
      c -> x : wrong
    }
    error-boundary b on=p error=E
    escalation-boundary l on=p interrupting=false
    signal-end e signal=y
    s -> g
    g -> m -> n -> p
    g -> t -> e
    p -> e
    b -> e
    l -> e
    event-subprocess w {
      message-start asked
      user k
      end done
      asked -> k -> done
    }
    """
    assert found(drawing) == []


def test_behind_an_event_based_gateway_only_one_branch_comes() -> None:
    drawing = (
        "start s\nevent-based g\nmessage-catch m\ntimer-catch t duration=P1D\nparallel j\nend e\n"
        "s -> g\ng -> m -> j\ng -> t -> j\nj -> e"
    )
    assert found(drawing) == [("error", "join-never-opens", "j")]
    assert found(drawing.replace("parallel", "inclusive")) == []


def test_an_error_takes_the_waiting_tokens_with_it() -> None:
    drawing = (
        "start s\nsubprocess p {\nstart i\nparallel f\nuser a\nexclusive x default=x-j\nuser b\nparallel j\nend e\n"
        "error-end out error=E\ni -> f\nf -> a -> x\nx -> j\nx -> out : gone\nf -> b -> j\nj -> e\n}\n"
        "error-boundary r on=p\nend z\ns -> p -> z\nr -> z"
    )
    assert found(drawing) == []


def test_what_is_drawn_but_not_used_is_a_warning() -> None:
    text = xml("start s\nuser a\nend e\ns -> a -> e").replace(
        b'<userTask id="a">', b'<userTask id="a"><potentialOwner id="p"/>'
    )
    (problem,) = check_process(read_model(text))
    assert (problem.level, problem.code, problem.element) == ("warning", "unread", "a")
    assert "potentialOwner" in problem.message.vi


def test_a_problem_reads_as_a_sentence_with_its_place() -> None:
    (problem,) = problems("start s\nuser a name=Thẩm\nuser b name=Soát\nend e\ns -> a -> e\nb -> e")
    assert str(problem) == "dòng 5, b: không có đường nào tới «Soát» (no way leads to “Soát”)"


def test_problems_come_in_the_order_of_the_file() -> None:
    lines = [problem.line for problem in problems("user b\nstart s\nscript c\nuser a\ns -> a -> c")]
    assert lines == [2, 3, 5]
