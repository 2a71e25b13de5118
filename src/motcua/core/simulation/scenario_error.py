"""What is refused of a scenario: where it stands, and what to write there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

from motcua.core.text import ToldError

Place = tuple[str | int, ...]


class BadScenarioError(ToldError, ValueError):
    """A scenario that cannot be played. `place`: where in the file, from the outermost part to the wrong one."""

    def __init__(self, place: Place, vi: str, en: str, line: int = 0) -> None:
        where = ".".join(str(part) for part in place) or "."
        super().__init__(
            f"dòng {line}, {where}: {vi}" if line else f"{where}: {vi}",
            f"line {line}, {where}: {en}" if line else f"{where}: {en}",
        )
        self.place = place
        self._why = vi, en

    def at_line(self, line: int) -> BadScenarioError:
        """The same, told with the line of the file."""
        return BadScenarioError(self.place, *self._why, line)


def check_weights(place: Place, weights: Sequence[float], count: int) -> None:
    """Raises BadScenarioError for another number of weights, a negative one, and for weights that are all 0."""
    if len(weights) != count:
        raise BadScenarioError(
            place,
            f"cần đủ {count} trọng số, đang có {len(weights)}",
            f"{count} weights are needed, {len(weights)} are there",
        )
    for n, weight in enumerate(weights):
        at_least_nothing((*place, n), weight)
    if not any(weights):
        raise all_nothing(place)


def at_least_nothing(place: Place, number: float) -> None:
    """Raises BadScenarioError for a number that is negative or endless."""
    if not isfinite(number) or number < 0:
        raise BadScenarioError(place, f"{number}: hãy ghi một số từ 0 trở lên", f"{number}: write a number from 0 up")


def names_once(place: Place, names: Iterable[str]) -> None:
    """Raises BadScenarioError for a name that stands there twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise BadScenarioError((*place, name), "tên này ghi hai lần", "this name stands there twice")
        seen.add(name)


def all_nothing(place: Place) -> BadScenarioError:
    """What is said of weights that are all 0."""
    return BadScenarioError(
        place,
        "tất cả đều bằng 0; hãy ghi ít nhất một số lớn hơn 0",
        "all of them are 0; write at least one that is more",
    )
