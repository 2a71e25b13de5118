"""`motcua process run`: a BPMN file played with given answers."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.core.deadlines import BadTimeLimitError, timer_due_at
from motcua.core.procedure.document import Document, read_document
from motcua.core.procedure.problems import Findings, Problem
from motcua.core.process import NotExecutableError
from motcua.core.process.model import Timer
from motcua.core.process.scenario import (
    NO_ANSWERS,
    BadScenarioError,
    Difference,
    Played,
    Scenario,
    differences,
    play,
    read_scenario,
)
from motcua.core.workcal import CalendarEndsError, WorkCalendar, office_time
from motcua.delivery.cli.process.files import read, refuse
from motcua.domain.catalogue.folder import ordinary_year
from motcua.infra import clock


def run(arguments: list[str]) -> int:
    """Play one process of a BPMN file and print its path, what it waits for and how it ended; --json as one object.

    Without --scenario nobody answers. 1 for a file or a scenario that cannot be played, when the story had to stop, and
    when something came out otherwise than the scenario expects.
    """
    parser = argparse.ArgumentParser(prog="motcua process run")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--scenario", type=Path, metavar="S.yaml", help="the answers, and what is expected")
    parser.add_argument("--process", metavar="ID", help="which process, where the file holds several")
    parser.add_argument("--json", action="store_true", help="the story as one JSON object")
    wanted = parser.parse_args(arguments)
    found = read(wanted.file)
    scenario = _scenario(wanted.scenario) if wanted.scenario else NO_ANSWERS
    if found is None or scenario is None:
        return 1
    at = office_time(scenario.at or clock.now())
    try:
        played = play(found[1], scenario, at, _due_at(at), wanted.process)
    except NotExecutableError as refusal:
        return _refused(wanted.file, refusal, as_json=wanted.json)
    missed = differences(scenario.expected, played)
    if wanted.json:
        print(json.dumps(_plain(played, missed), ensure_ascii=False, indent=1))
    else:
        for line in _lines(played, missed):
            print(line)
    return 1 if missed or played.reason else 0


def _scenario(file: Path) -> Scenario | None:
    """The scenario of a file; None, and the reasons on standard error, for one that cannot be read."""
    findings = Findings()
    try:
        document = read_document(str(file), file.read_bytes(), findings)
    except OSError as refusal:
        refuse(file, str(refusal))
        return None
    for problem in findings.sorted():
        _print_problem(problem)
    return _read(document) if document and not findings.has_errors else None


def _read(document: Document) -> Scenario | None:
    try:
        return read_scenario(document.value)
    except BadScenarioError as wrong:
        place = document.place(*wrong.trail)
        print(f"{place.file}:{place.number}: {wrong.message}", file=sys.stderr)
        return None


def _print_problem(problem: Problem) -> None:
    print(problem, file=sys.stderr)


def _due_at(start: datetime) -> Any:
    """How long timers run: by the hours and the holidays of an ordinary office."""
    year = ordinary_year(settings.CATALOGUE, start.date())
    calendar: WorkCalendar | None = year.calendar if year else None

    def due_at(timer: Timer, at: datetime) -> datetime | None:
        form, value = ("duration", timer.value.rpartition("/")[2]) if timer.form == "cycle" else timer
        try:
            return timer_due_at(calendar, form, value, at) if calendar else None
        except (BadTimeLimitError, CalendarEndsError, OverflowError):
            return None

    return due_at


def _refused(file: Path, refusal: NotExecutableError, *, as_json: bool) -> int:
    """The list of what stands against playing it."""
    if as_json:
        problems = [
            {"code": each.code, "id": each.element, "line": each.line, "reason": each.message._asdict()}
            for each in refusal.problems
        ]
        print(json.dumps({"end": "refused", "problems": problems}, ensure_ascii=False, indent=1))
    else:
        refuse(file, "sơ đồ chưa chạy được (the diagram cannot be played):")
        for problem in refusal.problems:
            print(f"  {problem}", file=sys.stderr)
    return 1


def _plain(played: Played, missed: tuple[Difference, ...]) -> dict[str, Any]:
    def moment(at: datetime | None) -> str | None:
        return at.isoformat() if at else None

    return {
        "process": played.process,
        "path": [{**asdict(passed), "at": moment(passed.at)} for passed in played.path],
        "waiting": [
            {**asdict(wait), "since": moment(wait.since), "due_at": moment(wait.due_at)} for wait in played.waiting
        ],
        "end": played.end,
        "end_event": played.ended_at_node,
        "at": moment(played.at),
        "reason": played.reason and played.reason._asdict(),
        "choose": played.choice and {"node": played.choice[0], "options": list(played.choice[1])},
        "notes": [note._asdict() for note in played.notes],
        "unasked": list(played.unasked),
        "differences": [
            {"what": each.what._asdict(), "expected": each.expected, "happened": each.happened} for each in missed
        ],
    }


def _lines(played: Played, missed: tuple[Difference, ...]) -> Iterator[str]:
    yield from (f"note: {note}" for note in played.notes)
    yield f"process {played.process}"
    for passed in played.path:
        how = f" ({passed.how})" if passed.how else ""
        yield f"  {passed.at:%Y-%m-%d %H:%M}  {passed.kind:<18} {passed.node}  «{passed.label}»{how}"
    for wait in played.waiting:
        until = f", until {wait.due_at:%Y-%m-%d %H:%M}" if wait.due_at else ""
        name = f" {wait.name}" if wait.name else ""
        yield f"  waiting for {wait.what}{name} at {wait.node}  «{wait.label}»{until}"
    yield from (f"  never asked for: the answers of {task}" for task in played.unasked)
    yield {"ended": f"ended at {played.ended_at_node}", "waiting": "waiting", "stopped": "stopped"}[played.end]
    if played.reason:
        yield f"  {played.reason}"
    for each in missed:
        yield f"DIFFERENT {each.what}:"
        yield f"  expected  {each.expected}"
        yield f"  happened  {each.happened}"
