"""What a reader must not overlook in the figures of a simulation: what it is worth, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

Plain = dict[str, Any]


class Remark(NamedTuple):
    """One sentence in both languages."""

    vi: str
    en: str


def remarks_on(found: Plain, calendar_end: datetime | None) -> list[dict[str, str]]:
    """The remarks on a summary. calendar_end: where the calendar ended before all cases did."""
    return [each._asdict() for each in (*_growing(found), *_still_open(found, calendar_end), *_not_judged(found))]


def _growing(found: Plain) -> Iterator[Remark]:
    for name in found["growing"]:
        pool = found["pools"][name]
        yield Remark(
            f"Hàng đợi của «{pool['name']}» tăng mãi: việc đến bằng {pool['asked']:.0%} sức làm của {pool['people']} "
            f"người. Cần ít nhất {pool['people_asked']} người; các con số chờ đợi chỉ đúng cho khoảng thời gian này.",
            f"The queue of “{pool['name']}” grows without end: {pool['asked']:.0%} of what {pool['people']} people can "
            f"do comes in. At least {pool['people_asked']} are needed; figures of waiting hold for this stretch only.",
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
