"""`motcua mine`: what a log of cases tells, and how it fits a process.

    motcua mine FILE [--json]                    a log in Parquet, XES, OCEL 2.0 (JSON, XML, SQLite) or CSV
    motcua mine --live --procedure 1.013225      the city's own log, as it is now
    motcua mine FILE --process 1.013225          whether the cases went as the procedure is drawn
    motcua mine FILE --discover drawn.bpmn       the process that the log shows, as a drawing

What a file does not say of itself is guessed, and the guess is told: --map, --zone, --encoding and --object say it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from motcua.core.mining.conformance import check_conformance
from motcua.core.mining.discovery import discover
from motcua.core.mining.log import EventLog
from motcua.core.mining.office_hours import WorkingTime
from motcua.core.mining.parts import cases_by_attribute, only
from motcua.core.mining.reading import Guess, Read
from motcua.core.mining.report import conformance_report, report
from motcua.core.procedure import BrokenPackageError
from motcua.core.process.errors import ProcessError
from motcua.core.text import ToldError
from motcua.delivery.cli.file_faults import why
from motcua.delivery.cli.log import add_selection
from motcua.delivery.cli.log_files import add_reading_options, read_file, told_by
from motcua.delivery.cli.measured import Measured, add_measuring_options, dates_unread, measured_by
from motcua.delivery.cli.mined_lines import lines
from motcua.delivery.cli.mined_words import ENGLISH, VIETNAMESE
from motcua.delivery.cli.our_log import as_ours, is_ours, outcomes_of
from motcua.delivery.cli.simulated import UnknownProcessError, find


def mine(arguments: list[str]) -> int:
    """Tell the figures of a log; with --json all of them, as one object. 1, and why, for what is no log."""
    parser = _parser()
    wanted = parser.parse_args(arguments)
    if bool(wanted.file) is wanted.live:
        parser.error("give a FILE, or --live for the city's own log")
    if wanted.file and (chosen := _only_live(wanted)):
        parser.error(f"{chosen} chooses from the city's own log: give it with --live")
    if wanted.noise and not wanted.discover:
        parser.error("--noise is for --discover")
    try:
        found = _live(wanted) if wanted.live else _of_file(wanted)
    except (ToldError, ProcessError, BrokenPackageError, OSError) as refusal:
        print(f"{_refused(wanted, refusal)}: {why(refusal)}", file=sys.stderr)
        return 1
    if wanted.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        words = ENGLISH if wanted.english else VIETNAMESE
        for line in lines(found, words, offices=bool(wanted.by or wanted.procedure)):
            print(line)
        if wanted.discover:
            print(words.drawn.format(file=wanted.discover))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="motcua mine", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a log; what kind it is, it shows itself")
    parser.add_argument("--json", action="store_true", help="all figures as one JSON object, times in seconds")
    parser.add_argument("--english", action="store_true", help="the figures in English words")
    add_reading_options(parser)
    add_measuring_options(parser)
    parser.add_argument(
        "--process",
        metavar="PROCESS",
        help="replay the cases through a BPMN file, a code of the catalogue, or a package",
    )
    parser.add_argument("--discover", type=Path, metavar="BPMN", help="write the process that the log shows")
    parser.add_argument("--noise", type=float, default=0.0, help="leave out what is rarer, from 0 to 1")
    parser.add_argument("--live", action="store_true", help="the city's own log instead of a file")
    add_selection(parser)
    return parser


def _refused(wanted: argparse.Namespace, refusal: Exception) -> object:
    """What a refusal is of: the file that it names, the drawing, or the log."""
    if isinstance(refusal, OSError) and refusal.filename:
        return refusal.filename
    if isinstance(refusal, ProcessError | BrokenPackageError | UnknownProcessError) and wanted.process:
        return wanted.process
    return "motcua mine" if wanted.live else wanted.file


def _only_live(wanted: argparse.Namespace) -> str:
    """The first option given that chooses from the city's own log."""
    chosen = {"--from": wanted.first, "--to": wanted.last, "--procedure": wanted.procedure, "--office": wanted.office}
    return next((name for name, value in (chosen | {"--names": wanted.names}).items() if value), "")


def _of_file(wanted: argparse.Namespace) -> dict[str, Any]:
    told = told_by(wanted)
    read = read_file(wanted.file, told)
    measured, ours = measured_by(wanted, read.log), is_ours(read.log)
    guessed = (*read.guessed, *dates_unread(measured, read.log))
    if ours:
        measured, guess = as_ours(measured, read.log)
        guessed = (guess, *guessed)
    return _found(wanted, read, measured, guessed, wanted.file.stem, ours=ours)


def _live(wanted: argparse.Namespace) -> dict[str, Any]:
    from motcua.delivery.cli.needs import database  # noqa: PLC0415 only here is one needed

    database()
    from motcua.delivery.cli.own_log import read_own  # noqa: PLC0415 needs Django's models

    own = read_own(wanted)
    measured = own.measured(measured_by(wanted, own.read.log))
    return _found(wanted, own.read, measured, (), wanted.procedure or "log", ours=True)


def _found(
    wanted: argparse.Namespace, read: Read, measured: Measured, guessed: Iterable[Guess], name: str, *, ours: bool
) -> dict[str, Any]:
    """All that is told. Of our own log the outcomes are those of the law, unless others were asked for."""
    found = report(read, **measured.as_arguments()) | {"guessed": [asdict(each) for each in guessed]}
    if ours and not (wanted.ended or wanted.deadline):
        found["durations"]["outcomes"] = outcomes_of(read.log)
        parts = cases_by_attribute(read.log, measured.offices)
        for each in found["offices"]:
            each["outcomes"] = outcomes_of(only(read.log, parts[each["name"]]))
    _process(wanted, read.log, found, name, measured)
    return found


def _process(wanted: argparse.Namespace, log: EventLog, found: dict[str, Any], name: str, measured: Measured) -> None:
    """What the log and a process say of each other, as far as that is asked for."""
    if wanted.discover:
        wanted.discover.write_bytes(discover(log, name=name, noise=wanted.noise))
    if wanted.process:
        (process,) = find([wanted.process]).steerables().values()
        office = WorkingTime.of(measured.office) if measured.office else None
        fits = check_conformance(
            log, process, open_cases=measured.open_cases(log), limits=measured.limits, office=office
        )
        found["conformance"] = conformance_report(fits)
