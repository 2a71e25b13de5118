"""A log of our own, live or out of a file: what it says of itself that no other log does."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import Final

from motcua.core.mining.log import EventLog
from motcua.core.mining.reading import Guess
from motcua.core.text import ToldError
from motcua.delivery.cli.measured import Measured, in_working_time
from motcua.domain.dossiers.types import Phase

_ENDED, _DEADLINE, _OFFICE = "decided", "due", "office"
_SAID: Final = frozenset({"procedure", "accepted", "phase", "outcome", _ENDED, _DEADLINE, _OFFICE})
"""What every log of ours says of its cases."""
_OPEN: Final = frozenset({Phase.ACCEPTED.value, Phase.PROCESSING.value})


def is_ours(log: EventLog) -> bool:
    """Whether a log is one that `motcua log export` wrote."""
    return log.attributes.keys() >= _SAID


def by_our_names(asked: Measured) -> Measured:
    """What dossiers owe and whose they are, as our own logs call it, where nothing else was asked for."""
    return replace(
        asked,
        ended=asked.ended or _ENDED,
        deadline=asked.deadline or _DEADLINE,
        offices=asked.offices or _OFFICE,
    )


def as_ours(asked: Measured, log: EventLog) -> tuple[Measured, Guess]:
    """How a log of ours out of a file is measured, and the words that tell it. In whose hours each officer works stands
    in no file, so it is the country's; a log older than that calendar is measured by the clock.
    """
    measured = by_our_names(asked)
    with suppress(ToldError):
        measured = measured if measured.office else in_working_time(measured, log)
    vi, en = ("lịch chung của cả nước", "the country's calendar") if measured.office else ("đồng hồ", "the clock")
    return measured, Guess(
        f"Đây là nhật ký của Một Cửa: hạn, kết quả, cơ quan lấy như hồ sơ ghi; thời gian làm việc tính theo {vi}.",
        f"This is a log of our own: deadlines, outcomes and offices are as dossiers say; working time is by {en}.",
    )


def outcomes_of(log: EventLog) -> dict[str, int]:
    """How dossiers ended, as the law counts it and leaders are shown it; what is accepted and not decided is open.
    Parts of linked dossiers count with those that do them.
    """
    nothing = (None,) * len(log.cases)
    ends = zip(log.attributes.get("outcome", nothing), log.attributes.get("phase", nothing), strict=True)
    return dict(sorted(Counter(str(outcome or _standing(str(phase))) for outcome, phase in ends).items()))


def _standing(phase: str) -> str:
    return "open" if phase in _OPEN else phase
