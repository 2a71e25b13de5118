"""The same as the picture, in words: for those who cannot see it, and as a table for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from motcua.core.process import Model, Text
from motcua.core.process.layout import reading_order
from motcua.core.process.model import FlowNode, Scope
from motcua.delivery.ui.diagram.marks import TIMES, Language, Mark, Note, said, state_words

NO_MARKS: Mapping[str, Mark] = MappingProxyType({})
NO_NOTES: Mapping[str, Note] = MappingProxyType({})

TITLE = Text("Sơ đồ quy trình {}", "Diagram of the process {}")
AT_ONE = Text("Hồ sơ đang ở bước {}.", "The dossier is at the step {}.")
AT_SEVERAL = Text("Hồ sơ đang ở {} bước cùng lúc: {}.", "The dossier is at {} steps at once: {}.")
NOWHERE = Text("Hồ sơ không ở bước nào.", "The dossier is at no step.")
DONE = Text("Đã xong {} trong {} bước.", "{} of {} steps are done.")
STEPS = Text("Quy trình có {} bước: {}.", "The process has {} steps: {}.")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table that stands beside the picture.

    `state` is empty when the picture shows no dossier; `mark` is for the page's own signs beside the words.
    """

    step: str
    role: str
    state: str
    allowed: str
    took: str
    mark: Mark | None


def rows(
    model: Model,
    *,
    marks: Mapping[str, Mark] = NO_MARKS,
    notes: Mapping[str, Note] = NO_NOTES,
    language: Language = "vi",
) -> list[Row]:
    """The steps in reading order; `marks`, `notes` and `language` as for `draw`.

    Steps are what somebody does or waits for. Border events, gateways and ends stand here only when the dossier is
    there, and ends and border events when it came that way.
    """
    told = []
    for process in model.processes:
        for node, role in _with_roles(process.content):
            mark, note = marks.get(node.id), notes.get(node.id, Note())
            if _is_step(node) or _is_met(node, mark):
                state = state_words(mark, language) if marks else ""
                told.append(Row(node.label, role, state, note.allowed, note.took, mark))
    return told


def title_words(model: Model, language: Language) -> str:
    """The name of the picture."""
    names = [pool.name for pool in model.participants] + [process.name for process in model.processes] + [model.name]
    return said(TITLE, language).format(f"«{next(filter(None, names), '…')}»")


def description(steps: Sequence[Row], language: Language) -> str:
    """What the picture shows: where the dossier is, or else which steps there are."""
    if not any(row.mark for row in steps):
        return said(STEPS, language).format(len(steps), "; ".join(row.step for row in steps))
    now = [_where(row, language) for row in steps if row.mark and row.mark.state == "now"]
    done = said(DONE, language).format(
        sum(row.mark is not None and row.mark.state == "passed" for row in steps), len(steps)
    )
    if not now:
        return f"{said(NOWHERE, language)} {done}"
    if len(now) == 1:
        return f"{said(AT_ONE, language).format(now[0])} {done}"
    return f"{said(AT_SEVERAL, language).format(len(now), '; '.join(now))} {done}"


def _where(row: Row, language: Language) -> str:
    role = f" ({row.role})" if row.role else ""
    time = said(TIMES[row.mark.time], language).lower() if row.mark and row.mark.time else ""
    return f"«{row.step}»{role}" + (f", {time}" if time else "")


def _with_roles(content: Scope) -> Iterator[tuple[FlowNode, str]]:
    """Every node with the name of its lane; the inside of a sub-process belongs to the lane of the sub-process."""
    lanes = {name: lane.name for name, lane in content.lane_of().items()}
    for node in content.nodes:
        role = lanes.get(node.id) or lanes.get(node.attached_to, "")
        lanes[node.id] = role
        if node.content is not None:
            lanes.update({inner.id: role for inner in node.content.all_nodes()})
    for node in reading_order(content):
        yield node, lanes[node.id]


def _is_step(node: FlowNode) -> bool:
    return not node.kind.endswith(("Event", "Gateway")) or node.kind == "intermediateCatchEvent"


def _is_met(node: FlowNode, mark: Mark | None) -> bool:
    if mark is None or mark.state == "skipped":
        return False
    return mark.state == "now" or node.kind in ("boundaryEvent", "endEvent")
