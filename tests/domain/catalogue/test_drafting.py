"""Drafts: opened, edited by several at once, imported and exported, and seen by no citizen."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, transaction

from motcua.core.procedure import MOST_FILES, ArchiveError, Power, read_archive, write_archive
from motcua.core.text import ToldError
from motcua.domain.catalogue import drafting, queries
from motcua.domain.catalogue.drafting import editing
from motcua.domain.catalogue.errors import NoPowerError, StaleRevisionError, WrongStatusError
from motcua.domain.catalogue.models import LifeRow, VersionFile
from motcua.domain.catalogue.types import CatalogueError, LifeAct, UnknownVersionError, VersionStatus
from tests.catalogue.small import CODE
from tests.domain.catalogue.conftest import NOW, TODAY, Laboratory

pytestmark = pytest.mark.django_db
NAME = "vi: Trường hợp thường"


def acts(version: int) -> list[LifeAct]:
    return [each.act for each in queries.life_of(version)]


def test_a_draft_begins_as_the_version_that_was_published_last(laboratory: Laboratory) -> None:
    holding = queries.published(CODE, TODAY)
    version = laboratory.opened()
    draft = drafting.draft(version)
    assert (draft.code, draft.number, draft.status, draft.revision) == (CODE, 2, VersionStatus.DRAFT, 1)
    assert draft.based_on == holding
    assert draft.files == queries.package_files(holding)
    assert acts(version) == [LifeAct.OPENED]


def test_a_draft_may_begin_as_an_older_version(laboratory: Laboratory) -> None:
    first = queries.published(CODE, TODAY)
    version = drafting.open_draft(CODE, laboratory.designer, NOW, based_on=first)
    assert queries.version_card(version).based_on == first


def test_a_draft_does_not_begin_as_a_version_of_another_procedure(laboratory: Laboratory) -> None:
    other = drafting.open_draft("1.000002", laboratory.designer, NOW)
    with pytest.raises(UnknownVersionError):
        drafting.open_draft(CODE, laboratory.designer, NOW, based_on=other)


def test_a_code_that_nobody_knows_begins_with_the_starter(laboratory: Laboratory) -> None:
    version = drafting.open_draft("3.123456.H29", laboratory.designer, NOW)
    procedure = queries.version(version)
    assert procedure.code == "3.123456.H29"
    assert procedure.steps.keys() == {"receive", "examine", "sign", "issue", "return_result"}
    assert queries.version_card(version).name.vi == "Thủ tục mới"


@pytest.mark.parametrize("code", ["", "nhà ở", "1.2", "../1.013225", "9.000001"])
def test_what_is_no_code_opens_no_draft(laboratory: Laboratory, code: str) -> None:
    with pytest.raises(ToldError):
        drafting.open_draft(code, laboratory.designer, NOW)
    assert queries.drafts_in_hand() == ()


def test_saving_makes_a_new_revision(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    assert laboratory.edited(version, "procedure.yaml", NAME, "vi: Trường hợp thông thường") == 2
    assert queries.version(version).cases["one"].name.vi == "Trường hợp thông thường"
    assert (
        queries.version_card(version).content_hash != queries.version_card(queries.published(CODE, TODAY)).content_hash
    )


def test_saving_what_is_there_already_changes_nothing(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    same = drafting.draft(version).files["form.yaml"]
    assert drafting.save_file(version, "form.yaml", same, 1, laboratory.designer, NOW) == 1


def test_who_saves_second_is_told_who_was_first(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    drafting.save_file(version, "fees.yaml", b"items: []\n", 1, laboratory.designer, NOW)
    with pytest.raises(StaleRevisionError) as refused:
        drafting.save_file(version, "form.yaml", b"title: {}\n", 1, laboratory.designer, NOW)
    assert refused.value.revision == 2
    assert laboratory.designer.name in refused.value.vi
    assert "09:00 22/11/2026" in refused.value.vi
    assert drafting.draft(version).files["form.yaml"] != b"title: {}\n"


def test_files_that_are_saved_together_make_one_revision(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    before = drafting.draft(version).files
    changes = {
        "fees.yaml": before["fees.yaml"] + b"# looked over\n",
        "procedure.yaml": before["procedure.yaml"].replace("Giấy xác nhận mẫu".encode(), "Giấy xác nhận khác".encode()),
        "form.yaml": before["form.yaml"],
        "letters/extra.typ": b"= A",
    }
    assert drafting.save_files(version, changes, 1, laboratory.designer, NOW) == 2
    assert drafting.draft(version).files == {**before, **changes}
    assert queries.version_card(version).name.vi == "Giấy xác nhận khác"
    assert drafting.save_files(version, changes, 2, laboratory.designer, NOW) == 2, "all of it is there already"


def test_files_that_are_saved_together_are_named_in_the_life_of_a_checked_draft(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    drafting.check_draft(version, laboratory.designer, NOW)
    drafting.save_files(
        version, {"letters/extra.typ": b"= A", "fees.yaml": b"items: []\n"}, 1, laboratory.designer, NOW
    )
    told = [each.words for each in queries.life_of(version) if each.act is LifeAct.EDITED]
    assert told == ["fees.yaml, letters/extra.typ"]


def test_one_file_that_no_package_can_have_keeps_all_from_being_saved(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    before = drafting.draft(version)
    with pytest.raises(ArchiveError):
        drafting.save_files(version, {"fees.yaml": b"", "../x.yaml": b""}, 1, laboratory.designer, NOW)
    assert drafting.draft(version) == before


def test_a_draft_has_no_more_files_than_a_package(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    before = drafting.draft(version)
    many = {f"letters/l{n}.typ": b"= A" for n in range(MOST_FILES - len(before.files) + 1)}
    with pytest.raises(CatalogueError, match=str(MOST_FILES)):
        drafting.save_files(version, many, 1, laboratory.designer, NOW)
    assert drafting.draft(version) == before
    many.popitem()
    assert drafting.save_files(version, many, 1, laboratory.designer, NOW) == 2


@pytest.mark.django_db(transaction=True)
def test_a_saving_that_breaks_off_half_way_has_changed_nothing(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = laboratory.opened()
    before = drafting.draft(version)

    def cut() -> int:
        assert VersionFile.objects.get(version_id=version, name="fees.yaml").content_id != stored
        raise OperationalError("the connection is gone")

    stored = VersionFile.objects.get(version_id=version, name="fees.yaml").content_id
    monkeypatch.setattr(editing, "needed_part", cut)
    with pytest.raises(OperationalError):
        drafting.save_files(version, {"fees.yaml": b"", "form.yaml": b""}, 1, laboratory.designer, NOW)
    assert drafting.draft(version) == before


def test_a_draft_may_be_unreadable_for_a_while(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    drafting.save_file(version, "procedure.yaml", b"code: [", 1, laboratory.designer, NOW)
    assert drafting.draft(version).files["procedure.yaml"] == b"code: ["
    assert queries.version_card(version).name.vi == "Giấy xác nhận mẫu"


def test_files_can_be_added_and_removed(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    assert drafting.save_file(version, "letters/extra.typ", b"= A", 1, laboratory.designer, NOW) == 2
    assert drafting.remove_file(version, "letters/extra.typ", 2, laboratory.designer, NOW) == 3
    assert "letters/extra.typ" not in drafting.draft(version).files


@pytest.mark.parametrize("name", ["procedure.yaml", "process.bpmn", "form.yaml", "fees.yaml", "letters/none.typ"])
def test_what_every_package_has_is_not_removed(laboratory: Laboratory, name: str) -> None:
    version = laboratory.opened()
    with pytest.raises(CatalogueError):
        drafting.remove_file(version, name, 1, laboratory.designer, NOW)


@pytest.mark.parametrize("name", ["../x.yaml", "notes.txt", "letters/Đơn.typ", "letters/a/b.typ", "C:/form.yaml"])
def test_a_draft_takes_no_file_that_a_package_cannot_have(laboratory: Laboratory, name: str) -> None:
    version = laboratory.opened()
    with pytest.raises(ArchiveError):
        drafting.save_file(version, name, b"", 1, laboratory.designer, NOW)


def test_only_who_designs_changes_drafts(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    for by in (laboratory.controller, laboratory.leader, laboratory.stranger):
        with pytest.raises(NoPowerError):
            drafting.open_draft(CODE, by, NOW)
        with pytest.raises(NoPowerError):
            drafting.save_file(version, "fees.yaml", b"", 1, by, NOW)
        with pytest.raises(NoPowerError):
            drafting.discard_draft(version, by, NOW)


def test_powers_come_from_the_roles_that_an_officer_holds(laboratory: Laboratory) -> None:
    assert laboratory.designer.powers == {Power.DESIGN}
    assert laboratory.controller.powers == {Power.CONTROL}
    assert laboratory.leader.powers == {Power.PUBLISH}
    assert laboratory.stranger.powers == frozenset()


def test_powers_end_with_the_posting(laboratory: Laboratory) -> None:
    before_the_city_began = TODAY - timedelta(days=3000)
    assert queries.powers_of(laboratory.designer.officer_id, before_the_city_began) == frozenset()


def test_a_discarded_draft_stays_readable_and_is_no_longer_in_hand(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    assert [each.id for each in queries.drafts_in_hand()] == [version]
    drafting.discard_draft(version, laboratory.designer, NOW)
    assert queries.drafts_in_hand() == ()
    assert queries.version_card(version).status is VersionStatus.DISCARDED
    assert queries.version(version).code == CODE
    with pytest.raises(WrongStatusError):
        drafting.save_file(version, "fees.yaml", b"", 1, laboratory.designer, NOW)


def test_a_package_goes_out_and_comes_in_again_as_it_was(laboratory: Laboratory) -> None:
    holding = queries.published(CODE, TODAY)
    archive = queries.export_package(holding)
    assert archive == queries.export_package(holding)
    version = drafting.import_draft(archive, laboratory.designer, NOW)
    assert queries.package_files(version) == read_archive(archive)
    assert queries.version_card(version).based_on == holding
    assert acts(version) == [LifeAct.IMPORTED]


def test_an_imported_package_may_be_broken_but_says_which_procedure_it_is(laboratory: Laboratory) -> None:
    version = drafting.import_draft(write_archive({"procedure.yaml": b'code: "2.000777"\n'}), laboratory.designer, NOW)
    card = queries.version_card(version)
    assert (card.code, card.name.vi, card.number) == ("2.000777", "2.000777", 1)
    with pytest.raises(ToldError):
        drafting.import_draft(write_archive({"procedure.yaml": b"name: none"}), laboratory.designer, NOW)


def test_no_citizen_sees_a_draft(laboratory: Laboratory) -> None:
    holding, offered, counted = queries.published(CODE, TODAY), queries.list_published(TODAY), queries.counts(TODAY)
    version = laboratory.opened()
    laboratory.edited(version, "procedure.yaml", "keywords: {vi: [giấy mẫu]", "keywords: {vi: [wzqkx]")
    drafting.open_draft("3.123456.H29", laboratory.designer, NOW)
    for day in (TODAY, TODAY + timedelta(days=400)):
        assert queries.published(CODE, day) == holding
        assert queries.search("wzqkx", "vi", day) == ()
    assert queries.list_published(TODAY) == offered
    assert queries.counts(TODAY) == counted
    with pytest.raises(CatalogueError):
        queries.published("3.123456.H29", TODAY)


def test_the_log_of_a_life_is_never_changed_or_removed(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    rows = LifeRow.objects.filter(version_id=version)
    with pytest.raises(IntegrityError, match="never changed or removed"), transaction.atomic():
        rows.update(words="khác")
    with pytest.raises(IntegrityError, match="never changed or removed"), transaction.atomic():
        rows.delete()


def test_the_files_of_a_published_version_are_never_changed(laboratory: Laboratory) -> None:
    files = VersionFile.objects.filter(version_id=queries.published(CODE, TODAY))
    with pytest.raises(IntegrityError, match="only while it is a draft"), transaction.atomic():
        files.update(name="other.yaml")
    with pytest.raises(IntegrityError, match="only while it is a draft"), transaction.atomic():
        files.filter(name="form.yaml").delete()


def test_a_version_that_never_was_has_no_draft_no_card_and_no_life(laboratory: Laboratory) -> None:
    for ask in (drafting.draft, queries.version_card, queries.life_of, queries.package_files, queries.version):
        with pytest.raises(UnknownVersionError):
            ask(-1)
