"""Whether a dossier fits another version of its procedure, and how: the drawing, the work of the steps, the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.core.forms import Text
from motcua.core.procedure import Procedure, Step, StepKind
from motcua.core.procedure.answering import Answers
from motcua.core.procedure.course import standing_steps
from motcua.core.process import State, UnreadableStateError
from motcua.core.process.changeover import Blocked, Changed, Changeover, Moved
from motcua.core.process.walks import following, reached
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.changeover.types import Reason, Refusal

# What an office does by hand may become any other such work; these mean something of their own to a dossier.
FIXED = frozenset(
    {
        StepKind.RECEPTION,
        StepKind.ISSUE,
        StepKind.RETURN,
        StepKind.WAIT,
        StepKind.CHILD,
        StepKind.SYSTEM,
        StepKind.FEE_NOTICE,
    }
)
# Acceptance and the result come once in the life of a dossier: what is still ahead of it must stay ahead, and what is
# behind it must not come again. A result may come to be handed over where it was not before.
ONCE = (StepKind.RECEPTION, StepKind.ISSUE)


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides of a dossier whether it fits: where it stands, what was answered, and which steps have asked other
    agencies that still owe an answer.
    """

    case_key: str
    process: State
    answers: Answers
    asking: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """A dossier fits: where it would stand, and which step each of its steps is now."""

    changed: Changed
    names: Mapping[str, str]

    def name(self, step: str) -> str:
        """What a step of the old version is called in the new one."""
        return self.names.get(step, step)


@dataclass(frozen=True, slots=True)
class Pair:
    """A step that is open, and the one that it becomes."""

    n_before: int
    n: int
    before: Step
    after: Step


_MOST_KEPT = 64
_kept: dict[tuple[int, int, tuple[tuple[str, str], ...]], Fitting] = {}


def fitting_of(from_version_id: int, to_version_id: int, mapping: Mapping[str, str]) -> Fitting:
    """How dossiers of one version fit another, found out once: those that stand alike are decided once. Raises
    BadMappingError.
    """
    old, new = catalogue.version(from_version_id), catalogue.version(to_version_id)
    key = from_version_id, to_version_id, tuple(sorted(mapping.items()))
    known = _kept.get(key)
    if known and known.old is old and known.new is new:  # a draft changes under its id
        return known
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    fitting = _kept[key] = Fitting(old, new, mapping)
    return fitting


class Fitting:
    """One version of a procedure, another one, and which element of the first is which of the other.

    Raises BadMappingError for an element that one of them does not have.
    """

    def __init__(self, old: Procedure, new: Procedure, mapping: Mapping[str, str]) -> None:
        self.old = old
        self.new = new
        self._mapping = mapping
        self._changeover = Changeover(old.process, new.process, mapping)
        self._after = following(old.process.graph), following(new.process.graph)

    def try_on(self, dossier: Standing, now: datetime) -> Fit | tuple[Reason, ...]:
        """How a dossier fits, or every reason why it does not."""
        if dossier.case_key not in self.new.cases:
            return (_case_gone(dossier.case_key, self.old),)
        try:
            found = self._changeover.apply(dossier.process, now)
        except UnreadableStateError as error:
            return (Reason(Refusal.UNREADABLE, "", Text(*error.message)),)
        if isinstance(found, Blocked):
            return tuple(Reason(each.kind.value, each.element, Text(*each.message)) for each in found.obstacles)
        reasons = (
            *self._other_work(dossier.process, found),
            *self._twice_or_never(dossier.process, found.state),
            *self._outcomes_gone(dossier.answers),
            *self._unanswered(dossier.asking),
        )
        return reasons or Fit(found, self._mapping)

    def pairs(self, before: State, changed: Changed) -> Iterator[Pair]:
        """The steps that are open now, and what each becomes."""
        numbers = {each.number: each.before for each in changed.changes if isinstance(each, Moved)}
        was = dict(standing_steps(self.old, before))
        for number, step in standing_steps(self.new, changed.state):
            before_number = numbers.get(number, number)
            if before_number in was:
                yield Pair(before_number, number, was[before_number], step)

    def ahead(self, state: State) -> set[str]:
        """The elements of the new process to which a dossier that stands so may still come."""
        return _ahead(self.new, self._after[1], state)

    def outcomes_gone(self, answers: Answers) -> frozenset[tuple[str, str]]:
        """What was decided in steps that the new version has too, but with other outcomes."""
        return frozenset(
            (step, outcome)
            for step, said in answers.items()
            if (new := self.new.steps.get(self._mapping.get(step, step))) and new.outcomes
            for outcome in {*said.get("outcomes", ()), said.get("outcome", "")} - {""}
            if outcome not in new.outcomes
        )

    def _other_work(self, before: State, changed: Changed) -> Iterator[Reason]:
        for pair in self.pairs(before, changed):
            old, new = pair.before, pair.after
            same_kind = old.kind is new.kind or not {old.kind, new.kind} & FIXED
            same_part = _procedure_of_part(self.old, old) == _procedure_of_part(self.new, new)
            if not (same_kind and same_part and old.waits_for is new.waits_for):
                yield _work_changed(old, new)

    def _twice_or_never(self, before: State, after: State) -> Iterator[Reason]:
        was = _kinds(self.old, _ahead(self.old, self._after[0], before))
        would_be = _kinds(self.new, self.ahead(after))
        for kind in ONCE:
            if (kind in was) != (kind in would_be):
                yield _again(kind) if kind in would_be else _never(kind)
        if StepKind.RETURN in was - would_be:
            yield _never(StepKind.RETURN)

    def _outcomes_gone(self, answers: Answers) -> Iterator[Reason]:
        for step, outcome in sorted(self.outcomes_gone(answers)):
            name = self.old.steps[step].name if step in self.old.steps else Text(step, step)
            yield _outcome_gone(step, name, outcome)

    def _unanswered(self, asking: Iterable[str]) -> Iterator[Reason]:
        for step in sorted(asking):
            if self._mapping.get(step, step) not in self.new.steps:
                yield _opinion_owed(step, self.old.steps[step].name)


def _ahead(procedure: Procedure, after: Mapping[str, tuple[str, ...]], state: State) -> set[str]:
    graph = procedure.process.graph
    held = (graph.flow[token.flow].target for token in state.held)
    return reached(after, tuple(dict.fromkeys((*(wait.node for wait in state.waits), *held))))


def _kinds(procedure: Procedure, nodes: Iterable[str]) -> set[StepKind]:
    return {procedure.steps[node].kind for node in nodes if node in procedure.steps}


def _procedure_of_part(procedure: Procedure, step: Step) -> str:
    """The procedure of the linked part that a step waits for; empty where it waits for none."""
    return procedure.children[step.child].code if step.child else ""


_WORDS = {
    StepKind.RECEPTION: Text("tiếp nhận", "acceptance"),
    StepKind.ISSUE: Text("phát hành kết quả", "the result"),
    StepKind.RETURN: Text("trả kết quả", "handing over the result"),
}


def _again(kind: StepKind) -> Reason:
    words = _WORDS[kind]
    vi = f"hồ sơ đã qua bước {words.vi}, nhưng theo quy trình mới sẽ phải làm lại"
    en = f"{words.en} is behind the dossier, but in the new process it would come again"
    return Reason(Refusal.COMES_AGAIN, kind.value, Text(vi, en))


def _never(kind: StepKind) -> Reason:
    words = _WORDS[kind]
    vi = f"hồ sơ chưa qua bước {words.vi}, nhưng theo quy trình mới sẽ không bao giờ tới bước này"
    en = f"{words.en} is still to come, but in the new process the dossier would never come to it"
    return Reason(Refusal.NEVER_COMES, kind.value, Text(vi, en))


def _work_changed(old: Step, new: Step) -> Reason:
    vi = f"bước «{old.name.vi}» và bước «{new.name.vi}» là hai loại việc khác nhau, không nối tiếp được"
    en = f"“{old.name.en}” and “{new.name.en}” are different sorts of work; one cannot go on as the other"
    return Reason(Refusal.WORK_CHANGED, old.key, Text(vi, en))


def _outcome_gone(step: str, name: Text, outcome: str) -> Reason:
    vi = f"bước «{name.vi}» đã kết thúc với kết quả «{outcome}», quy trình mới không có kết quả này"
    en = f"“{name.en}” ended with “{outcome}”, which the new process does not know"
    return Reason(Refusal.OUTCOME_GONE, step, Text(vi, en))


def _opinion_owed(step: str, name: Text) -> Reason:
    vi = f"còn cơ quan chưa trả lời ý kiến hỏi ở bước «{name.vi}», bước này không còn; hãy chọn bước thay nó"
    en = f"an opinion asked at “{name.en}” is owed, and that step is gone; choose the one in its place"
    return Reason(Refusal.OPINION_OWED, step, Text(vi, en))


def _case_gone(key: str, old: Procedure) -> Reason:
    name = old.cases[key].name
    vi = f"phiên bản mới không còn trường hợp «{name.vi}»"
    return Reason(Refusal.CASE_GONE, key, Text(vi, f"the new version does not have the case “{name.en}”"))
