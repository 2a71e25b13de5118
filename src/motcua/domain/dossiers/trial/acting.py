"""Acting on a trial, and letting time pass on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from motcua.domain.dossiers.errors import NotAllowedError, TaskGoneError, WrongPhaseError
from motcua.domain.dossiers.trial.courses import StoredCourse, works
from motcua.domain.dossiers.trial.family import Family, Moment, moments, next_moment
from motcua.domain.dossiers.trial.hands import actor_of
from motcua.domain.dossiers.trial.rows import show
from motcua.domain.dossiers.trial.space import in_trial
from motcua.domain.dossiers.trial.stand import Deed, Work
from motcua.domain.dossiers.trial.types import Hand, Passed, TimerAhead

FURTHEST = timedelta(days=800)
"""No procedure takes longer, and calendars do not reach much further."""
MOST_TIMERS = 500


def act(
    trial_id: UUID,
    work: str,
    choice: str,
    by: int,
    *,
    words: str = "",
    officer_id: int | None = None,
    given_to: int | None = None,
    command: UUID | None = None,
) -> None:
    """Do a piece of work (`OpenWork.key`) in one way (`Choice.key`), at the moment that the trial's clock shows, once
    for each command.

    words: what is said; without any, something that shows that it is a trial. officer_id: which of the hands; the first
    without. given_to: to whom an assignment gives the dossier. What follows for the parts of a linked dossier, and for
    the whole, happens at once.

    Raises TaskGoneError for work that is not open now, NotPassedOnError when one of the linked dossiers cannot be told,
    and whatever the act refuses.
    """
    with in_trial(trial_id, to_change=True) as row:
        course = StoredCourse(trial_id, by)
        if command and course.has_done(command):
            return
        dossier_id, found, deed = _wanted(course.family(row.shown_at), work, choice)
        actor = actor_of(_hand(found, officer_id), found.outside)
        done = deed.act(deed.said(row.shown_at, words, given_to))
        course.does(dossier_id, actor, row.shown_at, done, takes_number=deed.takes_number, command=command)


def let_time_pass(trial_id: UUID, until: datetime | None = None) -> Passed:
    """Set the trial's clock on, and let every timer fire and every agency be found silent on its way, each at its own
    moment; by itself to the next moment at which time changes something.

    Raises WrongPhaseError when nothing is waited for, or for a moment that has passed or is more than two years ahead.
    """
    with in_trial(trial_id, to_change=True) as row:
        course = StoredCourse(trial_id, row.started_by)
        family = course.family(row.shown_at)
        wanted = until or next_moment(family)
        if wanted is None:
            raise WrongPhaseError(
                "Hồ sơ thử này không chờ thời hạn nào nữa.", "This test dossier waits for no moment any more."
            )
        if not row.shown_at < wanted <= row.shown_at + FURTHEST:
            raise WrongPhaseError(
                "Hãy chọn một thời điểm sau giờ của hồ sơ thử và không quá hai năm tới.",
                "Choose a moment after the trial's own clock, and within two years.",
            )
        fired = _fired(course, family, wanted)
        show(trial_id, wanted)
    return Passed(wanted, tuple(fired))


def _fired(course: StoredCourse, family: Family, until: datetime) -> list[TimerAhead]:
    """What time did up to a moment, each at its own; what one timer sets may come due as well. The agencies that must
    answer by the same moment are found silent together.
    """
    fired: list[TimerAhead] = []
    while (due := moments(family)) and due[0].due_at <= until and len(fired) < MOST_TIMERS:
        first, at = due[0], max(due[0].due_at, family.now)
        fired += [each.ahead for each in due if each is first or (_silent(first, at) and _silent(each, at))]
        course.passes(first, at)
        family = course.family(at)
    return fired


def _silent(moment: Moment, at: datetime) -> bool:
    return moment.ahead.silence and moment.due_at <= at


def _wanted(family: Family, work: str, choice: str) -> tuple[UUID, Work, Deed]:
    for stand in family.members:
        for each in works(stand):
            for deed in each.deeds:
                if (each.key, deed.key) == (work, choice):
                    return stand.case.id, each, deed
    raise TaskGoneError(
        "Việc này không còn mở trong hồ sơ thử. Hãy tải lại trang.",
        "This is no longer open in the test dossier. Reload the page.",
    )


def _hand(work: Work, officer_id: int | None) -> Hand:
    hands = work.whose()
    if officer_id is None:
        return hands[0]
    found = next((hand for hand in hands if hand.officer_id == officer_id), None)
    if found is None:
        raise NotAllowedError(
            "Cán bộ được chọn không làm được việc này trong ngày đó.",
            "The officer chosen cannot do this on that day.",
        )
    return found
