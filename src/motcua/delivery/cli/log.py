"""`motcua log export FILE`: the city's own event log, for other tools and for `motcua mine`.

    motcua log export log.parquet --from 2026-07-01 --to 2026-09-30 --procedure 1.013225 --office H29.26920

Nobody is named in it: of people only officers are told, by their numbers; --names tells their names.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from motcua.core.mining.writing import form_of, write_log
from motcua.core.text import ToldError
from motcua.delivery.cli.file_faults import why
from motcua.delivery.cli.measured import a_day


def export(arguments: list[str]) -> int:
    """Write the log into a file, dossier by dossier. The file is there when it is whole, and not before."""
    from motcua.delivery.cli.own_log import Officers, selected  # noqa: PLC0415 needs Django's models
    from motcua.domain.dossiers.tracing import ATTRIBUTES  # noqa: PLC0415 as above

    parser = argparse.ArgumentParser(
        prog="motcua log export", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="its name says the kind: .parquet .csv .xes .ocel.json")
    add_selection(parser)
    given = parser.parse_args(arguments)
    unfinished = given.file.with_name(f".{given.file.name}.part")
    try:
        form = form_of(given.file.name)
        cases = selected(given, Officers(by_name=given.names))
        with unfinished.open("wb") as stream, tempfile.TemporaryFile() as scratch:
            written = write_log(cases, ATTRIBUTES, stream, form, scratch)
        unfinished.replace(given.file)
    except (ToldError, OSError) as refusal:
        print(f"motcua log: {given.file}: {why(refusal)}", file=sys.stderr)
        return 1
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{given.file}: {written} events")
    return 0


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Which of the city's dossiers are meant."""
    parser.add_argument("--from", dest="first", type=a_day, metavar="DAY", help="filed on that day or later")
    parser.add_argument("--to", dest="last", type=a_day, metavar="DAY", help="filed on that day or before")
    parser.add_argument("--procedure", default="", metavar="CODE", help="of that procedure")
    parser.add_argument("--office", default="", metavar="CODE", help="of the agency with that code, which decides")
    parser.add_argument("--names", action="store_true", help="name the officers; without it they are numbers")
