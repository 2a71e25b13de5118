"""Two sides, what differs between them, and what a reader must not overlook."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple

from motcua.core.simulation.contrast import Change, Contrast
from motcua.core.simulation.experiment import Ended
from motcua.core.simulation.intervals import Estimate
from motcua.core.simulation.remarks import Remark
from motcua.core.simulation.trial_figures import LATE_SHARE, OPEN, WAITING
from motcua.core.simulation.warming import Warming
from motcua.delivery.cli.amounts import Amounts
from motcua.delivery.cli.tried import Side

Plain = dict[str, Any]


class Compared(NamedTuple):
    """Two sides, what differs, and how that was found. warmings: of either side; none where the warm-up was told."""

    one: Side
    other: Side
    found: Contrast
    seed: int
    precision: float
    warmings: tuple[Warming, ...]


def plain_of(compared: Compared) -> Plain:
    """Everything: by figure both sides and the difference with their intervals; lengths in seconds."""
    one, other, found, seed, precision, warmings = compared
    experiment = found.experiment
    return {
        "one": one.word,
        "two": other.word,
        "seed": seed,
        "cases": one.trial.cases,
        "runs": experiment.runs,
        "ended": str(experiment.ended),
        "precision": precision,
        "too_wide": round(experiment.missing, 6) if isfinite(experiment.missing) else None,
        "confidence": experiment.confidence,
        "warm_up": {"until": one.trial.warm, "settled": [each.settled for each in warmings]},
        "figures": {name: _plain_change(change) for name, change in found.changes.items()},
        "only_one": {name: _plain(each) for name, each in found.only_one.items()},
        "only_two": {name: _plain(each) for name, each in found.only_other.items()},
        "remarks": [each._asdict() for each in remarks_on(compared)],
        "assumed": assumed_by(compared),
    }


def remarks_on(compared: Compared) -> Iterator[Remark]:
    """What a reader must not overlook."""
    found = compared.found.experiment
    if found.ended is Ended.MOST and isfinite(found.missing):
        times = [Amounts(english).number(found.missing) for english in (False, True)]
        yield Remark(
            f"Đã chạy hết {found.runs} lượt mà chưa đạt độ chính xác yêu cầu (khoảng tin cậy còn rộng gấp {times[0]} "
            "lần); hãy tăng --runs hoặc --cases, hoặc dùng khoảng tin cậy như trên.",
            f"{found.runs} runs did not reach the asked precision (the interval is {times[1]} times too wide); raise "
            "--runs or --cases, or be content with the intervals above.",
        )
    if not all(each.settled for each in compared.warmings):
        yield Remark(
            "Chưa thấy ổn định trong thời gian mô phỏng: hoặc hồ sơ đến nhanh hơn sức làm, hoặc quá ít hồ sơ; hãy thêm "
            "người hoặc tăng --cases. Các con số chỉ đúng cho khoảng thời gian này.",
            "It did not settle within the simulated time: either more comes than people can do, or there are too few "
            "dossiers; add people or raise --cases. The figures hold for this stretch only.",
        )
    late = compared.found.changes.get(LATE_SHARE)
    if late and not late.by.runs:
        yield Remark(
            "Không hồ sơ nào xét được là trễ hay đúng hạn; hãy ghi limit ở cả hai bên, hoặc tăng --cases.",
            "No dossier could be judged late or in time; write a limit on both sides, or raise --cases.",
        )
    stuck = compared.found.changes.get(OPEN)
    if stuck and (stuck.one.mean or stuck.other.mean):
        yield Remark(
            "Có hồ sơ không bao giờ xong trong lịch làm việc đã biết; chúng được tính là trễ hạn.",
            "Some dossiers never end within the known calendar; they count as late.",
        )
    missing = sum(each.startswith(f"{WAITING}/") for each in (*compared.found.only_one, *compared.found.only_other))
    if missing:
        yield Remark(f"{missing} bước chỉ có ở một bên.", f"{missing} steps are on one side only.")


def assumed_by(compared: Compared) -> list[str]:
    """What nobody measured of either side."""
    return list(dict.fromkeys((*compared.one.trial.scenario.assumed, *compared.other.trial.scenario.assumed)))


def _plain(found: Estimate) -> Plain:
    """An estimate; without a figure where no run told one, without an interval where only one did."""
    known, sure = found.runs > 0, found.runs > 1
    return {
        "mean": found.mean if known else None,
        "low": found.low if sure else None,
        "high": found.high if sure else None,
        "runs": found.runs,
    }


def _plain_change(change: Change) -> Plain:
    return {
        "one": _plain(change.one),
        "two": _plain(change.other),
        "by": _plain(change.by),
        "sure": change.is_sure,
        "half_if_unpaired": change.unpaired if change.by.runs > 1 else None,
    }
