"""Why courses cannot be written; nothing of the part is there then, and the message says what to do."""

from __future__ import annotations

from motcua.core.text import ToldError


class BulkError(ToldError):
    """Courses cannot be written."""


class UnplayableCourseError(BulkError):
    """A course tells of something that the acts refuse, such as a step that is not open then."""

    def __init__(self, n: int, vi: str, en: str) -> None:
        super().__init__(
            f"Diễn biến của hồ sơ thứ {n} không làm được trên hệ thống: {vi} Hãy sửa kịch bản sinh hồ sơ rồi chạy lại.",
            f"The course of dossier {n} cannot be played: {en} Mend what made the course, then run again.",
        )


class ForeignCourseError(BulkError):
    """Courses were handed over a second time and are not those of the first time."""

    def __init__(self, delivery: str) -> None:
        super().__init__(
            f"Lô “{delivery}” đã nạp dở với nội dung khác. Hãy chạy lại đúng lệnh và hạt giống lần trước.",
            f"The delivery {delivery!r} was begun with other courses. Run again with the same command and seed.",
        )


class BooksInUseError(BulkError):
    """Somebody took a number meanwhile from a book from which the courses of the past were to be numbered."""

    def __init__(self, delivery: str) -> None:
        super().__init__(
            f"Có người vừa lấy số trong sổ của lô “{delivery}”. Hãy chạy lại; chưa có hồ sơ nào của lô được ghi.",
            f"Somebody took a number from a book of the delivery {delivery!r}. Run again; nothing of it was written.",
        )


class UnknownNamesError(BulkError):
    """A course names an agency, an officer or a version of a procedure that the city has not."""

    def __init__(self, what: str, number: int) -> None:
        super().__init__(
            f"Thành phố không có {what} số {number}. Hãy sinh lại kịch bản từ dữ liệu của chính thành phố này.",
            f"The city has no {what} with the number {number}. Make the courses from the data of this very city.",
        )


class MouldError(BulkError):
    """A dossier that was played is not what was cast for it. It is a fault of the program, not of the course."""

    def __init__(self, n: int, where: str) -> None:
        super().__init__(
            f"Hồ sơ thứ {n} đúc theo khuôn khác với khi làm từng bước: {where}. Lô này chưa ghi; hãy báo lỗi.",
            f"Dossier {n}, cast, differs from what the acts make: {where}. Nothing of it was written; report it.",
        )
