"""What can go wrong, one class for each answer a caller may want to give. All carry Vietnamese and English text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from motcua.core.process.problems import Problem, Text
from motcua.core.text import Parts, sent_as_it_is

MOST_NAMED = 20  # problems in the text of one error; all are in its list


class ProcessError(Exception):
    """The base of all errors of this package."""

    def __init__(self, vi: str, en: str) -> None:
        self.message = Text(vi, en)
        super().__init__(str(self.message))

    def __reduce__(self) -> tuple[Callable[..., Exception], Parts]:
        return sent_as_it_is(self)


class UnreadableModelError(ProcessError):
    """The bytes are not a BPMN file that may be read: broken, too large, or with a forbidden construct."""

    def __init__(self, line: int, vi: str, en: str) -> None:
        self.line = line
        super().__init__(f"Không đọc được tệp BPMN, dòng {line}: {vi}", f"BPMN file not readable, line {line}: {en}")


class NotExecutableError(ProcessError):
    """The model was read, but the engine must not run it; `problems` names each reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first, more = self.problems[:MOST_NAMED], len(self.problems[MOST_NAMED:])
        super().__init__(
            "Quy trình chưa thực hiện được: "
            + "; ".join(f"dòng {p.line}, {p.message.vi}" for p in first)
            + (f"; và {more} lỗi khác" if more else ""),
            "The process cannot be executed: "
            + "; ".join(f"line {p.line}, {p.message.en}" for p in first)
            + (f"; and {more} more" if more else ""),
        )


class BadConditionError(ProcessError):
    """The text of a condition cannot be understood."""


class StaleCommandError(ProcessError):
    """The command does not fit the state.

    `reason` tells a double click from a mistake: `over` when what it answers was there and is over, `unknown` when it
    never was, `unfit` when it is there and wants another command.
    """

    def __init__(self, reason: Literal["over", "unknown", "unfit"], vi: str, en: str) -> None:
        self.reason = reason
        super().__init__(vi, en)


class NoFlowError(ProcessError):
    """No condition holds at `element`, and it has no default flow."""

    def __init__(self, element: str, name: str) -> None:
        self.element = element
        super().__init__(
            f"Tại «{name}» không có điều kiện nào đúng và không có nhánh mặc định; hãy thêm nhánh mặc định",
            f"No condition holds at “{name}” and there is no default flow; draw one",
        )


class EndlessLoopError(ProcessError):
    """Tokens kept moving around `element` without anything to wait for."""

    def __init__(self, element: str, name: str) -> None:
        self.element = element
        super().__init__(
            f"Quy trình chạy vòng không dừng quanh «{name}»; vòng lặp phải có một bước để chờ",
            f"The process runs in circles around “{name}”; a loop needs a step that waits",
        )


class UncaughtError(ProcessError):
    """The error `code` of `element` is caught nowhere around it, so the command that threw it was not done."""

    def __init__(self, element: str, name: str, code: str) -> None:
        self.element, self.code = element, code
        super().__init__(
            f"Lỗi «{code}» tại «{name}» không được xử lý ở đâu cả; hãy vẽ sự kiện bắt lỗi quanh bước này",
            f"Nothing catches the error “{code}” of “{name}”; draw an error event around it",
        )


class RepetitionError(ProcessError):
    """It cannot be said how often `element` is to be done, or it is too often."""

    def __init__(self, element: str, vi: str, en: str) -> None:
        self.element = element
        super().__init__(vi, en)

    @classmethod
    def uncounted(cls, element: str, name: str) -> RepetitionError:
        """What the drawing names is no list and no whole number."""
        return cls(
            element,
            f"Không rõ «{name}» có mấy lượt: dữ liệu không phải danh sách hoặc số nguyên không âm",
            f"How many instances “{name}” has is not clear: the data are no list and no whole number from 0 on",
        )

    @classmethod
    def too_many(cls, element: str, name: str, count: int, most: int) -> RepetitionError:
        """More instances than one process may have at a time."""
        return cls(
            element,
            f"«{name}» cần {count} lượt, quá mức {most} lượt cùng lúc trong một hồ sơ",
            f"“{name}” asks for {count} instances; one process has at most {most} at a time",
        )


class StuckError(ProcessError):
    """Nothing waits any more, yet tokens stand before `joins` for companions that cannot come."""

    def __init__(self, joins: Sequence[str], names: Sequence[str]) -> None:
        self.joins = tuple(joins)
        listed = ", ".join(f"“{name}”" for name in names)
        super().__init__(
            f"Quy trình sẽ bị kẹt tại {listed}: nhánh còn thiếu không bao giờ tới; hãy sửa sơ đồ",
            f"The process would be stuck at {listed}: the missing branch can never arrive; mend the drawing",
        )


class UnreadableStateError(ProcessError):
    """The stored state is damaged, of an unknown format, or belongs to another definition."""
