"""What differs between two sides, in lines that are read in ten seconds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from motcua.core.simulation.contrast import Change
from motcua.core.simulation.trial_figures import BUSY, COST, LATE_SHARE, MEAN, OPEN, P90, WAITING
from motcua.delivery.cli.amounts import Amounts, Unit
from motcua.delivery.cli.compared import Compared, assumed_by, remarks_on

_DAY: Final = 86_400.0
_LISTED: Final = 5
"""Processes, steps and pools that are told: those that change most."""
_UNITS: Final = {
    LATE_SHARE: Unit.SHARE,
    OPEN: Unit.SHARE,
    BUSY: Unit.SHARE,
    MEAN: Unit.TIME,
    P90: Unit.TIME,
    WAITING: Unit.TIME,
    COST: Unit.MONEY,
}
_NAMES: Final = {
    LATE_SHARE: ("Trễ hạn", "Late"),
    OPEN: ("Không bao giờ xong", "Never ended"),
    MEAN: ("Một hồ sơ mất trung bình", "A dossier takes, in the mean"),
    P90: ("Chín phần mười không quá", "Nine tenths take at most"),
    COST: ("Tiền công mỗi hồ sơ", "Wages for each dossier"),
    WAITING: ("Chờ", "Waiting"),
    BUSY: ("Bận", "Busy"),
}
_LESS_MORE: Final = {
    LATE_SHARE: (("trễ hạn GIẢM", "trễ hạn TĂNG"), ("late dossiers DOWN by", "late dossiers UP by")),
    MEAN: (("một hồ sơ NHANH hơn", "một hồ sơ CHẬM hơn"), ("a dossier FASTER by", "a dossier SLOWER by")),
    COST: (
        ("tiền công mỗi hồ sơ GIẢM", "tiền công mỗi hồ sơ TĂNG"),
        ("wages a dossier DOWN by", "wages a dossier UP by"),
    ),
}


def lines_of(compared: Compared, *, english: bool) -> Iterator[str]:
    """The answer in a line, then both sides beside each other, then how sure that is."""
    telling = _Telling(compared, english)
    yield telling.headline()
    yield ""
    yield from telling.table()
    yield telling.basis()
    yield from (f"! {remark[english]}" for remark in remarks_on(compared))
    if assumed := assumed_by(compared):
        yield telling.amounts.assumed(assumed)


class _Telling:
    def __init__(self, compared: Compared, english: bool) -> None:
        self._compared, self._english = compared, english
        self._changes = compared.found.changes
        self.amounts = Amounts(english)

    def headline(self) -> str:
        """What surely changes of what matters most; or that nothing does."""
        told = []
        for name in (LATE_SHARE, MEAN, COST):
            change = self._changes.get(name)
            if change and change.is_sure:
                words = _LESS_MORE[name][self._english][change.by.mean > 0]
                told.append(f"{words} {self.amounts.size(change.by, _UNITS[name], _scale(change))}")
        nothing = ("không thấy khác biệt nào chắc chắn", "no difference is sure")[self._english]
        return f"{self._compared.one.label} → {self._compared.other.label}: {'; '.join(told) or nothing}"

    def table(self) -> Iterator[str]:
        """Both sides and the difference, line by line."""
        sides = (self._compared.one.label, self._compared.other.label)
        head = ("khác nhau (chắc 95 %)", "difference (95 % sure)")[self._english]
        rows = [("", *sides, head), *(self._row(name) for name in self._listed())]
        wide = [max(len(row[column]) for row in rows) for column in range(3)]
        for name, one, other, by in rows:
            yield f"{name:<{wide[0]}}  {one:>{wide[1]}}  {other:>{wide[2]}}  {by}"

    def basis(self) -> str:
        """On how much this stands."""
        found, trial = self._compared.found.experiment, self._compared.one.trial
        cases, days = self.amounts.number(trial.cases, 0), self.amounts.number(trial.warm / _DAY, 0)
        if self._english:
            return (
                f"{found.runs} runs of {cases} dossiers, the same chance on both sides; the first {days} days left out"
            )
        return f"{found.runs} lượt, mỗi lượt {cases} hồ sơ, hai bên cùng ngẫu nhiên; bỏ {days} ngày đầu"

    def _listed(self) -> Iterator[str]:
        changes = {name: change for name, change in self._changes.items() if change.by.runs}
        for name, change in changes.items():
            if name in _NAMES and (name not in {OPEN, COST} or change.one.mean or change.other.mean):
                yield name
        for kind in (LATE_SHARE, WAITING, BUSY):
            sure = [name for name, each in changes.items() if name.startswith(f"{kind}/") and each.is_sure]
            yield from sorted(sure, key=lambda name: -abs(changes[name].by.mean))[:_LISTED]

    def _row(self, name: str) -> tuple[str, str, str, str]:
        change, (kind, _, of) = self._changes[name], name.partition("/")
        unit, scale = _UNITS[kind], _scale(change)
        one, other = (self.amounts.told(each.mean, unit, scale) for each in (change.one, change.other))
        by = self._difference(change, unit, scale)
        called = _NAMES[kind][self._english] + (f": {self._called(kind, of)}" if of else "")
        return called, one, other, by

    def _difference(self, change: Change, unit: Unit, scale: float) -> str:
        if not (change.by.mean or change.by.half):
            return ("như nhau", "the same")[self._english]
        unsure = ("  có thể do ngẫu nhiên", "  may be chance")[self._english]
        return self.amounts.change(change.by, unit, scale) + ("" if change.is_sure else unsure)

    def _called(self, kind: str, of: str) -> str:
        setting = self._compared.one.trial.setting
        if kind == BUSY:
            return setting.pool_labels.get(of, of)
        if kind != WAITING:
            return setting.processes[of].definition.name
        process, _, step = of.rpartition("/")
        definition = setting.processes[process].definition
        return next((node.label for node in definition.nodes if node.id == step), step)


def _scale(change: Change) -> float:
    return max(abs(change.one.mean), abs(change.other.mean))
