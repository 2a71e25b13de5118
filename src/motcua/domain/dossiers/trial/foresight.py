"""What each choice would lead to: the act is tried in memory, with numbers that nobody gets."""

from __future__ import annotations

from dataclasses import replace

from motcua.core.forms import Text
from motcua.core.process import ProcessError
from motcua.core.text import ToldError
from motcua.domain.dossiers.acts.settling import waiting_steps
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.queries.inbox import OPINION_NAME
from motcua.domain.dossiers.trial.courses import works
from motcua.domain.dossiers.trial.hands import actor_of
from motcua.domain.dossiers.trial.stand import Deed, Stand, Work
from motcua.domain.dossiers.trial.types import Choice, OpenWork, WorkKind
from motcua.domain.dossiers.types import Actor, Task, TaskKind
from motcua.domain.identity import queries as identity

THE_END = Text("Kết thúc hồ sơ", "The dossier ends")
PART_ENDS = Text("Kết thúc phần việc này, báo về hồ sơ liên thông", "This part ends, and the whole hears of it")


def open_work(stand: Stand) -> tuple[OpenWork, ...]:
    """Everything that can be done now with one dossier, and what it leads to. At an open step a choice that is refused
    is told with the reason; beside the steps it is left out.
    """
    tried = replace(stand, world=replace(stand.world, next_number=lambda _: 1, new_code=lambda *_: ""))
    shown = (_shown(tried, work) for work in works(tried))
    return tuple(each for each in shown if each.choices or each.kind not in (WorkKind.APPLICANT, WorkKind.OFFICE))


def _shown(stand: Stand, work: Work) -> OpenWork:
    beside = work.kind in (WorkKind.APPLICANT, WorkKind.OFFICE)
    hands = work.whose()
    choices = tuple(_choice(stand, actor_of(hands[0], work.outside), deed) for deed in work.deeds)
    return OpenWork(
        key=work.key,
        kind=work.kind,
        node=work.node,
        name=work.name,
        role=work.role,
        office=identity.agency(work.office_id).name if work.office_id else "",
        due_at=work.due_at,
        late=work.due_at is not None and work.due_at < stand.now,
        hands=hands,
        choices=tuple(each for each in choices if not (beside and each.refused)),
        candidates=work.candidates(),
        part=work.part,
    )


def _choice(stand: Stand, actor: Actor, deed: Deed) -> Choice:
    trying = stand.working(actor)
    waited = {number for number, _ in waiting_steps(trying)}
    leads_to: tuple[Text, ...] = ()
    refused: Text | None = None
    try:
        deed.act(deed.said(stand.now))(trying)
        leads_to = _opened(stand, trying, waited)
    except ToldError as error:
        refused = Text(error.vi, error.en)
    except ProcessError as error:
        refused = Text(error.message.vi, error.message.en)
    return Choice(deed.key, deed.name, deed.wants_words, deed.goes_back, leads_to, refused)


def _opened(stand: Stand, after: Working, waited: set[int]) -> tuple[Text, ...]:
    """The steps and waits that were not open before, or that it ends."""
    if after.case.phase.is_final:
        return (PART_ENDS if stand.part else THE_END,)
    before = {(task.kind, task.n) for task in stand.case.tasks}
    opened = [task for task in after.case.tasks if (task.kind, task.n) not in before]
    numbers = {task.n for task in opened if task.kind is TaskKind.STEP}
    waits = [step.name for number, step in waiting_steps(after) if number not in waited | numbers]
    return tuple(dict.fromkeys((*(_name(stand, task) for task in opened), *waits)))


def _name(stand: Stand, task: Task) -> Text:
    return OPINION_NAME if task.kind is TaskKind.OPINION else stand.procedure.steps[task.step].name
