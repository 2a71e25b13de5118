"""The questions after a result as forms show them, and what a form answers; for every door the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import NotOfferedError
from motcua.domain.feedback.types import Answers, Question, RatingPage

WORDS, ANONYMOUS, PREFIX = "words", "anonymous", "q_"
UNREADABLE = -1
"""Stands for a level that is no number: outside every scale."""
_FACES = ("good", "middle", "bad")


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """One answer to choose. face: which of the three faces stands beside the words."""

    value: int
    name: str
    face: str
    checked: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question of a form; `field` is what its answer is sent as."""

    field: str
    name: str
    levels: tuple[ShownLevel, ...]


@dataclass(frozen=True, slots=True)
class ShownRating:
    """All that a form shows: the question that everybody answers, the others, and what was typed."""

    overall: ShownQuestion
    others: tuple[ShownQuestion, ...]
    words: str
    anonymous: bool
    named_only: bool
    longest_words: int


def shown_rating(page: RatingPage, typed: Answers | None = None) -> ShownRating:
    """The form for a rater: with what he has just typed, else with what he has said before."""
    answers = typed or (page.own.answers if page.own else Answers({}, anonymous=page.anonymous_first))
    overall, *others = (_shown(question, answers) for question in page.questions)
    return ShownRating(
        overall=overall,
        others=tuple(others),
        words=answers.words,
        anonymous=answers.anonymous,
        named_only=page.own is not None,
        longest_words=page.longest_words,
    )


def posted_answers(data: QueryDict, questions: Iterable[Question]) -> Answers:
    """What a form answers; a question without an answer is left out."""
    given = {question.key: data.get(f"{PREFIX}{question.key}", "") for question in questions}
    levels = {key: _level(value) for key, value in given.items() if value}
    return Answers(levels, data.get(WORDS, ""), anonymous=ANONYMOUS in data)


def _level(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 4 else UNREADABLE


def _shown(question: Question, answers: Answers) -> ShownQuestion:
    chosen = answers.levels.get(question.key)
    return ShownQuestion(
        field=f"{PREFIX}{question.key}",
        name=in_language(question.name),
        levels=tuple(
            ShownLevel(level.value, in_language(level.name), face, level.value == chosen)
            for level, face in zip(question.levels, faces(question.levels), strict=True)
        ),
    )


def faces(levels: Sequence[object]) -> tuple[str, ...]:
    """A face for each level, best first: smiling above the middle, frowning below it."""
    last = len(levels) - 1
    return tuple(_FACES[0 if place * 2 < last else 1 if place * 2 == last else 2] for place in range(len(levels)))


def said_in_words(answers: Answers, questions: Iterable[Question]) -> tuple[tuple[str, str], ...]:
    """What was answered, question by question, as people read it. What is no longer asked is left out."""
    return tuple(
        (in_language(question.name), in_language(level.name))
        for question in questions
        for level in question.levels
        if answers.levels.get(question.key) == level.value
    )


def procedure_called(code: str, on: date) -> str:
    """How a procedure is called today; its code where it is offered no more."""
    try:
        return in_language(catalogue.version(catalogue.published(code, on)).short_name)
    except NotOfferedError:
        return code
