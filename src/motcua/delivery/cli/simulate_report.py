"""The figures of a simulation in a few lines: what somebody who wants to change a process asks first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

Plain = dict[str, Any]
_DAY = 86_400.0
_WORKING_DAY = 28_800.0
_BUSIEST = 6


class _Words(NamedTuple):
    """The sentences of a report in one language."""

    cases: str
    late: str
    no_limit: str
    lasts: str
    nothing: str
    bottleneck: str
    no_bottleneck: str
    never_begun: str
    pools: str
    pool: str
    assumed: str
    decimal: str


_VI = _Words(
    cases="{name}: {cases} hồ sơ, {ended} đã xong, {open} còn dở ({begin:%d/%m/%Y} – {last:%d/%m/%Y})",
    late="  Trễ hạn {share} (khoảng tin cậy 95 %: {low} – {high}) trong {of} hồ sơ xét được; thời hạn {limit}",
    no_limit="  Không có thời hạn nên không xét trễ hạn",
    lasts="  Một hồ sơ mất trung bình {mean} ngày; một nửa không quá {median}, chín phần mười không quá {p90} "
    "(đến khi có kết quả: {result} ngày làm việc)",
    nothing="  Chưa hồ sơ nào xong",
    bottleneck="Nút thắt: {pool} – {share} thời gian chờ người làm, nhiều nhất ở bước «{step}»",
    no_bottleneck="Không việc nào phải chờ người làm",
    never_begun="Việc nào phải chờ thì chưa ai bắt đầu làm",
    pools="Người làm: {pools}",
    pool="{name} {people} người, bận {busy}",
    assumed="CHƯA AI ĐO, chỉ giả định: {assumed}",
    decimal=",",
)
_EN = _Words(
    cases="{name}: {cases} dossiers, {ended} ended, {open} open ({begin:%Y-%m-%d} to {last:%Y-%m-%d})",
    late="  Late {share} (95 % interval {low} to {high}) of {of} that could be judged; limit {limit}",
    no_limit="  No limit, so none is late",
    lasts="  A dossier takes {mean} days in the mean; half of them {median} or less, nine tenths {p90} or less "
    "(until the result: {result} working days)",
    nothing="  None ended",
    bottleneck="Bottleneck: {pool}, {share} of the waiting for people, most at “{step}”",
    no_bottleneck="No work had to wait for people",
    never_begun="Of the work that waits nobody has begun any",
    pools="People: {pools}",
    pool="{name} {people}, busy {busy}",
    assumed="NOBODY MEASURED, only assumed: {assumed}",
    decimal=".",
)
_UNITS = {
    "working_hours": ("giờ làm việc", "working hours"),
    "working_days": ("ngày làm việc", "working days"),
    "calendar_days": ("ngày", "days"),
    "months": ("tháng", "months"),
    "same_day": ("trong ngày", "the same day"),
}


def lines_of(found: Plain, *, english: bool) -> Iterator[str]:
    """The report on a summary, in Vietnamese unless English is asked for."""
    telling = _Telling(_EN if english else _VI, english=english)
    for process in found["processes"].values():
        yield from telling.process(process, found)
    yield telling.bottleneck(found)
    if found["pools"]:
        yield telling.pools(found)
    yield from (f"! {remark['en' if english else 'vi']}" for remark in found["remarks"])
    if found["assumed"]:
        yield telling.words.assumed.format(assumed="; ".join(telling.one_language(each) for each in found["assumed"]))


class _Telling:
    def __init__(self, words: _Words, *, english: bool) -> None:
        self.words = words
        self._english = english

    def process(self, process: Plain, found: Plain) -> Iterator[str]:
        begin, last = (datetime.fromisoformat(found[each]) for each in ("begin", "last"))
        counts = {key: process[key] for key in ("cases", "ended", "open")}
        yield self.words.cases.format(name=process["name"], begin=begin, last=last, **counts)
        if process["late"]:
            shares = {key: self._percent(process["late"][key]) for key in ("share", "low", "high")}
            yield self.words.late.format(**shares, of=process["late"]["of"], limit=self._limit(process["limit"]))
        elif not process["limit"]:
            yield self.words.no_limit
        lasts = process["durations"]["calendar"]
        if not lasts:
            yield self.words.nothing
            return
        days = {key: self._number(seconds / _DAY) for key, seconds in lasts.items()}
        result = process["durations"]["to_result"]
        yield self.words.lasts.format(**days, result=self._number(result["mean"] / _WORKING_DAY) if result else "–")

    def bottleneck(self, found: Plain) -> str:
        worst = found["bottleneck"]
        if not worst:
            waits = any(pool["left"] for pool in found["pools"].values())
            return self.words.never_begun if waits else self.words.no_bottleneck
        steps = found["processes"][worst["process"]]["steps"]
        return self.words.bottleneck.format(
            pool=found["pools"][worst["pool"]]["name"],
            share=self._percent(worst["share"]),
            step=steps[worst["step"]]["name"],
        )

    def pools(self, found: Plain) -> str:
        busiest = sorted(found["pools"].values(), key=lambda each: -each["busy"])[:_BUSIEST]
        return self.words.pools.format(
            pools=" · ".join(
                self.words.pool.format(name=each["name"], people=each["people"], busy=self._percent(each["busy"]))
                for each in busiest
            )
        )

    def one_language(self, note: str) -> str:
        """Notes are told in Vietnamese with English in brackets behind it."""
        vi, _, en = note.partition(" (")
        return en.removesuffix(")") if self._english and en else vi

    def _limit(self, limit: Plain) -> str:
        ((unit, amount),) = ((key, value) for key, value in limit.items() if key != "basis")
        word = _UNITS[unit][self._english]
        return word if amount is True else f"{amount} {word}"

    def _percent(self, share: float) -> str:
        return f"{share * 100:.1f} %".replace(".", self.words.decimal)

    def _number(self, days: float) -> str:
        return f"{days:.1f}".replace(".", self.words.decimal)
