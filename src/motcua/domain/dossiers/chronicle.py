"""Many acts on one dossier at once: decided one after the other in memory, written together.

For the history of a training city, and for benches. The acts, the calendar, the chain of events and the rows are
those of the services; only the writing is joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.conf import settings
from django.db import connection

from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing, submit
from motcua.domain.dossiers.acts.hearing import IssuedResult
from motcua.domain.dossiers.acts.parts import errands_of
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.letters import complete_letters
from motcua.domain.dossiers.store.write import (
    added_rows,
    chained,
    dossier_row,
    errand_rows,
    new_keys,
    opinion_rows,
    part_rows,
    party_rows,
    reminder_at,
    task_rows,
    timer_rows,
)
from motcua.domain.dossiers.types import Actor, Errand, ErrandKind, Paper, PaperOrigin, Party

Act = Callable[[Working], None]
Rows = dict[str, Any]


class Chronicle:
    """One dossier from its filing on, with its own past in memory."""

    def __init__(
        self,
        case: Case,
        world: World,
        filing: Filing,
        submitter: Actor,
        *,
        key: str = "",
        commands: Callable[[], UUID] = uuid4,
        then: Act | None = None,
    ) -> None:
        """Hand it in, at the moment its case says; `then` belongs to the same act, such as acceptance at the counter.

        key: the mark of the filing, by which it is written only once. commands: gives the mark of each act.
        """
        self.case = self._begun = case
        self.world = world
        self._filing = filing
        self._key = key or f"filing:{uuid4()}"
        self._commands = commands
        self._added: dict[str, list[Any]] = {}
        self._parties: list[Rows] = []
        self._officers: dict[str, int] = {}
        self._words: dict[str, str] = {}
        self._said: dict[EventKind, str] = {}
        self._papers: list[Paper] = []
        self._results: list[IssuedResult] = []
        self.errands: dict[ErrandKind, tuple[Errand, int]] = {}
        self._last = Working(case, world, submitter, case.submitted_at)
        self.does(submitter, case.submitted_at, lambda work: _file(work, filing, then))

    def parties(self) -> Sequence[Party]:
        """Who is who."""
        return self._filing.parties

    def papers(self) -> Mapping[str, tuple[PaperOrigin, str]]:
        """How each component came."""
        return {paper.component: (paper.origin, paper.variant) for paper in self._filing.papers}

    def last_officer(self, role: str) -> int | None:
        """Who last ended a step in that role."""
        return self._officers.get(role)

    def words_at(self, step: str) -> str:
        """With which words this step last ended."""
        return self._words.get(step, "")

    def words_with(self, kind: EventKind) -> str:
        """What was said with the latest event of that kind."""
        return self._said.get(kind, "")

    def own_papers(self) -> Sequence[Paper]:
        """All papers that lie in it, in the order in which they came."""
        return self._papers

    def letter_paper(self, key: str) -> Paper | None:
        """Its letter of that kind, as a paper that is not printed; nothing when it was not issued."""
        issued = any(letter["key"] == key for letter in self._added.get("letters", ()))
        name = self.world.procedure.letters[key].name.vi
        return Paper(key, PaperOrigin.LINKED, name=name, originals=1) if issued else None

    def results(self) -> Sequence[IssuedResult]:
        """The results that it has ended with."""
        return self._results

    def does(self, actor: Actor, now: datetime, act: Act) -> Case:
        """One act at one moment; the case as it leaves it. What an act refuses is refused here too, and leaves no
        trace.
        """
        work = Working(self.case, self.world, actor, now)
        act(work)
        complete_letters(work, self)
        events, head = chained(work, self._commands())
        added = {"events": events, "keys": new_keys(work, self._key), **added_rows(work)}
        for name, rows in added.items():
            self._added.setdefault(name, []).extend(rows)
        self._parties = self._parties or party_rows(work)
        self._remember(work)
        self._last = work
        self.case = replace(work.case, seq=work.before.seq + len(events), head=head)
        for errand in errands_of(self.case, work.before, now):
            self.errands[errand.kind] = errand, self.case.seq
        return self.case

    def _remember(self, work: Working) -> None:
        """What later acts, letters and linked dossiers may ask for."""
        ended = [event for event in work.events if event.kind is EventKind.STEP_COMPLETED]
        self._words |= {event.step: event.words for event in ended}
        if work.actor.officer_id:
            self._officers |= dict.fromkeys((event.role for event in ended), work.actor.officer_id)
        self._said |= {event.kind: event.words for event in work.events}
        self._papers += [new.paper for new in work.papers]
        issued = (event.data for event in work.events if event.kind is EventKind.RESULT_ISSUED)
        self._results += [IssuedResult(str(each["result"]), str(each["number"]), None) for each in issued]

    def rows(self) -> Rows:
        """All rows of the dossier as one act that is new."""
        case = self.case
        dossier = dossier_row(self._last, case.seq, case.head)
        joined: Rows = {
            "is_new": True,
            "dossier": {**dossier, "applicant_name": self._filing.applicant.name},
            "parties": self._parties,
            "outbox": settings.PAST_CONSUMERS,
            **self._added,
            "tasks": task_rows(case, case.tasks),
            "timers": timer_rows(case),
            "opinions": opinion_rows(case),
            "parts": part_rows(case),
            "reminder": reminder_at(case, self._begun, self.world, self._last.now),
            "errands": [row for errand, seq in self.errands.values() for row in errand_rows(case, [errand], seq)],
        }
        return {
            name: value for name, value in joined.items() if value not in ([], None) or name in ("parties", "outbox")
        }


def write_chronicles(chronicles: Iterable[Rows | bytes]) -> int:
    """Write whole dossiers, given as their rows or as the JSON of these, one statement each; how many. The caller owns
    the transaction.
    """
    written = 0
    with connection.cursor() as cursor:
        for rows in chronicles:
            packed = rows if isinstance(rows, bytes) else orjson.dumps(rows)
            cursor.execute("SELECT dossiers_write(%s::jsonb)", [packed.decode()])
            written += 1
    return written


def _file(work: Working, filing: Filing, then: Act | None) -> None:
    submit(work, filing)
    if then:
        then(work)
