"""What the city asks after a result, and how it reads the answers: the newest loaded `shared/ratings.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from motcua.core.deadlines import TimeLimit
from motcua.core.forms import Text
from motcua.core.kpi import Reading
from motcua.core.procedure import BrokenPackageError
from motcua.core.procedure.document import Node, read_document
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.shape import check_shape, read_schemas
from motcua.domain.catalogue.stored import newest_part, shared_files_of
from motcua.domain.dossiers.types import Phase
from motcua.domain.feedback.errors import (
    NoQuestionsError,
    OutsideScaleError,
    TooManyWordsError,
    UnansweredError,
)
from motcua.domain.feedback.types import Answers, Door, Level, Question

FILE = "shared/ratings.yaml"


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions, the first of which everybody answers, and the rules around them."""

    questions: tuple[Question, ...]
    after: frozenset[Phase]
    open_for: timedelta
    changeable_for: timedelta
    longest_words: int
    anonymous_first: frozenset[Door]
    reading: Reading
    answer_within: TimeLimit
    invited_for: timedelta
    thanked_seconds: int
    idle_seconds: int

    @property
    def overall(self) -> Question:
        return self.questions[0]

    def asked_of(self, filed: str) -> tuple[Question, ...]:
        """The questions for somebody who filed by that channel."""
        return tuple(each for each in self.questions if not each.filed or filed in each.filed)

    def check(self, answers: Answers) -> None:
        """Refuse what cannot be counted. Raises UnansweredError, OutsideScaleError, TooManyWordsError."""
        known = {question.key: question.values for question in self.questions}
        if any(level not in known.get(key, ()) for key, level in answers.levels.items()):
            raise OutsideScaleError
        if self.overall.key not in answers.levels:
            raise UnansweredError
        if len(answers.words) > self.longest_words:
            raise TooManyWordsError(len(answers.words), self.longest_words)

    def is_dissatisfied(self, answers: Answers) -> bool:
        """Whether somebody must hear from the office."""
        return answers.levels[self.overall.key] < self.reading.satisfied_from


def questionnaire() -> Questionnaire:
    """What the city asks today. Raises NoQuestionsError before any is loaded, and BrokenPackageError."""
    part = newest_part()
    if part is None:
        raise NoQuestionsError
    return _of_part(part)


@lru_cache(maxsize=8)
def _of_part(part: int) -> Questionnaire:
    """A shared part never changes."""
    return read_questionnaire(shared_files_of(part))


def read_questionnaire(files: Mapping[str, bytes]) -> Questionnaire:
    """The questionnaire among the shared files. Raises NoQuestionsError where there is none, BrokenPackageError with
    everything that is wrong with it.
    """
    if FILE not in files:
        raise NoQuestionsError
    findings = Findings()
    document = read_document(FILE, files[FILE], findings)
    if document is None or not check_shape(document, "ratings", read_schemas(files), findings):
        raise BrokenPackageError("shared", findings.sorted())
    read = _questionnaire(document.top())
    if problems := tuple(_contradictions(read)):
        for problem in problems:
            findings.report("shape", document.place("questions"), at="questions", detail=problem)
        raise BrokenPackageError("shared", findings.sorted())
    return read


def _contradictions(read: Questionnaire) -> Iterator[str]:
    """What no schema sees, in the words of the house's other checks of shape."""
    keys = [question.key for question in read.questions]
    if len(set(keys)) < len(keys):
        yield "a key stands twice"
    if read.overall.filed:
        yield "the first question is for everybody, whichever way he filed"
    if read.reading.satisfied_from not in read.overall.values or read.reading.satisfied_from == min(
        read.overall.values
    ):
        yield "satisfied_from is no level of the first question above its lowest"
    for question in read.questions:
        values = [level.value for level in question.levels]
        if values != sorted(set(values), reverse=True):
            yield f"{question.key}: the levels do not go down from the best"


def _questionnaire(top: Node) -> Questionnaire:
    usual = _levels(top)
    within = {unit: node.number for unit, node in top.parts("answer_within").items()}
    return Questionnaire(
        questions=tuple(_question(node, usual) for node in top.each("questions")),
        after=frozenset(Phase(node.text) for node in top.each("after")),
        open_for=timedelta(days=top["open_days"].number),
        changeable_for=timedelta(days=top["change_days"].number),
        longest_words=top["longest_words"].number,
        anonymous_first=frozenset(Door(node.text) for node in top.each("anonymous_first")),
        reading=Reading(
            minimum=top["minimum_sample"].number,
            satisfied_from=top["satisfied_from"].number,
            confidence=top["confidence"].number / 100,
        ),
        answer_within=TimeLimit.parse(within),
        invited_for=timedelta(minutes=top["invited_minutes"].number),
        thanked_seconds=top["thanked_seconds"].number,
        idle_seconds=top["idle_seconds"].number,
    )


def _question(node: Node, usual: tuple[Level, ...]) -> Question:
    index = node.get("index")
    return Question(
        key=node["key"].text,
        name=Text(node["vi"].text, node["en"].text),
        levels=_levels(node) or usual,
        index=index.number if index else 0,
        filed=frozenset(each.text for each in node.each("filed")),
    )


def _levels(node: Node) -> tuple[Level, ...]:
    """Best first, as the file has them."""
    return tuple(Level(each["value"].number, Text(each["vi"].text, each["en"].text)) for each in node.each("levels"))
