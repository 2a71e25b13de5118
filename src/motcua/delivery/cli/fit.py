"""`motcua fit`: a scenario out of a log and the process that it followed, and how well it plays what happened.

    motcua fit log.xes.gz --process 1.013225 --out scenario.yaml
    motcua fit log.csv --discover found.bpmn --noise 0.2 --out scenario.yaml

The last third of the cases is held back: a model of the others is played and set beside them. The scenario that is
written is of all cases; `motcua simulate PROCESS --scenario scenario.yaml` plays it.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.conf import settings

from motcua.core.mining.broken_off import with_steps_alone
from motcua.core.mining.discovery import discover
from motcua.core.mining.log import EventLog, as_time
from motcua.core.mining.parts import before_and_after
from motcua.core.procedure import BrokenPackageError
from motcua.core.process import read_model
from motcua.core.process.errors import ProcessError
from motcua.core.process.steering import Steerable, steerable
from motcua.core.simulation.assumptions import read_assumptions
from motcua.core.simulation.fitting import AsIs, Fitted, as_is, fit, fit_report, held_back
from motcua.core.simulation.scenario import ProcessPlan
from motcua.core.simulation.scenario_writing import plain_of
from motcua.core.text import ToldError
from motcua.delivery.cli.fit_lines import lines_of
from motcua.delivery.cli.log_files import add_reading_options, read_file, told_by
from motcua.delivery.cli.played import a_seed, in_words, stoppable
from motcua.delivery.cli.simulated import find, scenario_of

_ASSUMED = Path("shared", "simulation.yaml")


def fit_log(arguments: list[str]) -> int:
    """Fit a log and tell how good the fit is; 1 when it is refused, 130 when it is stopped."""
    wanted = _parser().parse_args(arguments)
    try:
        with stoppable():
            log = read_file(wanted.log, told_by(wanted)).log
            given = _given(wanted.process) if wanted.process else None
            if given:  # our own log says of work that was broken off by what
                log = with_steps_alone(
                    log, {name for node in given.process.definition.nodes for name in (node.id, node.name)}
                )
            followed = given or _discovered(log, wanted)
            found = _fit(log, followed, wanted)
            if wanted.discover:
                wanted.discover.write_bytes(followed.drawing)
            if wanted.out:  # before it is played: what cannot be can be mended in it
                wanted.out.write_text(_as_yaml(found), "utf-8")
            compared = _compared(log, given, found, wanted)
    except (ToldError, ProcessError, BrokenPackageError, OSError, ValueError) as refusal:
        print(f"motcua fit: {wanted.log}: {in_words(refusal)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("motcua fit: đã dừng giữa chừng. (Stopped on the way; nothing was written.)", file=sys.stderr)
        return 130
    if wanted.json:
        print(json.dumps(fit_report(found, compared), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of(found, compared, english=wanted.english)))
    return 0


def _as_yaml(found: Fitted) -> str:
    return yaml.safe_dump(
        plain_of(found.scenario), allow_unicode=True, sort_keys=False, default_flow_style=None, width=120
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="motcua fit", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("log", type=Path, metavar="LOG", help="a log of any kind that `motcua mine` reads")
    followed = parser.add_mutually_exclusive_group(required=True)
    followed.add_argument("--process", metavar="PROCESS", help="a BPMN file, a code of the catalogue, or a package")
    followed.add_argument("--discover", type=Path, metavar="BPMN", help="draw the process from the log, and write it")
    parser.add_argument("--noise", type=_share, default=0.2, help="of --discover: leave out what is rarer; 0.2")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the scenario, in YAML")
    parser.add_argument("--json", action="store_true", help="all figures as one JSON object, lengths in seconds")
    parser.add_argument("--english", action="store_true", help="the report in English")
    parser.add_argument("--ended", default="", metavar="NAME", help="what of a case says when it ended; else guessed")
    parser.add_argument("--hold-back", type=_share, default=1 / 3, help="the part of the cases to compare with; 1/3")
    parser.add_argument("--runs", type=_runs, default=5, help="how often the model is played; 5")
    parser.add_argument("--seed", type=a_seed, default=1, help="the same seed gives the same result; 1")
    add_reading_options(parser)
    return parser


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: hãy ghi số từ 0 đến dưới 1 (write a number from 0 to below 1)")
    return share


def _runs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r}: hãy ghi số từ 1 đến 100 (write a number from 1 to 100)")
    return int(text)


@dataclass(frozen=True, slots=True)
class _Followed:
    """A process, and what is known of it besides the log. drawing: where it was drawn from the log itself."""

    process: Steerable
    name: str
    drawn: ProcessPlan | None = None
    drawing: bytes = b""


def _compared(log: EventLog, given: _Followed | None, found: Fitted, wanted: argparse.Namespace) -> AsIs:
    """A fit of the earlier cases beside the later ones. What is drawn from the log is drawn from the earlier too."""
    if not wanted.hold_back:
        return as_is(log, found, runs=wanted.runs, seed=wanted.seed)
    since = held_back(log, wanted.hold_back)
    earlier, _ = before_and_after(log, as_time(since))
    learnt = _fit(earlier, given or _discovered(earlier, wanted), wanted)
    return as_is(log, learnt, since=since, runs=wanted.runs, seed=wanted.seed)


def _fit(log: EventLog, followed: _Followed, wanted: argparse.Namespace) -> Fitted:
    return fit(
        log, followed.process, name=followed.name, drawn=followed.drawn, open_cases=_open_cases(log, wanted.ended)
    )


def _open_cases(log: EventLog, ended: str) -> frozenset[str] | None:
    """The cases that do not say when they ended. Raises ToldError for a name that no case has."""
    if not ended:
        return None
    if ended not in log.attributes:
        raise ToldError(
            f"--ended {ended}: hồ sơ không có mục này; có: {', '.join(log.attributes) or '—'}.",
            f"--ended {ended}: cases do not have that; they have: {', '.join(log.attributes) or '—'}.",
        )
    known = zip(log.cases, log.attributes[ended], strict=True)
    return frozenset(case for case, value in known if value is None)


def _discovered(log: EventLog, wanted: argparse.Namespace) -> _Followed:
    drawing = discover(log, name=wanted.log.stem, noise=wanted.noise)
    return _Followed(steerable(read_model(drawing)), wanted.log.stem, drawing=drawing)


def _given(word: str) -> _Followed:
    """What a word names: a drawing alone, or a package with its limits and all that is assumed of it."""
    given = find([word])
    ((name, process),) = given.steerables().items()
    if not given.procedures:
        return _Followed(process, name)
    assumed = read_assumptions((settings.CATALOGUE / _ASSUMED).read_text("utf-8"))
    (plan,) = scenario_of(given, assumed, None).processes
    return _Followed(process, name, plan)
