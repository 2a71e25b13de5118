"""Logs out of files of all kinds: what could be read as a log, and what could not be, by line, with the reason."""

from motcua.core.mining.reading.read import NoLogError, Read, Unread
from motcua.core.mining.reading.xes import read_xes

__all__ = ["NoLogError", "Read", "Unread", "read_xes"]
