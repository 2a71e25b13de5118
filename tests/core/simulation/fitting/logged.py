"""Logs written by hand: cases of steps, each with its hours since the case came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from motcua.core.mining.log import Event, EventLog, LogBuilder
from motcua.core.process import read_model
from motcua.core.process.steering import Steerable, steerable
from motcua.core.workcal import ZONE
from tests.core.process.drawn import xml

MONDAY = datetime(2026, 11, 23, 8, tzinfo=ZONE)


class Done(NamedTuple):
    """One step: hours since its case came."""

    name: str
    began: float | None
    ended: float
    by: str = ""
    role: str = ""


def logged(cases: Iterable[Sequence[Done]], every: timedelta = timedelta(hours=1)) -> EventLog:
    """Cases that come one after the other."""
    builder = LogBuilder()
    for n, course in enumerate(cases):
        came = MONDAY + n * every
        for done in course:
            builder.add(
                Event(
                    f"case {n}",
                    done.name,
                    came + timedelta(hours=done.ended),
                    None if done.began is None else came + timedelta(hours=done.began),
                    resource=done.by,
                    role=done.role,
                )
            )
    return builder.build()


def course(*names: str, by: str = "An") -> list[Done]:
    """Steps of an hour each, one right after the other."""
    return [Done(name, n, n + 1, by) for n, name in enumerate(names)]


def process(drawn: str) -> Steerable:
    return steerable(read_model(xml(drawn)))
