"""Logs of any kind that a command names: how they are told apart, and what the command line says of them."""

from __future__ import annotations

import argparse
import sqlite3
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from motcua.core.mining.reading import Field, NoLogError, Read, Told, read_log, read_ocel_database
from motcua.core.mining.reading.opening import SQLITE
from motcua.core.workcal import ZONE


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """What may be told of a log that it does not say itself."""
    fields = ", ".join(Field)
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help=f"which column is which of: {fields}"
    )
    parser.add_argument("--zone", default=ZONE.key, help="the zone of times that name none")
    parser.add_argument("--encoding", default="", help="of a CSV, such as utf-8, windows-1258, tcvn3, vni")
    parser.add_argument("--object", default="", metavar="TYPE", help="of OCEL: the type of objects that are the cases")


def told_by(given: argparse.Namespace) -> Told:
    """What was told with these options. Raises NoLogError for a field or a zone that there is not."""
    mapping = {}
    for each in given.map:
        name, _, column = each.partition("=")
        if name not in tuple(Field) or not column:
            raise NoLogError(
                f"“{each}” không đúng: hãy viết --map TRƯỜNG=TÊN_CỘT, trường là một trong: {', '.join(Field)}.",
                f"{each!r} is not FIELD=COLUMN, with a field out of {', '.join(Field)}.",
            )
        mapping[Field(name)] = column
    try:
        zone = ZoneInfo(given.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise NoLogError(
            f"Không có múi giờ nào tên “{given.zone}”; ví dụ: {ZONE.key}.",
            f"No zone is called {given.zone!r}; one is called {ZONE.key}.",
        ) from None
    return Told(mapping, zone, given.encoding, given.object)


def read_file(file: Path, told: Told) -> Read:
    """The log in a file, whatever kind it is of. Raises NoLogError, OSError."""
    with file.open("rb") as stream:
        is_database = stream.read(len(SQLITE)) == SQLITE
        stream.seek(0)
        if not is_database:
            return read_log(stream, told)
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as fault:
        raise NoLogError(f"Không mở được cơ sở dữ liệu {file}.", f"{file} cannot be opened ({fault}).") from None
    try:
        return read_ocel_database(connection, told)
    finally:
        connection.close()
