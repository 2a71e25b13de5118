"""`motcua mine`: what a log of cases tells, and how it fits a process."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from motcua.core.mining.conformance import check_conformance, steerable
from motcua.core.mining.discovery import discover
from motcua.core.mining.reading import Field, NoLogError, Read, read_csv, read_xes
from motcua.core.mining.report import conformance_report, report
from motcua.core.process import read_model
from motcua.core.process.errors import ProcessError

_GZIP, _SECONDS_A_DAY = b"\x1f\x8b", 86_400


def mine(arguments: list[str]) -> int:
    """Read a log in XES or CSV and tell its figures; with --json as one object."""
    wanted = _parser().parse_args(arguments)
    try:
        read = _read(wanted)
        found = report(read, ended=wanted.ended, deadline=wanted.deadline)
        if wanted.discover:
            wanted.discover.write_bytes(discover(read.log, name=wanted.file.stem, noise=wanted.noise))
        if wanted.process:
            process = steerable(read_model(wanted.process.read_bytes()))
            found["conformance"] = conformance_report(check_conformance(read.log, process))
    except (NoLogError, ProcessError, OSError, ValueError) as refusal:
        print(f"{wanted.file}: {refusal}", file=sys.stderr)
        return 1
    if wanted.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in _lines(found):
            print(line)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua mine")
    parser.add_argument("file", type=Path, metavar="FILE", help="a log in XES (also gzipped) or CSV")
    parser.add_argument("--json", action="store_true", help="all figures as one JSON object, times in seconds")
    fields = ", ".join(Field)
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help=f"which column of a CSV is: {fields}"
    )
    parser.add_argument("--zone", default="Asia/Ho_Chi_Minh", help="the zone of times that name none")
    parser.add_argument("--ended", default="", metavar="NAME", help="what of a case says when it ended")
    parser.add_argument("--deadline", default="", metavar="NAME", help="what of a case says by when it had to")
    parser.add_argument("--process", type=Path, metavar="BPMN", help="replay the cases through this process")
    parser.add_argument("--discover", type=Path, metavar="BPMN", help="write the process that the log shows")
    parser.add_argument("--noise", type=float, default=0.0, help="leave out what is rarer, from 0 to 1")
    return parser


def _read(wanted: argparse.Namespace) -> Read:
    mapping = {}
    for each in wanted.map:
        field, _, column = each.partition("=")
        mapping[Field(field)] = column
    try:
        zone = ZoneInfo(wanted.zone)
    except ZoneInfoNotFoundError:
        raise ValueError(f"no zone is called {wanted.zone}") from None
    with wanted.file.open("rb") as file:
        return read_xes(file, zone) if _is_xes(file) else read_csv(file, mapping, zone)


def _is_xes(file: IO[bytes]) -> bool:
    begin = file.read(512)
    file.seek(0)
    return begin.startswith(_GZIP) or begin.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def _lines(found: dict[str, Any]) -> list[str]:
    """The figures that a person looks for first."""
    cases, waiting = found["cases"], found["waiting"]
    counts = {"cases": cases["count"], "events": found["events"]}
    counts |= {name: len(found[name]) for name in ("activities", "resources", "variants")}
    lines = [", ".join(f"{count} {name}" for name, count in counts.items())]
    if cases.get("first"):
        lines.append(f"from {cases['first']} to {cases['last']}")
    if lasted := found["durations"]["cases"]:
        mean, median, p90 = (lasted[name] / _SECONDS_A_DAY for name in ("mean", "median", "p90"))
        lines.append(f"a case lasts {mean:.2f} days in the mean, half of them {median:.2f}, nine tenths {p90:.2f}")
    if outcomes := found["durations"].get("outcomes"):
        lines.append(", ".join(f"{name} {count}" for name, count in outcomes.items()))
    if waiting["total"]:
        shares = (f"{name} {seconds / waiting['total']:.0%}" for name, seconds in waiting["causes"].items())
        estimated = (
            f" ({waiting['enabling_estimated']} enabling times estimated)" if waiting["enabling_estimated"] else ""
        )
        lines.append(f"waiting: {', '.join(shares)}{estimated}")
    if "conformance" in found:
        judged = found["conformance"]
        lines.append(
            f"fitness {judged['fitness']:.3f}, {judged['fitting']} of {judged['cases']} cases without deviation"
        )
        lines += [f"  {each['kind']} {each['activity']}: {each['count']}" for each in judged["deviations"][:10]]
    if found["unread"]["count"]:
        lines.append(f"NOT READ: {found['unread']['count']}")
        lines += [f"  line {each['line']}: {each['en']}" for each in found["unread"]["first"][:10]]
    return lines
