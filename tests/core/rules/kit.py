"""Reads the literal expressions of the DMN Technology Compatibility Kit: only what the tests of FEEL need of DMN's XML.

A decision is within reach when it is a literal expression and all it requires is too, or is input data, or is
business knowledge written as a literal expression. Types of items are not applied.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from motcua.core.rules import Evaluation, Expression, Function, Limits, Position, RuleError, Value, compile_expression
from motcua.core.rules.compiler.types import conforms, fitted_to
from motcua.core.rules.cursor import BUILTIN_TYPES
from motcua.core.rules.parser import parse_types
from motcua.core.rules.syntax import TypeName
from motcua.core.rules.temporal_text import parse_date, parse_date_time, parse_duration, parse_time

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
READERS = {"date": parse_date, "time": parse_time, "dateTime": parse_date_time, "duration": parse_duration}


@dataclass(frozen=True)
class Case:
    folder: str
    name: str
    decision: str
    data: dict
    expected: Value
    model: "Model"

    def __str__(self):
        return f"{self.folder} {self.name} {self.decision}"

    def result(self) -> Value:
        return self.model.value_of(self.decision, self.data)


class Model:
    def __init__(self, path: Path) -> None:
        root = etree.parse(str(path)).getroot()
        self.elements = {each.get("id"): each for each in elements(root) if each.get("id")}
        self.by_name = {each.get("name"): each for each in elements(root) if local(each) == "decision"}
        parts = [each.get("name") for each in root.iter() if is_element(each) and local(each) == "itemComponent"]
        self.members = [("", part) for part in parts]
        items = [each for each in elements(root) if local(each) == "itemDefinition"]
        self.types = {each.get("name"): type_text(each) for each in items}
        self.parsed_types = parse_types(self.types, Limits())

    def reachable(self, element) -> bool:
        kind = local(element)
        if kind == "inputData":
            return True
        text = self.text(element)
        return text is not None and all(self.reachable(each) for each in self.required(element))

    def required(self, element) -> list:
        found = []
        for link in element.iter():
            reference = link.get("href", "") if is_element(link) and local(link).startswith("required") else ""
            if reference:
                found.append(self.elements.get(reference.rpartition("#")[2], etree.Element("absent")))
        return found

    def text(self, element) -> str | None:
        logic = [each for each in element if is_element(each) and local(each) == "encapsulatedLogic"]
        holder = logic[0] if logic else element
        literals = [each for each in holder if is_element(each) and local(each) == "literalExpression"]
        texts = [each.text for literal in literals for each in literal if is_element(each) and local(each) == "text"]
        return texts[0] if texts and local(element) in ("decision", "businessKnowledgeModel") else None

    def value_of(self, decision: str, data: dict) -> Value:
        return self.evaluated(self.by_name[decision], data)

    def evaluated(self, element, data: dict) -> Value:
        scope = dict(data)
        for each in self.required(element):
            if local(each) == "decision":
                scope[each.get("name")] = self.evaluated(each, data)
            elif local(each) == "businessKnowledgeModel":
                scope[each.get("name")] = self.function(each, data)
        names = [each.get("name") for each in self.required(element)]
        result = self.compiled(self.text(element), names).evaluate(scope, Evaluation())
        return self.coerced(result, element.find("{*}variable"))

    def compiled(self, text: str, names: list) -> Expression:
        return compile_expression(text, [*names, *self.members], self.types)

    def function(self, element, data: dict) -> Function:
        parameters = [each for each in element.iter() if is_element(each) and local(each) == "formalParameter"]
        names = [each.get("name") for each in parameters]
        known = {each.get("name"): self.function(each, data) for each in self.required(element)}
        body = self.compiled(self.text(element), [*names, *known])

        def call(values: list, run) -> Value:
            fitted = [self.coerced(each, parameter) for each, parameter in zip(values, parameters, strict=True)]
            if any(one is None and other is not None for one, other in zip(fitted, values, strict=True)):
                return None
            result = body.evaluate({**known, **dict(zip(names, fitted, strict=True))})
            return self.coerced(result, element.find("{*}encapsulatedLogic/{*}literalExpression"))

        return Function(tuple(names), call)

    def coerced(self, result: Value, variable) -> Value:
        """The value as the variable's type takes it, null when it does not."""
        name = variable.get("typeRef") if variable is not None else None
        if name is None or not (name in self.types or name in BUILTIN_TYPES):
            return result
        wanted = TypeName(Position(1, 1), name)
        fitted = fitted_to(result, wanted, self.parsed_types)
        return fitted if conforms(fitted, wanted, self.parsed_types) else None


def cases(folder: Path) -> Iterator[Case]:
    """The cases within reach of one folder of the kit."""
    for path in sorted(folder.glob("*.xml")):
        root = etree.parse(str(path)).getroot()
        model = Model(folder / root.findtext("{*}modelName"))
        for case in root.iterfind("{*}testCase"):
            if case.get("type", "decision") != "decision":
                continue
            data = {node.get("name"): value(node) for node in case.iterfind("{*}inputNode")}
            for node in case.iterfind("{*}resultNode"):
                element = model.by_name.get(node.get("name"))
                if element is not None and model.reachable(element):
                    expected = value(node.find("{*}expected"))
                    yield Case(folder.name, case.get("id"), node.get("name"), data, expected, model)


def agrees(found: Value, expected: Value) -> bool:
    """Numbers agree to eight places, as the kit writes its own with fewer than FEEL's 34 digits."""
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        return abs(found - expected) <= max(abs(expected), Decimal(1)) * Decimal("1e-8")
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(agrees, found, expected))
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(agrees(found[key], expected[key]) for key in found)
    return type(found) is type(expected) and found == expected


def outcome(case: Case) -> str:
    """What is wrong with the case's result; nothing when it is as expected."""
    try:
        found = case.result()
    except RuleError as error:
        return "" if case.expected is None else f"{case}: {error}"
    return "" if agrees(found, case.expected) else f"{case}: {found!r}, expected {case.expected!r}"


def value(node) -> Value:
    for each in elements(node):
        if local(each) == "list":
            return None if each.get(f"{XSI}nil") == "true" else [value(item) for item in elements(each)]
        if local(each) == "component":
            return {part.get("name"): value(part) for part in elements(node) if local(part) == "component"}
        if local(each) == "value":
            return None if each.get(f"{XSI}nil") == "true" else scalar(each)
    return None


def scalar(node) -> Value:
    kind = (node.get(f"{XSI}type") or "xsd:string").rpartition(":")[2]
    text = node.text or ""
    if kind in ("decimal", "double", "integer", "float"):
        return Decimal(text)
    if kind == "boolean":
        return text == "true"
    return READERS[kind](text) if kind in READERS else text


def elements(root) -> list:
    return [each for each in root if is_element(each)]


def type_text(node) -> str:
    """An item definition as FEEL writes types; allowed values are left out, as the kit's own `instance of` does."""
    reference = node.findtext("{*}typeRef")
    parts = node.findall("{*}itemComponent")
    entries = ", ".join(f"{each.get('name')}: {type_text(each)}" for each in parts)
    text = reference or (f"context<{entries}>" if parts else "Any")
    return f"list<{text}>" if node.get("isCollection") == "true" else text


def is_element(node) -> bool:
    return isinstance(node.tag, str)


def local(node) -> str:
    return etree.QName(node).localname
