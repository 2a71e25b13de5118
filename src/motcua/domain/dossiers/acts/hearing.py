"""What a whole does when it hears how one of its parts stands: note it, take the result over, and go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.core.procedure import Child, Step, letters_at_the_end
from motcua.core.process import Deliver, Raise
from motcua.domain.dossiers.acts.drive import drive
from motcua.domain.dossiers.acts.parts import step_at
from motcua.domain.dossiers.acts.settling import settle_clock
from motcua.domain.dossiers.acts.working import Working, lines
from motcua.domain.dossiers.errors import TaskGoneError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Paper, Part, TaskKind, WaitingFor


@dataclass(frozen=True, slots=True)
class IssuedResult:
    """A result that a part has ended with. letter: its number among the part's letters, if it was printed here."""

    key: str
    number: str
    letter: int | None


@dataclass(frozen=True, slots=True)
class News:
    """How a part stands. due_at: its own due date, or the one that it missed. results, words: what it ended with and
    why, once ended_at is told; without a result it was not accepted, or stopped.
    """

    acknowledged_at: datetime | None
    code: str
    due_at: datetime | None
    waiting_for: WaitingFor | None
    ended_at: datetime | None = None
    late: bool = False
    results: tuple[IssuedResult, ...] = ()
    words: str = ""


def hear(work: Working, n: int, news: News, papers: Sequence[Paper] = ()) -> None:
    """Take over what is new of part `n`; when it has ended, its results are papers of the whole and the process goes
    on. Nothing happens when nothing is new, so it may be told twice.

    Raises TaskGoneError when the whole does not wait for the part any more.
    """
    part = next((each for each in work.case.parts if each.n == n and each.is_open), None)
    if part is None or work.case.phase.is_final:
        raise TaskGoneError("Hồ sơ không còn chờ phần này.", "The dossier no longer waits for this part.")
    if news.acknowledged_at and not part.acknowledged_at:
        part = replace(part, acknowledged_at=news.acknowledged_at)
        facts = {"n": n, "child": part.child, "at": news.acknowledged_at.isoformat()}
        work.record(EventKind.PART_ACKNOWLEDGED, facts, office_id=part.agency_id)
    part = _moved(work, replace(part, code=news.code), news)
    work.put_part(part)
    if news.ended_at:
        _end(work, part, news, papers)
    else:
        settle_clock(work)


def _moved(work: Working, part: Part, news: News) -> Part:
    """The part with the day and the waiting that it has now. The end is an event of its own."""
    moved = replace(part, due_at=news.due_at, waiting_for=news.waiting_for)
    if moved != part and not news.ended_at:
        due = news.due_at.isoformat() if news.due_at else None
        facts = {"n": part.n, "child": part.child, "due": due, "waiting_for": news.waiting_for}
        work.record(EventKind.PART_MOVED, facts, office_id=part.agency_id)
    return moved


def _end(work: Working, part: Part, news: News, papers: Sequence[Paper]) -> None:
    procedure = work.world.procedure
    step, child = procedure.steps[part.step], procedure.children[part.child]
    outcome, number = _outcome(child, news), ", ".join(each.number for each in news.results)
    work.put_part(
        replace(part, ended_at=news.ended_at, outcome=outcome, number=number, late=news.late, waiting_for=None)
    )
    for paper in papers:
        work.add_paper(paper)
    facts = {"n": part.n, "child": part.child, "outcome": outcome, "late": news.late, "number": number}
    work.record(EventKind.PART_ENDED, facts, office_id=part.agency_id)
    _complete(work, part, step, outcome, news.words)


def _complete(work: Working, part: Part, step: Step, outcome: str, words: str) -> None:
    """The step ends as if its agency had ended it here: with its outcome, its reason and its letters. An outcome for
    which the drawing has an error event of that code on the border of the step goes that way.
    """
    facts = {"n": part.n, "kind": TaskKind.STEP.value, "outcome": outcome}
    work.record(EventKind.STEP_COMPLETED, facts, task=step_at(part, step), words=words)
    work.answer(step.key, {"outcome": outcome})
    for letter in letters_at_the_end(work.world.procedure, step):
        work.issue_letter(letter, {"step": step.key, "words": lines(words)})
    node = work.world.procedure.process.graph.node[step.key]
    caught = any(work.world.procedure.process.graph.node[name].code == outcome for name in node.boundary)
    drive(work, Raise(part.n, outcome) if caught else Deliver(part.n))


def _outcome(child: Child, news: News) -> str:
    """How the step ends: as the package says of the result, or of an end without any."""
    ends = [child.ends[each.key] for each in news.results if each.key in child.ends]
    return ends[0] if ends else child.without_result
