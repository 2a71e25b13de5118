"""Decision tables back into DMN's XML: a new file for one table, or a table of a file in the place of the old one."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Final

from lxml import etree

from motcua.core.rules.cursor import BUILTIN_TYPES, Known, Names
from motcua.core.rules.decisions.model import ModelError
from motcua.core.rules.decisions.reader import definitions_of
from motcua.core.rules.decisions.table import DecisionTable, Input, Output, Rule
from motcua.core.rules.errors import Message, RuleError
from motcua.core.rules.evaluation import STANDARD_LIMITS
from motcua.core.rules.parser import parse_expression, parse_unary_tests
from motcua.core.rules.reads import reads_of

NEW_FILES: Final = "https://www.omg.org/spec/DMN/20191111/MODEL/"
"""Version 1.3: it has all that tables need, and all modellers read it."""
NAMESPACE: Final = "urn:motcua:decisions:1"
_LOGIC: Final = "decisionTable"
_KEEPS: Final = "extensionElements"


def write_decision_table(table: DecisionTable, decision_id: str = "decision", names: Names = ()) -> bytes:
    """A DMN file with one decision, which is the table; reading it gives an equal table.

    What the table reads becomes input data of the file; `names` are names in the data that need to be told, as for
    `compile_expression`. Raises `ModelError` for a type that no file of one table can define.
    """
    types = [*(column.type for column in table.inputs), *(column.type for column in table.outputs)]
    for name in types:
        if name and name not in BUILTIN_TYPES:
            message = Message(f"kiểu “{name}” cần được định nghĩa trong tệp", f"the file must define the type “{name}”")
            raise ModelError(message)
    root = etree.fromstring(f'<definitions xmlns="{NEW_FILES}"/>')
    _set(root, id="definitions", name=table.name, namespace=NAMESPACE)
    decision = _child(root, "decision", id=decision_id, name=table.name)
    _child(decision, "variable", name=table.name)
    _child(decision, _LOGIC)
    return _written(root, decision, table, names)


def replace_decision_table(xml: bytes, decision: str, table: DecisionTable, names: Names = ()) -> bytes:
    """The file with another table in the decision of that id or name; all else in it stays, drawings and comments too.

    What the table reads and the decision did not yet require is required from now on; names that nothing in the file
    has become input data. Raises `ModelError` when there is no such decision, or it is no table.
    """
    definitions_of(xml)
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    prefix = _prefix(root)
    decisions = root.findall(f"{prefix}decision")
    chosen = [each for each in decisions if each.get("id") == decision]
    chosen += [each for each in decisions if each.get("name") == decision]
    if not chosen or chosen[0].find(f"{prefix}{_LOGIC}") is None:
        raise ModelError(
            Message(f"tệp không có bảng quyết định “{decision}”", f"the file has no decision table “{decision}”")
        )
    return _written(root, chosen[0], table, names)


def _written(root: etree._Element, decision: etree._Element, table: DecisionTable, names: Names) -> bytes:
    old = decision.find(f"{_prefix(root)}{_LOGIC}")
    if old is None:
        raise ModelError(Message("quyết định không phải là bảng", "the decision is no table"))
    try:
        made = _table(old, table)
        _carry(old, made)
        made.tail = old.tail
        decision.replace(old, made)
        _require(root, decision, _read_by(table, names))
    except ValueError as error:
        if isinstance(error, RuleError):
            raise
        message = Message("bảng có ký tự điều khiển không lưu được", "the table has a control character")
        raise ModelError(message) from None
    etree.indent(made, space="  ", level=2)
    if made.tail is None:
        etree.indent(root, space="  ")
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def _table(old: etree._Element, table: DecisionTable) -> etree._Element:
    made = copy(old)
    made.clear()
    _set(
        made,
        id=table.id,
        hitPolicy=str(table.hit_policy),
        aggregation=str(table.aggregation),
        outputLabel=table.output_label,
    )
    for column in table.inputs:
        _input(made, column)
    for output in table.outputs:
        _output(made, output)
    for name in table.annotations:
        _child(made, "annotation", name=name)
    for rule in table.rules:
        _rule(made, rule)
    return made


def _input(parent: etree._Element, column: Input) -> None:
    made = _child(parent, "input", id=column.id, label=column.label)
    _text(_child(made, "inputExpression", typeRef=column.type), column.expression)
    if column.allowed:
        _text(_child(made, "inputValues"), column.allowed)


def _output(parent: etree._Element, column: Output) -> None:
    made = _child(parent, "output", id=column.id, label=column.label, name=column.name, typeRef=column.type)
    if column.allowed:
        _text(_child(made, "outputValues"), column.allowed)
    if column.default:
        _text(_child(made, "defaultOutputEntry"), column.default)


def _rule(parent: etree._Element, rule: Rule) -> None:
    made = _child(parent, "rule", id=rule.id)
    if rule.description:
        _child(made, "description").text = rule.description
    for kind, texts in (
        ("inputEntry", rule.tests),
        ("outputEntry", rule.results),
        ("annotationEntry", rule.annotations),
    ):
        for text in texts:
            _text(_child(made, kind), text)


def _carry(old: etree._Element, made: etree._Element) -> None:
    """Keep what other tools wrote at the table, its columns and its rules, and the ids of the cells of a rule."""
    prefix = _prefix(made)
    before = {each.get("id"): each for each in old.iter() if each.get("id")}
    for each in [made, *made.iter(f"{prefix}input", f"{prefix}output", f"{prefix}rule")]:
        same = before.get(each.get("id")) if each is not made else old
        if same is None:
            continue
        _copy(same, each, foreign_only=True)
        for number, kept in enumerate(same.findall(f"{prefix}{_KEEPS}")):
            each.insert(number, kept)
        if each.tag == f"{prefix}rule":
            for cell_before, cell in zip(_cells(same), _cells(each), strict=False):
                _copy(cell_before, cell, foreign_only=False)


def _copy(source: etree._Element, target: etree._Element, *, foreign_only: bool) -> None:
    for key, value in source.attrib.items():
        if str(key).startswith("{") or not foreign_only:
            target.set(key, value)


def _cells(rule: etree._Element) -> list[etree._Element]:
    return rule.findall(f"{_prefix(rule)}inputEntry") + rule.findall(f"{_prefix(rule)}outputEntry")


def _read_by(table: DecisionTable, names: Names) -> list[str]:
    """The names that the table reads; a text with a mistake in it reads nothing yet."""
    known, found = Known.of(names, ()), set[str]()
    for text, is_tests in _texts(table):
        try:
            parse = parse_unary_tests if is_tests else parse_expression
            found |= reads_of(parse(text, known, STANDARD_LIMITS)).names
        except RuleError:
            continue
    return sorted(found)


def _texts(table: DecisionTable) -> Iterator[tuple[str, bool]]:
    """All texts of the table, and whether each is unary tests."""
    yield from ((column.expression, False) for column in table.inputs)
    yield from ((column.default, False) for column in table.outputs if column.default)
    for rule in table.rules:
        yield from ((test, True) for test in rule.tests if test.strip())
        yield from ((result, False) for result in rule.results)


def _require(root: etree._Element, decision: etree._Element, names: Iterable[str]) -> None:
    """Let the decision require what it reads."""
    prefix = _prefix(root)
    parts = {
        "inputData": ("informationRequirement", "requiredInput"),
        "decision": ("informationRequirement", "requiredDecision"),
        "businessKnowledgeModel": ("knowledgeRequirement", "requiredKnowledge"),
        "decisionService": ("knowledgeRequirement", "requiredKnowledge"),
    }
    by_name = {each.get("name"): each for kind in parts for each in root.iterfind(f"{prefix}{kind}")}
    hrefs = {each.get("href", "").rpartition("#")[2] for each in decision.iter() if each.get("href")}
    imported = {each.get("name") for each in root.iterfind(f"{prefix}import")}
    for name in names:
        if name in imported:
            continue
        part = by_name[name] if name in by_name else _new_input(root, decision, name)
        if part.get("id") not in hrefs:
            requirement, link = parts[etree.QName(part).localname]
            made = etree.Element(f"{prefix}{requirement}")
            _child(made, link, href=f"#{part.get('id')}")
            logic = decision.find(f"{prefix}{_LOGIC}")
            decision.insert(len(decision) - 1 if logic is None else decision.index(logic), made)


def _new_input(root: etree._Element, decision: etree._Element, name: str) -> etree._Element:
    taken = {each.get("id") for each in root.iter()}
    identity = next(text for number in range(1, len(taken) + 2) if (text := f"input_data_{number}") not in taken)
    made = etree.Element(f"{_prefix(root)}inputData")
    _set(made, id=identity, name=name)
    _child(made, "variable", name=name)
    root.insert(root.index(decision), made)
    return made


def _child(parent: etree._Element, kind: str, /, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{_prefix(parent)}{kind}")
    _set(made, **attributes)
    return made


def _text(parent: etree._Element, text: str) -> None:
    _child(parent, "text").text = text


def _set(element: etree._Element, /, **attributes: str) -> None:
    """Give the element the attributes that are not empty."""
    for name, value in attributes.items():
        if value:
            element.set(name, value)


def _prefix(element: etree._Element) -> str:
    return f"{{{etree.QName(element).namespace}}}"
