"""Small packages made from the minimal one, for rules that need a shape of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from motcua.core.procedure import Procedure, read_package
from tests.catalogue.reading import MINIMAL, files_in, shared

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
  <process id="process" isExecutable="true">
    <laneSet id="lanes"><lane id="specialist">{members}</lane></laneSet>
    <startEvent id="filed"/>{tasks}<endEvent id="done"/>{flows}
  </process>
</definitions>"""


def straight_diagram(steps: Sequence[str]) -> bytes:
    """A diagram of one lane in which the steps follow each other."""
    nodes = ["filed", *steps, "done"]
    return HEAD.format(
        members="".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in nodes),
        tasks="".join(f'<userTask id="{step}" name="{step}"/>' for step in steps),
        flows="".join(
            f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(pairwise(nodes))
        ),
    ).encode()


def straight_package(limit: str, steps: Mapping[str, str], groups: str = "") -> Procedure:
    """The minimal package with a limit and steps of its own, one after the other; each step as YAML in braces."""
    files = files_in(MINIMAL)
    whole = files["procedure.yaml"].decode()
    head = whole[: whole.index("\nsteps:")]
    start, end = head.index("      usual:"), head.index("    components: [application")
    head = f"{head[:start]}      usual: {limit}\n{head[end:]}"
    head = head.replace('when: steps.check.outcome != "refuse"', 'when: case = "one"')
    head = head.replace('when: steps.check.outcome = "refuse"', 'when: case != "one"')
    rows = "".join(f"  {key}: {{name: {{vi: {key}, en: {key}}}, {rest}}}\n" for key, rest in steps.items())
    files["procedure.yaml"] = f"{head}\n{groups}steps:\n{rows}".encode()
    files["process.bpmn"] = straight_diagram(list(steps))
    return read_package(files, shared())
