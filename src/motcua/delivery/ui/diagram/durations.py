"""How long a step may take and how long it took, in words short enough for a box of the drawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.procedure import Procedure
from motcua.core.process import Text
from motcua.delivery.ui.diagram.marks import Language, Note, said
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.queries.cards import A_WORKING_DAY
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.identity import queries as identity

LIMITS = {
    LimitUnit.WORKING_HOURS: (Text("{} giờ", "{} hour"), Text("{} giờ", "{} hours")),
    LimitUnit.WORKING_DAYS: (Text("{} ngày làm việc", "{} working day"), Text("{} ngày làm việc", "{} working days")),
    LimitUnit.CALENDAR_DAYS: (Text("{} ngày", "{} day"), Text("{} ngày", "{} days")),
    LimitUnit.MONTHS: (Text("{} tháng", "{} month"), Text("{} tháng", "{} months")),
    LimitUnit.SAME_DAY: (Text("trong ngày", "same day"), Text("trong ngày", "same day")),
}
DAYS = Text("{} ngày", "{} d")
HOURS = Text("{} giờ", "{} h")
MINUTES = Text("{} phút", "{} min")
A_MOMENT = Text("dưới 1 phút", "under a minute")
BEGAN = frozenset({EventKind.STEP_ENABLED, EventKind.WAIT_BEGAN})
ENDED = frozenset(
    {
        EventKind.STEP_COMPLETED,
        EventKind.STEP_RETURNED,
        EventKind.STEP_CANCELLED,
        EventKind.STEP_FAILED,
        EventKind.WAIT_ENDED,
    }
)


def limits_of(procedure: Procedure, language: Language) -> dict[str, Note]:
    """What each step with a limit of its own may take."""
    return {key: Note(allowed=_limit(step.limit, language)) for key, step in procedure.steps.items() if step.limit}


def notes_of(page: DossierPage, now: datetime, language: Language) -> dict[str, Note]:
    """What each step may take, and what it took up to now in the working time of its office: all rounds together, and
    what went on side by side once.
    """
    allowed = limits_of(page.procedure, language)
    took = {key: _in_words(spent, language) for key, spent in _spent(page, now).items()}
    return {key: Note(allowed.get(key, Note()).allowed, took.get(key, "")) for key in (*allowed, *took)}


def _spent(page: DossierPage, now: datetime) -> Mapping[str, timedelta]:
    spans: defaultdict[tuple[str, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    begun: dict[int, tuple[str, datetime, int]] = {}
    for event in page.events:
        number = event.data.get("n")
        if event.kind in BEGAN and number is not None:
            step = event.step or event.data["step"]
            begun[number] = step, event.at, event.office_id or page.card.competent_id
        elif event.kind in ENDED and event.data.get("kind", "step") == "step" and number in begun:
            step, since, office = begun.pop(number)
            spans[step, office].append((since, event.at))
    for step, since, office in begun.values() if not page.card.phase.is_final else ():
        spans[step, office].append((since, now))
    spent: defaultdict[str, timedelta] = defaultdict(timedelta)
    for (step, office), found in spans.items():
        calendar = identity.calendar_of(office)
        spent[step] += sum((calendar.between(since, until) for since, until in _joined(found)), timedelta())
    return spent


def _joined(spans: list[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """The spans of time that these cover together."""
    since, until = min(spans)
    for begins, ends in sorted(spans):
        if begins > until:
            yield since, until
            since, until = begins, ends
        until = max(until, ends)
    yield since, until


def _limit(limit: TimeLimit, language: Language) -> str:
    one, many = LIMITS[limit.unit]
    return said(one if limit.amount == 1 else many, language).format(limit.amount)


def _in_words(spent: timedelta, language: Language) -> str:
    """«5 giờ 30 phút», «2 ngày 3 giờ»: days of eight working hours, and no minutes beside them."""
    days, rest = divmod(spent, A_WORKING_DAY)
    hours, minutes = divmod(rest // timedelta(minutes=1), 60)
    parts = ((days, DAYS), (hours, HOURS), (minutes if not days else 0, MINUTES))
    words = [said(text, language).format(amount) for amount, text in parts if amount]
    return " ".join(words) or said(A_MOMENT, language)
