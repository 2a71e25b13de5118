"""A test dossier as it stands, in the database or in memory, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.core.forms import Text
from motcua.core.procedure import Procedure
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.services.perform import Act
from motcua.domain.dossiers.trial.hands import Hands
from motcua.domain.dossiers.trial.types import Hand, LinkedPart, WorkKind
from motcua.domain.dossiers.types import Actor, ActorKind, Party, PartyRole

OTHER_SYSTEM = Actor(ActorKind.SYSTEM, "reply")


@dataclass(frozen=True, slots=True)
class Stand:
    """One dossier between two acts. now: what its own clock shows. part: which part of a linked dossier it is."""

    case: Case
    world: World
    parties: Sequence[Party]
    hands: Hands
    now: datetime
    part: LinkedPart | None = None

    @property
    def procedure(self) -> Procedure:
        return self.world.procedure

    @property
    def applicant(self) -> str:
        """The applicant's name."""
        return next(each.name for each in self.parties if each.role is PartyRole.APPLICANT)

    @property
    def by_own_account(self) -> Actor | None:
        """The submitter as an actor; None for one who came to the counter or sent a letter."""
        submitter = next(each for each in self.parties if each.role is PartyRole.SUBMITTER)
        return Actor(ActorKind.CITIZEN, str(submitter.person_id)) if submitter.person_id else None

    def working(self, actor: Actor) -> Working:
        """The case at work in memory: nothing of it is kept."""
        return Working(self.case, self.world, actor, self.now)


@dataclass(frozen=True, slots=True)
class Said:
    """What the one who acts brings along. given_to: to which officer an assignment gives the dossier; None for the
    first who can have it. now: when it is done.
    """

    words: str
    now: datetime
    given_to: int | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One way to do a piece of work."""

    key: str
    name: Text
    act: Callable[[Said], Act]
    wants_words: bool = False
    goes_back: bool = False
    takes_number: bool = False

    def said(self, now: datetime, words: str = "", given_to: int | None = None) -> Said:
        """What is said, in words that show what they are where the act wants some and got none."""
        if self.wants_words and not words.strip():
            words = f"Chạy thử: {self.name.vi[:1].lower()}{self.name.vi[1:]}."
        return Said(words, now, given_to)


@dataclass(frozen=True, slots=True)
class Work:
    """Something that can be done now. whose: looks up who could do it, which few ask of most work; candidates: to whom
    an assignment can give the dossier. outside: who acts where the hand is no officer's. part: where it is open, if it
    is in a part of a linked dossier.
    """

    kind: WorkKind
    n: int | str
    node: str
    name: Text
    whose: Callable[[], tuple[Hand, ...]]
    deeds: tuple[Deed, ...]
    role: Text | None = None
    office_id: int | None = None
    due_at: datetime | None = None
    outside: Actor = OTHER_SYSTEM
    candidates: Callable[[], tuple[Hand, ...]] = tuple
    part: LinkedPart | None = None

    @property
    def key(self) -> str:
        own = f"{self.kind.value}:{self.n}"
        return f"{self.part.n}/{own}" if self.part else own
