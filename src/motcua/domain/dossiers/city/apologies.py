"""Letters of apology: which offices write one for a dossier that gets late, when, and for which day they promise it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from motcua.core.deadlines import (
    DossierClock,
    Grounds,
    PauseCause,
    apology_due_on,
    pause,
    resume,
    start,
    statutory_due_at,
)
from motcua.core.procedure import StepKind
from motcua.core.procedure.course import STOPS_THE_CLOCK
from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.city.choices import data_of
from motcua.domain.dossiers.city.course import StepDone, What
from motcua.domain.dossiers.city.recipe import WorkPlan
from motcua.domain.dossiers.city.sorts import Sort

_ANY = Grounds("-", "-")
# Steps for whose length the office has nobody to say sorry to: others make them long, or the clock does not run there.
_OF_OTHERS = frozenset({StepKind.WAIT, StepKind.CHILD, StepKind.RETURN, StepKind.RECEPTION})


class Apologies:
    """Adds letters of apology to the courses of one sort."""

    def __init__(self, sort: Sort, work: WorkPlan, calendar: WorkCalendar) -> None:
        self._sort, self._work, self._calendar = sort, work, calendar
        variant = sort.procedure.cases[sort.case_key]
        self._limit, self._rules = variant.limit_for(sort.channel).limit, variant.clock
        self._soon = timedelta(minutes=work.apology_minutes)
        self._others = variant.limits_on_the_way(sort.channel)

    def added(self, steps: list[StepDone], until: datetime, happens: float, later: float) -> list[StepDone]:
        """The steps with the letter among them, if there is one: the office sees that it will be late, and says so on
        the last day for it, or as soon as it can. happens, later: numbers of chance.
        """
        if happens >= self._work.apologised:
            return steps
        accepted = next((step for step in steps if self._is_accepted(step)), None)
        found = self._letter(steps, accepted.ended, until, later) if accepted else None
        return sorted([*steps, found], key=lambda step: step.ended) if found else steps

    def _letter(self, steps: Sequence[StepDone], accepted: datetime, until: datetime, later: float) -> StepDone | None:
        due_at = statutory_due_at(self._calendar, self._limit, self._rules, accepted)
        if steps[-1].ended <= due_at or self._has_another_limit(steps):
            return None
        for step in steps:  # what makes the clock stand only moves the first due date on
            if step.ended <= due_at or step.what is not What.DONE or not self._is_work(step):
                continue
            clock = self._clock(steps, accepted, step.ended)
            if not clock.open_pause and step.ended > clock.due_at:
                day = apology_due_on(self._calendar, clock)
                soon = self._calendar.next_working_moment(max(step.enabled, clock.changed_at) + self._soon)
                at = max(self._calendar.opening(day), soon)
                return self._written(step, at, later) if at < min(step.ended, until) else None
        return None

    def _written(self, step: StepDone, at: datetime, later: float) -> StepDone:
        least, most = self._work.apology_days
        days = least + int(later * (most - least + 1))
        promised = self._calendar.closing(self._calendar.add_working_days(step.ended.date(), days))
        return StepDone(step.node, step.n, at, at, at, None, What.APOLOGY, back=promised)

    def _clock(self, steps: Sequence[StepDone], accepted: datetime, at: datetime) -> DossierClock:
        """The clock of the law as it stands at a moment, after its pauses."""
        clock, _ = start(self._calendar, self._limit, accepted, self._rules)
        for since, back, cause in self._pauses(steps, accepted):
            if since >= at:
                break
            clock, _ = pause(clock, since, cause, _ANY)
            if back is None or back > at:
                break
            clock, _ = resume(self._calendar, clock, back, _ANY)
        return clock

    def _pauses(
        self, steps: Sequence[StepDone], accepted: datetime
    ) -> Iterator[tuple[datetime, datetime | None, PauseCause]]:
        """Since when the dossier waited for the applicant, and until when."""
        for step in steps:
            if step.ended < accepted:
                continue
            if step.what in (What.SUPPLEMENT, What.UNANSWERED):
                yield step.ended, step.back, PauseCause.SUPPLEMENT
            found = self._sort.procedure.steps.get(step.node)
            cause = STOPS_THE_CLOCK.get(found.waits_for) if found and found.waits_for else None
            if step.what is What.DONE and cause:
                yield step.enabled, step.ended, cause

    def _is_accepted(self, step: StepDone) -> bool:
        found = self._sort.procedure.steps.get(step.node)
        is_reception = found is not None and found.kind is StepKind.RECEPTION
        return is_reception and step.what is What.DONE and step.outcome != "refuse"

    def _is_work(self, step: StepDone) -> bool:
        found = self._sort.procedure.steps.get(step.node)
        return found is not None and found.kind not in _OF_OTHERS

    def _has_another_limit(self, steps: Sequence[StepDone]) -> bool:
        answers = {step.node: {"outcome": step.outcome} for step in steps if step.outcome}
        data = data_of(self._sort, answers, owing=False)
        return any(other.when is not None and other.when.evaluate(data) is True for other in self._others)
