"""Several act on one procedure at the same moment: one wins, the others are told, nothing is lost or done twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.catalogue import drafting, queries
from motcua.domain.catalogue.errors import ClosureError, StaleRevisionError, WrongStatusError
from motcua.domain.catalogue.models import Closure, LifeRow
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.catalogue.types import LifeAct, LoadReport, VersionStatus
from tests.at_once import at_once
from tests.catalogue.small import CODE, replace
from tests.domain.catalogue.conftest import DECISION, NOW, TODAY, Laboratory

pytestmark = pytest.mark.django_db(transaction=True)


def count(answers: list[Any], kind: type) -> int:
    return sum(isinstance(answer, kind) for answer in answers)


def test_of_two_who_save_at_once_one_wins_and_the_other_is_told(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    texts = [f"items: [] # {n}\n".encode() for n in range(6)]
    answers = at_once(
        *(lambda t=text: drafting.save_file(version, "fees.yaml", t, 1, laboratory.designer, NOW) for text in texts)
    )
    assert [answer for answer in answers if answer == 2] == [2]
    assert count(answers, StaleRevisionError) == 5
    draft = drafting.draft(version)
    assert draft.revision == 2
    assert draft.files["fees.yaml"] == texts[answers.index(2)]


def test_of_two_who_save_two_files_at_once_both_files_are_of_one_of_them(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    pairs = [{"fees.yaml": f"# {n}\n".encode(), "letters/extra.typ": f"= {n}".encode()} for n in range(4)]
    answers = at_once(*(lambda p=pair: drafting.save_files(version, p, 1, laboratory.designer, NOW) for pair in pairs))
    assert count(answers, StaleRevisionError) == 3
    files = drafting.draft(version).files
    assert {name: files[name] for name in pairs[0]} == pairs[answers.index(2)]


def test_of_many_who_publish_one_version_at_once_one_does(laboratory: Laboratory) -> None:
    version = laboratory.approved()
    answers = at_once(*(lambda: drafting.publish_version(version, TODAY, laboratory.leader, NOW) for _ in range(3)))
    assert answers.count(None) == 1
    assert count(answers, WrongStatusError) == 2
    assert LifeRow.objects.filter(version_id=version, act=LifeAct.PUBLISHED).count() == 1
    assert queries.published(CODE, TODAY) == version


def test_two_versions_that_are_published_at_once_stand_in_a_line(laboratory: Laboratory) -> None:
    versions = laboratory.approved(), laboratory.approved()
    later = NOW + timedelta(hours=1)
    first, second = at_once(
        lambda: drafting.publish_version(versions[0], TODAY, laboratory.leader, NOW),
        lambda: drafting.publish_version(versions[1], TODAY, laboratory.leader, later),
    )
    assert (first, second) == (None, None)
    assert queries.published(CODE, TODAY) == versions[1]


def test_drafts_that_are_opened_at_once_have_numbers_of_their_own(laboratory: Laboratory) -> None:
    answers = at_once(*(laboratory.opened for _ in range(5)))
    assert sorted(queries.version_card(version).number for version in answers) == [2, 3, 4, 5, 6]


def test_a_load_and_a_draft_of_the_same_procedure_do_not_meet(laboratory: Laboratory) -> None:
    replace(laboratory.folder / CODE / "procedure.yaml", "vi: Trường hợp thường", "vi: Khác")
    report, opened = at_once(lambda: load_catalogue(laboratory.folder, NOW), laboratory.opened)
    assert isinstance(report, LoadReport)
    numbers = {each.number for each in report.published} | {queries.version_card(opened).number}
    assert numbers == {2, 3}


def test_of_two_who_submit_approve_or_discard_at_once_one_does(laboratory: Laboratory) -> None:
    version = laboratory.submitted()
    answers = at_once(
        lambda: drafting.approve_version(version, DECISION, laboratory.controller, NOW),
        lambda: drafting.approve_version(version, DECISION, laboratory.controller, NOW),
        lambda: drafting.return_draft(version, "Thiếu", laboratory.controller, NOW),
    )
    assert answers.count(None) == 1
    assert count(answers, WrongStatusError) == 2


def test_of_two_who_suspend_at_once_one_does(laboratory: Laboratory) -> None:
    answers = at_once(
        *(lambda: drafting.suspend_procedure(CODE, "Lỗi", TODAY, laboratory.leader, NOW) for _ in range(3))
    )
    assert answers.count(None) == 1
    assert count(answers, ClosureError) == 2
    assert Closure.objects.count() == 1


def test_a_save_beside_a_check_is_not_lost(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    checked, saved = at_once(
        lambda: drafting.check_draft(version, laboratory.designer, NOW),
        lambda: laboratory.edited(version, "procedure.yaml", "vi: Trường hợp thường", "vi: Khác"),
    )
    assert saved == 2
    draft = drafting.draft(version)
    assert "vi: Khác".encode() in draft.files["procedure.yaml"]
    assert draft.status is VersionStatus.DRAFT or checked.revision == 2
