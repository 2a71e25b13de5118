"""What a command is to try: a package, a drawing or the file of a scenario, alone or side by side with another."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from motcua.core.procedure import BrokenPackageError
from motcua.core.process.errors import ProcessError
from motcua.core.simulation.scenario import Scenario
from motcua.core.simulation.scenario_reading import read_scenario
from motcua.core.simulation.spreading import Spread
from motcua.core.simulation.trial import Trial
from motcua.core.text import ToldError
from motcua.delivery.cli.played import a_count, a_day, a_seed, in_words, stoppable
from motcua.delivery.cli.simulated import USUAL_CASES, find, simulated
from motcua.infra.spread import spread_over

Found = TypeVar("Found")
_SCENARIOS: Final = frozenset({".yaml", ".yml", ".json"})


@dataclass(frozen=True, slots=True)
class Side:
    """One thing to try. stated: whether a file states how it is staffed, not only the package what is to be done."""

    word: str
    trial: Trial
    stated: bool

    @property
    def label(self) -> str:
        """What people call it."""
        return Path(self.word).name


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options by which both commands say what is played, how often and where."""
    parser.add_argument(
        "--of", action="append", default=[], metavar="PACKAGE", help="whose drawings the scenario plays, if untold"
    )
    parser.add_argument("--cases", type=a_count, default=None, metavar="N", help="dossiers in a run; 1000 if untold")
    parser.add_argument("--begin", type=a_day, default=None, metavar="DATE", help="the first day, such as 2027-01-04")
    parser.add_argument("--seed", type=a_seed, default=1, metavar="S", help="the same seed gives the same result; 1")
    parser.add_argument("--cores", type=a_number, default=0, metavar="N", help="processes at once; all cores if untold")
    parser.add_argument("--machines", default="", metavar="ADDRESS", help="a Ray cluster that plays the runs instead")
    parser.add_argument("--json", action="store_true", help="everything as one JSON object, lengths in seconds")
    parser.add_argument("--progress", action="store_true", help="tell on the way how far it is")
    parser.add_argument("--english", action="store_true", help="the report in English")


def tried(name: str, wanted: argparse.Namespace, try_it: Callable[[Spread], Found]) -> Found | int:
    """What is found with the runs spread as it was asked for; or, when it was refused (1) or stopped (130), how the
    command ends after it has said so.
    """
    try:
        with stoppable(), spread_over(wanted.cores, wanted.machines, tell=partial(_tell, name)) as spread:
            return try_it(spread)
    except (ToldError, ProcessError, BrokenPackageError, OSError, UnicodeDecodeError) as refusal:
        _tell(name, in_words(refusal))
        return 1
    except KeyboardInterrupt:
        _tell(name, "đã dừng giữa chừng, chưa có kết quả nào. (Stopped on the way; there is no result.)")
        return 130


def _tell(name: str, what: str) -> None:
    print(f"{name}: {what}", file=sys.stderr)


def a_number(text: str) -> int:
    """A whole number above 0."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r}: hãy ghi số nguyên từ 1 (write a whole number from 1 up)")
    return int(text)


def side_of(word: str, of: Sequence[str], begin: date | None, cases: int | None) -> Side:
    """What one word names. Raises as `simulated` does, and ToldError where nobody says whose drawings are played."""
    path = Path(word)
    stated = path.suffix in _SCENARIOS
    if stated and not path.is_file():
        raise ToldError(f"Không có tệp kịch bản «{word}».", f"There is no file of a scenario “{word}”.")
    if stated:
        scenario = read_scenario(path.read_text("utf-8"))
        asked = simulated(of or _drawings_of(word, scenario), path, begin, cases, None)
    else:
        asked = simulated([word], None, begin, cases, None)
    return Side(word, Trial(asked.scenario, asked.setting, asked.cases or USUAL_CASES), stated)


def _drawings_of(word: str, scenario: Scenario) -> list[str]:
    names = [plan.name for plan in scenario.processes]
    try:
        find(names)
    except ToldError as refusal:
        raise ToldError(
            f"{word}: các quy trình {', '.join(names)} không có hết trong danh mục; hãy thêm --of GÓI hoặc TỆP.bpmn.",
            f"{word}: not all of {', '.join(names)} are in the catalogue; add --of PACKAGE or --of FILE.bpmn.",
        ) from refusal
    return names


def alike(one: Side, other: Side) -> Side:
    """The other side, as far as nothing states that it differs: played under the name of the one, so that the same
    cases come at the same moments; and where no file states people, with the people of the one.
    """
    trial, stated = other.trial, one.stated or other.stated
    ones, others = one.trial.scenario, trial.scenario
    if len(ones.processes) == len(others.processes) == 1:
        mine, theirs = ones.processes[0], others.processes[0]
        plan = replace(theirs, name=mine.name, arrivals=theirs.arrivals if stated else mine.arrivals)
        drawings = {mine.name: trial.setting.processes[theirs.name]}
        setting = replace(trial.setting, processes=drawings)
        trial = replace(trial, scenario=replace(others, processes=(plan,)), setting=setting)
    if not stated:
        trial = trial.with_people({pool.name: pool.people for pool in ones.pools})
    return replace(other, trial=trial)
