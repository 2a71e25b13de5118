"""Scenario files into scenarios, or what is wrong with them: every name must be one of the procedure's own."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import datetime
from typing import Any

from motcua.core.procedure.content_hash import SCENARIOS
from motcua.core.procedure.document import Document, Node
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.scenarios.scenario import (
    DONE,
    NOBODY,
    SILENCE,
    Answer,
    End,
    Event,
    Expected,
    Meanwhile,
    Scenario,
    Stage,
)
from motcua.core.procedure.shape import Schemas, check_shape
from motcua.core.procedure.shared import words
from motcua.core.procedure.types import Procedure
from motcua.core.procedure.vocabulary import Channel
from motcua.core.workcal import ZONE

SCHEMA = "scenario"


def read_scenarios(
    documents: Mapping[str, Document], schemas: Schemas, procedure: Procedure, findings: Findings
) -> tuple[Scenario, ...]:
    """The scenarios among the documents of a package, by file name. One that is wrong is left out and reported."""
    found = []
    for file, document in sorted(documents.items()):
        if file.startswith(SCENARIOS):
            own = Findings()
            scenario = _read(document, schemas, procedure, own)
            findings.pass_on(own.sorted())
            if scenario and not own.has_errors:
                found.append(scenario)
    return tuple(found)


def _read(document: Document, schemas: Schemas, procedure: Procedure, findings: Findings) -> Scenario | None:
    if SCHEMA not in schemas:  # the shared part of a version that was stored before there were scenarios
        findings.report("file_missing", document.place(), name=f"schema/{SCHEMA}.schema.json")
        return None
    if not check_shape(document, SCHEMA, schemas, findings):
        return None
    top = document.top()
    reader = _Reader(procedure, findings)
    filed = reader.moment(top["filed"])
    case, channel = reader.known(top["case"], procedure.cases, "case_unknown"), Channel(top["channel"].text)
    if channel not in procedure.channels:
        findings.report("channel_not_offered", top["channel"].place, channel=channel)
    expected = reader.expected(top["expect"], case)
    reader.check_form(top.get("form"))
    form: Any = top["form"].value if top.get("form") else {}
    return Scenario(
        file=document.file,
        name=words(top["name"]),
        case=case,
        channel=channel,
        filed=filed,
        applicant=top.text_at("applicant", "citizen"),
        province=top.text_at("province"),
        form=form,
        answers={key: reader.answers(key, node) for key, node in top.parts("answers").items()},
        meanwhile=tuple(reader.event(node) for node in top.each("meanwhile")),
        expected=expected,
    )


class _Reader:
    """Reads one scenario of one procedure."""

    def __init__(self, procedure: Procedure, findings: Findings) -> None:
        self.procedure = procedure
        self.findings = findings

    def known(self, node: Node, names: Container[str], code: str) -> str:
        """The words of the node, reported when they name nothing."""
        if node.text not in names:
            self.findings.report(code, node.place, name=node.text, path=node.text)
        return node.text

    def step(self, node: Node) -> str:
        return self.known(node, self.procedure.steps, "step_unknown")

    def moment(self, node: Node) -> datetime:
        """A moment on the office's wall clock; one that is on no calendar is reported."""
        try:
            return datetime.fromisoformat(node.text).replace(tzinfo=ZONE)
        except ValueError:
            self.findings.report("date_wrong", node.place, date=node.text)
            return datetime.min.replace(tzinfo=ZONE)

    def event(self, node: Node) -> Event:
        what = next(each for each in Meanwhile if node.get(each))
        return Event(what, self.moment(node[what]))

    def answers(self, key: str, node: Node) -> tuple[Answer, ...]:
        """How a step ends, time after time."""
        if key not in self.procedure.steps:
            self.findings.report("step_unknown", node.place, path=key)
            return ()
        known = self.procedure.steps[key].outcomes or {DONE}
        found = []
        for item in node.items():
            word = item.text_at("outcome", DONE) if item.is_map else item.text
            if word not in known and (item.is_map or word not in (SILENCE, NOBODY)):
                options = ", ".join(sorted({*known, SILENCE, NOBODY}))
                self.findings.report("outcome_unknown", item.place, path=key, value=word, known=options)
            found.append(Answer(word, self.moment(item["at"]) if item.is_map else None))
        return tuple(found)

    def check_form(self, form: Node | None) -> None:
        """Every field that is filled in is one of the form's."""
        paths = {path.partition(".")[0] for path in self.procedure.form.paths()}
        for key, node in self._parts(form) if form else ():
            if key not in paths:
                self.findings.report("form_field_unknown", node.place, path=f"form.{key}")

    def expected(self, node: Node, case: str) -> Expected:
        variant = self.procedure.cases.get(case)
        results = {result.key for result in variant.results} if variant else set()
        limits = {limit.key for limit in variant.limits} if variant else set()
        return Expected(
            path=tuple(self.stage(item) for item in node.each("path")),
            end=End(node["end"].text),
            waiting=self.list_of(node, "waiting", self.procedure.steps, "step_unknown"),
            due={key: self.due(key, part) for key, part in node.parts("due").items()},
            promised=self.optional_moment(node, "promised"),
            deadline=self.optional_moment(node, "deadline"),
            limit=self.known(node["limit"], limits, "case_limit_unknown") if node.get("limit") else None,
            in_time=bool(node["in_time"].value) if node.get("in_time") else None,
            fees=node["fees"].number if node.get("fees") else None,
            results=self.list_of(node, "results", results, "result_unknown"),
            letters=self.list_of(node, "letters", self.procedure.letters, "letter_unknown"),
            node=node,
        )

    def stage(self, node: Node) -> Stage:
        if not node.is_map:
            return self.step(node)
        return tuple(tuple(self.step(item) for item in branch.items()) for branch in node.each("together"))

    def due(self, key: str, node: Node) -> tuple[datetime, ...]:
        if key not in self.procedure.steps:
            self.findings.report("step_unknown", node.place, path=key)
        return tuple(self.moment(item) for item in node.items())

    def optional_moment(self, node: Node, key: str) -> datetime | None:
        part = node.get(key)
        return self.moment(part) if part else None

    def list_of(self, node: Node, key: str, names: Container[str], code: str) -> tuple[str, ...] | None:
        return tuple(self.known(item, names, code) for item in node.each(key)) if node.get(key) else None

    @staticmethod
    def _parts(node: Node) -> Iterator[tuple[str, Node]]:
        yield from ((key, node[key]) for key in (node.value if isinstance(node.value, dict) else {}))
