"""What differs between two versions, part by part, with the figures that a reform is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from motcua.core.procedure import Change, Difference, Part, Total
from motcua.core.procedure.comparison import ADDED, REMOVED


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """The changes of one part of a procedure."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Everything that differs, and the figures; `moved` are those that are not the same."""

    parts: tuple[ChangedPart, ...]
    totals: tuple[Total, ...]

    @property
    def moved(self) -> int:
        return sum(total.old != total.new for total in self.totals)


def difference_page(difference: Difference) -> DifferencePage:
    """The page, in the order in which one reads a procedure."""
    titles = _titles()
    grouped = groupby(difference.changes, key=lambda change: titles[change.part])
    parts: dict[str, tuple[Change, ...]] = {}
    for title, changes in grouped:
        parts[title] = (*parts.get(title, ()), *changes)
    return DifferencePage(tuple(ChangedPart(*each) for each in parts.items()), difference.totals)


def change_class(change: Change) -> str:
    """The colour of a change; its word stands beside."""
    return {ADDED: "added", REMOVED: "removed"}.get(change.kind, "")


def change_word(change: Change) -> str:
    """What happened to it, in a word."""
    return {ADDED: _("thêm"), REMOVED: _("bỏ")}.get(change.kind, _("đổi"))


def total_delta(total: Total) -> str:
    """By how much a figure has changed: `+2`, `−30`."""
    by = total.new - total.old
    return f"+{by}" if by > 0 else f"−{-by}" if by else ""


def _titles() -> dict[Part, str]:
    flow, cases = _("Quy trình"), _("Trường hợp, thời hạn")
    return {
        Part.PROCEDURE: _("Thông tin chung"),
        Part.LAW: _("Văn bản luật"),
        Part.CASE: cases,
        Part.LIMIT: cases,
        Part.PAPER: _("Giấy tờ"),
        Part.RESULT: _("Kết quả"),
        Part.STEP: _("Các bước"),
        Part.OUTCOME: _("Các bước"),
        Part.GROUP: _("Các bước"),
        Part.NODE: flow,
        Part.FLOW: flow,
        Part.FORM: _("Đơn"),
        Part.FEE: _("Phí, lệ phí"),
        Part.RELIEF: _("Phí, lệ phí"),
        Part.LETTER: _("Văn bản"),
        Part.CHILD: _("Thủ tục con"),
        Part.DECISION: _("Bảng quyết định"),
    }


def totals_first(totals: Sequence[Total]) -> list[Total]:
    """Figures that changed before those that did not."""
    return sorted(totals, key=lambda total: total.old == total.new)
