"""Playing a course: the real acts, one after the other, on a dossier in memory."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import count
from typing import Any
from uuid import UUID

from motcua.core.procedure import StepKind
from motcua.core.process import ProcessError
from motcua.core.text import ToldError
from motcua.domain.dossiers.acts import reception
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing, plain_party
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.bulk.books import Draw, Pen
from motcua.domain.dossiers.bulk.cast import Cast, People
from motcua.domain.dossiers.bulk.deeds import Deed, deeds_of, is_taken_in_at_once
from motcua.domain.dossiers.bulk.errors import UnplayableCourseError
from motcua.domain.dossiers.bulk.filing import (
    first_case,
    parties_in,
    submitter_of,
    typed_form,
    with_form,
)
from motcua.domain.dossiers.bulk.marks import Marks
from motcua.domain.dossiers.bulk.material import Material
from motcua.domain.dossiers.bulk.moves import First, Moves
from motcua.domain.dossiers.bulk.shape import Variant, files_alone, variant_of
from motcua.domain.dossiers.chronicle import Chronicle, Rows
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.errors import InvalidFilingError
from motcua.domain.dossiers.invention.papers import components_asked, counter_of, paper_for
from motcua.domain.dossiers.invention.staff import Staff
from motcua.domain.dossiers.policies import RECEPTION_ROLE
from motcua.domain.dossiers.types import Actor
from motcua.domain.dossiers.world import new_code, world_of
from motcua.domain.identity.services import record_person
from motcua.domain.identity.types import is_within
from motcua.domain.payments.queries import accounts_around
from motcua.domain.payments.types import CollectingAccount

# No dossier has more acts; their marks are drawn in one go.
MOST_ACTS = 200
_MANY = 1 << 18


@dataclass(frozen=True, slots=True)
class Act:
    """An act as it was done: when, by whom, and by which deed of the course."""

    at: datetime
    actor: Actor
    deed: int


@dataclass(slots=True)
class Played:
    """A course that was played. rows: all rows of its dossier, as one act. hashed: what its events carry the hashes of,
    in the order in which it was said.
    """

    rows: Rows
    acts: list[Act]
    draws: list[Draw]
    hashed: list[Any]
    is_open: bool


@dataclass(slots=True)
class Heard:
    """What is overheard of the acts while they are done."""

    acts: list[Act] = field(default_factory=list)
    hashed: list[Any] = field(default_factory=list)


class Player:
    """Plays courses in one city. It keeps what does not change between them."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.people = People(material)
        self.staff = Staff()
        self.pen = Pen()
        self._accounts = lru_cache(_MANY)(accounts_around)
        self._worlds: dict[int, World] = {}
        self.known: dict[str, UUID] = {}

    def world(self, version_id: int) -> World:
        """The world of a version of a procedure, whose numbers come from the pen. Where to pay is asked once a day."""
        if version_id not in self._worlds:
            coded = partial(new_code, next_number=self.pen.next)
            self._worlds[version_id] = replace(
                world_of(version_id), next_number=self.pen.next, new_code=coded, account_for=self.account
            )
        return self._worlds[version_id]

    def account(self, agency_id: int, on: date) -> CollectingAccount | None:
        """Where money for an agency is paid on a day: `account_for`, asked once for all days."""
        around = self._accounts(agency_id)
        return next((each for each in around if is_within(on, each.valid_from, each.valid_to)), None)

    def deeds(self, course: Course) -> list[Deed]:
        """The acts that a course is made of."""
        return deeds_of(course, self.world(course.version_id).procedure)

    def cast(self, course: Course) -> Cast:
        """Who is who in the dossier of a course."""
        code = self.world(course.version_id).procedure.code
        return self.people.cast(course.n, course.ward, course.filed_at.date(), code, course.citizen)

    def person_id(self, course: Course, cast: Cast) -> UUID | None:
        """As whom the city knows the applicant who files by his own account; he is made known if he was not."""
        if not files_alone(course):
            return None
        human = cast.applicant
        if human.personal_id not in self.known:
            self.known[human.personal_id] = record_person(
                human.name,
                personal_id=human.personal_id,
                phone=human.phone,
                email=human.email,
                born=date.fromisoformat(human.born),
            )
        return self.known[human.personal_id]

    def play(self, course: Course, given: Sequence[int] | None = None) -> Played:
        """Do all acts of a course. `given`: the numbers that it draws; without them it gets numbers of its own.

        Raises UnplayableCourseError where an act is refused.
        """
        self.pen.take(given)
        heard = Heard()
        deeds = self.deeds(course)
        with as_unplayable(course.n):
            variant = variant_of(course, deeds, self.material)
            chronicle = self.filed(course, heard, variant)
            moves = Moves(self.material, self.staff, course, chronicle, variant)
            for place, deed in enumerate(deeds[1:], 1):
                self.pen.now, self.pen.deed = deed.at, place
                for actor, act in moves.of(deed):
                    heard.acts.append(Act(deed.at, actor, place))
                    chronicle.does(actor, deed.at, partial(_overheard, heard, act))
        return Played(chronicle.rows(), heard.acts, self.pen.drawn, heard.hashed, not chronicle.case.phase.is_final)

    def filed(self, course: Course, heard: Heard, variant: Variant) -> Chronicle:
        """The dossier as it begins; at the counter it is accepted by the same act."""
        material, world = self.material, self.world(course.version_id)
        procedure, cast = world.procedure, self.cast(course)
        marks, commands = Marks(material.seed, course.n, MOST_ACTS), count()
        person_id = self.person_id(course, cast)
        form = typed_form(material, course, procedure, variant, cast)
        parties = parties_in(course, procedure, form, cast, person_id)
        case = first_case(course, world, parties, marks)
        case = with_form(case, world, form)
        papers = tuple(paper_for(material.specimen, each, case.channel) for each in components_asked(world, case))
        filing = Filing(parties, case.form, papers)
        at_once = is_taken_in_at_once(course, procedure)
        clerk = None if person_id else course.steps[0].officer_id if at_once else self._clerk(world, case)
        submitter = submitter_of(course, clerk, person_id)
        heard.hashed += [{"parties": [plain_party(party) for party in parties]}]
        heard.acts.append(Act(course.filed_at, submitter, 0))
        self.pen.now, self.pen.deed = course.filed_at, 0
        return Chronicle(
            case,
            world,
            filing,
            submitter,
            key=filing_key(material.seed, course.n),
            commands=lambda: UUID(marks.command(next(commands))),
            then=partial(_overheard, heard, _accept_at_once if at_once else _nothing_more),
        )

    def _clerk(self, world: World, case: Case) -> int:
        """Who takes in what does not come by the applicant's own account and is not accepted at once."""
        return self.staff.one_of(counter_of(world, case), (RECEPTION_ROLE,), case.submitted_at.date(), First())


@contextmanager
def as_unplayable(n: int) -> Generator[None, None, None]:
    """Say of which dossier it is that an act refuses something."""
    try:
        yield
    except UnplayableCourseError:
        raise
    except InvalidFilingError as error:
        problems = "; ".join(f"{path}: {en}" for path, _, en in error.problems)
        raise UnplayableCourseError(n, f"{error.vi} {problems}", f"{error.en} {problems}") from error
    except ToldError as error:
        raise UnplayableCourseError(n, error.vi, error.en) from error
    except ProcessError as error:
        raise UnplayableCourseError(n, error.message.vi, error.message.en) from error


def filing_key(seed: str, n: int) -> str:
    """The mark by which the dossier with number `n` is filed only once."""
    return f"city:{seed}:{n}"


def _overheard(heard: Heard, act: Callable[[Working], None], work: Working) -> None:
    """Do the act and keep what its events carry the hashes of."""
    act(work)
    heard.hashed += [work.content] if work.content is not None else []
    heard.hashed += [letter.details for letter in work.letters]
    heard.hashed += [event.words for event in work.events if event.words]


def _accept_at_once(work: Working) -> None:
    for task in work.case.tasks:
        if work.world.procedure.steps[task.step].kind is StepKind.RECEPTION:
            reception.accept(work, task)


def _nothing_more(work: Working) -> None:
    """The filing is all that happens in its act."""
