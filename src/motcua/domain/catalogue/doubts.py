"""What speaks against a package besides its own text: the city it is for, and the procedures that it stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from motcua.core.forms import Text
from motcua.core.procedure import Child, Problem, Procedure, Severity
from motcua.core.procedure.checks.children import misfits
from motcua.core.procedure.kinds import KINDS
from motcua.core.procedure.scenarios import ScenarioOutcome
from motcua.domain.catalogue.lives import newest_version
from motcua.domain.catalogue.stored import NEWEST_FIRST, closed_on, in_force, procedure_of
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
        if child.code:
            yield from _of_child(child, procedure, offered)
    for old in procedure.replaces:
        if old in offered:
            yield _warning(
                "replaced_still_there",
                f"thủ tục {old} bị thay thế vẫn đang nhận hồ sơ; hãy bãi bỏ từ ngày thủ tục mới có hiệu lực",
                f"the procedure {old}, which this one replaces, still takes dossiers; retire it from the same day on",
            )


def _of_child(child: Child, whole: Procedure, offered: Mapping[str, int]) -> Iterator[Problem]:
    """Whether the procedure that a linked part names is there, and fits."""
    if child.code not in offered:
        yield _warning(
            "linked_procedure_absent",
            f"thủ tục liên thông {child.code} chưa được ban hành",
            f"the linked procedure {child.code} is not published",
        )
        return
    kind = KINDS["child_misfits"]
    for what, name in misfits(child, whole, procedure_of(offered[child.code])):
        words = {"key": child.key, "code": child.code, "name": name, **what}
        yield _error("child_misfits", kind.vi.format(**words), kind.en.format(**words))


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


def _offered(on: date) -> Mapping[str, int]:
    """The versions by which dossiers are taken on a day, by the code of the procedure."""
    rows = in_force(on).exclude(procedure_id__in=closed_on(on)).order_by("procedure_id", *NEWEST_FIRST)
    return dict(rows.distinct("procedure_id").values_list("procedure__code", "id"))


def _error(code: str, vi: str, en: str) -> Problem:
    return Problem(_MAIN, 1, Severity.ERROR, code, vi, en)


def _warning(code: str, vi: str, en: str) -> Problem:
    return Problem(_MAIN, 1, Severity.WARNING, code, vi, en)
