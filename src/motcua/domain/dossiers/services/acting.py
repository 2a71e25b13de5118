"""Who acts, as services take it: an officer with what his postings allow, or a person by his own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.dossiers.types import Actor, ActorKind
from motcua.domain.identity.policies import Scope


@dataclass(frozen=True, slots=True)
class ActingOfficer:
    """An officer at work. `command` is the mark of this one click: sent twice, it is done once."""

    officer_id: int
    scope: Scope
    command: UUID
    now: datetime

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.OFFICER, str(self.officer_id))


@dataclass(frozen=True, slots=True)
class ActingPerson:
    """A person acting by the own e-identity, whose level the caller has checked."""

    person_id: UUID
    account_id: UUID
    command: UUID
    now: datetime

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.CITIZEN, str(self.person_id))
