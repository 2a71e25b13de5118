"""Courses as the log of real dossiers tells them: what the bench and the tests of loading in bulk play again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from motcua.core.procedure import Channel, Procedure
from motcua.core.workcal import office_time
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.city.course import Course, StepDone, What

Event = dict[str, Any]


def course_of(
    n: int, dossier: dict[str, Any], events: list[Event], procedure: Procedure, ward: str, until: datetime
) -> Course:
    """The course of one dossier, from its row and its events with moments in office time."""
    return Course(
        n=n,
        version_id=dossier["version_id"],
        case_key=dossier["case_key"],
        channel=Channel(dossier["channel"]),
        assisted=dossier["assisted"],
        receiving_id=dossier["receiving_id"],
        competent_id=dossier["competent_id"],
        ward=ward,
        filed_at=events[0]["at"],
        steps=tuple(_Reading(events, procedure).steps()),
        ended_at=office_time(datetime.fromisoformat(dossier["ended_at"])) if dossier["ended_at"] else None,
        until=until,
    )


class _Reading:
    """One log being read."""

    def __init__(self, events: list[Event], procedure: Procedure) -> None:
        self._events = events
        self._procedure = procedure
        self._enabled: dict[int, datetime] = {}
        self._started: dict[int, tuple[datetime, int | None]] = {}
        self._open: dict[int, str] = {}
        self._timers: dict[str, int] = {}

    def steps(self) -> list[StepDone]:
        """What was done, in the order in which it was over."""
        found: list[StepDone] = []
        for place, event in enumerate(self._events):
            found += self._told(place, event)
        found += [
            self._done(n, node, self._started[n][0], self._started[n][1], What.BEGUN)
            for n, node in self._open.items()
            if n in self._started
        ]
        return sorted(found, key=lambda step: step.ended)

    def _told(self, place: int, event: Event) -> list[StepDone]:
        kind, data = event["kind"], event["data"]
        if data.get("kind") == "opinion":
            return []
        if kind in ("StepEnabled", "WaitBegan"):
            self._enabled[data["n"]], self._open[data["n"]] = event["at"], event["step"] or data["step"]
        elif kind == "StepStarted":
            self._started[data["n"]] = event["at"], _officer(event)
        elif kind in ("StepCompleted", "StepReturned"):
            return [self._over(data["n"], event, data["outcome"])]
        elif kind == "WaitEnded" and data["by"] == "answer":
            return [self._over(data["n"], event)]
        elif kind in ("StepCancelled", "WaitEnded"):
            self._open.pop(data["n"], None)
        else:
            return self._beside(place, event)
        return []

    def _beside(self, place: int, event: Event) -> list[StepDone]:
        """What happens beside the steps."""
        kind, data, at = event["kind"], event["data"], event["at"]
        if kind == "TimerFired":
            return [StepDone(data["node"], data["n"], at, at, at, None)]
        if kind == "FeePaid" and not self._pays_a_wait(place):
            return [StepDone("", 0, at, at, at, _officer(event), What.PAID)]
        if kind == "DossierWithdrawn":
            return [StepDone("", 0, at, at, at, None, What.WITHDRAWN)]
        if kind == "SupplementRequested":
            return [self._asked(place, event)]
        n = min(self._open, default=0)
        if kind == "ClockRescheduled":
            done = self._done(n, self._open[n], at, _officer(event), What.APOLOGY)
            return [done._replace(back=datetime.fromisoformat(data["new_due_at"]))]
        if kind == "DossierRefused" and not any(each["kind"] == "StepCompleted" for each in self._events[place:]):
            return [self._over(n, event, "refuse")]
        return []

    def _over(self, n: int, event: Event, outcome: str = "") -> StepDone:
        done = self._done(n, self._open.pop(n), event["at"], _officer(event), What.DONE)
        return done._replace(outcome=outcome)

    def _done(self, n: int, node: str, at: datetime, who: int | None, what: What) -> StepDone:
        return StepDone(node, n, self._enabled[n], self._started.get(n, (at, who))[0], at, who, what)

    def _pays_a_wait(self, place: int) -> bool:
        """Whether the same act ended a wait."""
        command = self._events[place]["command"]
        return any(each["kind"] == "WaitEnded" and each["command"] == command for each in self._events[place:])

    def _asked(self, place: int, event: Event) -> StepDone:
        n = next(n for n, node in self._open.items() if node == event["step"])
        for later in self._events[place:]:
            if later["kind"] in ("SupplementReceived", "DossierStopped"):
                what = What.SUPPLEMENT if later["kind"] == "SupplementReceived" else What.UNANSWERED
                return self._done(n, event["step"], event["at"], _officer(event), what)._replace(back=later["at"])
        return self._done(n, event["step"], event["at"], _officer(event), What.SUPPLEMENT)


def _officer(event: Event) -> int | None:
    kind, _, number = event["actor"].partition(":")
    return int(number) if kind == "officer" else None


_LOGS = """
SELECT to_jsonb(d), (SELECT jsonb_agg(to_jsonb(e) ORDER BY seq) FROM dossiers_dossierevent e WHERE e.dossier_id = d.id)
FROM dossiers_dossier d
WHERE parent_id IS NULL AND NOT EXISTS (SELECT FROM dossiers_dossierpart p WHERE p.dossier_id = d.id) ORDER BY d.id
"""


def recorded(ward: str, until: datetime) -> list[Course]:
    """The courses of all dossiers in the database that are no part of a linked one and have none."""
    with connection.cursor() as cursor:
        cursor.execute(_LOGS)
        logs = [(orjson.loads(dossier), orjson.loads(events)) for dossier, events in cursor.fetchall()]
    found = []
    for n, (dossier, events) in enumerate(logs, 1):
        for event in events:
            event["at"] = office_time(datetime.fromisoformat(event["at"]))
        procedure = catalogue.version(dossier["version_id"])
        found.append(course_of(n, dossier, events, procedure, ward, until))
    return found
