"""What a reader must not overlook in the figures of a simulation: what it is worth, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

Plain = dict[str, Any]
_OFTEN: Final = 20
"""Times a case comes to one step in the mean, above which its way back is surely a mistake."""


class Remark(NamedTuple):
    """One sentence in both languages."""

    vi: str
    en: str


def remarks_on(found: Plain, calendar_end: datetime | None) -> list[dict[str, str]]:
    """The remarks on a summary. calendar_end: where the calendar ended before all cases did."""
    return [
        each._asdict()
        for each in (
            *_growing(found),
            *_never_there(found),
            *_going_round(found),
            *_still_open(found, calendar_end),
            *_not_judged(found),
        )
    ]


def _growing(found: Plain) -> Iterator[Remark]:
    for name in found["growing"]:
        pool = found["pools"][name]
        yield Remark(
            f"Hàng đợi của «{pool['name']}» tăng mãi: việc đến bằng {pool['asked']:.0%} sức làm của {pool['people']} "
            f"người. Cần ít nhất {pool['people_asked']} người; các con số chờ đợi chỉ đúng cho khoảng thời gian này.",
            f"The queue of “{pool['name']}” grows without end: {pool['asked']:.0%} of what {pool['people']} people can "
            f"do comes in. At least {pool['people_asked']} are needed; figures of waiting hold for this stretch only.",
        )


def _never_there(found: Plain) -> Iterator[Remark]:
    """Pools for which work waits and who have done none: neither their figures nor their waiting say so."""
    for pool in found["pools"].values():
        if pool["left"] and not pool["busy"]:
            yield Remark(
                f"«{pool['name']}»: {pool['left']} việc đang chờ mà chưa việc nào được làm; hãy xem giờ làm việc "
                "(calendar) và ngày vắng (absences) của nhóm này.",
                f"“{pool['name']}”: {pool['left']} pieces of work wait and none was done; look at the hours (calendar) "
                "and absences of this pool.",
            )


def _going_round(found: Plain) -> Iterator[Remark]:
    """Steps that a dossier comes to so often that hardly one ends: told as what it is, not as a lack of people."""
    for process in found["processes"].values():
        often = [
            (round(step["done"] / process["cases"]), step["name"])
            for step in process["steps"].values()
            if step["done"] > _OFTEN * process["cases"]
        ]
        if often:
            times, step = max(often)
            yield Remark(
                f"«{process['name']}»: mỗi hồ sơ quay lại «{step}» trung bình {times} lần, gần như không ra được. Hãy "
                "giảm tỷ lệ (shares) của nhánh quay lại.",
                f"“{process['name']}”: each case comes back to “{step}” {times} times in the mean and hardly ever gets "
                "out. Lower the share of the way back.",
            )


def _still_open(found: Plain, calendar_end: datetime | None) -> Iterator[Remark]:
    if calendar_end is not None:
        yield Remark(
            f"{found['open']} hồ sơ chưa xong khi lịch làm việc đã biết kết thúc ({calendar_end:%d/%m/%Y}); hãy mô "
            "phỏng ít hồ sơ hơn, hoặc thêm người.",
            f"{found['open']} cases were not over where the known calendar ends ({calendar_end:%Y-%m-%d}); simulate "
            "fewer cases, or add people.",
        )


def _not_judged(found: Plain) -> Iterator[Remark]:
    for process in found["processes"].values():
        judged = process["late"]["of"] if process["late"] else 0
        if process["limit"] and not judged and process["cases"]:
            yield Remark(
                f"«{process['name']}»: chưa hồ sơ nào đủ để xét trễ hạn.",
                f"“{process['name']}”: no case could be judged late or in time.",
            )
