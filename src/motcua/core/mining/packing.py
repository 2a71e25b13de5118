"""A stream as plain bytes (a NumPy archive without objects), so that it can be saved and taken up again elsewhere."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.durations import Outcome
from motcua.core.mining.faults import Faults
from motcua.core.mining.figures import Figures, Yardstick
from motcua.core.mining.held import Context, Held
from motcua.core.mining.lengths import Lengths
from motcua.core.mining.prefixes import PrefixTree
from motcua.core.mining.remembered import State
from motcua.core.mining.stream import Stream
from motcua.core.mining.tables import Table
from motcua.core.mining.variants import Courses
from motcua.core.text import ToldError

FORMAT: Final = 1
_TABLES: Final = ("activities", "edges", "loads", "skills", "handovers")
_ARRAYS: Final = ("begun", "ended", "case_hours")
_NAMES: Final = ("cases", "activities", "resources")
_VALUES: Final = ("entangled", "quiet", "since", "late")
Arrays = dict[str, NDArray[Any]]


class NoStreamError(ToldError):
    """The bytes are no stream that can be taken up."""


def to_bytes(stream: Stream) -> bytes:
    """All that a stream knows, but not its yardstick."""
    state = stream.state
    told = {
        "format": FORMAT,
        "yardstick": _mark(stream.yardstick),
        "names": {name: list(getattr(state, name)) for name in _NAMES},
        "values": {name: getattr(state, name) for name in _VALUES},
        "dated": {
            name: {number: moment and moment.isoformat() for number, moment in known.items()}
            for name, known in state.dated.items()
        },
        "figures": _counted(state.settled),
    }
    arrays: Arrays = {
        "told": np.frombuffer(json.dumps(told).encode(), np.uint8),
        "status": np.array(state.status, np.int8),
    }
    arrays |= {"busy": state.busy, "apart": state.apart, **_arrays(state.settled)}
    arrays |= {f"held.{name}": column for name, column in state.held._asdict().items()}
    arrays |= {f"context.{name}": column for name, column in state.context._asdict().items()}
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def from_bytes(saved: bytes, yardstick: Yardstick) -> Stream:
    """The stream as it was. Raises NoStreamError for what is none, and for one of another yardstick."""
    try:
        with np.load(io.BytesIO(saved), allow_pickle=False) as file:
            arrays: Arrays = {name: file[name] for name in file.files}
        told = json.loads(arrays["told"].tobytes())
        state = _state(told, arrays) if told["format"] == FORMAT else None
    except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as fault:
        raise _no_stream() from fault
    if state is None:
        raise _no_stream()
    if told["yardstick"] != _mark(yardstick):
        raise NoStreamError(
            "Dòng sự kiện đã lưu được đo bằng lịch làm việc, thời hạn hoặc thuộc tính khác. "
            "Hãy dùng đúng các thiết lập cũ, hoặc nạp lại nhật ký từ đầu.",
            "The saved stream was measured by other calendars, limits or attributes. "
            "Take the same settings again, or feed the log anew.",
        )
    return Stream(yardstick, state)


def _no_stream() -> NoStreamError:
    return NoStreamError(
        "Đây không phải dòng sự kiện đã lưu, hoặc đã lưu bằng phiên bản khác. Hãy nạp lại nhật ký từ đầu.",
        "This is no saved stream, or was saved by another version. Feed the log anew.",
    )


def _state(told: Mapping[str, Any], arrays: Arrays) -> State:
    return State(
        settled=_figures(told["figures"], arrays),
        status=arrays["status"].tolist(),
        dated={
            name: {int(number): moment and datetime.fromisoformat(moment) for number, moment in known.items()}
            for name, known in told["dated"].items()
        },
        held=Held(**{name: arrays[f"held.{name}"] for name in Held._fields}),
        context=Context(**{name: arrays[f"context.{name}"] for name in Context._fields}),
        busy=arrays["busy"],
        apart=arrays["apart"],
        cases=_numbers(told["names"]["cases"]),
        activities=_numbers(told["names"]["activities"]),
        resources=_numbers(told["names"]["resources"]),
        entangled=told["values"]["entangled"],
        quiet=told["values"]["quiet"],
        since=told["values"]["since"],
        late=told["values"]["late"],
    )


def _numbers(names: list[str]) -> dict[str, int]:
    return {name: n for n, name in enumerate(names)}


def _counted(figures: Figures) -> dict[str, Any]:
    return {
        "cases": figures.cases,
        "events": figures.events,
        "faults": list(figures.faults),
        "dated": dict(figures.dated),
        "by_limit": dict(figures.by_limit),
        "steps_by_limit": [[n, outcome, count] for (n, outcome), count in figures.steps_by_limit.items()],
        "estimated": figures.estimated,
        "entangled": figures.entangled,
    }


def _arrays(figures: Figures) -> Arrays:
    tables = {name: getattr(figures, name) for name in _TABLES}
    tables |= {"exact": figures.lengths.exact, "sizes": figures.lengths.sizes, "courses": figures.courses.counts}
    found = {f"{name}.{part}": column for name, table in tables.items() for part, column in table._asdict().items()}
    found |= {"tree": figures.courses.tree.ways, "first_cases": figures.courses.cases}
    return found | {name: getattr(figures, name) for name in _ARRAYS}


def _figures(counted: Mapping[str, Any], arrays: Arrays) -> Figures:
    def table(name: str) -> Table:
        return Table(arrays[f"{name}.keys"], arrays[f"{name}.values"])

    return Figures(
        cases=counted["cases"],
        events=counted["events"],
        faults=Faults(*counted["faults"]),
        lengths=Lengths(table("exact"), table("sizes")),
        courses=Courses(PrefixTree.of(arrays["tree"]), table("courses"), arrays["first_cases"]),
        dated=Counter({Outcome(name): count for name, count in counted["dated"].items()}),
        by_limit=Counter({Outcome(name): count for name, count in counted["by_limit"].items()}),
        steps_by_limit=Counter({(n, Outcome(name)): count for n, name, count in counted["steps_by_limit"]}),
        estimated=counted["estimated"],
        entangled=counted["entangled"],
        activities=table("activities"),
        edges=table("edges"),
        loads=table("loads"),
        skills=table("skills"),
        handovers=table("handovers"),
        begun=arrays["begun"],
        ended=arrays["ended"],
        case_hours=arrays["case_hours"],
    )


def _mark(yardstick: Yardstick) -> str:
    """The same for yardsticks that measure the same."""
    mark = sha256(repr((yardstick.ended, yardstick.deadline, sorted(yardstick.hours.of.items()))).encode())
    limits = yardstick.limits
    mark.update(repr((limits.case, sorted(limits.steps.items()), sorted(limits.final))).encode())
    for calendar in (*yardstick.hours.calendars, *([yardstick.office] if yardstick.office else [])):
        mark.update(calendar.opens.tobytes() + calendar.closes.tobytes())
    return mark.hexdigest()
