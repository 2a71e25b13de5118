"""A length of time that cannot be is told, with what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan

import pytest

from motcua.core.simulation.lengths import (
    BadLengthError,
    Length,
    exponential,
    fixed,
    lognormal,
    sampled,
    uniform,
    weibull,
)


@pytest.mark.parametrize(
    ("making", "vi", "en"),
    [
        (lambda: fixed(-1.0), "không thể âm", "write 0 or more"),
        (lambda: exponential(inf), "hữu hạn", "write a number"),
        (lambda: fixed(nan), "hữu hạn", "write a number"),
        (lambda: uniform(2.0, 1.0), "hãy đổi chỗ", "exchange the two"),
        (lambda: lognormal(0.0, 1.0), "trung bình lớn hơn 0", "a mean above 0"),
        (lambda: weibull(1.0, 0.0), "hình dạng lớn hơn 0", "a form above 0"),
        (lambda: sampled([]), "ít nhất một giá trị", "at least one value"),
        (lambda: sampled([1.0, -2.0]), "không thể âm", "write 0 or more"),
    ],
)
def test_a_length_that_cannot_be_is_told_in_both_languages(making: Callable[[], Length], vi: str, en: str) -> None:
    with pytest.raises(BadLengthError) as refusal:
        making()
    assert vi in refusal.value.vi
    assert en in refusal.value.en
