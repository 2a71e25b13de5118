"""What speaks against a package besides its own text: the city it is for, and the procedures that it stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from motcua.core.forms import Text
from motcua.core.procedure import Problem, Procedure, Severity
from motcua.core.procedure.scenarios import ScenarioOutcome
from motcua.domain.catalogue.lives import newest_version
from motcua.domain.catalogue.stored import closed_on, in_force
from motcua.domain.catalogue.types import Vacancy

_MAIN = "procedure.yaml"
_SHOWN = 3
_NOWHERE = Text("thành phố chưa có cơ quan nào cho vai trò {}", "the city has no office for the role {}")


def doubts(code: str, based_on: int | None, procedure: Procedure, on: date) -> Iterator[Problem]:
    """What only shows beside the other procedures of the city, and beside the version that it was made from."""
    if procedure.code != code:
        yield _error(
            "code_differs",
            f"gói ghi mã {procedure.code}, bản soạn này là của thủ tục {code}; ghi lại mã, hoặc mở bản soạn khác",
            f"the package states the code {procedure.code}, this draft is of {code}; mend it, or open another draft",
        )
    newest = newest_version(code)
    if newest != based_on:
        yield _warning(
            "newer_version",
            "đã có phiên bản mới hơn phiên bản mà bản soạn này dựa vào; hãy so sánh trước khi trình",
            "there is a version newer than the one this draft is based on; compare them before you submit",
        )
    offered = _offered(on)
    for child in procedure.children.values():
        if child.code and child.code not in offered:
            yield _warning(
                "linked_procedure_absent",
                f"thủ tục liên thông {child.code} chưa được ban hành",
                f"the linked procedure {child.code} is not published",
            )
    for old in procedure.replaces:
        if old in offered:
            yield _warning(
                "replaced_still_there",
                f"thủ tục {old} bị thay thế vẫn đang nhận hồ sơ; hãy bãi bỏ từ ngày thủ tục mới có hiệu lực",
                f"the procedure {old}, which this one replaces, still takes dossiers; retire it from the same day on",
            )


def told_vacancies(vacancies: Iterable[Vacancy]) -> Iterator[Problem]:
    """Roles without holder: an error where nobody could ever do the step, otherwise something to look at."""
    for each in vacancies:
        nobody = len(each.offices) == each.asked
        told = _where(each) if each.asked else _NOWHERE
        vi, en = f"«{each.name.vi}» ({each.role})", f"“{each.name.en}” ({each.role})"
        yield (_error if nobody else _warning)("role_without_holder", told.vi.format(vi), told.en.format(en))


def _where(vacancy: Vacancy) -> Text:
    offices = ", ".join(vacancy.offices[:_SHOWN]) + ("…" if len(vacancy.offices) > _SHOWN else "")
    empty = len(vacancy.offices)
    return Text(
        f"chưa có ai giữ vai trò {{}} tại {empty}/{vacancy.asked} cơ quan: {offices}",
        f"nobody holds the role {{}} at {empty} of {vacancy.asked} offices: {offices}",
    )


def told_scenarios(outcomes: Iterable[ScenarioOutcome]) -> Iterator[Problem]:
    """Every difference between a scenario and what happened."""
    for outcome in outcomes:
        for difference in outcome.differences:
            told = difference.sentence
            yield Problem(outcome.file, difference.line, Severity.ERROR, "scenario_differs", told.vi, told.en)


def _offered(on: date) -> frozenset[str]:
    """The codes of all procedures that take dossiers on a day."""
    rows = in_force(on).exclude(procedure_id__in=closed_on(on))
    return frozenset(rows.values_list("procedure__code", flat=True))


def _error(code: str, vi: str, en: str) -> Problem:
    return Problem(_MAIN, 1, Severity.ERROR, code, vi, en)


def _warning(code: str, vi: str, en: str) -> Problem:
    return Problem(_MAIN, 1, Severity.WARNING, code, vi, en)
