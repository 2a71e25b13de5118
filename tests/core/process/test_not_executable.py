"""What the engine does not execute is refused with element, line, kind and reason, in both languages."""

import pytest

from motcua.core.process import NotExecutableError, Problem, check_process, compile_process, read_model
from tests.core.process.drawn import xml


def refused(drawing: str, *replaced: tuple[str, str]) -> list[Problem]:
    text = xml(drawing).decode()
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    model = read_model(text.encode())
    with pytest.raises(NotExecutableError) as caught:
        compile_process(model)
    problems = list(caught.value.problems)
    assert all(problem.message.vi and problem.message.en and problem.line for problem in problems)
    assert all(problem in check_process(model) for problem in problems), "the check names what compiling refuses"
    return problems


@pytest.mark.parametrize(
    ("drawn", "spelled"),
    [
        ("script x", "scriptTask"),
        ("conditional-catch x", "intermediateCatchEvent (conditional)"),
        ("compensate-throw x", "intermediateThrowEvent (compensate)"),
    ],
)
def test_an_unsupported_element_is_named_with_its_kind(drawn: str, spelled: str) -> None:
    (problem,) = refused(f"start s\n{drawn}\nend e\ns -> x -> e")
    assert (problem.code, problem.element, problem.line) == ("unsupported", "x", 4)
    assert spelled in problem.message.vi
    assert spelled in problem.message.en


@pytest.mark.parametrize(
    ("before", "after", "spelled"),
    [
        (
            '<userTask id="a"></userTask>',
            '<userTask id="a"><multiInstanceLoopCharacteristics behavior="None"/></userTask>',
            "behavior",
        ),
        ("userTask", "choreographyTask", "choreographyTask"),
        ('<startEvent id="s">', '<startEvent id="s"><standardLoopCharacteristics/>', "standardLoop"),
        ('<userTask id="a">', '<userTask id="a" isForCompensation="true">', "isForCompensation"),
        ('<userTask id="a">', '<userTask id="a" instantiate="true">', "instantiate"),
        ("userTask", "adHocSubProcess", "adHocSubProcess"),
        ("userTask", "transaction", "transaction"),
        ("userTask", "complexGateway", "complexGateway"),
        ("userTask", "somethingNew", "somethingNew"),
        ('<endEvent id="e">', '<endEvent id="e"><compensateEventDefinition/>', "endEvent (compensate)"),
        (
            '<endEvent id="e">',
            '<endEvent id="e"><messageEventDefinition/><terminateEventDefinition/>',
            "message, termin",
        ),
        ('<startEvent id="s">', '<startEvent id="s"><eventDefinitionRef>x</eventDefinitionRef>', "startEvent"),
    ],
)
def test_what_changes_the_meaning_of_an_element_is_never_ignored(before: str, after: str, spelled: str) -> None:
    problems = refused("start s\nuser a\nend e\ns -> a -> e", (before, after))
    assert [problem for problem in problems if problem.code == "unsupported" and spelled in problem.message.en]


@pytest.mark.parametrize(
    ("drawn", "advice"),
    [
        ("compensate-throw x", "revocation"),
        ("conditional-catch x", "signal"),
        ("script x", "service task"),
    ],
)
def test_a_refusal_says_what_to_draw_instead(drawn: str, advice: str) -> None:
    (problem,) = refused(f"start s\n{drawn}\nend e\ns -> x -> e")
    assert advice in problem.message.en


def test_an_event_based_gateway_that_waits_for_all_is_refused() -> None:
    drawing = "start s\nevent-based g\nmessage-catch m\nmessage-catch n\ns -> g\ng -> m\ng -> n"
    problems = refused(
        drawing, ('<eventBasedGateway id="g">', '<eventBasedGateway id="g" eventGatewayType="Parallel">')
    )
    assert [(problem.code, problem.element) for problem in problems] == [("unsupported", "g")]


def test_all_reasons_are_given_at_once() -> None:
    assert len(refused("start s\nscript x\nscript y\nend e\ns -> x -> y -> e")) == 2


@pytest.mark.parametrize(
    ("drawing", "code", "element"),
    [
        ("user a\nend e\na -> e", "no-start", "main"),
        ("start s\nuser a\ns -> a\na -> s", "start-with-incoming", "s"),
        ("start s\nend e\nuser a\ns -> e -> a", "end-with-outgoing", "e"),
        ("start s\nuser a\ntimer-boundary t on=a duration=P1D\ns -> a -> t", "boundary-with-incoming", "t"),
        ("start s\nexclusive x\ntimer-boundary t on=x duration=P1D\nuser a\ns -> x -> a\nt -> a", "boundary-host", "x"),
        ("start s\nservice a wait=false\ntimer-boundary t on=a duration=P1D\ns -> a\nt -> a", "boundary-never", "a"),
        ("start s\nservice a wait=no\ns -> a", "wait-value", "a"),
        ("start s\nuser a wait=false\ns -> a", "wait-place", "a"),
        ("start s\nexclusive x default=s-x\nuser a\ns -> x -> a", "default-flow", "x"),
        ("start s\nparallel x default=x-a\nuser a\nuser b\ns -> x\nx -> a\nx -> b", "default-flow", "x"),
        ("start s\nexclusive x\nuser a\nuser b\ns -> x\nx -> a\nx -> b : ok", "no-condition", "x-a"),
        ("start s\nparallel x\nuser a\ns -> x\nx -> a : ok", "condition-place", "x-a"),
        ("start s\nuser a\ns -> a : ok", "condition-place", "s-a"),
        ("start s\nexclusive x default=x-a\nuser a\ns -> x\nx -> a : ok", "default-condition", "x-a"),
        (
            "start s\nexclusive x default=x-b\nuser a\nuser b\ns -> x\nx -> a : ok = = 1\nx -> b",
            "condition-syntax",
            "x-a",
        ),
        ("start s\nsubprocess p {\nuser a\n}\ns -> p", "subprocess-start", "p"),
        ("start s\nsubprocess p {\nstart i\nstart k\nuser a\ni -> a\nk -> a\n}\ns -> p", "subprocess-start", "p"),
        ("start s\nsubprocess p {\nmessage-start i\nuser a\ni -> a\n}\ns -> p", "subprocess-start", "p"),
        ("start s\ncall c called=other\ns -> c", "unknown-call", "c"),
        ("error-start s\nuser a\ns -> a", "start-place", "s"),
        ("start s\nuser a\ns -> a\nevent-subprocess n {\nstart i\n}", "event-subprocess-start", "n"),
        ("start s\nuser a\ns -> a\nevent-subprocess n {\n}", "event-subprocess-start", "n"),
        (
            "start s\nuser a\nuser b\ns -> a\nn -> b\nevent-subprocess n {\nmessage-start i\n}",
            "event-subprocess-alone",
            "n",
        ),
        ("start s\nuser a\ns -> a\nevent-subprocess n {\ntimer-start i cycle=R/P1D\n}", "timer", "i"),
        ("start s\nuser a\nerror-boundary b on=a interrupting=false\nuser c\ns -> a\nb -> c", "error-interrupts", "b"),
        (
            "start s\nuser a\nescalation-boundary b on=a escalation=X\nuser c\ns -> a\nb -> c",
            "boundary-never",
            "b",
        ),
        ("start s\nsignal-catch c\ns -> c", "signal-name", "c"),
        ("start s\nsignal-end c\ns -> c", "signal-name", "c"),
        ("start s\nerror-end c\ns -> c", "thrown-code", "c"),
        ("start s\nescalation-throw c\ns -> c", "thrown-code", "c"),
        ("start s\nuser a parallel=2 item=x\ns -> a", "repeat-item", "a"),
        ("start s\nuser a most=0\ns -> a", "repeat-how-long", "a"),
        ("start s\nuser a again=more most=often\ns -> a", "repeat-how-long", "a"),
        ("start s\nuser a again=1_+\ns -> a", "condition-syntax", "a"),
        ("start s\nuser a parallel=2 until=1_+\ns -> a", "condition-syntax", "a"),
        ("start s\nevent-based g\nmessage-catch m\ns -> g -> m", "event-gateway", "g"),
        ("start s\nevent-based g\nmessage-catch m\nuser a\ns -> g\ng -> m\ng -> a", "event-gateway", "a"),
        (
            "start s\nevent-based g\nmessage-catch m\nmessage-catch n\ns -> g\ng -> m\ng -> n\nn -> m",
            "event-gateway",
            "m",
        ),
        (
            "start s\nevent-based g\nmessage-catch m\nreceive r parallel=2\ns -> g\ng -> m\ng -> r",
            "event-gateway",
            "r",
        ),
        (
            "start s\nevent-based g\nsignal-catch m signal=x\nsignal-catch n signal=x\ns -> g\ng -> m\ng -> n",
            "event-gateway-twice",
            "g",
        ),
        ("start s\ncall c\ns -> c", "unknown-call", "c"),
        ("start s\ncall c called=main\ns -> c", "recursive-call", "c"),
    ],
)
def test_a_broken_rule_of_bpmn_is_named(drawing: str, code: str, element: str) -> None:
    assert [(problem.code, problem.element) for problem in refused(drawing)] == [(code, element)]


@pytest.mark.parametrize(
    "time",
    [
        "",
        "duration=12",
        "duration=P",
        "duration=PT",
        "duration=P1DT",
        "date=tomorrow",
        "hours=four",
        "days=-1",
        "duration=P1D date=2026-12-15",
        "duration=P1D days=1",
        "cycle=R3/P1D",
        "cycle=P1D",
    ],
)
def test_a_timer_needs_exactly_one_time_that_is_well_formed(time: str) -> None:
    (problem,) = refused(f"start s\ntimer-catch t {time}\nend e\ns -> t -> e")
    assert (problem.code, problem.element) == ("timer", "t")


def test_a_repeating_timer_must_not_interrupt() -> None:
    (problem,) = refused("start s\nuser a\ntimer-boundary t on=a cycle=R/P1D\nuser b\ns -> a\nt -> b")
    assert problem.code == "timer"


def test_a_condition_in_another_language_is_refused() -> None:
    drawing = "start s\nexclusive x default=x-b\nuser a\nuser b\ns -> x\nx -> a : ok\nx -> b"
    marked = ("<conditionExpression>", '<conditionExpression language="http://www.w3.org/1999/XPath">')
    assert [problem.code for problem in refused(drawing, marked)] == ["condition-language"]


def test_a_bad_condition_is_reported_with_its_place_in_the_text() -> None:
    (problem,) = refused("start s\nexclusive x default=x-b\nuser a\nuser b\ns -> x\nx -> a : ok = = 1\nx -> b")
    assert "dòng 1, cột 6" in problem.message.vi
    assert "line 1, column 6" in problem.message.en


def test_a_called_process_is_checked_like_the_caller() -> None:
    calling = read_model(xml("start s\ncall c called=other\nend e\ns -> c -> e"))
    other = read_model(xml("start s\nscript x\ns -> x", "other")).processes
    with pytest.raises(NotExecutableError) as caught:
        compile_process(calling, called=other)
    assert [problem.element for problem in caught.value.problems] == ["c/x"]


TWO = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="one"><startEvent id="s"/><userTask id="a"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/></process>
<process id="two"><startEvent id="t"/></process>
<process id="black_box"/>
</definitions>"""


def test_of_several_processes_one_must_be_named_or_marked_executable() -> None:
    with pytest.raises(NotExecutableError, match="one, two"):
        compile_process(read_model(TWO))
    assert [problem.code for problem in check_process(read_model(TWO))] == ["which-process"]
    assert compile_process(read_model(TWO), "one").id == "one"
    assert compile_process(read_model(TWO.replace(b'id="two"', b'id="two" isExecutable="true"'))).id == "two"


def test_a_process_that_is_not_in_the_file_is_refused() -> None:
    with pytest.raises(NotExecutableError, match="one, two"):
        compile_process(read_model(TWO), "three")
