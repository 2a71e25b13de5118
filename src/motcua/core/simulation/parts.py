"""Parts of a scenario file: each knows where it stands, so that what is wrong in it is told with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import TypeVar

from motcua.core.simulation.lengths import (
    NEVER,
    BadLengthError,
    Length,
    Shape,
    exponential,
    fixed,
    lognormal,
    sampled,
    uniform,
    weibull,
)
from motcua.core.simulation.scenario import BadScenarioError, Place
from motcua.core.text import ToldError

T = TypeVar("T")
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
_TIME = re.compile(r"(?P<amount>-?[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>s|min|h|d)")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_DISTRIBUTIONS = ("fixed", "exponential", "uniform", "lognormal", "weibull", "sampled")


@dataclass(frozen=True, slots=True)
class Part:
    """A value of the file and its place."""

    value: object
    place: Place = ()

    def keys(self, known: Collection[str]) -> dict[str, Part]:
        """The parts of a mapping that may have these keys."""
        found = self.named()
        for key, part in found.items():
            if key not in known:
                raise part.wrong(
                    f"không có mục này; các mục: {', '.join(known)}", f"unknown; it can be {', '.join(known)}"
                )
        return found

    def all_of(self, keys: Collection[str]) -> dict[str, Part]:
        """The parts of a mapping that has all of these keys and no other."""
        found = self.keys(keys)
        if missing := ", ".join(key for key in keys if key not in found):
            raise self.wrong(f"thiếu mục {missing}", f"{missing} is missing")
        return found

    def named(self) -> dict[str, Part]:
        """The parts of a mapping from any names."""
        if not isinstance(self.value, dict):
            raise self.wrong("cần các mục «tên: giá trị»", "named parts are needed: “name: value”")
        return {str(key): Part(value, (*self.place, str(key))) for key, value in self.value.items()}

    def items(self) -> Iterator[Part]:
        """The parts of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("cần một danh sách [ ]", "a list [ ] is needed")
        return (Part(value, (*self.place, n)) for n, value in enumerate(self.value))

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong(f"{self.value!r}: cần chữ", f"{self.value!r}: words are needed")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong(f"{self.value!r}: hãy ghi true hoặc false", f"{self.value!r}: write true or false")
        return self.value

    def number(self) -> float:
        number = self.value
        if isinstance(number, str) and NUMBER.fullmatch(number):
            number = float(number)
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not isfinite(number):
            raise self.wrong(f"{self.value!r}: cần một số", f"{self.value!r}: a number is needed")
        return float(number)

    def whole(self) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.wrong(f"{self.value!r}: cần số nguyên", f"{self.value!r}: a whole number is needed")
        return self.value

    def moment(self) -> datetime:
        """A moment; whether it names a zone is judged later."""
        try:
            return datetime.fromisoformat(self.text())
        except ValueError:
            example = "2026-11-23T08:00:00+07:00"
            raise self.wrong(
                f"{self.value!r}: hãy ghi thời điểm như {example}", f"{self.value!r}: write a moment like {example}"
            ) from None

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.wrong(
                f"{self.value!r}: hãy ghi ngày như 2027-07-19", f"{self.value!r}: write a day like 2027-07-19"
            ) from None

    def seconds(self) -> float:
        """A time in words such as `20 min`, or a number of seconds."""
        if isinstance(self.value, str) and (found := _TIME.fullmatch(self.value.strip())):
            return self._not_negative(float(found["amount"]) * _SECONDS[found["unit"]])
        if isinstance(self.value, str) and not NUMBER.fullmatch(self.value):
            raise self.wrong(
                f"{self.value!r}: hãy ghi 20 min, 2 h, 3 d, hoặc số giây",
                f"{self.value!r}: write 20 min, 2 h, 3 d, or a number of seconds",
            )
        return self._not_negative(self.number())

    def length(self) -> Length:
        """How long something takes: a time that is always the same, a distribution, or `never`."""
        if self.value == "never":
            return NEVER
        if not isinstance(self.value, dict):
            return fixed(self.seconds())
        if len(self.value) != 1:
            raise self.wrong(
                f"hãy ghi đúng một trong: {', '.join(_DISTRIBUTIONS)}", f"write one of: {', '.join(_DISTRIBUTIONS)}"
            )
        ((name, part),) = self.keys(_DISTRIBUTIONS).items()
        try:
            return _MAKERS[name](part)
        except BadLengthError as wrong:
            raise part.wrong(wrong.vi, wrong.en) from None

    def told(self, reader: Callable[[dict[str, object]], T]) -> T:
        """What a reader of another package makes of a mapping; what it refuses is told with the place."""
        mapping: dict[str, object] = {key: part.value for key, part in self.named().items()}
        try:
            return reader(mapping)
        except ToldError as wrong:
            raise self.wrong(wrong.vi, wrong.en) from None

    def wrong(self, vi: str, en: str) -> BadScenarioError:
        return BadScenarioError(self.place, vi, en)

    def _not_negative(self, seconds: float) -> float:
        if seconds < 0:
            raise self.wrong(
                f"{self.value!r}: thời gian không thể âm; hãy ghi từ 0 trở lên",
                f"{self.value!r}: a time cannot be negative; write 0 or more",
            )
        return seconds


def _uniform(part: Part) -> Length:
    ends = [each.seconds() for each in part.items()]
    if len(ends) != 2:
        raise part.wrong("hãy ghi [ngắn nhất, dài nhất]", "write [shortest, longest]")
    return uniform(*ends)


def _lognormal(part: Part) -> Length:
    told = part.keys(("mean", "deviation", "mu", "sigma"))
    if set(told) == {"mean", "deviation"}:
        return lognormal(told["mean"].seconds(), told["deviation"].seconds())
    if set(told) == {"mu", "sigma"} and told["sigma"].number() >= 0:
        return Length(Shape.LOGNORMAL, told["mu"].number(), told["sigma"].number())
    raise part.wrong("hãy ghi mean và deviation, ví dụ {mean: 20 min, deviation: 10 min}", "write mean and deviation")


def _weibull(part: Part) -> Length:
    told = part.keys(("scale", "form"))
    if set(told) != {"scale", "form"}:
        raise part.wrong("hãy ghi scale và form, ví dụ {scale: 2 h, form: 1.5}", "write scale and form")
    return weibull(told["scale"].seconds(), told["form"].number())


_MAKERS: dict[str, Callable[[Part], Length]] = {
    "fixed": lambda part: fixed(part.seconds()),
    "exponential": lambda part: exponential(part.seconds()),
    "uniform": _uniform,
    "lognormal": _lognormal,
    "weibull": _weibull,
    "sampled": lambda part: sampled([each.seconds() for each in part.items()]),
}
