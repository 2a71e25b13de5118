"""`motcua simulate`: procedures or any BPMN file, played by the engine's own rules with people, hours and chance."""

from __future__ import annotations

import argparse
import json
import sys
from math import inf
from pathlib import Path

import yaml

from motcua.core.mining.writing import form_of, write_whole
from motcua.core.procedure import BrokenPackageError
from motcua.core.process.errors import ProcessError
from motcua.core.simulation.calendars import moment_at
from motcua.core.simulation.event_log import event_log_of
from motcua.core.simulation.playing import ALL, Outcome, Playing
from motcua.core.simulation.results import summary
from motcua.core.simulation.scenario import Scenario
from motcua.core.simulation.scenario_writing import plain_of
from motcua.core.simulation.setting import model_of
from motcua.core.simulation.tables import Compiled, compile_model
from motcua.core.text import ToldError
from motcua.delivery.cli.played import a_count, a_day, a_seed, in_words, stoppable
from motcua.delivery.cli.simulate_report import lines_of
from motcua.delivery.cli.simulated import Simulated, simulated

_PARTS = 100
_STEPS = 1_000_000


def simulate(arguments: list[str]) -> int:
    """Play what is asked for and tell the figures; 1 when it is refused, 130 when it is stopped."""
    wanted = _parser().parse_args(arguments)
    try:
        with stoppable():
            if wanted.log:
                form_of(wanted.log.name)  # a name that tells no kind of file is refused before anything is played
            asked = simulated(
                wanted.packages, wanted.scenario, wanted.begin, wanted.cases, wanted.until, replay=wanted.replay
            )
            if wanted.write:
                wanted.write.write_text(_as_yaml(asked.scenario), "utf-8")
            compiled = compile_model(
                model_of(asked.scenario, asked.setting, cases=asked.cases, until=asked.until, seed=wanted.seed)
            )
            outcome = _play(compiled, wanted.seed, asked, progress=wanted.progress)
            found = {"seed": wanted.seed, **_figures(compiled, outcome, asked)}
            if wanted.log:
                log = event_log_of(compiled, outcome, asked.setting, asked.scenario)
                with wanted.log.open("wb") as stream:
                    write_whole(log, stream, form_of(wanted.log.name))
    except (ToldError, ProcessError, BrokenPackageError, OSError, UnicodeDecodeError) as refusal:
        print(f"motcua simulate: {in_words(refusal)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "motcua simulate: đã dừng giữa chừng, chưa có kết quả nào. (Stopped on the way; there is no result.)",
            file=sys.stderr,
        )
        return 130
    if wanted.json:
        print(json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1))
    else:
        print("\n".join(lines_of(found, english=wanted.english)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua simulate", description=__doc__)
    parser.add_argument(
        "packages",
        nargs="+",
        metavar="PACKAGE",
        help="a code of the catalogue, the folder of a package, or a BPMN file",
    )
    parser.add_argument("--cases", type=a_count, default=None, metavar="N", help="the first N dossiers; 1000 if untold")
    parser.add_argument(
        "--until", type=a_day, default=None, metavar="DATE", help="all that come before this day instead"
    )
    parser.add_argument("--seed", type=a_seed, default=1, metavar="S", help="the same seed gives the same result; 1")
    parser.add_argument("--json", action="store_true", help="all figures as one JSON object, lengths in seconds")
    parser.add_argument("--scenario", type=Path, metavar="FILE", help="arrivals, work and people, in YAML or JSON")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the scenario that is played, to be changed")
    parser.add_argument("--replay", type=Path, metavar="LOG", help="cases come as they came in a log of any kind")
    parser.add_argument("--begin", type=a_day, default=None, metavar="DATE", help="the first day, such as 2027-01-04")
    parser.add_argument(
        "--log", type=Path, metavar="FILE", help="the simulated log, for `motcua mine`: .csv, .parquet…"
    )
    parser.add_argument("--progress", action="store_true", help="tell on the way how far it is")
    parser.add_argument("--english", action="store_true", help="the report in English")
    return parser


def _play(compiled: Compiled, seed: int, asked: Simulated, *, progress: bool) -> Outcome:
    """Play part by part, so that it can tell how far it is."""
    playing = Playing(compiled, seed, logged=ALL)
    last = asked.seconds() or asked.last_arrival(compiled)
    for part in range(1, _PARTS + 1):
        steps = _play_until(playing, last * part / _PARTS)
        if progress:
            day = moment_at(asked.setting.begin, last * part / _PARTS)
            print(f"\r{part} %, {day:%d/%m/%Y}, {steps} bước (steps)", end="", file=sys.stderr, flush=True)
    if progress:
        print(file=sys.stderr)
    if asked.until is None:
        _play_until(playing, inf)
    return playing.outcome()


def _play_until(playing: Playing, moment: float) -> int:
    """Play on to a moment, some steps at a time: compiled code does not hear that it shall stop."""
    steps = playing.until(moment, most_steps=0)
    while (done := playing.until(moment, most_steps=steps + _STEPS)) >= steps + _STEPS:
        steps = done
    return done


def _figures(compiled: Compiled, outcome: Outcome, asked: Simulated) -> dict[str, object]:
    return summary(compiled, outcome, asked.setting, asked.scenario, now=asked.seconds() or inf)


def _as_yaml(scenario: Scenario) -> str:
    return yaml.safe_dump(plain_of(scenario), allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)
