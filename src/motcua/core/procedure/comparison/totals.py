"""The figures before and after: the evidence that a reform made something shorter, cheaper or easier."""

from __future__ import annotations

from collections.abc import Callable

from motcua.core.forms import Text
from motcua.core.procedure.checks.limits import hours_of, longest_path
from motcua.core.procedure.comparison.change import Total
from motcua.core.procedure.types import DossierComponent, Procedure
from motcua.core.procedure.vocabulary import StepKind

_NOBODY_WORKS = frozenset({StepKind.WAIT, StepKind.SYSTEM, StepKind.FEE_NOTICE})


def totals(old: Procedure, new: Procedure) -> tuple[Total, ...]:
    """Every figure, changed or not."""
    return tuple(Total(key, name, count(old), count(new)) for key, (name, count) in _FIGURES.items())


def _steps(procedure: Procedure) -> int:
    return sum(step.kind not in _NOBODY_WORKS for step in procedure.steps.values())


def _hands(procedure: Procedure) -> int:
    return len({step.role.key for step in procedure.steps.values() if step.kind not in _NOBODY_WORKS})


def _working_hours(procedure: Procedure) -> int:
    """The longest way of all cases and limits, as the printed tables of steps add it up."""
    limits = [limit for case in procedure.cases.values() for limit in case.limits]
    return max((longest_path(procedure, limit).length for limit in limits), default=0)


def _legal_hours(procedure: Procedure) -> int:
    return max((hours_of(limit.limit) for case in procedure.cases.values() for limit in case.limits), default=0)


def _fields(procedure: Procedure) -> int:
    return sum(field.is_input for _, field in procedure.form.fields())


def _asked(procedure: Procedure) -> int:
    """The questions that nothing else can answer."""
    return sum(field.is_input and not field.source for _, field in procedure.form.fields())


def _papers(procedure: Procedure) -> dict[str, DossierComponent]:
    return {each.key: each for case in procedure.cases.values() for each in case.components}


_FIGURES: dict[str, tuple[Text, Callable[[Procedure], int]]] = {
    "steps": (Text("số bước có người làm", "steps that people do"), _steps),
    "roles": (Text("số vai trò tham gia", "roles that take part"), _hands),
    "working_hours": (Text("giờ làm việc của đường dài nhất", "working hours of the longest way"), _working_hours),
    "legal_hours": (Text("thời hạn pháp luật dài nhất, tính bằng giờ", "longest legal limit, in hours"), _legal_hours),
    "fields": (Text("số mục phải điền", "fields to fill in"), _fields),
    "fields_asked": (Text("số mục chỉ người dân biết", "fields that only the citizen knows"), _asked),
    "papers": (Text("số giấy tờ", "papers"), lambda procedure: len(_papers(procedure))),
    "papers_asked": (
        Text("số giấy tờ chỉ người dân có", "papers that only the citizen has"),
        lambda procedure: sum(each.source is None for each in _papers(procedure).values()),
    ),
    "fees": (Text("số khoản thu", "fees"), lambda procedure: len(procedure.fees.items)),
    "letters": (Text("số văn bản phát hành", "letters"), lambda procedure: len(procedure.letters)),
}
