"""Playing one trial to its end, or many at once in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from motcua.core.forms import Text
from motcua.core.procedure import Channel
from motcua.core.text import ToldError
from motcua.domain.catalogue.held import held_package, holding, read_held
from motcua.domain.dossiers.acts.case import World
from motcua.domain.dossiers.errors import InvalidFilingError
from motcua.domain.dossiers.history.chance import Chance
from motcua.domain.dossiers.trial.courses import RememberedCourse, StoredCourse
from motcua.domain.dossiers.trial.handing_in import Wanted, hand_in
from motcua.domain.dossiers.trial.hands import Hands
from motcua.domain.dossiers.trial.playing import faults_of, play_on
from motcua.domain.dossiers.trial.rows import show
from motcua.domain.dossiers.trial.sample import invented_filer
from motcua.domain.dossiers.trial.space import in_trial
from motcua.domain.dossiers.trial.tally import Tally
from motcua.domain.dossiers.trial.types import Played, Plays
from motcua.domain.dossiers.world import new_code, world_of

MOST_PLAYS = 1000


def play(trial_id: UUID, by: int, seed: str = "1") -> Played:
    """Play a trial on to its end: at every turn one of the things that can be done is drawn. The same seed plays the
    same way from the same state. Raises NoSuchDossierError.
    """
    with in_trial(trial_id, to_change=True) as row:
        play, stand = play_on(StoredCourse(trial_id, by), row.shown_at, Chance("play", seed))
        show(trial_id, stand.now)
    return Played(stand.case.phase, tuple(play.moves), play.stuck, tuple(faults_of(play)))


def play_many(
    version_id: int,
    n: int,
    seed: str,
    by: int,
    now: datetime,
    *,
    case: str | None = None,
    channel: Channel | None = None,
) -> Plays:
    """File and play `n` dossiers (up to 1,000) against a version as it is now, each with its own invented person, and
    with a case and channel of its own where none are given. It happens in memory only: no trial is left of it.

    Raises UnknownVersionError, and BrokenPackageError for a draft that cannot be read.
    """
    procedure = read_held(held_package(version_id))
    hands, tally = Hands(now.date(), by), Tally(procedure)
    with holding({version_id: procedure}):
        world = _counting(world_of(version_id))
        for k in range(min(n, MOST_PLAYS)):
            own = f"{seed}-{k}"
            chance = Chance("plays", own)
            chosen = case or chance.choice(list(procedure.cases))
            way = channel or chance.choice(sorted(procedure.channels))
            try:
                course = _filed(world, Wanted(version_id, chosen, way, now), own, hands)
            except InvalidFilingError as error:
                tally.not_filed(own, [Text(vi, en) for _, vi, en in error.problems])
            except ToldError as error:
                tally.not_filed(own, [Text(error.vi, error.en)])
            else:
                tally.add(own, *play_on(course, now, chance), course.chronicle.rows()["events"])
    return tally.plays()


def _filed(world: World, wanted: Wanted, seed: str, hands: Hands) -> RememberedCourse:
    filer = invented_filer(world.procedure, wanted.case, wanted.channel, wanted.now, seed, varied=True)
    return RememberedCourse(hand_in(world, wanted, filer, hands), world, hands)


def _counting(world: World) -> World:
    """The world with numbers that are given out in memory."""
    given: Counter[str] = Counter()

    def next_number(scope: str) -> int:
        given[scope] += 1
        return given[scope]

    return replace(world, next_number=next_number, new_code=partial(new_code, next_number=next_number))
