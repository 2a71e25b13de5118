"""What a column of a log can be, and by which names such columns usually go."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Field(StrEnum):
    """What a column of a log can be."""

    CASE = "case"
    ACTIVITY = "activity"
    ENDED = "ended"
    STARTED = "started"
    CLAIMED = "claimed"
    ENABLED = "enabled"
    RESOURCE = "resource"
    ROLE = "role"


NEEDED: Final = (Field.CASE, Field.ACTIVITY, Field.ENDED)
MOMENTS: Final = (Field.ENDED, Field.STARTED, Field.CLAIMED, Field.ENABLED)
CALLED: Final[Mapping[Field, tuple[str, str]]] = {
    Field.CASE: ("mã ca", "case"),
    Field.ACTIVITY: ("hoạt động", "activity"),
    Field.ENDED: ("thời điểm kết thúc", "end"),
    Field.STARTED: ("thời điểm bắt đầu", "start"),
    Field.CLAIMED: ("thời điểm nhận việc", "claim"),
    Field.ENABLED: ("thời điểm đến lượt", "enabling"),
    Field.RESOURCE: ("người xử lý", "resource"),
    Field.ROLE: ("vai trò", "role"),
}
"""In Vietnamese and in English."""
USUAL: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.CASE: (
        *("case", "case concept name", "case id", "caseid", "case number", "case key", "trace", "trace id"),
        *("ma ho so", "so ho so", "ma hs", "so bien nhan", "dossier", "dossier id", "dossier code"),
    ),
    Field.ACTIVITY: (
        *(
            "activity",
            "concept name",
            "activity name",
            "activity id",
            "task",
            "task name",
            "step",
            "event",
            "event name",
        ),
        *("hoat dong", "buoc", "ten buoc", "buoc xu ly", "cong viec", "ten cong viec", "cong doan"),
    ),
    Field.ENDED: (
        *("ended", "time timestamp", "end timestamp", "end time", "endtime", "complete timestamp", "completed"),
        *("completion time", "finish time", "end", "timestamp", "time", "datetime", "date"),
        *("ket thuc", "thoi gian ket thuc", "ngay ket thuc", "thoi diem ket thuc", "hoan thanh", "ngay hoan thanh"),
        *("thoi diem xu ly", "ngay xu ly", "thoi gian xu ly", "thoi diem", "thoi gian", "ngay"),
    ),
    Field.STARTED: (
        *("started", "start timestamp", "start time", "starttime", "begin time", "start", "begin"),
        *("bat dau", "thoi gian bat dau", "ngay bat dau", "thoi diem bat dau"),
    ),
    Field.CLAIMED: (
        *("claimed", "claimed timestamp", "claim time", "assigned", "assign time"),
        *("nhan viec", "thoi diem nhan viec", "ngay nhan viec"),
    ),
    Field.ENABLED: (
        *("enabled", "enabled timestamp", "enabled time", "enable time", "enablement time", "ready", "scheduled"),
        *("den luot", "thoi diem den luot", "ngay chuyen den"),
    ),
    Field.RESOURCE: (
        *("resource", "org resource", "user", "performer", "officer", "employee"),
        *("nguoi xu ly", "can bo xu ly", "can bo thu ly", "nguoi thuc hien", "can bo"),
    ),
    Field.ROLE: ("role", "org role", "group", "org group", "chuc danh", "vai tro"),
}
"""As `fold` leaves them; the name that is one of our own goes before all others."""
LIFECYCLE: Final = ("lifecycle transition", "lifecycle", "transition")
"""A column that says which transition of a piece of work a row is: then several rows are one event."""
INSTANCE: Final = ("concept instance", "activity instance", "activity instance id")
