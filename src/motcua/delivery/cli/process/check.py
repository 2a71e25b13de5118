"""`motcua process check`: what a BPMN file holds, what of it runs, and why the rest does not."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from motcua.core.process import Problem
from motcua.core.process.errors import ProcessError
from motcua.core.process.inventory import Inventory, Stock, take_inventory
from motcua.delivery.cli.process.files import refuse

SAID = {"executed": "executed", "read": "only read", "not executed": "NOT EXECUTED"}


def check(arguments: list[str]) -> int:
    """Say what a BPMN file holds, what of it runs, and why the rest does not; with --json as one object.

    0 when every process that the file marks executable can run; when it marks none, every process must.
    """
    parser = argparse.ArgumentParser(prog="motcua process check")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="the report as one JSON object")
    wanted = parser.parse_args(arguments)
    try:
        inventory = take_inventory(wanted.file.read_bytes())
    except (OSError, ProcessError) as refusal:
        refuse(wanted.file, str(refusal))
        return 1
    if wanted.json:
        print(json.dumps({"file": str(wanted.file), **_plain(inventory)}, ensure_ascii=False, indent=1))
    else:
        for line in _lines(inventory):
            print(line)
    return 0 if inventory.runs else 1


def _plain(inventory: Inventory) -> dict[str, Any]:
    return {
        "runs": inventory.runs,
        "processes": [
            {
                "id": report.id,
                "name": report.name,
                "line": report.line,
                "executable": report.executable,
                "runs": report.runs,
                "elements": list(map(_stock, report.elements)),
                "problems": list(_problems(inventory, report.problems)),
            }
            for report in inventory.processes
        ],
        "others": list(map(_stock, inventory.others)),
        "drawing": list(map(_stock, inventory.drawing)),
        "extensions": [{"namespace": name, "count": count} for name, count in inventory.extensions.items()],
        "problems": list(_problems(inventory, inventory.problems)),
    }


def _stock(stock: Stock) -> dict[str, Any]:
    return {"kind": stock.kind, "count": stock.count, "standing": stock.standing, "ids": list(stock.ids)}


def _problems(inventory: Inventory, problems: tuple[Problem, ...]) -> Iterator[dict[str, Any]]:
    for problem in problems:
        yield {
            "level": problem.level,
            "code": problem.code,
            "id": problem.element,
            "kind": inventory.kind_of(problem.element),
            "line": problem.line,
            "reason": problem.message._asdict(),
        }


def _lines(inventory: Inventory) -> Iterator[str]:
    for report in inventory.processes:
        marked = "" if report.executable else ", not marked executable"
        yield f"{report.id} «{report.name}»: {'runs' if report.runs else 'does not run'}{marked}"
        yield from map(_counted, report.elements)
        yield from (_told(inventory, problem) for problem in report.problems)
    yield "beside these"
    yield from map(_counted, inventory.others)
    drawn = sum(stock.count for stock in inventory.drawing)
    yield f"  {drawn:>4}  {'only read':<12}  elements of the drawing"
    for namespace, count in inventory.extensions.items():
        yield f"  {count:>4}  {'only kept':<12}  elements of {namespace}"
    yield from (_told(inventory, problem) for problem in inventory.problems)


def _counted(stock: Stock) -> str:
    return f"  {stock.count:>4}  {SAID[stock.standing]:<12}  {stock.kind}"


def _told(inventory: Inventory, problem: Problem) -> str:
    kind = inventory.kind_of(problem.element)
    return f"  {problem.level}: {f'{kind}, ' if kind else ''}{problem}"
