"""What a dossier's clock refuses, in Vietnamese first; every message says why and what to do."""

from __future__ import annotations

from datetime import datetime

from motcua.core.text import ToldError


class ClockError(ToldError, ValueError):
    """A change that the law or the state of the clock does not allow: `vi` and `en` say why and what to do."""


class BadTimeLimitError(ClockError):
    """A time limit that cannot be read."""


class ClockDataError(ClockError):
    """A stored clock that cannot be read."""


class MissingGroundsError(ClockError):
    """A change of the clock without its reason or its article."""

    def __init__(self) -> None:
        super().__init__(
            "Phải ghi rõ lý do và căn cứ pháp lý khi thay đổi thời hạn.",
            "A change of the clock needs its reason and its legal basis; state both.",
        )


class AlreadyEndedError(ClockError):
    """The dossier is resolved or stopped; its clock is history."""

    def __init__(self, ended_at: datetime) -> None:
        super().__init__(
            f"Hồ sơ đã kết thúc lúc {ended_at:%H:%M %d/%m/%Y}, không thay đổi thời hạn được nữa.",
            f"The dossier ended at {ended_at:%Y-%m-%d %H:%M}; its clock can no longer change.",
        )


class AlreadyPausedError(ClockError):
    """The clock already stands still."""

    def __init__(self, since: datetime) -> None:
        super().__init__(
            f"Hồ sơ đang chờ người nộp từ {since:%H:%M %d/%m/%Y}; hãy cho chạy lại trước khi làm việc này.",
            f"The dossier has been waiting for the applicant since {since:%Y-%m-%d %H:%M}; resume it first.",
        )


class NotPausedError(ClockError):
    """There is no pause to end."""

    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ đang được giải quyết, không có lần tạm dừng nào để kết thúc.",
            "The dossier is not paused; there is nothing to resume.",
        )


class SupplementSpentError(ClockError):
    """The supplement the law allows was already requested."""

    def __init__(self, allowed: int) -> None:
        super().__init__(
            f"Chỉ được yêu cầu bổ sung hồ sơ {allowed} lần. Muốn yêu cầu thêm phải nêu quy định của luật chuyên ngành.",
            f"A supplement may be requested {allowed} time(s) only. To ask again, name the special law that allows it.",
        )


class RescheduleSpentError(ClockError):
    """The new appointment the law allows was already made."""

    def __init__(self, allowed: int, article: str) -> None:
        super().__init__(
            f"Chỉ được hẹn lại ngày trả kết quả {allowed} lần ({article}). Quá hạn vẫn được trả kết quả; "
            "hãy trả sớm nhất có thể.",
            f"The due date may be moved {allowed} time(s) only ({article}). A late result may still be issued: "
            "issue it soonest.",
        )


class BadNewDueDateError(ClockError):
    """A new appointment that is no improvement: not after the old one, already past, or while the office is closed."""

    def __init__(self, new_due_at: datetime, due_at: datetime) -> None:
        super().__init__(
            f"Ngày hẹn lại {new_due_at:%H:%M %d/%m/%Y} phải là ngày làm việc, sau hạn cũ "
            f"{due_at:%H:%M %d/%m/%Y} và sau thời điểm hẹn lại.",
            f"The new due date {new_due_at:%Y-%m-%d %H:%M} must be on a working day, after the old one "
            f"{due_at:%Y-%m-%d %H:%M} and in the future.",
        )


class OutOfOrderError(ClockError):
    """A change dated before one the clock already knows."""

    def __init__(self, at: datetime, latest: datetime) -> None:
        super().__init__(
            f"Thời điểm {at:%H:%M:%S %d/%m/%Y} sớm hơn thay đổi gần nhất lúc {latest:%H:%M:%S %d/%m/%Y}; "
            "hãy kiểm tra lại giờ ghi nhận.",
            f"{at:%Y-%m-%d %H:%M:%S} is before the latest change at {latest:%Y-%m-%d %H:%M:%S}; "
            "check the time recorded.",
        )
