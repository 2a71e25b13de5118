"""Why the past of a city cannot be made; the message says what to do."""

from __future__ import annotations

from motcua.core.text import ToldError


class CityError(ToldError):
    """The past of a city cannot be made."""


class NotATrainingCityError(CityError):
    """An invented past has no place in a real city."""

    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ hư cấu không được đưa vào thành phố thật; chỉ thành phố tập huấn (MOTCUA_TRAINING=1) mới có.",
            "Invented dossiers have no place in a real city; only a training city (MOTCUA_TRAINING=1) may have them.",
        )


class PlanError(CityError):
    """A file of the plan is missing or says something that cannot be used; the message names it."""


class CourseError(CityError):
    """What the simulator played cannot have happened by the process: a choice and the data do not agree."""


class AnotherPastError(CityError):
    """The city has a past already, or the beginning of one, that is not the one that was asked for."""

    def __init__(self, asked: str) -> None:
        """asked: the options of the command that gave it that past."""
        super().__init__(
            f"Thành phố này đã có quá khứ khác, do lệnh “motcua city {asked}”. Hãy chạy lại đúng lệnh đó để làm tiếp, "
            "hoặc dùng cơ sở dữ liệu mới.",
            f"This city has another past already, by “motcua city {asked}”. Run that command again to go on, or take "
            "a new database.",
        )


class LostProcessError(CityError):
    """A process that wrote a part of the city died, and so did those that did its work again."""

    def __init__(self, tries: int, why: str) -> None:
        super().__init__(
            f"Tiến trình ghi hồ sơ bị dừng {tries} lần liên tiếp ({why}), thường là do hết bộ nhớ. Hãy chạy lại đúng "
            "lệnh đó với ít tiến trình hơn (--processes 1); phần đã ghi được giữ nguyên.",
            f"The process that writes dossiers died {tries} times in a row ({why}); most often memory ran out. Run the "
            "same command with fewer processes (--processes 1); what was written stays.",
        )
