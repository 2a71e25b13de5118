"""Playing one trial to its end, or many at once in memory."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from motcua.core.forms import Text
from motcua.core.procedure import Channel, Procedure
from motcua.core.text import ToldError
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.held import held_package, holding, read_held
from motcua.domain.dossiers.errors import InvalidFilingError
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.trial.courses import StoredCourse
from motcua.domain.dossiers.trial.handing_in import Wanted, hand_in
from motcua.domain.dossiers.trial.hands import Hands
from motcua.domain.dossiers.trial.playing import faults_of, play_on
from motcua.domain.dossiers.trial.remembered import RememberedCourse, Worlds
from motcua.domain.dossiers.trial.rows import show
from motcua.domain.dossiers.trial.sample import invented_filer
from motcua.domain.dossiers.trial.space import in_trial
from motcua.domain.dossiers.trial.tally import Tally
from motcua.domain.dossiers.trial.types import Played, Plays
from motcua.domain.dossiers.world import runs_here

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
    with a case and channel of its own where none are given, and with the parts that it has at other agencies, as they
    are published that day. It happens in memory only: no trial is left of it.

    Raises UnknownVersionError, and BrokenPackageError for a draft that cannot be read.
    """
    procedure = read_held(held_package(version_id))
    hands, tally = Hands(now.date(), by), Tally(procedure, _parts(procedure, now.date()))
    with holding({version_id: procedure}):
        worlds = Worlds()
        for k in range(min(n, MOST_PLAYS)):
            own = f"{seed}-{k}"
            chance = Chance("plays", own)
            chosen = case or chance.choice(list(procedure.cases))
            way = channel or chance.choice(sorted(procedure.channels))
            try:
                course = _filed(worlds, Wanted(version_id, chosen, way, now), own, hands)
            except InvalidFilingError as error:
                tally.not_filed(own, [Text(vi, en) for _, vi, en in error.problems])
            except ToldError as error:
                tally.not_filed(own, [Text(error.vi, error.en)])
            else:
                play, _ = play_on(course, now, chance)
                tally.add(own, play, course)
    return tally.plays()


def _parts(procedure: Procedure, on: date) -> dict[str, Procedure]:
    """The linked procedures that run in the city's system on that day, by their keys."""
    codes = {key: child.code for key, child in procedure.children.items() if child.code and runs_here(child.code, on)}
    return {key: catalogue.version(catalogue.published(code, on)) for key, code in codes.items()}


def _filed(worlds: Worlds, wanted: Wanted, seed: str, hands: Hands) -> RememberedCourse:
    world = worlds.of(wanted.version_id)
    filer = invented_filer(world.procedure, wanted.case, wanted.channel, wanted.now, seed, varied=True)
    return RememberedCourse(hand_in(world, wanted, filer, hands), worlds, hands)
