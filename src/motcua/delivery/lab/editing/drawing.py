"""A drawing and the steps of `procedure.yaml` kept together: new tasks become steps, what is gone is taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.core.process import Model, ProcessError
from motcua.core.process.document import Document
from motcua.core.process.model import FlowNode
from motcua.delivery.lab.editing.yaml_text import read, remove, rename, set_value, value_at

# What a step of this sort of node is, as long as nobody says otherwise.
KIND_OF_TAG = {
    "userTask": "work",
    "manualTask": "work",
    "task": "work",
    "receiveTask": "wait",
    "sendTask": "system",
    "serviceTask": "system",
    "businessRuleTask": "system",
}
HOURS_OF_WORK = 8
_CATCHES = ("message", "timer")


@dataclass(frozen=True, slots=True)
class StepTold:
    """What the panel beside the drawing says of a step; empty where nobody said anything."""

    en: str = ""
    kind: str = ""
    amount: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """`procedure.yaml` as it fits the drawing, and which steps came and went."""

    text: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def drawn_steps(model: Model) -> Iterator[FlowNode]:
    """The nodes that are steps: all tasks, and catches of a message or a timer."""
    for process in model.processes:
        for node in process.content.all_nodes():
            caught = node.events[0].kind if node.kind == "intermediateCatchEvent" and node.events else ""
            if node.kind in KIND_OF_TAG or caught in _CATCHES:
                yield node


def steps_with_drawing(text: str, model: Model, told: Mapping[str, StepTold], renamed: Mapping[str, str]) -> Together:
    """The steps after the drawing: renamed keys keep what is written of them, names follow the drawing, new tasks
    become steps, and steps that are not drawn any more go. Raises UneditableError.
    """
    before = _steps(text)
    for old, new in renamed.items():
        if old in _steps(text) and new not in _steps(text):
            text = rename(text, ("steps", old), new)
    nodes = {node.id: node for node in drawn_steps(model)}
    for key, node in nodes.items():
        text = _with_step(text, node, told.get(key, StepTold()))
    if nodes:
        for key in [each for each in _steps(text) if each not in nodes]:
            text = remove(text, ("steps", key))
    after = _steps(text)
    was = {renamed.get(key, key) for key in before}
    return Together(text, tuple(key for key in after if key not in was), tuple(key for key in was if key not in after))


def drawing_with_names(xml: bytes, names: Mapping[str, str]) -> bytes:
    """The drawing with other names on these steps, every other byte as it was. A drawing that cannot be read, or that
    has not all of them, stays: the checker tells what differs.
    """
    try:
        drawing = Document.parse(xml)
        for key, name in names.items():
            drawing.rename(key, name)
        return drawing.write()
    except ProcessError:
        return xml


def _steps(text: str) -> dict[str, Any]:
    found = value_at(read(text), ("steps",))
    return found if isinstance(found, dict) else {}


def _with_step(text: str, node: FlowNode, told: StepTold) -> str:
    path = ("steps", node.id)
    step = _steps(text).get(node.id)
    name = " ".join(node.name.split())
    if step is None:
        return set_value(text, path, _new_step(node, name, told))
    if name and value_at(step, ("name", "vi")) != name:
        text = set_value(text, (*path, "name", "vi"), name)
    if told.en:
        text = set_value(text, (*path, "name", "en"), told.en)
    if told.kind:
        text = set_value(text, (*path, "kind"), told.kind)
    return _with_limit(text, path, told)


def _new_step(node: FlowNode, name: str, told: StepTold) -> dict[str, Any]:
    kind = told.kind or KIND_OF_TAG.get(node.kind, "wait")
    step: dict[str, Any] = {"name": {"vi": name or node.id, "en": told.en or name or node.id}, "kind": kind}
    if told.amount.isascii() and told.amount.isdecimal() and told.unit:
        step["limit"] = {told.unit: int(told.amount)}
    elif kind in ("work", "review", "draft", "inspection", "signature", "assignment", "consultation", "reception"):
        step["limit"] = {"working_hours": HOURS_OF_WORK}
    return step


def _with_limit(text: str, path: tuple[str, ...], told: StepTold) -> str:
    if not (told.amount.isascii() and told.amount.isdecimal() and told.unit):
        return text
    limit = value_at(read(text), (*path, "limit"))
    others = [unit for unit in ("working_hours", "working_days", "calendar_days", "months") if unit != told.unit]
    text = set_value(text, (*path, "limit", told.unit), int(told.amount))
    for unit in others:
        if isinstance(limit, dict) and unit in limit:
            text = remove(text, (*path, "limit", unit))
    return text
