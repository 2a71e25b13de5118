"""Many acts on one dossier at once: decided one after the other in memory, written together.

For the history of a training city, and for benches. The acts, the calendar, the chain of events and the rows are
those of the services; only the writing is joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import orjson
from django.conf import settings
from django.db import connection

from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing, submit
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.letters import complete_letters
from motcua.domain.dossiers.store.write import rows_of
from motcua.domain.dossiers.types import Actor, PaperOrigin, Party

Rows = dict[str, Any]
_ADDED = ("events", "contents", "papers", "letters", "remarks")


class Chronicle:
    """One dossier from its filing on, with its own past in memory."""

    def __init__(self, case: Case, world: World, filing: Filing, submitter: Actor) -> None:
        """Hand it in, at the moment its case says."""
        self.case = case
        self.world = world
        self._filing = filing
        self._rows: list[Rows] = []
        self._officers: dict[str, int] = {}
        self.does(submitter, case.submitted_at, lambda work: submit(work, filing))

    def parties(self) -> Sequence[Party]:
        """Who is who."""
        return self._filing.parties

    def papers(self) -> Mapping[str, tuple[PaperOrigin, str]]:
        """How each component came."""
        return {paper.component: (paper.origin, paper.variant) for paper in self._filing.papers}

    def last_officer(self, role: str) -> int | None:
        """Who last ended a step in that role."""
        return self._officers.get(role)

    def does(self, actor: Actor, now: datetime, act: Callable[[Working], None]) -> Case:
        """One act at one moment; the case as it leaves it. What an act refuses is refused here too."""
        work = Working(self.case, self.world, actor, now)
        act(work)
        complete_letters(work, self)
        rows = rows_of(work, uuid4(), filing_key=f"filing:{uuid4()}", consumers=settings.OUTBOX_CONSUMERS)
        self._rows.append(rows)
        for event in work.events:
            if event.kind is EventKind.STEP_COMPLETED and actor.officer_id:
                self._officers[event.role] = actor.officer_id
        written = rows["dossier"]
        self.case = replace(work.case, seq=written["seq"], head=bytes.fromhex(written["head"][2:]))
        return self.case

    def rows(self) -> Rows:
        """All rows of the dossier as one act that is new."""
        first, last = self._rows[0], self._rows[-1]
        joined: Rows = {
            "is_new": True,
            "dossier": {**last["dossier"], "applicant_name": first["dossier"]["applicant_name"]},
            "parties": first["parties"],
            "keys": [key for rows in self._rows for key in rows.get("keys", ())],
            "outbox": first["outbox"],
        }
        for name in _ADDED:
            joined[name] = [row for rows in self._rows for row in rows.get(name, ())]
        joined["tasks"] = _still_open(self._rows, "tasks", "closed_tasks", lambda row: (row["kind"], row["n"]))
        joined["timers"] = _still_open(self._rows, "timers", "closed_timers", lambda row: row["n"])
        joined["opinions"] = list({row["n"]: row for rows in self._rows for row in rows.get("opinions", ())}.values())
        return {name: value for name, value in joined.items() if value != [] or name in ("parties", "outbox")}


def _still_open(rows: Iterable[Rows], opened: str, closed: str, key: Callable[[Any], Any]) -> list[Any]:
    found: dict[Any, Any] = {}
    for each in rows:
        found |= {key(row): row for row in each.get(opened, ())}
        for gone in each.get(closed, ()):
            found.pop(key(gone) if isinstance(gone, dict) else int(gone), None)
    return list(found.values())


def write_chronicles(chronicles: Iterable[Rows]) -> int:
    """Write whole dossiers, one statement each; how many. The caller owns the transaction."""
    written = 0
    with connection.cursor() as cursor:
        for rows in chronicles:
            cursor.execute("SELECT dossiers_write(%s::jsonb)", [orjson.dumps(rows).decode()])
            written += 1
    return written
