"""A procedure that takes no dossiers for a while, and one that is over."""

from datetime import timedelta

import pytest

from motcua.domain.catalogue import drafting, queries
from motcua.domain.catalogue.errors import (
    ClosureError,
    NoPowerError,
    UnknownProcedureError,
)
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.catalogue.types import LifeAct, NotOfferedError, VersionStatus
from tests.catalogue.small import CODE
from tests.catalogue.small import replace as replace_in
from tests.domain.catalogue.conftest import NOW, TODAY, Laboratory
from tests.domain.catalogue.offered import acts, is_offered

pytestmark = pytest.mark.django_db
NEXT_MONTH = TODAY + timedelta(days=30)


def test_a_suspended_procedure_takes_no_new_dossiers_until_it_is_resumed(laboratory: Laboratory) -> None:
    holding = queries.published(CODE, TODAY)
    drafting.suspend_procedure(CODE, "Chờ phần mềm của bộ", NEXT_MONTH, laboratory.leader, NOW)
    again = NEXT_MONTH + timedelta(days=10)
    assert [is_offered(CODE, day) for day in (TODAY, NEXT_MONTH, again)] == [True, False, False]
    card = queries.version_card(holding)
    assert (card.status, card.closed_from) == (VersionStatus.SUSPENDED, NEXT_MONTH)
    drafting.resume_procedure(CODE, "", again, laboratory.leader, NOW)
    assert [is_offered(CODE, day) for day in (TODAY, NEXT_MONTH, again)] == [True, False, True]
    assert queries.version(holding).code == CODE
    assert queries.version_card(holding).status is VersionStatus.PUBLISHED
    assert acts(holding) == [LifeAct.LOADED, LifeAct.SUSPENDED, LifeAct.RESUMED]


def test_citizens_read_why_a_procedure_is_suspended(laboratory: Laboratory) -> None:
    drafting.suspend_procedure(CODE, " Chờ phần mềm của bộ ", TODAY, laboratory.leader, NOW)
    with pytest.raises(NotOfferedError, match="tạm ngừng nhận hồ sơ: Chờ phần mềm của bộ\\."):
        queries.published(CODE, TODAY)


def test_no_older_version_comes_back_while_the_newest_is_suspended(laboratory: Laboratory) -> None:
    laboratory.published()
    drafting.suspend_procedure(CODE, "Lỗi", TODAY, laboratory.leader, NOW)
    assert not is_offered(CODE, TODAY)
    assert queries.search("giấy mẫu", "vi", TODAY) == ()


def test_a_suspension_that_is_called_off_before_it_begins_never_was(laboratory: Laboratory) -> None:
    drafting.suspend_procedure(CODE, "Lỗi", NEXT_MONTH, laboratory.leader, NOW)
    drafting.resume_procedure(CODE, "Đã sửa", TODAY, laboratory.leader, NOW)
    assert is_offered(CODE, NEXT_MONTH)
    drafting.suspend_procedure(CODE, "Lỗi khác", TODAY, laboratory.leader, NOW)
    assert not is_offered(CODE, TODAY)


def test_a_version_can_be_published_while_its_procedure_is_suspended(laboratory: Laboratory) -> None:
    drafting.suspend_procedure(CODE, "Lỗi", TODAY, laboratory.leader, NOW)
    version = laboratory.published()
    assert not is_offered(CODE, TODAY)
    drafting.resume_procedure(CODE, "", TODAY, laboratory.leader, NOW)
    assert queries.published(CODE, TODAY) == version


def other_procedure(laboratory: Laboratory) -> str:
    """A second published procedure."""
    code = "1.000002"
    folder = laboratory.folder / code
    for path in sorted((laboratory.folder / CODE).rglob("*")):
        if path.is_file():
            target = folder / path.relative_to(laboratory.folder / CODE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    replace_in(folder / "procedure.yaml", 'code: "1.000001"\nreplaces: ["1.000000"]', f'code: "{code}"')
    load_catalogue(laboratory.folder, NOW)
    return code


def test_a_retired_procedure_leads_to_the_one_that_takes_its_place(laboratory: Laboratory) -> None:
    successor = other_procedure(laboratory)
    drafting.retire_procedure(CODE, successor, NEXT_MONTH, laboratory.leader, NOW)
    assert is_offered(CODE, NEXT_MONTH - timedelta(days=1))
    with pytest.raises(NotOfferedError) as refused:
        queries.published(CODE, NEXT_MONTH)
    assert refused.value.replaced_by == successor


def test_what_is_retired_stays_retired(laboratory: Laboratory) -> None:
    ready = laboratory.approved()
    drafting.suspend_procedure(CODE, "Lỗi", TODAY, laboratory.leader, NOW)
    drafting.retire_procedure(CODE, None, NEXT_MONTH, laboratory.leader, NOW)
    assert not is_offered(CODE, TODAY)
    assert not is_offered(CODE, NEXT_MONTH)
    for act in (
        lambda: drafting.resume_procedure(CODE, "", NEXT_MONTH, laboratory.leader, NOW),
        lambda: drafting.suspend_procedure(CODE, "Lỗi", NEXT_MONTH, laboratory.leader, NOW),
        lambda: drafting.retire_procedure(CODE, None, NEXT_MONTH, laboratory.leader, NOW),
        lambda: drafting.publish_version(ready, NEXT_MONTH, laboratory.leader, NOW),
        laboratory.opened,
    ):
        with pytest.raises(ClosureError):
            act()


def test_closing_asks_for_reasons_days_and_codes_that_make_sense(laboratory: Laboratory) -> None:
    yesterday, leader = TODAY - timedelta(days=1), laboratory.leader
    drafting.open_draft("3.123456", laboratory.designer, NOW)
    for act in (
        lambda: drafting.suspend_procedure(CODE, "  ", TODAY, leader, NOW),
        lambda: drafting.suspend_procedure(CODE, "Lỗi", yesterday, leader, NOW),
        lambda: drafting.resume_procedure(CODE, "", TODAY, leader, NOW),
        lambda: drafting.retire_procedure(CODE, None, yesterday, leader, NOW),
        lambda: drafting.retire_procedure(CODE, CODE, TODAY, leader, NOW),
        lambda: drafting.retire_procedure(CODE, "3.123456", TODAY, leader, NOW),
        lambda: drafting.suspend_procedure("3.123456", "Lỗi", TODAY, leader, NOW),
    ):
        with pytest.raises(ClosureError):
            act()
    with pytest.raises(UnknownProcedureError):
        drafting.retire_procedure(CODE, "2.999999", TODAY, leader, NOW)
    with pytest.raises(UnknownProcedureError):
        drafting.suspend_procedure("2.999999", "Lỗi", TODAY, leader, NOW)
    with pytest.raises(NoPowerError):
        drafting.suspend_procedure(CODE, "Lỗi", TODAY, laboratory.designer, NOW)
    assert is_offered(CODE, TODAY)
