"""How long things take: distributions that are drawn from by one number between 0 and 1 each, so that two models which
are played with the same numbers differ only by what differs in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import inf, isfinite, log, sqrt

from motcua.core.text import ToldError


class Shape(IntEnum):
    """The kinds of distributions."""

    FIXED = 0
    EXPONENTIAL = 1
    UNIFORM = 2
    LOGNORMAL = 3
    WEIBULL = 4
    SAMPLED = 5


class BadLengthError(ToldError, ValueError):
    """A length of time that cannot be: negative, endless, or without a value."""


@dataclass(frozen=True, slots=True)
class Length:
    """A distribution of seconds. What `a` and `b` mean depends on the shape; use the functions below."""

    shape: Shape
    a: float = 0.0
    b: float = 0.0
    values: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        never = self.shape is Shape.FIXED and self.a == inf
        if not (never or all(isfinite(each) for each in (self.a, self.b, *self.values))):
            raise BadLengthError(
                "Thời lượng phải là một số giây hữu hạn; hãy ghi một con số.",
                "A length of time must be a finite number of seconds; write a number.",
            )

    @property
    def is_nothing(self) -> bool:
        """Whether it is always no time at all."""
        return self.shape is Shape.FIXED and self.a == 0


def fixed(seconds: float) -> Length:
    """Always the same."""
    return Length(Shape.FIXED, _not_negative(seconds))


NO_TIME = Length(Shape.FIXED)
NEVER = Length(Shape.FIXED, inf)
"""What does not happen by itself: a message that nobody sends."""


def exponential(mean: float) -> Length:
    """As likely to end in the next second whatever has gone by."""
    return Length(Shape.EXPONENTIAL, _not_negative(mean))


def uniform(least: float, most: float) -> Length:
    """Anything from least to most alike."""
    if most < least:
        raise BadLengthError(
            f"Thời lượng dài nhất ({most} giây) ngắn hơn thời lượng ngắn nhất ({least} giây); hãy đổi chỗ hai số.",
            f"The longest time, {most} s, is shorter than the shortest, {least} s; exchange the two.",
        )
    return Length(Shape.UNIFORM, _not_negative(least), most)


def lognormal(mean: float, deviation: float) -> Length:
    """Mostly short, now and then very long, with this mean and standard deviation."""
    if mean <= 0 or deviation < 0:
        raise BadLengthError(
            "Phân phối lognormal cần trung bình lớn hơn 0 và độ lệch chuẩn từ 0 trở lên; hãy sửa hai số đó.",
            "A lognormal length needs a mean above 0 and a deviation of at least 0; mend these two.",
        )
    variance = log(1 + (deviation / mean) ** 2)
    return Length(Shape.LOGNORMAL, log(mean) - variance / 2, sqrt(variance))


def weibull(scale: float, form: float) -> Length:
    """With form 1 exponential; above it the end draws nearer, below it further off."""
    if scale < 0 or form <= 0:
        raise BadLengthError(
            "Phân phối Weibull cần thang đo từ 0 trở lên và tham số hình dạng lớn hơn 0; hãy sửa hai số đó.",
            "A Weibull length needs a scale of at least 0 and a form above 0; mend these two.",
        )
    return Length(Shape.WEIBULL, scale, form)


def sampled(values: Sequence[float]) -> Length:
    """Any of the values that were measured, each as likely."""
    if not values:
        raise BadLengthError(
            "Không có số đo nào để lấy mẫu; hãy ghi ít nhất một giá trị.",
            "Nothing was measured to draw from; write at least one value.",
        )
    return Length(Shape.SAMPLED, values=tuple(sorted(_not_negative(each) for each in values)))


def _not_negative(seconds: float) -> float:
    if seconds < 0:
        raise BadLengthError(
            f"Thời lượng không thể âm ({seconds} giây); hãy ghi từ 0 trở lên.",
            f"A length of time cannot be negative ({seconds} s); write 0 or more.",
        )
    return float(seconds)
