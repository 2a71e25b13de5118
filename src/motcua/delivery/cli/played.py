"""What commands that play scenarios have in common: the words of their options, and how they are stopped."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import FrameType

from motcua.delivery.cli.file_faults import why

_MOST_CASES = 5_000_000


def a_count(text: str) -> int:
    """How many cases are played."""
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= _MOST_CASES:
        raise argparse.ArgumentTypeError(
            f"{text!r}: hãy ghi số hồ sơ từ 1 đến {_MOST_CASES} (write a number of cases from 1 to {_MOST_CASES})"
        )
    return number


def a_seed(text: str) -> int:
    """The seed of chance."""
    if not text.isdecimal() or int(text) >= 2**63:
        raise argparse.ArgumentTypeError(f"{text!r}: hãy ghi số nguyên từ 0 (write a whole number from 0 up)")
    return int(text)


def a_part(text: str) -> float:
    """A share of something: more than none of it and less than all."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < 1:
        raise argparse.ArgumentTypeError(
            f"{text!r}: hãy ghi số giữa 0 và 1, ví dụ 0.95 (write a number between 0 and 1, such as 0.95)"
        )
    return found


def a_day(text: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r}: hãy ghi ngày như 2027-01-04 (write a day like 2027-01-04)"
        ) from None


def in_words(refusal: Exception) -> str:
    """What a refusal says; of a file that cannot be opened, written or read as text why, and what to do."""
    if isinstance(refusal, UnicodeDecodeError):
        return (
            f"tệp kịch bản không phải UTF-8 (byte thứ {refusal.start + 1}); hãy lưu lại ở dạng UTF-8 (the file of the "
            f"scenario is not UTF-8, at byte {refusal.start + 1}; save it as UTF-8)"
        )
    if not isinstance(refusal, OSError) or refusal.filename is None:
        return str(refusal)
    return f"{refusal.filename}: {why(refusal)}"


@contextmanager
def stoppable() -> Iterator[None]:
    """A request to end is answered like Ctrl-C, with a word; Ctrl-C also where a shell has had it ignored."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
