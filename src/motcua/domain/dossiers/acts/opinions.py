"""Asking other agencies (Nghị định 61/2018/NĐ-CP Điều 19 khoản 5): question and day are stated; silence is consent
where the law says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from motcua.core.procedure import Silence, Step, WaitsFor, course, letters_of
from motcua.core.process import Deliver
from motcua.core.workcal import office_time
from motcua.domain.dossiers.acts.drive import drive, step_due_at
from motcua.domain.dossiers.acts.steps import begin, complete
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import MissingWordsError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Opinion, Question, Task, TaskKind, Verdict

OPINION_ROLE = "specialist"


def ask(work: Working, task: Task, questions: Sequence[Question]) -> None:
    """Ask several agencies in parallel. Each gets the question, the day, and a task in its own inbox; then the step
    ends. One that does not work on this system gets the letter only; where nobody else is asked, the day is waited for.
    """
    if not questions or not all(question.words.strip() for question in questions):
        raise MissingWordsError
    step, wait, first = work.world.procedure.steps[task.step], the_wait(work), len(work.case.opinions)
    outside: list[dict[str, str]] = []
    for question in questions:
        asked = _asked(work, step, question)
        for agency in asked.agencies:
            _ask_one(work, task, wait, agency, question.words)
        due_at = step_due_at(work, wait, work.case.competent_id) or work.now
        outside += [
            {"agency": each, "question": question.words, "due_at": office_time(due_at).isoformat(timespec="seconds")}
            for each in asked.outside
        ]
    details = {"opinions": [opinion.n for opinion in work.case.opinions[first:]], "outside": outside}
    for letter in letters_of(step):
        work.issue_letter(letter, details)
    complete(work, task)


def give(work: Working, task: Task, verdict: Verdict, words: str) -> None:
    """An agency answers. When the last one has, the process goes on."""
    if verdict is Verdict.SILENT or (verdict is not Verdict.AGREE and not words.strip()):
        raise MissingWordsError
    task = begin(work, task)
    opinion = next(each for each in work.case.opinions if each.n == task.n)
    _settle(work, opinion, verdict, words)
    work.close_task(task)
    work.record(EventKind.OPINION_GIVEN, {"n": task.n, "verdict": verdict.value}, task=task, words=words)
    if all(each.verdict for each in work.case.opinions):
        _go_on(work)


def call_off(work: Working) -> None:
    """The dossier ended: nobody's opinion is wanted any more."""
    for task in work.case.tasks:
        if task.kind is TaskKind.OPINION:
            work.close_task(task)
            work.record(EventKind.STEP_CANCELLED, {"n": task.n, "kind": task.kind.value}, task=task)


def lapse(work: Working, step: Step) -> None:
    """The day has passed: who said nothing has agreed, or the work goes on without the answer, as the step says."""
    for opinion in work.case.opinions:
        if opinion.verdict is None and step.silence is not None:
            _settle(work, opinion, Verdict.SILENT, "")
            for task in work.case.tasks:
                if (task.kind, task.n) == (TaskKind.OPINION, opinion.n):
                    work.close_task(task)
            consent = step.silence is Silence.CONSENT
            work.record(EventKind.OPINION_LAPSED, {"n": opinion.n, "consent": consent}, office_id=opinion.agency_id)


def the_wait(work: Working) -> Step:
    """The step of the diagram at which the answers are awaited."""
    for step in work.world.procedure.steps.values():
        if step.waits_for is WaitsFor.AGENCIES:
            return step
    raise WrongPhaseError(
        "Quy trình này không có bước lấy ý kiến.", "The process of this procedure has no step that waits for opinions."
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom a question goes to: agencies of this system, and the names of others."""

    agencies: tuple[int, ...]
    outside: tuple[str, ...] = ()


def _asked(work: Working, step: Step, question: Question) -> _Asked:
    """Who is asked, never the agency that asks."""
    key, on = question.agency_kind, work.now.date()
    kind = next((each for each in step.agencies if each.key == key), None)
    units = [question.unit] if question.unit else places_named(work, step, key)
    if units is None or kind is None:
        asked = _Asked((work.world.agency_of_kind(work.case, key, on),))
    else:
        found = {unit: work.world.agency_in(key, unit, on) for unit in units}
        asked = _Asked(
            tuple(dict.fromkeys(agency for agency in found.values() if agency is not None)),
            tuple(work.world.name_in(kind, unit, on) for unit, agency in found.items() if agency is None),
        )
    others = tuple(agency for agency in asked.agencies if agency != work.case.competent_id)
    if not others and not asked.outside:
        raise WrongPhaseError(
            "Cơ quan được hỏi chính là cơ quan đang giải quyết, vì đơn không khai nơi nào khác. Hãy ghi rõ xã, phường "
            "cần hỏi, hoặc tự tra cứu trong sổ của cơ quan mình.",
            "The agency asked is the one that asks, for the form names no other place. Name the commune to be asked, "
            "or look it up in your own registers.",
        )
    return replace(asked, agencies=others)


def places_named(work: Working, step: Step, agency_kind: str) -> list[str] | None:
    """The codes of the places whose agencies of this kind the form names; None where the dossier's place says it."""
    where = step.asked_where.get(agency_kind)
    if where is None:
        return None
    found = where.evaluate(work.data())
    codes = found if isinstance(found, list | tuple) else [found]
    return list(dict.fromkeys(str(code) for code in codes if code))


def _ask_one(work: Working, task: Task, wait: Step, agency: int, words: str) -> None:
    due_at = step_due_at(work, wait, agency) or work.now
    n = len(work.case.opinions) + 1
    work.change(opinions=(*work.case.opinions, Opinion(n, task.step, agency, words, work.now, due_at)))
    office = work.world.opinion_office(agency)
    work.put_task(Task(TaskKind.OPINION, n, task.step, OPINION_ROLE, office, work.now, due_at))
    work.record(
        EventKind.OPINION_ASKED,
        {"n": n, "agency": agency, "due": due_at.isoformat()},
        office_id=agency,
        words=words,
    )


def _settle(work: Working, opinion: Opinion, verdict: Verdict, words: str) -> None:
    settled = replace(opinion, verdict=verdict, answered_at=work.now, words=words)
    work.change(opinions=tuple(settled if each.n == opinion.n else each for each in work.case.opinions))


def _go_on(work: Working) -> None:
    for number, _ in course.awaited_answers(work.world.procedure, work.case.process, WaitsFor.AGENCIES):
        drive(work, Deliver(number))
        return
