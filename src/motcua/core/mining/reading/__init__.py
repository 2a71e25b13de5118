"""Logs out of files of all kinds: what could be read as a log, and what could not be, by line, with the reason."""

from motcua.core.mining.reading.columns import Field
from motcua.core.mining.reading.parquet import read_parquet, stream_parquet, write_parquet
from motcua.core.mining.reading.read import NoLogError, Read, Unread
from motcua.core.mining.reading.tables import read_csv
from motcua.core.mining.reading.xes import read_xes

__all__ = [
    "Field",
    "NoLogError",
    "Read",
    "Unread",
    "read_csv",
    "read_parquet",
    "read_xes",
    "stream_parquet",
    "write_parquet",
]
