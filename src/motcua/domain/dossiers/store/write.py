from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from motcua.core.text import fold
from motcua.domain.dossiers.acts.case import Case, Timer, World
from motcua.domain.dossiers.acts.parts import errands_of
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.events import Event
from motcua.domain.dossiers.reminding.debts import next_look, supplement_asked_at
from motcua.domain.dossiers.types import Errand, LetterState, Opinion, Part, Party, PartyRole, Task
from motcua.infra import prepared
from motcua.infra.audit import link

Row = dict[str, Any]


def write_act(work: Working, command: UUID, *, filing_key: str = "", consumers: Sequence[str] = ()) -> UUID | None:
    """Write all rows of an act by one statement. The id of the dossier that now stands: for a filing sent twice that of
    the first; None when somebody else was quicker and nothing was written.
    """
    act = orjson.dumps(rows_of(work, command, filing_key=filing_key, consumers=consumers)).decode()
    [(standing,)] = prepared.rows("SELECT dossiers_write(%s::jsonb)", [act])
    return standing  # type: ignore[no-any-return] # a uuid or null, says the function


def rows_of(work: Working, command: UUID, *, filing_key: str = "", consumers: Sequence[str] = ()) -> Row:
    """The rows of an act as plain JSON values, in the shape that `dossiers_write` takes. Events get their number and
    hash.
    """
    events, head = chained(work, command)
    case, before = work.case, work.before
    still = {(task.kind, task.n) for task in case.tasks}
    armed = {timer.n for timer in case.timers}
    rows: Row = {
        "is_new": not before.seq,
        "seen": before.seq,
        "dossier": dossier_row(work, before.seq + len(events), head),
        "events": events,
        "outbox": list(consumers),
        "keys": new_keys(work, filing_key),
        "parties": party_rows(work),
        **added_rows(work),
        "letter_changes": letter_changes(work),
        "opinions": opinion_rows(case, before.opinions),
        "tasks": task_rows(case, _changed_tasks(case, before)),
        "closed_tasks": [
            {"dossier_id": case.id, "kind": task.kind, "n": task.n}
            for task in before.tasks
            if (task.kind, task.n) not in still
        ],
        "timers": timer_rows(case, before.timers),
        "closed_timers": [str(timer.n) for timer in before.timers if timer.n not in armed],
        "parts": part_rows(case, before.parts),
        "errands": errand_rows(case, errands_of(case, before, work.now), before.seq + len(events)),
        "reminder": reminder_at(case, before, work.world, work.now),
    }
    return {name: value for name, value in rows.items() if value not in ([], None) or name in ("parties", "outbox")}


def new_keys(work: Working, filing_key: str) -> list[str]:
    """What leads to the dossier since this act: at its filing the key of the request and the reference, then the
    code.
    """
    case, before = work.case, work.before
    keys = [] if before.seq else [filing_key, case.reference]
    return [*keys, case.code] if case.code and case.code != before.code else keys


def party_rows(work: Working) -> list[Row]:
    """Who is who, as the filing says."""
    return [_party(work.case.id, n, party) for n, party in enumerate(work.parties, 1)]


def added_rows(work: Working) -> Row:
    """What an act adds and nothing changes later: forms, papers, letters, words."""
    case, at = work.case, _utc(work.now)
    own = {"dossier_id": case.id}
    return {
        "contents": [] if work.content is None else [{**own, "n": case.contents, "at": at, "form": work.content}],
        "papers": [{**own, "n": new.n, "added_at": at, **_fields(new.paper)} for new in work.papers],
        "letters": [
            {
                **own,
                "n": new.n,
                "key": new.key,
                "number": new.number,
                "issued_at": at,
                "issued_by": str(work.actor),
                "details": new.details,
                "state": new.state,
                "document_id": new.document_id,
            }
            for new in work.letters
        ],
        "remarks": [
            {**own, "seq": seq, "words": event.words}
            for seq, event in enumerate(work.events, work.before.seq + 1)
            if event.words
        ],
    }


def letter_changes(work: Working) -> list[Row]:
    """What the act does to letters that were signed before; empty where a value stays."""
    return [
        {
            "dossier_id": work.case.id,
            "n": each.letter.n,
            "state": each.state,
            "number": each.number or None,
            "document_id": each.document_id,
            "issued_at": _utc(work.now) if each.state is LetterState.ISSUED else None,
        }
        for each in work.letter_changes
    ]


def opinion_rows(case: Case, known: Collection[Opinion] = ()) -> list[Row]:
    """The opinions that are new or not as they were known."""
    return [{"dossier_id": case.id, **_fields(each)} for each in case.opinions if each not in known]


def task_rows(case: Case, tasks: Iterable[Task]) -> list[Row]:
    """Open tasks with what the inbox sorts and hides them by."""
    shared = {"dossier_id": case.id, "dossier_due_at": _due(case), "waits": case.waiting_for is not None}
    return [{**_fields(task), **shared} for task in tasks]


def timer_rows(case: Case, known: Collection[Timer] = ()) -> list[Row]:
    """The timers that are armed and were not known."""
    return [{"dossier_id": case.id, **_fields(each)} for each in case.timers if each not in known]


def part_rows(case: Case, known: Collection[Part] = ()) -> list[Row]:
    """What a whole knows of its parts, as far as that is new."""
    return [{"dossier_id": case.id, **_fields(each)} for each in case.parts if each not in known]


def errand_rows(case: Case, errands: Iterable[Errand], seq: int) -> list[Row]:
    """What is to be done at another dossier; `seq` is that of the last event it follows from."""
    return [{"dossier_id": case.id, "kind": each.kind, "due_at": each.due_at, "seq": seq} for each in errands]


def reminder_at(case: Case, before: Case, world: World, now: datetime) -> datetime | None:
    """When somebody may have to be reminded next, if an act has changed what is owed."""
    if _owes(case) == _owes(before):
        return None
    return next_look(case, world, now, supplement_asked_at(case, before, now))


def _owes(case: Case) -> tuple[object, ...]:
    return case.tasks, case.opinions, case.timers, case.parts, case.clock, case.phase, case.waiting_for


def chained_content(event: Event, actor: str, at: datetime, command: UUID) -> Row:
    """What the hash of an event protects, as it is stored."""
    return {
        "at": _utc(at),
        "kind": event.kind.value,
        "actor": actor,
        "office_id": event.office_id,
        "step": event.step,
        "role": event.role,
        "data": dict(event.data),
        "command": str(command),
    }


def chained(work: Working, command: UUID) -> tuple[list[Row], bytes]:
    """The events of an act with their numbers and hashes, and the new head of the chain."""
    head, rows = work.before.head, []
    for seq, event in enumerate(work.events, work.before.seq + 1):
        content = chained_content(event, str(work.actor), work.now, command)
        previous, head = head, link(head, work.case.id, seq, content)
        rows.append({"dossier_id": work.case.id, "seq": seq, **content, "previous": _hex(previous), "hash": _hex(head)})
    return rows, head


def dossier_row(work: Working, seq: int, head: bytes) -> Row:
    """The state of the dossier after an act."""
    case, clock, handler, whole = work.case, work.case.clock, work.case.handler, work.case.part_of
    return {
        "id": case.id,
        "version_id": case.version_id,
        "terms_id": case.terms_id,
        "procedure_code": work.world.procedure.code,
        "case_key": case.case_key,
        "channel": case.channel,
        "assisted": case.assisted,
        "reference": case.reference,
        "code": case.code,
        "phase": case.phase,
        "waiting_for": case.waiting_for,
        "receiving_id": case.receiving_id,
        "competent_id": case.competent_id,
        "support_id": case.support_id,
        "handler_id": handler and handler.officer_id,
        "handler_office_id": handler and handler.office_id,
        "handler_role": handler.role if handler else "",
        "applicant_name": next((p.name for p in work.parties if p.role is PartyRole.APPLICANT), ""),
        "applicant_kind": case.applicant_kind,
        "submitted_at": case.submitted_at,
        "accepted_at": case.accepted_at,
        "due_at": clock and clock.due_at,
        "original_due_at": clock and clock.original_due_at,
        "resolved_at": case.resolved_at,
        "ended_at": case.ended_at,
        "clock": clock and clock.as_dict(),
        "process": case.process.to_json(),
        "answers": case.answers,
        "supplements": case.supplements,
        "fees_due": case.fees_due,
        "fees_paid": case.fees_paid,
        "contents": case.contents,
        "papers": case.papers,
        "letters": case.letters,
        "parent_id": whole and whole.parent_id,
        "part_n": whole and whole.n,
        "part_key": whole and whole.child,
        "part_version_id": whole and whole.version_id,
        "acknowledged_at": whole and whole.acknowledged_at,
        "parts_due_at": case.parts_due_at,
        "seq": seq,
        "head": _hex(head),
    }


def _party(dossier_id: UUID, n: int, party: Party) -> Row:
    return {"dossier_id": dossier_id, "n": n, "search_name": fold(party.name), **_fields(party)}


def _changed_tasks(case: Case, before: Case) -> Iterator[Task]:
    """Those that are new or not as they were; all of them when the dossier's own due date or waiting changed."""
    moved = _due(case) != _due(before) or case.waiting_for != before.waiting_for
    return (task for task in case.tasks if moved or task not in before.tasks)


def _fields(value: Any) -> Row:
    """The fields of a flat frozen value; `asdict` would copy each of them in depth."""
    return {name: getattr(value, name) for name in value.__slots__}


def _due(case: Case) -> datetime | None:
    """Until when the dossier is owed, its parts too; nothing is any more once its result is ready."""
    if case.clock is None or case.clock.ended_at:
        return None
    return min(case.clock.due_at, case.parts_due_at) if case.parts_due_at else case.clock.due_at


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _hex(digest: bytes) -> str:
    return "\\x" + digest.hex()
