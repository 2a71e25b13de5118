"""Which way a dossier took through its process: its log, replayed by the engine that wrote it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.conf import settings

from motcua.core.procedure import Procedure, StepKind
from motcua.core.procedure.answering import Answer, Answers, begun_anew, with_answer
from motcua.core.process import (
    Cancel,
    Command,
    Complete,
    Deliver,
    Fire,
    FlowTaken,
    InstancesBegun,
    Kind,
    ProcessError,
    Raise,
    ServiceRequested,
    Start,
    State,
    TaskEnabled,
    advance,
)
from motcua.core.rules import RuleError
from motcua.domain.dossiers.changeover.queries import as_moved
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.queries.versions import with_procedures
from motcua.domain.dossiers.types import PartyRole, ReturnMethod, TaskKind

BY_ITSELF = frozenset({StepKind.FEE_NOTICE, StepKind.SYSTEM})  # steps that nobody does, so that no event names them
STEP_ENDED = frozenset({EventKind.STEP_COMPLETED, EventKind.STEP_RETURNED})


def flows_taken(page: DossierPage) -> frozenset[str]:
    """The arrows of the present drawing that the dossier passed, as the engine takes them when it is told what the log
    says. Of a drawing that held before a changeover, those that are drawn alike in both.

    Nothing when the replay does not end where the dossier stands: the log keeps no old contents of the form, so a way
    may have been chosen by a value that a supplement has changed since. A wrong way is never shown.
    """
    replay = _Replay(page)
    try:
        for event, procedure in with_procedures(page.events, page.procedure):
            replay.take(event, procedure)
    except (ProcessError, RuleError):
        return frozenset()
    return frozenset(replay.taken) if replay.state == page.process else frozenset()


class _Replay:
    """A dossier's process, told once more what it was told."""

    def __init__(self, page: DossierPage) -> None:
        self.page = page
        self.state = page.procedure.process.initial
        self.taken: set[str] = set()
        self.answers: Answers = {}
        self.before_move: tuple[State, Answers, frozenset[str]] = self.state, self.answers, frozenset()
        self.lasting = _lasting(page)
        # What decision tables said, in the order in which they were asked.
        self.decided = deque(event.data for event in page.events if event.kind is EventKind.DECIDED)
        self.failed = {
            (event.data["n"], event.at): event.data["code"]
            for event in page.events
            if event.kind is EventKind.STEP_FAILED
        }

    def take(self, event: RecordedEvent, procedure: Procedure) -> None:
        """What one event meant for the process. `procedure`: by which it happened."""
        match event.kind:
            case EventKind.SUBMITTED:
                self.state = procedure.process.initial
            case EventKind.PROCESS_CHANGED:
                self.move(event, procedure)
            case EventKind.PROCESS_RESTORED:
                self.state, self.answers, taken = self.before_move
                self.taken = set(taken)
        if event.kind in STEP_ENDED and event.data["outcome"]:
            self.answer(procedure, event.step, {"outcome": event.data["outcome"]})
        command = self.command(event)
        if command is not None:
            self.drive(procedure, command, event.at)

    def command(self, event: RecordedEvent) -> Command | None:
        """What the process was told when this event was recorded, if anything."""
        match event.kind:
            case EventKind.SUBMITTED:
                return Start()
            case EventKind.STEP_COMPLETED | EventKind.STEP_RETURNED:
                if event.data["kind"] != TaskKind.STEP.value:
                    return None
                code = self.failed.get((event.data["n"], event.at))
                return Raise(event.data["n"], code) if code else Complete(event.data["n"])
            case EventKind.WAIT_ENDED:
                return Deliver(event.data["n"]) if event.data["by"] == "answer" else None
            case EventKind.TIMER_FIRED:
                return Fire(event.data["n"])
            case EventKind.WITHDRAWN | EventKind.STOPPED:
                return Cancel()
            case _:
                return None

    def drive(self, procedure: Procedure, command: Command, at: datetime) -> None:
        """One command, and all that the office did by itself because of it."""
        commands = [command]
        for each in commands:
            data = {**self.lasting, "steps": self.answers, "fees": _fees(self.page.events, at)}
            self.state, facts = advance(procedure.process, self.state, each, data, at)
            for fact in facts:
                match fact:
                    case FlowTaken():
                        self.taken.add(fact.flow)
                    case InstancesBegun(place=()):
                        self.answers = begun_anew(procedure, self.answers, fact.node)
                    case ServiceRequested() if self.is_done_by_itself(procedure, fact) and fact.wait:
                        commands.append(Complete(fact.number))
                    case TaskEnabled() if self.is_handed_over(procedure, fact.node):
                        commands.append(Complete(fact.number))

    def is_done_by_itself(self, procedure: Procedure, fact: ServiceRequested) -> bool:
        """Whether the office's system did it, so that no event of a step tells. A table is asked again in the log."""
        if fact.kind is Kind.DECISION and self.decided:
            self.answer(procedure, fact.node, self.decided.popleft()["answer"])
        step = procedure.steps.get(fact.node)
        return fact.kind is Kind.DECISION or (step is not None and step.kind in BY_ITSELF)

    def is_handed_over(self, procedure: Procedure, node: str) -> bool:
        """Whether it is the return of a part, whose result goes to the whole by itself."""
        step = procedure.steps.get(node)
        linked = any(
            event.kind is EventKind.RESULT_RETURNED and event.data["method"] == ReturnMethod.LINKED.value
            for event in self.page.events
        )
        return linked and step is not None and step.kind is StepKind.RETURN

    def answer(self, procedure: Procedure, step: str, said: Answer) -> None:
        self.answers = with_answer(procedure.process, self.answers, step, said)

    def move(self, event: RecordedEvent, old: Procedure) -> None:
        """The dossier goes on by another drawing."""
        self.before_move = self.state, self.answers, frozenset(self.taken)
        moved = as_moved(event, self.page.case_key, self.state, self.answers)
        if moved:
            self.state, self.answers = moved.process, moved.answers
            self.taken &= _drawn_alike(old, moved.procedure)


def _drawn_alike(old: Procedure, new: Procedure) -> set[str]:
    graph, other = old.process.graph, new.process.graph
    both = graph.flow.keys() & other.flow.keys()
    ends = {name: (graph.flow[name].source, graph.flow[name].target) for name in both}
    return {name for name in both if ends[name] == (other.flow[name].source, other.flow[name].target)}


def _lasting(page: DossierPage) -> Mapping[str, object]:
    """What conditions could read all the time."""
    applicant = next((party for party in page.parties if party.role is PartyRole.APPLICANT), None)
    return {
        "case": page.case_key,
        "channel": page.card.channel.value,
        "form": page.procedure.form.facts(page.form),
        "applicant": {"kind": applicant.kind.value if applicant else ""},
        "province": settings.PROVINCE,
    }


def _fees(events: Sequence[RecordedEvent], at: datetime) -> Mapping[str, int]:
    """What was due and still owed when the act of that moment was done."""
    told = [event for event in events if event.at <= at]
    back = sum(event.data["applied"] for event in told if event.kind is EventKind.FEE_REFUNDED)
    waived = sum(event.data["amount"] for event in told if event.kind is EventKind.FEE_WAIVED)
    due = sum(event.data["amount"] for event in told if event.kind is EventKind.FEE_NOTICED) - waived - back
    paid = sum(_paid(told)) - back
    return {"due": due, "outstanding": due - paid}


def _paid(events: Iterable[RecordedEvent]) -> Iterable[int]:
    return (
        event.data["amount"]
        for event in events
        if event.kind is EventKind.FEE_PAID and not event.data.get("elsewhere", False)
    )
