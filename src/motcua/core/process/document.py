"""A BPMN file as a whole, to be changed in one place with all else as it was, byte for byte.

A `Model` holds what the engine understands. A `Document` holds everything: other vendors' extensions, comments, the
order of elements and attributes, the drawing, and the prefixes that contents rely on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import count

from motcua.core.process.errors import ProcessError
from motcua.core.process.model import Model
from motcua.core.process.reader import read_model
from motcua.core.process.safe_xml import MODEL, MOTCUA, ORDINARY, Limits
from motcua.core.process.source import (
    Element,
    decoded,
    elements_of,
    with_attribute,
    with_first_child,
    with_last_child,
    with_text,
    without,
    written,
)

BPMN = MODEL[1:-1]
OURS = MOTCUA[1:-1]
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/"
STATED_TIMES = frozenset({"timeDuration", "timeDate", "timeCycle"})
WORKING_TIMES = ("workingHours", "workingDays")


class NoSuchElementError(ProcessError):
    """The file has no element of that id, or it is of another kind than is asked for."""

    def __init__(self, element_id: str, kind: str) -> None:
        wanted = f" {kind}" if kind else ""
        super().__init__(
            f"Sơ đồ không có phần tử{wanted} với mã «{element_id}»; hãy tải lại sơ đồ",
            f"The diagram has no{wanted} element with the id “{element_id}”; load it again",
        )


class Document:
    """One BPMN file. Each change touches the one element or attribute that it names, and raises NoSuchElementError for
    an id that the file has not, or has at another kind of element.
    """

    def __init__(self, body: bytes, encoding: str, limits: Limits) -> None:
        self._body = body
        self._encoding = encoding
        self._limits = limits

    @classmethod
    def parse(cls, xml: bytes, limits: Limits = ORDINARY) -> Document:
        """Take a BPMN 2.0 file in. Raises UnreadableModelError as `read_model` does."""
        read_model(xml, limits)  # what is hostile, too large or no BPMN goes no further
        return cls(*decoded(xml), limits)

    def write(self) -> bytes:
        """The file, in the encoding that it had."""
        return self._body.decode().encode(self._encoding, "xmlcharrefreplace")

    @property
    def model(self) -> Model:
        """What the engine understands of the file as it is now. Raises UnreadableModelError when it grew too large."""
        return read_model(self.write(), self._limits)

    def rename(self, element_id: str, name: str) -> None:
        """Give an element another name; an empty one takes the name away."""
        self._set(self._find(element_id), "name", name)

    def set_role(self, lane_id: str, role: str) -> None:
        """Say which role a lane is; the same as its id needs no saying."""
        self._set_ours(lambda name: self._find(name, "lane"), lane_id, "role", "" if role == lane_id else role)

    def set_waits(self, task_id: str, *, waits: bool) -> None:
        """Say whether the process waits for a service, send or business-rule task; that it does needs no saying."""
        self._set_ours(self._find, task_id, "wait", "" if waits else "false")

    def set_default(self, node_id: str, flow_id: str) -> None:
        """Make an arrow the default flow of the node that it leaves; empty means that the node has none."""
        if flow_id:
            self._find(flow_id, "sequenceFlow")
        self._set(self._find(node_id), "default", flow_id)

    def set_condition(self, flow_id: str, condition: str) -> None:
        """Put a FEEL condition on an arrow; an empty one takes its condition away."""
        flow = self._find(flow_id, "sequenceFlow")
        stated = flow.child("conditionExpression")
        if stated:
            self._body = with_text(self._body, stated, condition) if condition else without(self._body, stated)
        elif condition:
            self._body = with_last_child(self._body, flow, _formal(flow, "conditionExpression", condition))
        if condition:
            self._say_feel(flow_id)

    def set_duration(self, event_id: str, duration: str) -> None:
        """Let a timer event come due after a duration such as `P12D`; what it said before is gone."""
        self._clear_time(event_id)
        definition = self._timer(event_id)
        self._body = with_last_child(self._body, definition, _formal(definition, "timeDuration", duration))

    def set_working_hours(self, event_id: str, hours: Decimal) -> None:
        """Let a timer event come due after so many working hours; what it said before is gone."""
        self._clear_time(event_id)
        self._set_ours(self._timer, event_id, "workingHours", f"{hours.normalize():f}")

    def set_documentation(self, element_id: str, text: str) -> None:
        """Give an element another description; an empty one takes it away."""
        element = self._find(element_id)
        stated = element.child("documentation")
        if stated:
            self._body = with_text(self._body, stated, text) if text else without(self._body, stated)
        elif text:
            self._body = with_first_child(self._body, element, written(element.beside("documentation"), text))

    # --- finding and putting

    def _find(self, element_id: str, kind: str = "") -> Element:
        for element in elements_of(self._body).all():
            if element.id == element_id and element.namespace == BPMN and kind in ("", element.name):
                return element
        raise NoSuchElementError(element_id, kind)

    def _timer(self, event_id: str) -> Element:
        definition = self._find(event_id).child("timerEventDefinition")
        if definition is None:
            raise NoSuchElementError(event_id, "timerEventDefinition")
        return definition

    def _set(self, element: Element, name: str, value: str) -> None:
        self._body = with_attribute(self._body, element, name, value or None)

    def _set_ours(self, find: Callable[[str], Element], element_id: str, name: str, value: str) -> None:
        """Set an attribute of our own namespace, which gets a prefix where it has none yet."""
        if value and not find(element_id).prefix_of(OURS):
            prefix = next(each for each in _prefixes("motcua") if f"xmlns:{each}=".encode() not in self._body)
            self._set(elements_of(self._body), f"xmlns:{prefix}", OURS)
        element = find(element_id)
        prefix_here = element.prefix_of(OURS)
        if prefix_here:
            self._set(element, f"{prefix_here}:{name}", value)

    def _say_feel(self, flow_id: str) -> None:
        """A condition in another language, by its own word or by that of the whole file, is in FEEL from now on."""
        stated = self._find(flow_id, "sequenceFlow").child("conditionExpression")
        whole = elements_of(self._body).attributes.get("expressionLanguage", "")
        if stated and "feel" not in (language := stated.attributes.get("language", whole)).lower() and language:
            self._set(stated, "language", FEEL)

    def _clear_time(self, event_id: str) -> None:
        """Take away all that a timer event says of its time."""
        while stated := next((each for each in self._timer(event_id).children if each.name in STATED_TIMES), None):
            self._body = without(self._body, stated)
        for name in WORKING_TIMES:
            self._set_ours(self._timer, event_id, name, "")


def _formal(parent: Element, name: str, text: str) -> bytes:
    """A formal expression as a child of this element."""
    prefix = parent.prefix_of(INSTANCE)
    typed = f' {prefix}:type="{parent.beside("tFormalExpression")}"' if prefix else ""
    return written(parent.beside(name), text, typed)


def _prefixes(usual: str) -> Iterator[str]:
    yield usual
    yield from (f"{usual}{n}" for n in count(2))
