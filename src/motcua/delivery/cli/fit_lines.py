"""A fit in a few lines: what was found, how well it plays what happened, and what had to be assumed."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import NamedTuple

from motcua.core.simulation.absence_plans import AbsencePlan
from motcua.core.simulation.fitting import AsIs, Fitted, Row
from motcua.core.simulation.length_figures import mean_of
from motcua.core.simulation.likeness import COUNTED, Measure

_HOUR = 3600.0
_MOST_ROWS = 12


class _Words(NamedTuple):
    """The sentences of a report in one language."""

    course: str
    arrivals: str
    step: str
    delay: str
    nobody: str
    pool: str
    away: str
    compared: str
    the_same: str
    good: str
    poor: str
    row: str
    more: str
    unfitted: str
    measures: dict[Measure, str]
    verdicts: dict[bool | None, str]
    decimal: str


_VI = _Words(
    course="{fitting} trong {cases} hồ sơ đi đúng sơ đồ; mỗi ngày làm việc có {rate} hồ sơ",
    arrivals="Giờ làm việc {name}: {week}",
    step="  {label}: {events} lần, làm {work} giờ ({family}), {who}{delay}",
    delay=", trước đó nằm chờ {hours} giờ không do ai",
    nobody="không ghi ai làm",
    pool="Nhóm {name}: {people} người{away}",
    away=", mỗi người vắng {share} % số ngày, mỗi đợt {days} ngày làm việc",
    compared="So với {cases} hồ sơ đến từ {since:%d/%m/%Y} không dùng để khớp, mô phỏng {runs} lần:",
    the_same="So với chính {cases} hồ sơ đã dùng để khớp, mô phỏng {runs} lần:",
    good="KHỚP TỐT: mô hình gần thực tế như các nửa của chính nhật ký.",
    poor="KHỚP KÉM: đừng dùng mô hình này để quyết định trước khi xem các dòng «xa» ở trên.",
    row="  {verdict} {measure}{step}: cách {distance}, nhiễu của nhật ký {log}, của mô hình {model}, "
    "nhật ký tự thay đổi {drift}{mean}",
    more="  … và {count} dòng xa nữa, xem --json",
    unfitted="KHÔNG BIẾT ĐƯỢC, phải giả định:",
    measures={
        Measure.CYCLE: "thời gian cả hồ sơ",
        Measure.STEP: "thời gian một bước",
        Measure.WAIT: "thời gian chờ",
        Measure.WORK: "thời gian làm",
        Measure.EDGES: "bước nào theo bước nào",
        Measure.TRIPLES: "ba bước liền nhau",
        Measure.VARIANTS: "đường đi cả hồ sơ",
        Measure.HOURS: "giờ nộp",
        Measure.WEEKDAYS: "ngày nộp trong tuần",
        Measure.DAILY: "số hồ sơ mỗi ngày",
    },
    verdicts={True: "gần", False: "XA", None: "ít "},
    decimal=",",
)
_EN = _Words(
    course="{fitting} of {cases} cases follow the drawing; {rate} come on a working day",
    arrivals="Hours of {name}: {week}",
    step="  {label}: {events} times, takes {work} h ({family}), {who}{delay}",
    delay=", and lies {hours} h before through nobody's work",
    nobody="nobody named",
    pool="Pool {name}: {people} people{away}",
    away=", each away on {share} % of the days, {days} working days at a time",
    compared="Beside {cases} cases that came from {since:%Y-%m-%d} on and were not fitted, in {runs} runs:",
    the_same="Beside the {cases} cases that were fitted, in {runs} runs:",
    good="GOOD FIT: the model is as near as halves of the log itself are to each other.",
    poor="POOR FIT: decide nothing by this model before you have seen the rows marked FAR.",
    row="  {verdict} {measure}{step}: {distance} apart, noise of the log {log}, of the model {model}, "
    "the log's own drift {drift}{mean}",
    more="  … and {count} rows more that are far, see --json",
    unfitted="NOT KNOWN, assumed instead:",
    measures={
        Measure.CYCLE: "time of a case",
        Measure.STEP: "time of a step",
        Measure.WAIT: "waiting",
        Measure.WORK: "work",
        Measure.EDGES: "which step follows which",
        Measure.TRIPLES: "three steps in a row",
        Measure.VARIANTS: "whole courses",
        Measure.HOURS: "hour of arrival",
        Measure.WEEKDAYS: "weekday of arrival",
        Measure.DAILY: "cases a day",
    },
    verdicts={True: "near", False: "FAR ", None: "few "},
    decimal=".",
)


def lines_of(found: Fitted, compared: AsIs, *, english: bool) -> Iterator[str]:
    """The report, in Vietnamese unless English is asked for."""
    telling = _Telling(_EN if english else _VI)
    yield from telling.parameters(found)
    yield from telling.comparison(compared)
    if found.unfitted:
        yield telling.words.unfitted
        yield from (f"  - {each.en if english else each.vi}" for each in found.unfitted)


class _Telling:
    def __init__(self, words: _Words) -> None:
        self.words = words

    def parameters(self, found: Fitted) -> Iterator[str]:
        (plan,) = found.scenario.processes
        yield self.words.course.format(
            fitting=found.fitting, cases=found.cases, rate=self._number(plan.arrivals.per_working_day)
        )
        for name, week in found.scenario.weeks.items():
            yield self.words.arrivals.format(name=name, week=" | ".join(day or "–" for day in week))
        for step in found.steps:
            told = plan.steps[step.node]
            delay = mean_of(told.delay) / _HOUR
            yield self.words.step.format(
                label=step.label,
                events=step.events,
                work=self._number(mean_of(told.work) / _HOUR),
                family=step.work,
                who=", ".join(told.pools) or self.words.nobody,
                delay=self.words.delay.format(hours=self._number(delay)) if delay >= 0.05 else "",
            )
        for pool in found.scenario.pools:
            yield self.words.pool.format(name=pool.name, people=pool.people, away=self._away(pool.absences))

    def _away(self, absences: AbsencePlan | None) -> str:
        if absences is None:
            return ""
        return self.words.away.format(share=self._number(100 * absences.share), days=self._number(absences.days))

    def comparison(self, found: AsIs) -> Iterator[str]:
        beside = self.words.compared if found.held_back else self.words.the_same
        yield beside.format(cases=found.cases, since=found.since, runs=found.runs)
        whole = [row for row in found.rows if not row.step]
        steps = sorted((row for row in found.poor if row.step), key=lambda row: -row.events)
        yield from map(self._row, (*whole, *steps[:_MOST_ROWS]))
        if len(steps) > _MOST_ROWS:
            yield self.words.more.format(count=len(steps) - _MOST_ROWS)
        yield self.words.good if found.good else self.words.poor

    def _row(self, row: Row) -> str:
        mean = "" if row.measure in COUNTED else f" (μ = {self._value(row, row.size)})"
        return self.words.row.format(
            verdict=self.words.verdicts[row.good],
            measure=self.words.measures[row.measure],
            step=f" «{row.step}»" if row.step else "",
            distance=self._value(row, row.distance),
            log=self._value(row, row.log_noise),
            model=self._value(row, row.model_noise),
            drift=self._value(row, row.drift),
            mean=mean,
        )

    def _value(self, row: Row, value: float) -> str:
        if not isfinite(value):
            return "∞"
        if row.measure in COUNTED:
            return f"{value * 100:.0f} %"
        return self._number(value) if row.measure is Measure.DAILY else f"{self._number(value / _HOUR)} h"

    def _number(self, value: float) -> str:
        return f"{value:.2f}".replace(".", self.words.decimal)
