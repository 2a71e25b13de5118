"""Every way to break a package is refused, with file, line, rule and reason in both languages."""

import pytest

from motcua.core.procedure import Severity, check_catalogue, check_package
from motcua.core.procedure.kinds import KINDS
from tests.catalogue.broken_packages import ON, YEAR, Broken, all_broken
from tests.catalogue.reading import MINIMAL, files_in, shared

ALL = all_broken()
PASSED_ON_FROM_THE_DIAGRAM = "diagram_"


def test_the_package_that_is_broken_here_is_sound_by_itself() -> None:
    judged = check_package(files_in(MINIMAL), shared(), on=ON, year=YEAR)
    assert judged.problems == ()
    assert judged.is_sound


@pytest.mark.parametrize("broken", ALL, ids=[each.name for each in ALL])
def test_a_broken_package_is_told_where_and_why(broken: Broken) -> None:
    judged = check_catalogue(broken.packages, shared(), on=ON, year=YEAR)[broken.package]
    found = {(problem.file, problem.line, problem.code): problem for problem in judged.problems}
    assert (broken.file, broken.line, broken.code) in found, [str(problem) for problem in judged.problems]
    problem = found[broken.file, broken.line, broken.code]
    assert problem.vi
    assert problem.en
    if problem.severity is Severity.ERROR:
        assert not judged.is_sound


def test_every_kind_of_problem_has_a_broken_package() -> None:
    shown = {broken.code for broken in ALL}
    assert {code for code in shown if not code.startswith(PASSED_ON_FROM_THE_DIAGRAM)} | {"diagram_unreadable"} == set(
        KINDS
    )
    assert any(code.startswith(PASSED_ON_FROM_THE_DIAGRAM) for code in shown - KINDS.keys())


def test_what_only_needs_a_look_does_not_keep_a_package_out() -> None:
    warned = next(broken for broken in ALL if broken.code == "path_at_limit")
    assert check_catalogue(warned.packages, shared(), on=ON)[warned.package].is_sound
