"""Trials that play themselves: at every turn one of the things that can be done is drawn, until nothing can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from motcua.core.forms import Text
from motcua.core.text import ToldError
from motcua.domain.dossiers.acts.case import Timer
from motcua.domain.dossiers.acts.reception import REFUSE
from motcua.domain.dossiers.history.chance import Chance
from motcua.domain.dossiers.trial.courses import Course, works
from motcua.domain.dossiers.trial.hands import actor_of
from motcua.domain.dossiers.trial.page import timer_ahead
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


def play_on(course: Course, now: datetime, chance: Chance) -> tuple[Play, Stand]:
    """Lead a dossier to its end from what it is now; how it went, and how it stands then. The same chance leads it the
    same way.
    """
    player = _Player(course, now, chance)
    while player.turn():
        pass
    return player.play, player.stand


class _Player:
    def __init__(self, course: Course, now: datetime, chance: Chance) -> None:
        self.play = Play()
        self.stand = course.stand(now)
        self._course = course
        self._chance = chance
        self._times: Counter[tuple[str, str]] = Counter()
        self._refused: set[tuple[str, str]] = set()

    def turn(self) -> bool:
        """One thing is done, or time passes; False when it is over."""
        stand = self.stand
        if stand.case.phase.is_final:
            return False
        if len(self.play.moves) >= MOST_MOVES:
            self.play.endless = True
            return False
        choices = [(work, deed) for work in works(stand) for deed in work.deeds if self._is_open(work, deed)]
        goes_on = any(_leads_on(work, deed) for work, deed in choices)
        timer = self._next_timer()
        if timer and (not goes_on or self._chance.happens(_TIME)):
            return self._wait_for(timer)
        if not goes_on:
            self.play.stuck = True
            return False
        return self._do(*self._chance.choices(choices, [self._weight(*each) for each in choices])[0])

    def _is_open(self, work: Work, deed: Deed) -> bool:
        """While a supplement is awaited, no step ends but by a refusal at the counter; nobody tries it."""
        waits = self.stand.case.waiting_for is WaitingFor.SUPPLEMENT
        if waits and work.kind is WorkKind.STEP and deed.key != REFUSE:
            return False
        return (work.key, deed.key) not in self._refused

    def _weight(self, work: Work, deed: Deed) -> float:
        """Straight on is likely; the more often a way was gone, the less likely it is."""
        if _leads_on(work, deed):
            weight = _BACK if deed.goes_back or deed.key == REFUSE else 1.0
        else:
            weight = _ENDING if deed.key in _ENDINGS else _BESIDE
        return float(weight / (1 + self._times[work.node or work.key, deed.key]) ** 2)

    def _do(self, work: Work, deed: Deed) -> bool:
        at = self._later()
        timer = self._next_timer()
        if timer and timer.due_at <= at:
            return self._wait_for(timer)
        hand = self._chance.choice(work.whose())
        if hand.stand_in and work.role:
            office = identity.agency(work.office_id).name if work.office_id else ""
            self.play.unstaffed.add(Unstaffed(work.name, work.role, office))
        try:
            self._course.does(actor_of(hand, work.outside), at, deed.act(deed.said(at)), takes_number=deed.takes_number)
        except ToldError as error:
            self._refused.add((work.key, deed.key))
            if _leads_on(work, deed):
                self.play.refusals.append(_told(work, deed, error))
            return True
        self._refused.clear()
        self._times[work.node or work.key, deed.key] += 1
        self.play.moves.append(_words(work, deed))
        self.stand = self._course.stand(at)
        return True

    def _wait_for(self, timer: Timer) -> bool:
        at, name = max(timer.due_at, self.stand.now), timer_ahead(self.stand, timer).name
        try:
            self._course.fires(timer.n, at)
        except ToldError as error:
            self.play.refusals.append(Text(f"{name}. {error.vi}", f"{name}. {error.en}"))
            self.play.stuck = True
            return False
        self._refused.clear()
        self.play.moves.append(Text(f"Hết giờ: {name}", f"Time is up: {name}"))
        self.stand = self._course.stand(at)
        return True

    def _next_timer(self) -> Timer | None:
        return min(self.stand.case.timers, key=lambda each: (each.due_at, each.n), default=None)

    def _later(self) -> datetime:
        """A while later, when the office works."""
        calendar = self.stand.world.calendar_of(self.stand.case.competent_id)
        taken = _SHORTEST + (_LONGEST - _SHORTEST) * self._chance.random()
        exact = calendar.add(calendar.next_working_moment(self.stand.now), taken)
        return max(exact.replace(microsecond=0), self.stand.now)


def _leads_on(work: Work, deed: Deed) -> bool:
    """Whether the dossier goes on by it: work at its steps and waits, and what the applicant owes."""
    if work.kind is WorkKind.APPLICANT:
        return deed.key in _OWED
    return work.kind is not WorkKind.OFFICE


def _words(work: Work, deed: Deed) -> Text:
    if work.kind in (WorkKind.APPLICANT, WorkKind.OFFICE):
        return deed.name
    return Text(f"{work.name.vi}: {deed.name.vi}", f"{work.name.en}: {deed.name.en}")


def _told(work: Work, deed: Deed, error: ToldError) -> Text:
    what = _words(work, deed)
    return Text(f"{what.vi}. {error.vi}", f"{what.en}. {error.en}")


def faults_of(play: Play) -> Sequence[Text]:
    """What a designer should look at: refusals at the steps, no way on, no end."""
    found = list(play.refusals)
    found += [STUCK] if play.stuck else []
    found += [ENDLESS] if play.endless else []
    return found
