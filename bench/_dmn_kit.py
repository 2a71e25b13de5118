"""A folder laid out like the conformance kit of DMN, run case by case.

Each folder below `compliance-level-N` holds models (`*.dmn`) and test files (`*.xml`). A case passes when all its
result nodes are as expected, compared as the kit's own runners do: numbers to eight places, lists and contexts item by
item, and where an error is expected, null. What cannot be read or compiled is null with an error, too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from motcua.core.rules import RuleError, Value
from motcua.core.rules.decisions import CompiledModel, compile_decisions, read_decisions
from motcua.core.rules.temporal_text import parse_date, parse_date_time, parse_duration, parse_time

CASES = "{http://www.omg.org/spec/DMN/20160719/testcase}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
PRECISION = Decimal("0.00000001")
READERS: Mapping[str, Any] = {
    "date": parse_date,
    "time": parse_time,
    "dateTime": parse_date_time,
    "duration": parse_duration,
}
NUMBERS = ("decimal", "double", "integer", "float", "int", "long")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case of the kit, and what is wrong with each result node that failed."""

    level: int
    model: str
    case: str
    failures: tuple[str, ...]


def outcomes(kit: Path) -> Iterator[Outcome]:
    """Every case of every test file below the folder."""
    for folder in sorted(kit.glob("**/compliance-level-*/*/")):
        level = int(folder.parent.name.removeprefix("compliance-level-"))
        models = {path.name: path.read_bytes() for path in sorted(folder.glob("*.dmn"))}
        for path in sorted(folder.glob("*.xml")):
            root = etree.parse(str(path)).getroot()
            if root.tag == f"{CASES}testCases":
                yield from _cases(level, root, models)


def _cases(level: int, root: Any, models: Mapping[str, bytes]) -> Iterator[Outcome]:
    name = root.findtext(f"{CASES}modelName") or ""
    model = _compiled(name, models)
    for case in root.iterfind(f"{CASES}testCase"):
        data = {node.get("name"): value(node) for node in case.iterfind(f"{CASES}inputNode")}
        failures = [
            f"{node.get('name')}: {reason}"
            for node in case.iterfind(f"{CASES}resultNode")
            if (reason := _reason(model, case, node, data))
        ]
        yield Outcome(level, name, case.get("id") or "", tuple(failures))


def _compiled(name: str, models: Mapping[str, bytes]) -> CompiledModel | RuleError:
    imported = {etree.fromstring(xml).get("namespace", ""): xml for xml in models.values()}
    try:
        return compile_decisions(read_decisions(models[name], imported))
    except RuleError as error:
        return error


def _reason(model: CompiledModel | RuleError, case: Any, node: Any, data: Mapping[str, object]) -> str:
    """Why the result is not what the node expects; empty when it is."""
    expected = value(node.find(f"{CASES}expected"))
    try:
        found = _found(model, case, node.get("name"), data)
    except RuleError as error:
        return "" if expected is None else str(error)
    return "" if agrees(found, expected) else f"{found!r}, expected {expected!r}"


def _found(model: CompiledModel | RuleError, case: Any, name: str, data: Mapping[str, object]) -> Value:
    if isinstance(model, RuleError):
        raise model
    kind = case.get("type", "decision")
    if kind == "bkm":
        return model.invoke(case.get("invocableName"), data)
    if kind == "decisionService":
        found = model.evaluate_service(case.get("invocableName"), data)
        return found[name] if isinstance(found, dict) and name in found else found
    return model.evaluate(name, data)


def agrees(found: Value, expected: Value) -> bool:
    """Whether the kit's runners would call the two the same."""
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        return abs(found - expected) < PRECISION
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(agrees, found, expected))
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(agrees(found[key], expected[key]) for key in found)
    return type(found) is type(expected) and found == expected


def value(node: Any) -> Value:
    """The value that a node of a test file holds."""
    components: dict[str, Value] = {}
    for each in node:
        kind = each.tag.removeprefix(CASES) if isinstance(each.tag, str) else ""
        if each.get(f"{XSI}nil") == "true" and kind in ("list", "value"):
            return None
        if kind == "list":
            return [value(item) for item in each if isinstance(item.tag, str)]
        if kind == "value":
            return _scalar(each)
        if kind == "component":
            components[each.get("name")] = None if each.get(f"{XSI}nil") == "true" else value(each)
    return components or None


def _scalar(node: Any) -> Value:
    kind = (node.get(f"{XSI}type") or "xsd:string").rpartition(":")[2]
    text: str = node.text or ""
    if kind in NUMBERS:
        return Decimal(text)
    if kind == "boolean":
        return text == "true"
    read: Value = READERS[kind](text) if kind in READERS else text
    return read
