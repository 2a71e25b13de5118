"""What the people of a training city's invented past said of how they were served. It has no place in a real city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import yaml
from django.conf import settings
from django.db import transaction
from django.db.models import Count

from motcua.core.deadlines import ClockRules, statutory_due_at
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.queries.ended import EndedDossier, Way, ended_dossiers, ways_of
from motcua.domain.dossiers.types import Phase
from motcua.domain.feedback.errors import NoQuestionsError
from motcua.domain.feedback.models import FollowUp, MonthReply, Rating, Reply
from motcua.domain.feedback.months import end_of, is_over, month_of
from motcua.domain.feedback.questionnaire import Questionnaire, questionnaire
from motcua.domain.feedback.shuffled import Heard, Urn, shuffled
from motcua.domain.feedback.standing import digest
from motcua.domain.feedback.telling import heads_of
from motcua.domain.feedback.types import AnonymousGroup, Door, Rater
from motcua.domain.identity import queries as identity

LONGEST = timedelta(days=800)
PART = 2000
"""Ratings that are held at once."""
_NO_CUT_OFF = ClockRules()


class _Chosen(NamedTuple):
    """Somebody who says what he thinks: of which dossier, when, by which door. chance: for what he says."""

    of: EndedDossier
    chance: Chance
    at: datetime
    door: Door


def make_ratings(until: datetime) -> int:
    """Let a share of those whose dossiers have ended say what they think, the same ones each time; how many did. None
    in a real city, in one that asks nothing, and where somebody has rated already.
    """
    if not settings.TRAINING or Rating.objects.exists():
        return 0
    try:
        asked = questionnaire()
    except NoQuestionsError:
        return 0
    with transaction.atomic():
        return _Past(recipe_of_ratings(), asked, until).make()


def recipe_of_ratings() -> Mapping[str, Any]:
    """What the people of the past say, and how often."""
    file = Path(settings.CATALOGUE) / "reference" / "invention" / "ratings.yaml"
    found: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class _Past:
    """What is invented, until when."""

    recipe: Mapping[str, Any]
    asked: Questionnaire
    until: datetime

    def make(self) -> int:
        made, chosen = 0, self._chosen()
        with shuffled() as urn:
            while part := list(islice(chosen, PART)):
                self._add(part, urn)
                made += len(part)
        self._answer_months()
        return made

    def _chosen(self) -> Iterator[_Chosen]:
        for dossier in ended_dossiers(self.asked.after, self.until - LONGEST):
            chance = Chance("rating", dossier.id)
            at = dossier.ended_at + timedelta(hours=chance.between(self.recipe["hours"]))
            if chance.happens(self.recipe["rated"]) and at <= self.until:
                yield _Chosen(dossier, chance, at, Door(chance.pick(self.recipe["doors"])))

    def _add(self, part: Sequence[_Chosen], urn: Urn) -> None:
        ways = ways_of([each.of.id for each in part])
        said = [(each, self._heard(each, ways[each.of.id])) for each in part]
        urn.add((row for _, row in said), (digest(each.of.id, Rater(each.door).voice) for each, _ in said))
        self._follow_up([(each, row) for each, row in said if row.dissatisfied and row.subject_ref is not None])

    def _heard(self, chosen: _Chosen, way: Way) -> Heard:
        of, chance = chosen.of, chosen.chance
        weights = self.recipe["late" if of.late else "in_time" if of.phase is Phase.RETURNED else "refused"]
        overall = chance.pick(weights)
        levels = {self.asked.overall.key: overall}
        for question in self.asked.asked_of(of.channel)[1:]:
            if chance.happens(self.recipe["tells_more"]):
                levels[question.key] = chance.pick(weights)
        row = Heard(
            id=UUID(int=chance.getrandbits(128), version=4),
            month=month_of(chosen.at),
            procedure_code=of.procedure_code,
            agency_id=of.competent_id,
            office_id=of.office_id,
            door=chosen.door,
            steps=[list(step) for step in way],
            levels=levels,
            dissatisfied=overall < self.asked.reading.satisfied_from,
            words=chance.choice(self.recipe["words"][overall]),
            subject_ref=None,
            voice=None,
            given_at=None,
        )
        if chance.happens(self.recipe["anonymous"]):
            return row
        return row._replace(subject_ref=of.id, voice=Rater(chosen.door).voice, given_at=chosen.at)

    def _follow_up(self, dissatisfied: Sequence[tuple[_Chosen, Heard]]) -> None:
        """What their offices owe them, and what most of these have answered. The ratings come to their table later."""
        rows = [self._owed(each, row) for each, row in dissatisfied]
        FollowUp.objects.bulk_create(rows)
        Reply.objects.bulk_create(
            Reply(
                follow_up=row,
                at=row.closed_at,
                officer_id=heads_of(row.office_id, self.until.date())[0].id,
                words=Chance("words of an answer", each.of.id).choice(self.recipe["replies"]),
                closes=True,
            )
            for row, (each, _) in zip(rows, dissatisfied, strict=True)
            if row.closed_at is not None
        )

    def _owed(self, chosen: _Chosen, row: Heard) -> FollowUp:
        office_id, chance = row.office_id, Chance("answer", chosen.of.id)
        due_at = statutory_due_at(identity.calendar_of(office_id), self.asked.answer_within, _NO_CUT_OFF, chosen.at)
        closed_at = None
        if due_at < self.until and heads_of(office_id, self.until.date()) and chance.happens(self.recipe["answered"]):
            closed_at = due_at - timedelta(hours=chance.between((0.2, 4)))
        return FollowUp(rating_id=row.id, office_id=office_id, opened_at=chosen.at, due_at=due_at, closed_at=closed_at)

    def _answer_months(self) -> None:
        """All anonymous months but the last that is over, which waits for its answer."""
        anonymous = Rating.objects.filter(dissatisfied=True, subject_ref=None)
        counted = anonymous.values_list("office_id", "procedure_code", "month").annotate(n=Count("id"))
        groups = {
            AnonymousGroup(*group): n
            for *group, n in counted.order_by("office_id", "procedure_code", "month")
            if is_over(group[2], self.until)
        }
        newest = max((group.month for group in groups), default=date.min)
        MonthReply.objects.bulk_create(
            MonthReply(
                **group._asdict(),
                at=end_of(group.month) + timedelta(hours=34),
                officer_id=heads[0].id,
                words=Chance("month", *group).choice(self.recipe["replies"]),
                answered=n,
            )
            for group, n in groups.items()
            if group.month != newest and (heads := heads_of(group.office_id, self.until.date()))
        )
