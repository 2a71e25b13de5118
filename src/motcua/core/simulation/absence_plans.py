"""Leave and sick days as people state them: a share of the days, and given dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.core.simulation.scenario_error import BadScenarioError, Place


@dataclass(frozen=True, slots=True)
class AwayPlan:
    """So many people are away from the first of these days to the last; all of the pool if it has fewer."""

    first: date
    last: date
    people: int = 1


@dataclass(frozen=True, slots=True)
class AbsencePlan:
    """Leave, sick days, courses. share: of the working days of each person, on which he is away by chance; days: how
    many working days one such absence lasts in the mean. given: besides, those that are known.
    """

    share: float = 0.0
    days: float = 1.0
    given: tuple[AwayPlan, ...] = ()


def check_absences(place: Place, plan: AbsencePlan) -> None:
    """Raises BadScenarioError for the first thing that cannot be."""
    if not 0 <= plan.share < 1:
        raise BadScenarioError(
            (*place, "share"),
            f"{plan.share}: hãy ghi phần ngày làm việc mà mỗi người vắng, từ 0 đến dưới 1",
            f"{plan.share}: write the part of the working days on which each is away, from 0 to below 1",
        )
    if not 1 <= plan.days < float("inf"):
        raise BadScenarioError(
            (*place, "days"),
            f"{plan.days}: hãy ghi một đợt vắng kéo dài trung bình mấy ngày làm việc, từ 1 trở lên",
            f"{plan.days}: write how many working days an absence lasts in the mean, 1 or more",
        )
    if plan.share / (1 - plan.share) > plan.days:
        raise BadScenarioError(
            (*place, "days"),
            f"vắng {plan.share:g} số ngày mà mỗi đợt chỉ {plan.days:g} ngày thì không thể; hãy tăng days",
            f"absences of {plan.days:g} days cannot make {plan.share:g} of all days; raise days",
        )
    for n, away in enumerate(plan.given):
        if away.first > away.last:
            raise BadScenarioError(
                (*place, "given", n, "last"),
                f"{away.last} trước {away.first}; hãy ghi ngày cuối từ ngày đầu trở đi",
                f"{away.last} is before {away.first}; write a last day that is not before the first",
            )
        if away.people < 1:
            raise BadScenarioError(
                (*place, "given", n, "people"), f"{away.people}: hãy ghi ít nhất 1", f"{away.people}: write at least 1"
            )
