"""Trials that play themselves: at every turn one of the things that can be done is drawn, until nothing can be. The
parts of a linked dossier are played with it, side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from motcua.core.forms import Text
from motcua.core.text import ToldError
from motcua.domain.dossiers.acts.reception import REFUSE
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.trial.courses import Course, NotPassedOnError, works
from motcua.domain.dossiers.trial.family import Family, Moment, moments
from motcua.domain.dossiers.trial.hands import actor_of
from motcua.domain.dossiers.trial.stand import Deed, Stand, Work
from motcua.domain.dossiers.trial.types import Unstaffed, WorkKind
from motcua.domain.dossiers.types import WaitingFor
from motcua.domain.identity import queries as identity

MOST_MOVES = 300
"""Many times what any procedure needs: whoever goes on longer goes round and round."""
_BACK, _BESIDE, _ENDING, _TIME = 0.2, 0.06, 0.02, 0.3
_ENDINGS = frozenset({"stop", "withdraw"})
_OWED = frozenset({"pay", "supplement"})
_SHORTEST, _LONGEST = timedelta(minutes=5), timedelta(hours=3)

ENDLESS = Text(
    "Hồ sơ đi vòng mãi không kết thúc; hãy xem lại các đường quay lại.",
    "The dossier goes round and round and does not end; look at the ways back.",
)
STUCK = Text(
    "Không còn việc gì làm được nhưng hồ sơ chưa kết thúc.", "Nothing can be done any more, but it has not ended."
)


@dataclass
class Play:
    """What was done, and what was met on the way."""

    moves: list[Text] = field(default_factory=list)
    unstaffed: set[Unstaffed] = field(default_factory=set)
    refusals: list[Text] = field(default_factory=list)
    stuck: bool = False
    endless: bool = False


class Open(NamedTuple):
    """One way to do a piece of work on one of the dossiers."""

    stand: Stand
    work: Work
    deed: Deed

    @property
    def way(self) -> tuple[str, str, str]:
        """The same each time that the play comes by, also in another dossier of the same part."""
        return self.work.part.key if self.work.part else "", self.work.node or self.work.key, self.deed.key


def play_on(course: Course, now: datetime, chance: Chance) -> tuple[Play, Stand]:
    """Lead a dossier to its end from what it is now, with its parts; how it went, and how it stands then. The same
    chance leads it the same way.
    """
    player = _Player(course, now, chance)
    while player.turn():
        pass
    return player.play, player.family.whole


class _Player:
    def __init__(self, course: Course, now: datetime, chance: Chance) -> None:
        self.play = Play()
        self.family = course.family(now)
        self._course = course
        self._chance = chance
        self._times: Counter[tuple[str, str, str]] = Counter()
        self._refused: set[tuple[str, str]] = set()

    def turn(self) -> bool:
        """One thing is done, or time passes; False when it is over."""
        if self.family.whole.case.phase.is_final:
            return False
        if len(self.play.moves) >= MOST_MOVES:
            self.play.endless = True
            return False
        choices = [each for each in _all_open(self.family) if self._is_open(each)]
        goes_on = any(_leads_on(each) for each in choices)
        moment = self._next_moment()
        if moment and (not goes_on or self._chance.happens(_TIME)):
            return self._wait_for(moment)
        if not goes_on:
            self.play.stuck = True
            return False
        return self._do(self._chance.choices(choices, [self._weight(each) for each in choices])[0])

    def _is_open(self, each: Open) -> bool:
        """While a supplement is awaited, no step ends but by a refusal at the counter; nobody tries it."""
        waits = each.stand.case.waiting_for is WaitingFor.SUPPLEMENT
        if waits and each.work.kind is WorkKind.STEP and each.deed.key != REFUSE:
            return False
        return (each.work.key, each.deed.key) not in self._refused

    def _weight(self, each: Open) -> float:
        """Straight on is likely; the more often a way was gone, the less likely it is."""
        if _leads_on(each):
            weight = _BACK if each.deed.goes_back or each.deed.key == REFUSE else 1.0
        else:
            weight = _ENDING if each.deed.key in _ENDINGS else _BESIDE
        return float(weight / (1 + self._times[each.way]) ** 2)

    def _do(self, chosen: Open) -> bool:
        stand, work, deed = chosen
        at = self._later(stand)
        moment = self._next_moment()
        if moment and moment.due_at <= at:
            return self._wait_for(moment)
        hand = self._chance.choice(work.whose())
        if hand.stand_in and work.role:
            office = identity.agency(work.office_id).name if work.office_id else ""
            self.play.unstaffed.add(Unstaffed(work.name, work.role, office))
        act, actor = deed.act(deed.said(at)), actor_of(hand, work.outside)
        try:
            self._course.does(stand.case.id, actor, at, act, takes_number=deed.takes_number)
        except NotPassedOnError as error:
            return self._breaks_off(_told(work, deed, error))
        except ToldError as error:
            self._refused.add((work.key, deed.key))
            if _leads_on(chosen):
                self.play.refusals.append(_told(work, deed, error))
            return True
        self._times[chosen.way] += 1
        self._goes_on(_words(work, deed), at)
        return True

    def _wait_for(self, moment: Moment) -> bool:
        at, name = max(moment.due_at, self.family.now), moment.ahead.name
        try:
            self._course.passes(moment, at)
        except ToldError as error:
            return self._breaks_off(Text(f"{name}. {error.vi}", f"{name}. {error.en}"))
        self._goes_on(Text(f"Hết giờ: {name}", f"Time is up: {name}"), at)
        return True

    def _goes_on(self, move: Text, at: datetime) -> None:
        self._refused.clear()
        self.play.moves.append(move)
        self.family = self._course.family(at)

    def _breaks_off(self, why: Text) -> bool:
        self.play.refusals.append(why)
        self.play.stuck = True
        return False

    def _next_moment(self) -> Moment | None:
        return next(iter(moments(self.family)), None)

    def _later(self, stand: Stand) -> datetime:
        """A while later, when the office works."""
        calendar = stand.world.calendar_of(stand.case.competent_id)
        taken = _SHORTEST + (_LONGEST - _SHORTEST) * self._chance.random()
        exact = calendar.add(calendar.next_working_moment(stand.now), taken)
        return max(exact.replace(microsecond=0), stand.now)


def _all_open(family: Family) -> Iterator[Open]:
    for stand in family.members:
        for work in works(stand):
            for deed in work.deeds:
                yield Open(stand, work, deed)


def _leads_on(each: Open) -> bool:
    """Whether the dossier goes on by it: work at its steps and waits, and what the applicant owes."""
    if each.work.kind is WorkKind.APPLICANT:
        return each.deed.key in _OWED
    return each.work.kind is not WorkKind.OFFICE


def _words(work: Work, deed: Deed) -> Text:
    """What was done, and on which part."""
    is_beside = work.kind in (WorkKind.APPLICANT, WorkKind.OFFICE)
    told = [*([work.part.name] if work.part else []), *([] if is_beside else [work.name]), deed.name]
    return Text(": ".join(each.vi for each in told), ": ".join(each.en for each in told))


def _told(work: Work, deed: Deed, error: ToldError) -> Text:
    what = _words(work, deed)
    return Text(f"{what.vi}. {error.vi}", f"{what.en}. {error.en}")


def faults_of(play: Play) -> Sequence[Text]:
    """What a designer should look at: refusals at the steps, no way on, no end."""
    found = list(play.refusals)
    found += [STUCK] if play.stuck else []
    found += [ENDLESS] if play.endless else []
    return found
