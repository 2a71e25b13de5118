from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from motcua.core.deadlines import DossierClock
from motcua.core.procedure import Channel
from motcua.core.process import State
from motcua.core.workcal import office_time
from motcua.domain.dossiers.acts.case import Case, Timer
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.types import (
    Handler,
    LetterState,
    Opinion,
    Part,
    PartOf,
    Phase,
    SignedLetter,
    Task,
    TaskKind,
    Verdict,
    WaitingFor,
)
from motcua.infra import prepared

_NO_COMMAND = UUID(int=0)  # a mark that no act bears
_SELECT = """
SELECT to_jsonb(d) || jsonb_build_object(
    'form', (SELECT c.form FROM dossiers_content c WHERE c.dossier_id = d.id AND c.n = d.contents),
    'tasks', (SELECT jsonb_agg(t) FROM dossiers_opentask t WHERE t.dossier_id = d.id),
    'opinions', (SELECT jsonb_agg(o ORDER BY o.n) FROM dossiers_dossieropinion o WHERE o.dossier_id = d.id),
    'signed', (SELECT jsonb_agg(jsonb_build_object('n', l.n, 'key', l.key, 'state', l.state,
            'document_id', l.document_id, 'result', l.details->'letter'->>'result') ORDER BY l.n)
        FROM dossiers_dossierletter l WHERE l.dossier_id = d.id AND l.state IN ('prepared', 'void')),
    'parts', (SELECT jsonb_agg(p ORDER BY p.n) FROM dossiers_dossierpart p WHERE p.dossier_id = d.id),
    'timers', (SELECT jsonb_agg(t) FROM dossiers_dossiertimer t WHERE t.dossier_id = d.id),
    'repeated', EXISTS (SELECT FROM dossiers_dossierevent e WHERE e.dossier_id = d.id AND e.command = %s)
) FROM dossiers_dossier d WHERE d.id
"""
_CASE = f"{_SELECT} = %s"
_CASES = f"{_SELECT} = ANY (%s)"


def read_case(dossier_id: UUID, command: UUID) -> tuple[Case, bool]:
    """The dossier as it stands, and whether this very command was done on it before. NoSuchDossierError."""
    found = prepared.rows(_CASE, [command, dossier_id])
    if not found:
        raise NoSuchDossierError
    row = orjson.loads(found[0][0])  # Django leaves JSON of plain statements as text
    return case_from(row), row["repeated"]


def read_cases(dossiers: Sequence[UUID]) -> dict[UUID, Case]:
    """Many dossiers as they stand, by their ids."""
    rows = (orjson.loads(found[0]) for found in prepared.rows(_CASES, [_NO_COMMAND, list(dossiers)]))
    return {case.id: case for case in map(case_from, rows)}


def case_from(row: Mapping[str, Any]) -> Case:
    """A case from its row and what belongs to it, as plain JSON values."""
    return Case(
        id=UUID(row["id"]),
        version_id=row["version_id"],
        terms_id=row["terms_id"],
        case_key=row["case_key"],
        channel=Channel(row["channel"]),
        assisted=row["assisted"],
        reference=row["reference"],
        phase=Phase(row["phase"]),
        receiving_id=row["receiving_id"],
        competent_id=row["competent_id"],
        support_id=row["support_id"],
        submitted_at=moment(row["submitted_at"]),
        process=State.from_json(row["process"]),
        applicant_kind=row["applicant_kind"],
        form=row["form"],
        code=row["code"],
        accepted_at=_moment(row["accepted_at"]),
        resolved_at=_moment(row["resolved_at"]),
        ended_at=_moment(row["ended_at"]),
        waiting_for=WaitingFor(row["waiting_for"]) if row["waiting_for"] else None,
        clock=DossierClock.parse(row["clock"]) if row["clock"] else None,
        handler=_handler(row),
        answers=row["answers"],
        supplements=row["supplements"],
        fees_due=row["fees_due"],
        fees_paid=row["fees_paid"],
        contents=row["contents"],
        papers=row["papers"],
        letters=row["letters"],
        signed=tuple(_signed(each) for each in row["signed"] or ()),
        tasks=tuple(task_from(each) for each in row["tasks"] or ()),
        opinions=tuple(opinion_from(each) for each in row["opinions"] or ()),
        timers=tuple(_timer(each) for each in row["timers"] or ()),
        part_of=_part_of(row),
        parts=tuple(part_from(each) for each in row["parts"] or ()),
        seq=row["seq"],
        head=bytes.fromhex(row["head"][2:]),
    )


def _signed(row: Mapping[str, Any]) -> SignedLetter:
    state, document = LetterState(row["state"]), UUID(row["document_id"])
    return SignedLetter(row["n"], row["key"], row["result"], state, document)


def task_from(row: Mapping[str, Any]) -> Task:
    """An open task from its row."""
    return Task(
        kind=TaskKind(row["kind"]),
        n=row["n"],
        step=row["step"],
        role=row["role"],
        office_id=row["office_id"],
        enabled_at=moment(row["enabled_at"]),
        due_at=_moment(row["due_at"]),
        holder_id=row["holder_id"],
        claimed_at=_moment(row["claimed_at"]),
        started_at=_moment(row["started_at"]),
        counts_from=_moment(row["counts_from"]),
    )


def opinion_from(row: Mapping[str, Any]) -> Opinion:
    """An opinion from its row."""
    return Opinion(
        n=row["n"],
        step=row["step"],
        agency_id=row["agency_id"],
        question=row["question"],
        asked_at=moment(row["asked_at"]),
        due_at=moment(row["due_at"]),
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        answered_at=_moment(row["answered_at"]),
        words=row["words"],
    )


def part_from(row: Mapping[str, Any]) -> Part:
    """What a whole knows of a part, from its row."""
    return Part(
        n=row["n"],
        child=row["child"],
        step=row["step"],
        part_id=UUID(row["part_id"]),
        agency_id=row["agency_id"],
        sent_at=moment(row["sent_at"]),
        acknowledge_by=_moment(row["acknowledge_by"]),
        acknowledged_at=_moment(row["acknowledged_at"]),
        silent_at=_moment(row["silent_at"]),
        code=row["code"],
        due_at=_moment(row["due_at"]),
        waiting_for=WaitingFor(row["waiting_for"]) if row["waiting_for"] else None,
        ended_at=_moment(row["ended_at"]),
        outcome=row["outcome"],
        number=row["number"],
        late=row["late"],
        called_off_at=_moment(row["called_off_at"]),
    )


def moment(text: str) -> datetime:
    """A moment as the database wrote it, in the office's zone."""
    return office_time(datetime.fromisoformat(text))


def _timer(row: Mapping[str, Any]) -> Timer:
    return Timer(row["n"], row["node"], moment(row["due_at"]), _moment(row["armed_at"]))


def _moment(text: str | None) -> datetime | None:
    return moment(text) if text else None


def _handler(row: Mapping[str, Any]) -> Handler | None:
    if row["handler_id"] is None:
        return None
    return Handler(row["handler_id"], row["handler_office_id"], row["handler_role"])


def _part_of(row: Mapping[str, Any]) -> PartOf | None:
    if row["parent_id"] is None:
        return None
    whole = UUID(row["parent_id"])
    return PartOf(whole, row["part_n"], row["part_key"], row["part_version_id"], _moment(row["acknowledged_at"]))
