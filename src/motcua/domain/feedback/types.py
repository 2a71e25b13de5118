"""What a rating is to those who use this app: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from motcua.core.forms import Text
from motcua.core.kpi import Satisfaction


class Door(StrEnum):
    """By which way a rating comes: the portal after signing in, the link in the message, the tablet at the counter."""

    PORTAL = "portal"
    LINK = "link"
    TABLET = "tablet"


class Voice(StrEnum):
    """Whose rating it is. A dossier has one of each at most: that of the applicant's side, by whichever door, and that
    of the person who stood at the counter. So nobody can take the applicant's voice away by pressing a face there.
    """

    APPLICANT = "applicant"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Rater:
    """Who rates. person_id: who has signed in; officer_id: in whose session the tablet stands."""

    door: Door
    person_id: UUID | None = None
    officer_id: int | None = None

    @property
    def voice(self) -> Voice:
        return Voice.COUNTER if self.door is Door.TABLET else Voice.APPLICANT


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answers: a level for each question that he does not leave out, and words if he likes.

    anonymous: nothing may ever lead from this rating to the person or the dossier.
    """

    levels: Mapping[str, int]
    words: str = ""
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What an officer has answered to a dissatisfied person."""

    at: datetime
    officer_id: int
    words: str
    closes: bool


@dataclass(frozen=True, slots=True)
class OwnRating:
    """A rating that is not anonymous, as the one who gave it sees it again, and what the office has answered.

    answer_by: until when the office still owes an answer to the dissatisfied.
    """

    answers: Answers
    given_at: datetime
    changeable_until: datetime
    replies: tuple[Reply, ...] = ()
    answer_by: datetime | None = None


class MayRate(StrEnum):
    """How a dossier stands with a rater: he may rate it, change what he said, has rated it; not yet, or no more."""

    YES = "yes"
    CHANGE = "change"
    DONE = "done"
    NOT_YET = "not_yet"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class RatingPage:
    """What a page asks of a rater, and what he has said before. until: the last moment for a rating."""

    may: MayRate
    subject_ref: UUID
    procedure: Text
    office_id: int
    ended_at: datetime | None
    until: datetime | None
    questions: tuple[Question, ...]
    longest_words: int
    anonymous_first: bool
    own: OwnRating | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale, in words."""

    value: int
    name: Text


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. index: which of the nine of Thông tư 01/2018/TT-VPCP Điều 13; 0 is none of them."""

    key: str
    name: Text
    levels: tuple[Level, ...]
    index: int
    filed: frozenset[str]

    @property
    def values(self) -> frozenset[int]:
        return frozenset(level.value for level in self.levels)


class By(StrEnum):
    """What scores are grouped by. STEP: one step of a procedure at one office."""

    PROCEDURE = "procedure"
    OFFICE = "office"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Score:
    """One group's score. procedure_code, office_id and step are empty where the groups are not made by them.

    overall: of the question that everybody answers; indices: the mean of each other question, where enough answered.
    """

    procedure_code: str
    office_id: int | None
    step: str
    overall: Satisfaction
    indices: Mapping[str, Satisfaction]


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months from the first day of `first` to the last of `last`: anonymous ratings know no shorter time."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the head of an office owes a dissatisfied person who told who he is."""

    id: int
    subject_ref: UUID
    procedure_code: str
    office_id: int
    door: Door
    answers: Answers
    opened_at: datetime
    due_at: datetime
    replies: tuple[Reply, ...]
    closed_at: datetime | None


class AnonymousGroup(NamedTuple):
    """The anonymous ratings of one month, of one procedure at one office: all that is known of whose they are."""

    office_id: int
    procedure_code: str
    month: date


@dataclass(frozen=True, slots=True)
class AnonymousFollowUp:
    """The anonymous dissatisfaction of a group, told when its month is over.

    dissatisfied: how many of `n`; answered: how many of them the latest reply has counted.
    """

    group: AnonymousGroup
    n: int
    dissatisfied: int
    words: tuple[str, ...]
    due_at: datetime
    replies: tuple[Reply, ...]
    answered: int

    @property
    def is_open(self) -> bool:
        return self.dissatisfied > self.answered
