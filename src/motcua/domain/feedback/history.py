"""What the people of a training city's invented past said of how they were served. It has no place in a real city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.conf import settings
from django.db import transaction

from motcua.core.deadlines import ClockRules, statutory_due_at
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.queries.ended import EndedDossier, ended_dossiers
from motcua.domain.dossiers.types import Phase
from motcua.domain.feedback.errors import NoQuestionsError
from motcua.domain.feedback.models import FollowUp, MonthReply, Rating, Reply, UsedVoice
from motcua.domain.feedback.months import end_of, is_over, month_of
from motcua.domain.feedback.questionnaire import Questionnaire, questionnaire
from motcua.domain.feedback.standing import digest
from motcua.domain.feedback.telling import heads_of
from motcua.domain.feedback.types import AnonymousGroup, Door, Rater
from motcua.domain.identity import queries as identity

LONGEST = timedelta(days=800)
_NO_CUT_OFF = ClockRules()


@dataclass(frozen=True, slots=True)
class _Said:
    """One invented rating: of which dossier, when."""

    row: Rating
    of: EndedDossier
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
    recipe = yaml.safe_load((Path(settings.CATALOGUE) / "reference" / "history" / "ratings.yaml").read_text("utf-8"))
    with transaction.atomic():
        return _Past(recipe, asked, until).make()


@dataclass(frozen=True, slots=True)
class _Past:
    """What is invented, until when."""

    recipe: Mapping[str, Any]
    asked: Questionnaire
    until: datetime

    def make(self) -> int:
        said = list(self._said())
        Chance("order of ratings").shuffle(said)
        Rating.objects.bulk_create([each.row for each in said])
        UsedVoice.objects.bulk_create([UsedVoice(digest=digest(each.of.id, Rater(each.door).voice)) for each in said])
        for each in said:
            if each.row.dissatisfied and each.row.subject_ref is not None:
                self._follow_up(each)
        self._answer_months(each.row for each in said)
        return len(said)

    def _said(self) -> Iterator[_Said]:
        for dossier in ended_dossiers(self.asked.after, self.until - LONGEST):
            chance = Chance("rating", dossier.id)
            at = dossier.ended_at + timedelta(hours=chance.between(self.recipe["hours"]))
            if chance.happens(self.recipe["rated"]) and at <= self.until:
                door = Door(chance.pick(self.recipe["doors"]))
                yield _Said(self._row(dossier, chance, at, door), dossier, at, door)

    def _row(self, of: EndedDossier, chance: Chance, at: datetime, door: Door) -> Rating:
        weights = self.recipe["late" if of.late else "in_time" if of.phase is Phase.RETURNED else "refused"]
        overall = chance.pick(weights)
        levels = {self.asked.overall.key: overall}
        for question in self.asked.asked_of(of.channel)[1:]:
            if chance.happens(self.recipe["tells_more"]):
                levels[question.key] = chance.pick(weights)
        row = Rating(
            id=UUID(int=chance.getrandbits(128), version=4),
            month=month_of(at),
            procedure_code=of.procedure_code,
            agency_id=of.competent_id,
            office_id=of.office_id,
            door=door,
            steps=[list(step) for step in of.steps],
            levels=levels,
            dissatisfied=overall < self.asked.reading.satisfied_from,
            words=chance.choice(self.recipe["words"][overall]),
        )
        if not chance.happens(self.recipe["anonymous"]):
            row.subject_ref, row.voice, row.given_at = of.id, Rater(door).voice, at
        return row

    def _follow_up(self, said: _Said) -> None:
        office_id, chance = said.row.office_id, Chance("answer", said.of.id)
        due_at = statutory_due_at(identity.calendar_of(office_id), self.asked.answer_within, _NO_CUT_OFF, said.at)
        heads = heads_of(office_id, self.until.date())
        closed_at = None
        if heads and due_at < self.until and chance.happens(self.recipe["answered"]):
            closed_at = due_at - timedelta(hours=chance.between((0.2, 4)))
        row = FollowUp.objects.create(
            rating=said.row, office_id=office_id, opened_at=said.at, due_at=due_at, closed_at=closed_at
        )
        if closed_at is not None:
            words = chance.choice(self.recipe["replies"])
            Reply.objects.create(follow_up=row, at=closed_at, officer_id=heads[0].id, words=words, closes=True)

    def _answer_months(self, rows: Iterable[Rating]) -> None:
        """All anonymous months but the last that is over, which waits for its answer."""
        groups = Counter(
            AnonymousGroup(row.office_id, row.procedure_code, row.month)
            for row in rows
            if row.dissatisfied and row.subject_ref is None and is_over(row.month, self.until)
        )
        newest = max((group.month for group in groups), default=date.min)
        for group, n in sorted(groups.items()):
            heads = heads_of(group.office_id, self.until.date())
            if group.month == newest or not heads:
                continue
            words = Chance("month", *group).choice(self.recipe["replies"])
            at = end_of(group.month) + timedelta(hours=34)
            MonthReply.objects.create(**group._asdict(), at=at, officer_id=heads[0].id, words=words, answered=n)
