"""`motcua catalogue test`: the scenarios of procedure packages, played and compared."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.core.procedure import BrokenPackageError, Problem, Procedure, Shared, read_package, read_shared
from motcua.core.procedure.scenarios import Coverage, ScenarioOutcome, coverage, run_scenarios, spelled
from motcua.core.workcal import WorkCalendar
from motcua.domain.catalogue.folder import ordinary_year, packages_in, shared_in
from motcua.infra import clock


def test(arguments: list[str]) -> int:
    """Play the scenarios of all packages, or of those named by code or folder; 1 when one comes out otherwise.

    Needs no database. Time is counted by the hours of `reference/calendar` and the country's holidays.
    """
    parser = argparse.ArgumentParser(prog="motcua catalogue test")
    parser.add_argument("packages", nargs="*", metavar="FOLDER|CODE", help="a catalogue, a package, or its code")
    parser.add_argument("--json", action="store_true", help="every story as one JSON object")
    wanted = parser.parse_args(arguments)
    tested = [each for target in wanted.packages or [str(settings.CATALOGUE)] for each in _test(target)]
    if wanted.json:
        print(json.dumps({"packages": list(map(_plain, tested))}, ensure_ascii=False, indent=1))
    else:
        for line in _lines(tested):
            print(line)
    return 0 if tested and all(each.passed for each in tested) else 1


@dataclass(frozen=True, slots=True)
class Tested:
    """One package: how its scenarios went, and what they leave out; or why it could not be read."""

    name: str
    problems: tuple[Problem, ...] = ()
    outcomes: tuple[ScenarioOutcome, ...] = ()
    coverage: Coverage | None = None

    @property
    def passed(self) -> bool:
        return not self.problems and all(outcome.passed for outcome in self.outcomes)


def _test(target: str) -> Iterator[Tested]:
    """The packages that a word of the command line means: a catalogue's, one folder, or the code of one."""
    folder = Path(target) if Path(target).is_dir() else settings.CATALOGUE / target
    is_package = (folder / "procedure.yaml").exists()
    catalogue = folder.parent if is_package else folder
    packages = packages_in(catalogue) if folder.is_dir() else {}
    if is_package:
        packages = {folder.resolve().name: packages[folder.name]}
    if not packages:
        print(f"motcua catalogue test: {target} is no package and no catalogue of packages", file=sys.stderr)
        return
    year = ordinary_year(catalogue, clock.now().date())
    if year is None:
        print(f"motcua catalogue test: {catalogue} states no office hours (reference/calendar)", file=sys.stderr)
        return
    try:
        shared = read_shared(shared_in(catalogue))
    except BrokenPackageError as broken:
        yield Tested(str(catalogue), broken.problems)
        return
    for name, files in packages.items():
        yield _tested(name, files, shared, year.calendar)


def _tested(name: str, files: Mapping[str, bytes], shared: Shared, calendar: WorkCalendar) -> Tested:
    try:
        procedure: Procedure = read_package(files, shared)
    except BrokenPackageError as broken:
        return Tested(name, broken.problems)
    outcomes = run_scenarios(procedure, files, shared, calendar)
    return Tested(name, (), outcomes, coverage(procedure, [each.played for each in outcomes if each.played]))


def _lines(tested: list[Tested]) -> Iterator[str]:
    for each in tested:
        yield from (f"{each.name}/{problem}" for problem in each.problems)
        for outcome in each.outcomes:
            yield f"{'ok  ' if outcome.passed else 'FAIL'}  {each.name}/{outcome.file}  {outcome.name.vi}"
            if not outcome.passed:
                yield from _failure(outcome)
        if each.coverage and not each.coverage.is_whole:
            for sort, names in each.coverage.missing.items():
                if names:
                    total = each.coverage.total[sort]
                    yield f"      {each.name}: {len(names)} of {total} {sort} not walked: {', '.join(names)}"
    scenarios = [outcome for each in tested for outcome in each.outcomes]
    failed = sum(not outcome.passed for outcome in scenarios) + sum(bool(each.problems) for each in tested)
    whole = sum(bool(each.coverage and each.coverage.is_whole) for each in tested)
    yield f"{len(tested)} packages, {len(scenarios)} scenarios, {failed} failed; {whole} packages walked whole"


def _failure(outcome: ScenarioOutcome) -> Iterator[str]:
    """What was expected and what happened, and the story step by step."""
    for problem in outcome.problems:
        yield f"      line {problem.line}: {problem.code}: {problem.vi} / {problem.en}"
    for difference in outcome.differences:
        yield f"      line {difference.line}: {difference.what.vi} / {difference.what.en}"
        yield f"        expected  {difference.expected}"
        yield f"        happened  {difference.happened}"
    for passage in outcome.played.passages if outcome.played else ():
        ended = f"{spelled(passage.ended_at)}  {passage.outcome}" if passage.ended_at else "still open"
        due = f", due {spelled(passage.due_at)}" if passage.due_at else ""
        yield f"        {passage.step}: {spelled(passage.began_at)}{due} → {ended}"


def _plain(tested: Tested) -> dict[str, Any]:
    return {
        "package": tested.name,
        "passed": tested.passed,
        "problems": list(map(asdict, tested.problems)),
        "scenarios": [_story(outcome) for outcome in tested.outcomes],
        "not_walked": dict(tested.coverage.missing) if tested.coverage else {},
    }


def _story(outcome: ScenarioOutcome) -> dict[str, Any]:
    played = outcome.played
    return {
        "file": outcome.file,
        "name": outcome.name._asdict(),
        "passed": outcome.passed,
        "problems": list(map(asdict, outcome.problems)),
        "differences": [{**asdict(each), "what": each.what._asdict()} for each in outcome.differences],
        "story": None
        if played is None
        else {
            "end": played.end,
            "steps": [
                {
                    "step": each.step,
                    "began_at": each.began_at.isoformat(),
                    "due_at": each.due_at and each.due_at.isoformat(),
                    "ended_at": each.ended_at and each.ended_at.isoformat(),
                    "outcome": each.outcome,
                }
                for each in played.passages
            ],
            "promised": played.promised and played.promised.isoformat(),
            "deadline": played.deadline and played.deadline.isoformat(),
            "limit": played.limit,
            "in_time": played.in_time,
            "fees": played.fees,
            "results": list(played.results),
            "letters": list(played.letters),
        },
    }
