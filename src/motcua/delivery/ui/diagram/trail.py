"""Which way a dossier took through its process: its log, replayed by the engine that wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from motcua.core.procedure import StepKind
from motcua.core.process import (
    Cancel,
    Command,
    Complete,
    Deliver,
    Fire,
    FlowTaken,
    ProcessError,
    ServiceRequested,
    Start,
    State,
    advance,
)
from motcua.core.rules import RuleError
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.types import PartyRole, TaskKind

BY_ITSELF = frozenset({StepKind.FEE_NOTICE, StepKind.SYSTEM})  # steps that nobody does, so that no event names them
STEP_ENDED = frozenset({EventKind.STEP_COMPLETED, EventKind.STEP_RETURNED})


class Told(NamedTuple):
    """What the process was told, when, and what its conditions could read then."""

    at: datetime
    command: Command
    data: Mapping[str, object]


def flows_taken(page: DossierPage) -> frozenset[str]:
    """The arrows that the dossier passed, as the engine takes them when it is told what the log says.

    Nothing when the replay does not end where the dossier stands: the log keeps no old contents of the form, so a way
    may have been chosen by a value that a supplement has changed since. A wrong way is never shown.
    """
    taken: set[str] = set()
    state = page.procedure.process.initial
    try:
        for told in _told(page):
            state = _driven(page, state, told, taken)
    except (ProcessError, RuleError):
        return frozenset()
    return frozenset(taken) if state == page.process else frozenset()


def _driven(page: DossierPage, state: State, told: Told, taken: set[str]) -> State:
    """The state after a command and all that the office does by itself; the arrows go into `taken`."""
    commands = [told.command]
    for each in commands:
        state, facts = advance(page.procedure.process, state, each, told.data, told.at)
        for fact in facts:
            if isinstance(fact, FlowTaken):
                taken.add(fact.flow)
            elif isinstance(fact, ServiceRequested) and fact.wait and _is_by_itself(page, fact.node):
                commands.append(Complete(fact.number))
    return state


def _is_by_itself(page: DossierPage, node: str) -> bool:
    step = page.procedure.steps.get(node)
    return step is not None and step.kind in BY_ITSELF


def _told(page: DossierPage) -> Iterator[Told]:
    applicant = next((party for party in page.parties if party.role is PartyRole.APPLICANT), None)
    lasting: dict[str, object] = {
        "case": page.case_key,
        "channel": page.card.channel.value,
        "form": page.procedure.form.facts(page.form),
        "applicant": {"kind": applicant.kind.value if applicant else ""},
        "province": settings.PROVINCE,
    }
    outcomes: dict[str, object] = {}
    for event in page.events:
        if event.kind in STEP_ENDED and event.data["outcome"]:
            outcomes[event.step] = {"outcome": event.data["outcome"]}
        command = _command(event)
        if command is not None:
            data = {**lasting, "steps": dict(outcomes), "fees": _fees(page, event.at)}
            yield Told(event.at, command, data)


def _command(event: RecordedEvent) -> Command | None:
    """What the process was told when this event was recorded, if anything."""
    match event.kind:
        case EventKind.SUBMITTED:
            return Start()
        case EventKind.STEP_COMPLETED | EventKind.STEP_RETURNED:
            return Complete(event.data["n"]) if event.data["kind"] == TaskKind.STEP.value else None
        case EventKind.WAIT_ENDED:
            return Deliver(event.data["n"]) if event.data["by"] == "answer" else None
        case EventKind.TIMER_FIRED:
            return Fire(event.data["n"])
        case EventKind.WITHDRAWN | EventKind.STOPPED:
            return Cancel()
        case _:
            return None


def _fees(page: DossierPage, at: datetime) -> Mapping[str, int]:
    """What was due and still owed when the act of that moment was done."""
    told = [event for event in page.events if event.at <= at]
    due = sum(event.data["amount"] for event in told if event.kind is EventKind.FEE_NOTICED)
    paid = sum(
        event.data["amount"]
        for event in told
        if event.kind is EventKind.FEE_PAID and not event.data.get("elsewhere", False)
    )
    return {"due": due, "outstanding": due - paid}
