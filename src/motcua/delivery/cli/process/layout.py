"""`motcua process layout`: BPMN files drawn."""

from __future__ import annotations

import argparse
from pathlib import Path

from motcua.core.process import ProcessError
from motcua.core.process.layout import coverage, lay_out
from motcua.delivery.cli.process.files import read, refuse

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


def _draw(file: Path) -> bool:
    found = read(file)
    if found is None:
        return False
    before, model = found
    try:
        lost = coverage(model).beyond
        after = before if lost else lay_out(before)
    except ProcessError as refusal:
        return refuse(file, str(refusal))
    if lost:
        names = _listed([element.id for element in lost])
        return refuse(file, f"left as it is: a layout would lose {names}; remove them, or draw in a modeller")
    if after != before:
        file.write_bytes(after)
    print(f"{file}: {'drawn' if after != before else 'unchanged'}")
    return True


def _lacks_nothing(file: Path) -> bool:
    found = read(file)
    if found is None:
        return False
    try:
        missing = coverage(found[1]).missing
    except ProcessError as refusal:
        return refuse(file, str(refusal))
    if missing:
        names = _listed([element.id for element in missing])
        print(f"{file}: {len(missing)} elements are not drawn: {names}")
    return not missing


def _listed(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
