"""What a procedure may set about its clock. The numbers are data because the law changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import time
from enum import StrEnum
from typing import Any

from motcua.core.deadlines.stored import Readers, hour_or_none, read, truth, whole_number
from motcua.core.workcal import CIVIL_CODE, Counting


class AfterSupplement(StrEnum):
    """What happens to the time limit once a supplement is complete."""

    RESTART = "restart"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class ClockRules:
    """The rules a dossier was accepted under; it keeps them for life.

    cut_off: what is accepted after this hour counts as received when the next working day opens; without one, closing
        time does the same (15:00 in Nghị định 23/2015/NĐ-CP Điều 7 and Nghị định 63/2024/NĐ-CP Điều 7).
    counting: how days are counted (Bộ luật Dân sự 2015, Điều 147 and 148).
    after_supplement: "tính lại từ đầu sau khi nhận đủ hồ sơ" (Nghị định 61/2018/NĐ-CP Điều 19 khoản 4).
    supplements_allowed: "chỉ được yêu cầu sửa đổi, bổ sung một lần" (Nghị định 118/2025/NĐ-CP Điều 11).
    reschedules_allowed: "hẹn lại ngày trả kết quả được thực hiện không quá một lần" (Nghị định 61/2018/NĐ-CP Điều 19
        khoản 9).
    apology_days_before: how many working days before the due date the apology is owed at the latest (the same khoản).
    """

    cut_off: time | None = None
    counting: Counting = CIVIL_CODE
    after_supplement: AfterSupplement = AfterSupplement.RESTART
    supplements_allowed: int = 1
    reschedules_allowed: int = 1
    apology_days_before: int = 1

    @classmethod
    def parse(cls, source: Mapping[str, object]) -> ClockRules:
        """Read `{cut_off: "15:00", after_supplement: continue}`; what is not stated is the default.

        Raises ClockDataError on an unknown key or a value that cannot be read.
        """
        return cls(**read(source, _RULES, required=False))

    def as_dict(self) -> dict[str, object]:
        """What `parse` reads back, with every rule stated: a stored clock must not change when a default does."""
        cut_off = None if self.cut_off is None else self.cut_off.isoformat()
        return asdict(self) | {"cut_off": cut_off, "after_supplement": self.after_supplement.value}


def _counting(source: Any) -> Counting:
    return Counting(**read(source, _COUNTING, required=False))


_COUNTING: Readers = {"event_day_counts": truth, "roll_to_working_day": truth}
_RULES: Readers = {
    "cut_off": hour_or_none,
    "counting": _counting,
    "after_supplement": AfterSupplement,
    "supplements_allowed": whole_number,
    "reschedules_allowed": whole_number,
    "apology_days_before": whole_number,
}
DEFAULT_RULES = ClockRules()
