"""Logs out of files of all kinds: what could be read as a log, and what could not be, by line, with the reason."""

from motcua.core.mining.reading.fields import Field
from motcua.core.mining.reading.ocel import read_ocel_database, read_ocel_json, read_ocel_xml
from motcua.core.mining.reading.opening import read_log
from motcua.core.mining.reading.parquet import read_parquet, read_parquet_log
from motcua.core.mining.reading.read import Guess, NoLogError, Read, Told, Unread
from motcua.core.mining.reading.stream import stream_parquet
from motcua.core.mining.reading.tables import read_csv, read_table
from motcua.core.mining.reading.xes import read_xes, read_xes_log

__all__ = [
    "Field",
    "Guess",
    "NoLogError",
    "Read",
    "Told",
    "Unread",
    "read_csv",
    "read_log",
    "read_ocel_database",
    "read_ocel_json",
    "read_ocel_xml",
    "read_parquet",
    "read_parquet_log",
    "read_table",
    "read_xes",
    "read_xes_log",
    "stream_parquet",
]
