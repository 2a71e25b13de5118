"""Whatever is damaged in a DMN file, it is refused with an error of rules, or it can be asked."""

from contextlib import suppress

from hypothesis import given as tried
from hypothesis import strategies as st
from lxml import etree

from motcua.core.rules import RuleError
from motcua.core.rules.decisions import (
    check_table,
    compile_decisions,
    read_decisions,
    replace_decision_table,
)
from tests.core.rules.decisions.models import decision, dmn, given, knowledge, literal

TABLE = """<decisionTable id="t" hitPolicy="PRIORITY"><input><inputExpression typeRef="tMức"><text>a</text>
</inputExpression><inputValues><text>&gt; 0</text></inputValues></input><output name="r"><outputValues><text>"x", "y"
</text></outputValues><defaultOutputEntry><text>"y"</text></defaultOutputEntry></output><rule><inputEntry><text>[1..5)
</text></inputEntry><outputEntry><text>"x"</text></outputEntry></rule></decisionTable>"""
BOXES = f"""<context><contextEntry><variable name="b"/><list>{literal("a")}{literal("2")}</list></contextEntry>
<contextEntry><variable name="c"/><filter><in>{literal("b")}</in><match>{literal("item > 1")}</match></filter>
</contextEntry><contextEntry><variable name="d"/><for iteratorVariable="i"><in>{literal("b")}</in>
<return>{literal("i + 1")}</return></for></contextEntry>
<contextEntry><variable name="e"/><conditional><if>{literal("true")}</if><then>{literal("1")}</then>
<else>{literal("2")}</else></conditional></contextEntry><contextEntry><variable name="g"/><functionDefinition>
<formalParameter name="n" typeRef="number"/>{literal("n")}</functionDefinition></contextEntry><contextEntry><invocation>
{literal("g")}<binding><parameter name="n"/>{literal("f(a)")}</binding></invocation></contextEntry></context>"""
WHOLE = dmn(
    '<itemDefinition name="tMức"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues>',
    "</itemDefinition>",
    given("a", "tMức"),
    knowledge("f", "n: tMức", literal("n * 2")),
    decision("bảng", TABLE, ">a"),
    decision("hộp", BOXES, ">a", "!f"),
    '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#hộp"/><inputData href="#a"/>',
    "</decisionService>",
)
SIZE = len(list(etree.fromstring(WHOLE).iter()))
TEXTS = st.sampled_from(
    ["", "-", "x", "not(", "1", "#a", "s", "true", "LUCKY", "Java", "number", "tMức", "f(f)", "null"]
)
damage = st.tuples(st.integers(1, SIZE - 1), st.sampled_from(["remove", "text", "attribute", "move"]), TEXTS)


def damaged(acts) -> bytes:
    root = etree.fromstring(WHOLE)
    elements = list(root.iter())
    for index, act, text in acts:
        element, other = elements[index], elements[(index * 7) % SIZE]
        if act == "remove" and element.getparent() is not None:
            element.getparent().remove(element)
        elif act == "text":
            element.text = text
        elif act == "attribute":
            for name in element.attrib:
                element.set(name, text)
        elif (
            act == "move" and other not in element.iter() and other is not root and other not in element.iterancestors()
        ):
            element.append(other)
    return etree.tostring(root)


def test_the_undamaged_file_is_sound():
    model = compile_decisions(read_decisions(WHOLE))
    assert model.faults == ()
    assert [model.evaluate(name, {"a": 3}) for name in ("bảng", "hộp")] == ["x", 6]


@tried(st.lists(damage, min_size=1, max_size=4), st.sampled_from([3, "chữ", None, [3], {"a": 3}]))
def test_a_damaged_file_is_refused_or_can_be_asked(acts, value):
    xml = damaged(acts)
    with suppress(RuleError):
        model = compile_decisions(read_decisions(xml))
        for _, table in model.tables:
            check_table(table)
        for each in model.model.decisions:
            with suppress(RuleError):
                model.decide(each.id, {"a": value})
            if each.table:
                with suppress(RuleError):
                    replace_decision_table(xml, each.id, each.table)
        for part in model.model.services:
            with suppress(RuleError):
                model.evaluate_service(part.id, {"a": value})
        for part in model.model.knowledge:
            with suppress(RuleError):
                model.invoke(part.id, {"n": value})
