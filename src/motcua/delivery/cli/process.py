"""`motcua process check` and `motcua process layout`: BPMN files looked over and drawn."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from motcua.core.process import Kind, Model, Problem, Process, ProcessError, check_process, read_model
from motcua.core.process.kinds import kind_of, spelled
from motcua.core.process.layout import coverage, lay_out

SHOWN = 5  # names in one line


def layout(arguments: list[str]) -> int:
    """Draw the diagrams of BPMN files anew and write them into the files; nothing else in a file changes.

    With --check only say which files lack a drawing, or a part of it. A file whose drawing shows what a layout would
    lose, such as notes, is left as it is. 1 when some file lacks a drawing, was left or cannot be read.
    """
    parser = argparse.ArgumentParser(prog="motcua process layout")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--check", action="store_true", help="write nothing, name the files that lack a drawing")
    wanted = parser.parse_args(arguments)
    done = [_lacks_nothing(file) if wanted.check else _draw(file) for file in wanted.files]
    return 0 if all(done) else 1


def check(arguments: list[str]) -> int:
    """Say what a BPMN file holds, what of it runs, and why the rest does not; with --json as one object.

    0 when every process that the file marks executable can run; when it marks none, every process must.
    """
    parser = argparse.ArgumentParser(prog="motcua process check")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="the report as one JSON object")
    wanted = parser.parse_args(arguments)
    read = _read(wanted.file)
    if read is None:
        return 1
    model = read[1]
    reports = [_report(model, process) for process in model.processes if process.content.nodes]
    if wanted.json:
        others = [asdict(stock) for stock in _others(model)]
        found = {"file": str(wanted.file), "processes": list(map(asdict, reports)), "others": others}
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in _lines(reports, list(_others(model))):
            print(line)
    meant = [report for report in reports if report.executable] or reports
    return 0 if meant and all(report.runs for report in meant) else 1


@dataclass(frozen=True, slots=True)
class Stock:
    """How many elements of one kind there are, and whether the engine executes them."""

    kind: str
    count: int
    executed: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One process: what is in it, and what stands against running it."""

    id: str
    name: str
    executable: bool
    runs: bool
    elements: tuple[Stock, ...]
    problems: tuple[Problem, ...]


def _report(model: Model, process: Process) -> Report:
    nodes = list(process.content.all_nodes())
    counts = Counter((spelled(node), kind_of(node) is not Kind.UNKNOWN) for node in nodes)
    problems = tuple(check_process(model, process.id))
    return Report(
        id=process.id,
        name=process.name,
        executable=process.executable,
        runs=all(problem.level != "error" for problem in problems),
        elements=tuple(Stock(kind, count, executed) for (kind, executed), count in sorted(counts.items())),
        problems=problems,
    )


def _others(model: Model) -> Iterator[Stock]:
    """What else carries an id. Of these only arrows and lanes mean something to the engine."""
    nodes = {node.id for process in model.processes for node in process.content.all_nodes()}
    counts = Counter(element.kind for element in model.elements if element.id not in nodes)
    for kind, count in sorted(counts.items()):
        if kind not in ("definitions", "process", "laneSet"):
            yield Stock(kind, count, kind in ("sequenceFlow", "lane") or kind.endswith("EventDefinition"))


def _lines(reports: list[Report], others: list[Stock]) -> Iterator[str]:
    for report in reports:
        marked = "" if report.executable else ", not marked executable"
        yield f"{report.id} «{report.name}»: {'runs' if report.runs else 'does not run'}{marked}"
        for stock in report.elements:
            yield f"  {stock.count:>4}  {'executed' if stock.executed else 'NOT EXECUTED':<12}  {stock.kind}"
        yield from (f"  {problem.level}: {problem}" for problem in report.problems)
    yield "beside these"
    for stock in others:
        yield f"  {stock.count:>4}  {'executed' if stock.executed else 'only read':<12}  {stock.kind}"


def _draw(file: Path) -> bool:
    read = _read(file)
    if read is None:
        return False
    before, model = read
    try:
        lost = coverage(model).beyond
        after = before if lost else lay_out(before)
    except ProcessError as refusal:
        return _refuse(file, str(refusal))
    if lost:
        names = _listed([element.id for element in lost])
        return _refuse(file, f"left as it is: a layout would lose {names}; remove them, or draw in a modeller")
    if after != before:
        file.write_bytes(after)
    print(f"{file}: {'drawn' if after != before else 'unchanged'}")
    return True


def _lacks_nothing(file: Path) -> bool:
    read = _read(file)
    if read is None:
        return False
    try:
        missing = coverage(read[1]).missing
    except ProcessError as refusal:
        return _refuse(file, str(refusal))
    if missing:
        names = _listed([element.id for element in missing])
        print(f"{file}: {len(missing)} elements are not drawn: {names}")
    return not missing


def _listed(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")


def _read(file: Path) -> tuple[bytes, Model] | None:
    try:
        xml = file.read_bytes()
        return xml, read_model(xml)
    except (OSError, ProcessError) as refusal:
        _refuse(file, str(refusal))
        return None


def _refuse(file: Path, reason: str) -> bool:
    print(f"motcua process: {file}: {reason}", file=sys.stderr)
    return False
