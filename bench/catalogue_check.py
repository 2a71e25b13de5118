"""How long judging the whole catalogue takes, file reading included, for each of its packages.

There is no peer: no other checker reads these files. The floor is merely reading the YAML and the diagrams; `ratio` is
the whole as a multiple of it.
"""

from datetime import date
from pathlib import Path
from time import perf_counter

from motcua.core.procedure.document import read_document
from motcua.core.procedure.problems import Findings
from motcua.core.process import read_model
from motcua.domain.catalogue.folder import check_folder, packages_in

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"


def main(arguments: list[str]) -> dict[str, object]:
    """`motcua bench catalogue_check [TIMES]`."""
    times = int(arguments[0]) if arguments else 5
    packages = len(packages_in(CATALOGUE))
    whole = min(_seconds_to_check() for _ in range(times))
    reading = min(_seconds_to_read() for _ in range(times))
    return {
        "bench": "catalogue_check",
        "value": round(1000 * whole / packages, 1),
        "unit": "ms/package",
        "ratio": round(whole / reading, 2),
        "packages": packages,
        "whole_catalogue": round(1000 * whole),
    }


def _seconds_to_check() -> float:
    start = perf_counter()
    check_folder(CATALOGUE, date(2026, 1, 1))
    return perf_counter() - start


def _seconds_to_read() -> float:
    start = perf_counter()
    for files in packages_in(CATALOGUE).values():
        for name, content in files.items():
            if name.endswith(".yaml"):
                read_document(name, content, Findings())
            elif name.endswith(".bpmn"):
                read_model(content)
    return perf_counter() - start
