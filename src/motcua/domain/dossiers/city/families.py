"""Linked procedures: which parts a dossier has at which agencies, how they go there, and who is played with whom."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from motcua.core.procedure import Channel, Procedure, Step, StepKind
from motcua.core.workcal import ZONE
from motcua.domain.dossiers.acts import parts
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.city.errors import PlanError
from motcua.domain.dossiers.city.handling import Post
from motcua.domain.dossiers.city.joined_drawing import name_in_whole
from motcua.domain.dossiers.city.recipe import CityRecipe, Offer, PartOffer, WorkPlan
from motcua.domain.dossiers.city.sites import Sample, Samples
from motcua.domain.dossiers.city.sorts import Sort, hours_of_limit
from motcua.domain.dossiers.linked import Own, part_case
from motcua.domain.dossiers.types import LINK
from motcua.domain.dossiers.world import world_of


@dataclass(frozen=True, slots=True)
class Member:
    """A sort that is played with others as one process: a whole, or one of its parts.

    step: which step of the whole sends it, empty for the whole. work: how it goes there. posts: where each step is done
    that an officer does, by the names of its own drawing.
    """

    step: str
    sort: Sort
    work: WorkPlan
    posts: Mapping[str, Post]

    def named(self, node: str) -> str:
        """A node, or an arrow, as the drawing calls it in which all are played."""
        return name_in_whole(self.step, node)


def members_of(sort: Sort, work: WorkPlan, on: date) -> tuple[Member, ...]:
    """Who is played with a sort, itself first; most are alone."""
    lies = sum(sort.offer.lies.values())
    found = [Member("", sort, work, _posts(sort, on))]
    for step, part in sort.parts.items():
        share, pace = sort.offer.lies.get(step, 0.0) / lies, _pace(part)
        own = replace(
            work,
            desk_share=(work.desk_share[0] * pace, work.desk_share[1] * pace),
            late=work.late * share,
            stuck=work.stuck * share,
            supplement=0.0,
            withdrawn=work.withdrawn if sort.is_alone(step) else 0.0,
            refused=dict.fromkeys(work.refused, 0.0),
        )
        found.append(Member(step, part, own, _posts(part, on)))
    return tuple(found)


def _pace(part: Sort) -> float:
    """How long a part lies on desks, against what its procedure has for it: its whole gives it less time."""
    usual = world_of(part.example.version_id).procedure.cases[part.case_key].limit_for(part.channel).limit
    return min(part.whole_hours / hours_of_limit(usual), 1.0)


def _posts(sort: Sort, on: date) -> dict[str, Post]:
    """Where each step is done that an officer does."""
    world = world_of(sort.example.version_id)
    return {
        step.key: Post(world.office_of(sort.example, step.role, on), step.role.key)
        for step in sort.procedure.steps.values()
        if step.kind is not StepKind.WAIT and not sort.does_by_itself(step) and step.key not in sort.parts
    }


# --- which parts there are


class Families:
    """The parts of the linked procedures of a recipe, as they are sent from the wards of the city."""

    def __init__(self, recipe: CityRecipe, samples: Samples) -> None:
        self._recipe, self._samples = recipe, samples
        self._found: dict[Hashable, Mapping[str, Sample]] = {}

    def examples(self, whole: Sample, ward: str, on: date) -> Mapping[str, Sample]:
        """An example of each part of a dossier from a ward that is sent on a day, by the step that sends it. Nothing
        for what is not linked, or not done in the city's system. Raises PlanError.
        """
        steps = [step for step in whole.world.procedure.steps.values() if step.kind is StepKind.CHILD]
        if not steps:
            return {}
        case = whole.case
        versions = tuple(self._version(whole.world.procedure, step, on) for step in steps)
        key = (case.version_id, case.case_key, case.channel, ward, versions)
        if key not in self._found:
            self._found[key] = dict(self._opened(whole, steps, versions, on))
        return self._found[key]

    def sorts(self, whole: Sort, examples: Mapping[str, Sample], refused: str) -> Mapping[str, Sort]:
        """The sorts of the parts of a dossier, of which one is refused (none without a name) and all others are not."""
        return {step: self._sort(whole, step, found, step == refused) for step, found in examples.items()}

    def _version(self, procedure: Procedure, step: Step, on: date) -> int:
        return self._samples.version(procedure.children[step.child].code, on)

    def _opened(
        self, whole: Sample, steps: Sequence[Step], versions: Sequence[int], on: date
    ) -> Iterator[tuple[str, Sample]]:
        at = datetime.combine(on, time(9), ZONE)
        work = Working(whole.case, whole.world, LINK, at)
        for n, (step, version_id) in enumerate(zip(steps, versions, strict=True), 1):
            if parts.send(work, n, step):
                own = Own(version_id, world_of(version_id))
                (part,) = (each for each in work.case.parts if each.n == n)
                # What is to be paid is asked for by the whole.
                yield step.key, Sample(part_case(whole.case, part, own, "", at), own.world, frozenset())

    def _sort(self, whole: Sort, step: str, found: Sample, is_refused: bool) -> Sort:
        case, own = found.case, found.world.procedure
        procedure = replace(own, cases={**own.cases, case.case_key: found.world.variant(case)})
        if own.code not in self._recipe.parts:
            raise PlanError(
                f"reference/city/mix.yaml chưa nói thủ tục {own.code} diễn ra thế nào khi là một phần của "
                f"{whole.offer.code}; hãy thêm một dòng dưới `parts`.",
                f"reference/city/mix.yaml does not say how {own.code} goes as a part of {whole.offer.code}; add a line "
                "under `parts`.",
            )
        offer = self._offer(procedure, whole.channel, self._recipe.parts[own.code], is_refused)
        return Sort(f"{whole.name}/{step}", offer, procedure, whole.assisted, found.costs, case)

    def _offer(self, procedure: Procedure, channel: Channel, said: PartOffer, is_refused: bool) -> Offer:
        """How the steps of a part end: what is refused is refused at the first step that can, unless that sends it
        back.
        """
        ends: dict[str, Mapping[str, float]] = {}
        for step, end in said.refuses.items():
            back = sum(self._recipe.work.sent_back for each in procedure.steps[step].outcomes.values() if each.back_to)
            ends[step] = {end: 1.0 - back if is_refused else 0.0}
        return Offer(
            code=procedure.code,
            weight=0.0,
            months=(),
            cases={},
            channels={channel: 1.0},
            lies=said.lies,
            ends=ends,
            rejected=said.refuses,
            elsewhere=(0.0, 0.0),
        )
