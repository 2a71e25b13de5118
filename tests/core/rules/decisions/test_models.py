"""Whole models: requirements, knowledge, services, types, imports."""

import datetime

import pytest

from motcua.core.rules import DateTime, Evaluation, EvaluationError, FeelSyntaxError, Problem
from motcua.core.rules.decisions import ModelError, compile_decisions, read_decisions
from motcua.core.rules.temporal import Date, Time
from tests.core.rules.decisions.models import compiled, decision, dmn, given, knowledge, literal, said
from tests.core.rules.feel import plain

COUNT = given("số trang", "number")


def test_a_decision_reads_its_inputs_and_the_decisions_that_it_requires():
    assert (
        said(
            COUNT,
            decision("phí", literal("số trang * 1000"), ">số trang"),
            decision("x", literal("phí + số trang"), "phí", ">số trang"),
            **{"số trang": 3},
        )
        == 3003
    )


def test_a_decision_knows_nothing_that_it_does_not_require():
    model = compiled(COUNT, decision("phí", literal("1")), decision("x", literal("phí"), ">số trang"))
    verdict = model.decide("x", {"số trang": 1})
    assert verdict.value is None
    assert [warning.problem for warning in verdict.warnings] == [Problem.UNKNOWN_NAME]


def test_a_decision_is_found_by_its_id_or_its_name():
    model = compiled('<decision id="d1" name="Lệ phí"><variable name="Lệ phí"/>' + literal("5") + "</decision>")
    assert (model.evaluate("d1", {}), model.evaluate("Lệ phí", {})) == (5, 5)
    with pytest.raises(ModelError) as caught:
        model.evaluate("khác", {})
    assert "mô hình không có “khác”; có: “Lệ phí”" in caught.value.message.vi


def test_data_that_are_missing_or_do_not_fit_are_null_and_told():
    model = compiled(COUNT, decision("x", literal("số trang = null"), ">số trang"))
    for data, problem in (({}, Problem.UNKNOWN_NAME), ({"số trang": "ba"}, Problem.NOT_OF_TYPE)):
        verdict = model.decide("x", data)
        assert verdict.value is True
        assert [warning.problem for warning in verdict.warnings] == [problem]
    with pytest.raises(EvaluationError) as caught:
        model.decide("x", {}, evaluation=Evaluation(strict=True))
    assert "dữ liệu vào “số trang”" in caught.value.sentence.vi


def test_a_decision_shared_by_two_others_is_made_once():
    shared = "<decisionTable><output/><rule><outputEntry><text>1</text></outputEntry></rule></decisionTable>"
    model = compiled(
        decision("a", shared),
        decision("b", literal("a"), "a"),
        decision("c", literal("a"), "a"),
        decision("x", literal("b + c"), "b", "c"),
    )
    verdict = model.decide("x", {})
    assert verdict.value == 2
    assert [(match.table, match.rules) for match in verdict.matches] == [("a", (1,))]


def test_the_clock_is_given():
    model = compiled(decision("x", literal("today()")))
    assert model.evaluate("x", {}, DateTime(Date(2026, 11, 21), Time(8, 0, 0))) == Date(2026, 11, 21)


def test_business_knowledge_is_called_from_decisions_and_from_outside():
    parts = (
        knowledge("thuế", "giá: number, mức", literal("giá * mức / 100")),
        knowledge("tổng", "giá", literal("giá + thuế(giá, 10)"), "!thuế"),
        COUNT,
        decision("x", literal("tổng(số trang)"), ">số trang", "!tổng"),
    )
    assert said(*parts, **{"số trang": 100}) == 110
    assert compiled(*parts).invoke("thuế", {"giá": 50, "mức": 10}) == 5
    with pytest.raises(ModelError):
        compiled(*parts).invoke("thuế", {"giá": 50, "khác": 10})


def test_business_knowledge_may_call_itself():
    factorial = knowledge("gt", "n: number", literal("if n <= 1 then 1 else n * gt(n - 1)"))
    assert said(factorial, decision("x", literal("gt(5)"), "!gt")) == 120


def test_what_a_function_returns_is_fitted_to_its_type():
    function = (
        '<itemDefinition name="tHàm"><functionItem outputTypeRef="string"><parameters name="a"/></functionItem>'
        "</itemDefinition>"
        '<businessKnowledgeModel id="f" name="f"><variable name="f" typeRef="tHàm"/><encapsulatedLogic>'
        f'<formalParameter name="a"/>{literal("a")}</encapsulatedLogic></businessKnowledgeModel>'
    )
    assert said(function, decision("x", literal('[f("chữ"), f(1)]'), "!f")) == ["chữ", None]


SERVICE = (
    '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#ra"/>{more}'
    '<inputDecision href="#giữa"/><inputData href="#số trang"/></decisionService>'
)
SERVED = (
    COUNT,
    decision("giữa", literal("0"), kind="number"),
    decision("ra", literal("số trang * 10 + giữa"), ">số trang", "giữa"),
    decision("khác", literal("giữa"), "giữa"),
)


def test_a_decision_service_takes_its_inputs_as_parameters():
    parts = (*SERVED, SERVICE.format(more=""), decision("x", literal("s(2, 5)"), "!s"))
    assert said(*parts) == 25
    assert compiled(*parts).evaluate_service("s", {"giữa": 5, "số trang": 2}) == 25
    assert said(*SERVED, SERVICE.format(more=""), decision("x", literal("s(giữa: 5, số trang: 2)"), "!s")) == 25
    assert said(*SERVED, SERVICE.format(more=""), decision("x", literal('s("a", 5)'), "!s")) is None


def test_what_a_decision_service_needs_and_does_not_take_is_null_and_told():
    service = '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#giữa"/></decisionService>'
    model = compiled(COUNT, decision("giữa", literal("số trang = null"), ">số trang"), service)
    verdict = model.decide_service("s", {"số trang": 1})
    assert verdict.value is True
    assert [warning.problem for warning in verdict.warnings] == [Problem.UNKNOWN_NAME]


def test_a_decision_service_with_several_outputs_gives_a_context():
    parts = (*SERVED, SERVICE.format(more='<outputDecision href="#khác"/>'))
    assert plain(compiled(*parts).evaluate_service("s", {"giữa": 5, "số trang": 2})) == {"ra": 25, "khác": 5}
    assert said(*parts, decision("x", literal("s(2, 5).khác"), "!s")) == 5


@pytest.mark.parametrize(
    "parts",
    [
        (decision("a", literal("b"), "b"), decision("b", literal("a"), "a")),
        (decision("a", literal("a"), "a"),),
        (knowledge("a", "", literal("b()"), "!b"), knowledge("b", "", literal("a()"), "!a")),
        (
            '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#a"/></decisionService>',
            decision("a", literal("s()"), "!s"),
        ),
    ],
)
def test_parts_that_need_one_another_in_a_circle_are_refused(parts):
    with pytest.raises(ModelError) as caught:
        compiled(*parts)
    assert "vòng tròn: a →" in caught.value.message.vi or "vòng tròn: s →" in caught.value.message.vi


def test_a_fault_in_one_decision_leaves_the_others_usable():
    model = compiled(
        decision("tốt", literal("1")), decision("xấu", literal("1 +")), decision("sau", literal("xấu"), "xấu")
    )
    assert [fault.part for fault in model.faults] == ["xấu"]
    assert model.evaluate("tốt", {}) == 1
    for broken in ("xấu", "sau"):
        with pytest.raises(FeelSyntaxError):
            model.evaluate(broken, {})


@pytest.mark.parametrize(
    ("part", "vi"),
    [
        (decision("x", literal("1"), "không có"), "“x” cần “không có”"),
        (decision("x", ""), "quyết định “x” chưa có nội dung"),
        (decision("x", literal("1"), kind="tLạ"), "không có kiểu nào tên “tLạ”"),
        ('<businessKnowledgeModel id="f" name="f"/>', "hàm “f” chưa có nội dung"),
        (given("a", "tLạ"), "không có kiểu nào tên “tLạ”"),
        (
            '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#a"/></decisionService>',
            "“s” cần “a”",
        ),
    ],
)
def test_each_fault_says_what_is_wrong(part, vi):
    (fault,) = compiled(part).faults
    assert vi in fault.error.sentence.vi
    assert fault.error.sentence.en


def test_a_part_reads_values_and_calls_functions_and_nothing_else():
    model = compiled(
        COUNT,
        knowledge("f", "giá", literal("giá")),
        decision("đọc hàm", literal("1"), "f"),
        decision("gọi số", literal("1"), "!số trang"),
        decision("tốt", literal("f(số trang)"), ">số trang", "!f"),
    )
    assert [fault.part for fault in model.faults] == ["đọc hàm", "gọi số"]
    assert "“đọc hàm” không thể dùng “f” như vậy" in model.faults[0].error.sentence.vi


def test_whoever_needs_a_broken_part_learns_why():
    service = '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#a"/></decisionService>'
    model = compiled(
        service, '<businessKnowledgeModel id="f" name="f"/>', decision("x", literal("f()"), "!f"), given("b", "tLạ")
    )
    with pytest.raises(ModelError):
        model.evaluate_service("s", {})
    with pytest.raises(ModelError):
        model.evaluate("x", {})


TYPES = """
<itemDefinition name="tMức"><typeRef>number</typeRef>
  <allowedValues><text>[0..10]</text></allowedValues></itemDefinition>
<itemDefinition name="tCácMức" isCollection="true"><typeRef>tMức</typeRef></itemDefinition>
<itemDefinition name="tHồSơ">
  <itemComponent name="mức"><typeRef>tMức</typeRef></itemComponent>
  <itemComponent name="giấy-tờ" isCollection="true"><typeRef>string</typeRef></itemComponent>
</itemDefinition>
<itemDefinition name="tÍt" isCollection="true"><typeRef>number</typeRef>
  <typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition name="tNút"><itemComponent name="con"><typeRef>tNút</typeRef></itemComponent></itemDefinition>
"""


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("tMức", 10, 10),
        ("tMức", 11, None),
        ("tMức", [3], 3),
        ("tMức", None, None),
        ("tCácMức", [1, 2], [1, 2]),
        ("tCácMức", [1, 11], None),
        ("tCácMức", 3, [3]),
        ("tCácMức", [1, None], [1, None]),
        ("tHồSơ", {"mức": 1, "giấy-tờ": ["a"], "thêm": 1}, {"mức": 1, "giấy-tờ": ["a"], "thêm": 1}),
        ("tHồSơ", {"mức": 1}, None),
        ("tHồSơ", {"mức": 11, "giấy-tờ": []}, None),
        ("tHồSơ", {"mức": 1, "giấy-tờ": "a"}, None),
        ("tHồSơ", 5, None),
        ("tÍt", [1, 2], [1, 2]),
        ("tÍt", [1, 2, 3], None),
        ("tNút", {"con": {"con": None}}, {"con": {"con": None}}),
        ("tNút", {"con": {"con": 1}}, None),
        ("date and time", datetime.date(2026, 1, 2), DateTime(Date(2026, 1, 2), Time(0, 0, 0, zone=0))),
        ("Any", "gì cũng được", "gì cũng được"),
        ("dayTimeDuration", "P1D", None),
    ],
)
def test_values_are_fitted_to_the_types_of_the_model(kind, value, expected):
    assert said(TYPES, given("a", kind), decision("x", literal("a"), ">a"), a=value) == expected


def test_entries_of_typed_data_may_have_operators_in_their_names():
    dossier = {"mức": 1, "giấy-tờ": ["a", "b"]}
    assert said(TYPES, given("a", "tHồSơ"), decision("x", literal("count(a.giấy-tờ)"), ">a"), a=dossier) == 2


def test_entries_may_have_names_that_feel_could_not_write():
    odd = (
        '<itemDefinition name="tPhí"><itemComponent name="phí (đồng)"><typeRef>number</typeRef></itemComponent>'
        "</itemDefinition>"
    )
    found = said(odd, given("a", "tPhí"), decision("x", literal("a.phí (đồng) + 1"), ">a"), a={"phí (đồng)": 2})
    assert found == 3


def test_a_mistake_in_allowed_values_names_the_type():
    with pytest.raises(FeelSyntaxError) as caught:
        compiled('<itemDefinition name="tMức"><allowedValues><text>[0..</text></allowedValues></itemDefinition>')
    assert caught.value.sentence.vi.startswith("kiểu “tMức”, dòng 1, cột 5: ")


def test_an_id_that_is_used_twice_is_told():
    model = compiled(decision("a", literal("1")), decision("a", literal("2")))
    (fault,) = model.faults
    assert "mã “a” được dùng hai lần" in fault.error.sentence.vi
    assert model.evaluate("a", {}) == 1


def test_types_defined_by_themselves_are_refused():
    circle = '<itemDefinition name="a"><typeRef>b</typeRef></itemDefinition>'
    with pytest.raises(Exception, match="chính nó"):
        compiled(circle, '<itemDefinition name="b"><typeRef>a</typeRef></itemDefinition>')


def test_instance_of_knows_the_types_of_the_model():
    assert said(TYPES, decision("x", literal("[3 instance of tMức, [1] instance of tCácMức]"))) == [True, True]


LIBRARY = dmn(
    '<itemDefinition name="tNgười"><itemComponent name="tuổi"><typeRef>number</typeRef></itemComponent>'
    "</itemDefinition>",
    knowledge("chào", "ai: tNgười", literal('"chào " + string(ai.tuổi)')),
    given("ngưỡng", "number"),
    decision("giới hạn", literal("ngưỡng * 2"), ">ngưỡng"),
    namespace="urn:lib",
)
USES = '<import namespace="urn:lib" name="lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'


def using(*parts, **files):
    return compile_decisions(read_decisions(dmn(*parts), {"urn:lib": LIBRARY, **files}))


def test_an_imported_model_is_used_under_its_name():
    model = using(
        USES,
        given("a", "lib.tNgười"),
        decision("x", literal("lib.chào(a)"), ">a", "!urn:lib#chào"),
        decision("y", literal("lib.giới hạn + 1"), "urn:lib#giới hạn"),
        decision("z", literal("lib.ngưỡng"), ">urn:lib#ngưỡng"),
        decision("t", literal("{tuổi: 1} instance of lib.tNgười")),
    )
    assert not model.faults
    assert model.evaluate("x", {"a": {"tuổi": 30}}) == "chào 30"
    assert model.evaluate("y", {"lib": {"ngưỡng": 4}}) == 9
    assert model.evaluate("z", {"lib": {"ngưỡng": 4}}) == 4
    assert model.evaluate("t", {}) is True


def test_a_model_imported_without_a_name_is_used_as_if_it_were_here():
    uses = USES.replace('name="lib"', 'name=""')
    model = using(uses, decision("x", literal("giới hạn + chào({tuổi: ngưỡng}).a"), "urn:lib#giới hạn"))
    assert not model.faults
    model = using(uses, given("a", "tNgười"), decision("x", literal("chào(a)"), ">a", "!urn:lib#chào"))
    assert model.evaluate("x", {"a": {"tuổi": 3}}) == "chào 3"


def test_what_is_not_imported_cannot_be_required():
    (fault,) = using(decision("x", literal("1"), "!urn:lib#chào")).faults
    assert "“x” cần “chào”" in fault.error.message.vi


@pytest.mark.parametrize(
    ("parts", "vi"),
    [
        ((USES.replace("urn:lib", "urn:none"),), "thiếu mô hình “urn:none”"),
        ((USES.replace("https://www.omg.org/spec/DMN/20230324/MODEL/", "http://www.dmg.org/PMML-4_2"),), "chỉ nhập"),
        ((USES.replace("urn:lib", "urn:test"),), "vòng tròn"),
        ((USES.replace("urn:lib", "urn:loop"),), "vòng tròn"),
    ],
)
def test_an_import_that_cannot_be_made_is_refused(parts, vi):
    loop = dmn(USES.replace("urn:lib", "urn:test"), namespace="urn:loop")
    with pytest.raises(ModelError) as caught:
        using(*parts, **{"urn:loop": loop, "urn:test": dmn()})
    assert vi in caught.value.message.vi


@pytest.mark.parametrize(
    ("model", "reference"),
    [
        ("http://www.omg.org/spec/DMN/20151101/dmn.xsd", "feel:number"),
        ("http://www.omg.org/spec/DMN/20180521/MODEL/", "number"),
        ("https://www.omg.org/spec/DMN/20191111/MODEL/", "number"),
        ("https://www.omg.org/spec/DMN/20211108/MODEL/", "number"),
        ("https://www.omg.org/spec/DMN/20230324/MODEL/", "number"),
    ],
)
def test_all_versions_from_1_1_are_read(model, reference):
    feel = ' xmlns:feel="http://www.omg.org/spec/FEEL/20140401"'
    xml = dmn(given("a", reference), decision("x", literal("a"), ">a"), model=model).replace(
        b" name=", feel.encode() + b" name=", 1
    )
    read = read_decisions(xml)
    assert read.inputs[0].type == "number"
    assert compile_decisions(read).evaluate("x", {"a": "chữ"}) is None


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<definitions/>",
        b"not xml",
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        b'<definitions xmlns="http://www.omg.org/spec/DMN/20130901"/>',
        b'<decision xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"/>',
    ],
)
def test_what_is_no_dmn_is_refused_in_both_languages(xml):
    with pytest.raises(ModelError) as caught:
        read_decisions(xml)
    assert "DMN" in caught.value.message.vi
    assert "DMN" in caught.value.message.en
    assert "BPMN file" not in caught.value.message.en


def test_a_hit_policy_that_does_not_exist_is_refused():
    with pytest.raises(ModelError):
        compiled(decision("x", '<decisionTable hitPolicy="LUCKY"><output/></decisionTable>'))
