"""A folder of packages becomes published versions, safely and as often as one likes."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from motcua.core.procedure import BrokenPackageError, Severity, read_package
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.models import Content, Procedure, ProcedureVersion, ReplacedProcedure, VersionFile
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.catalogue.types import LoadReport, NotOfferedError, UnknownVersionError
from tests.catalogue.reading import CATALOGUE, files_in, package_folders, shared
from tests.catalogue.small import replace
from tests.domain.catalogue.conftest import LOADED_AT

pytestmark = pytest.mark.django_db
TODAY = LOADED_AT.date()
CODE = "1.000001"


def test_every_package_is_published_from_the_day_of_the_load(loaded: LoadReport) -> None:
    assert {each.code for each in loaded.published} == {folder.name for folder in package_folders()}
    assert loaded.refused == {}
    assert set(ProcedureVersion.objects.values_list("number", "status", "valid_from")) == {(1, "published", TODAY)}


def test_loading_again_changes_nothing(loaded: LoadReport) -> None:
    again = load_catalogue(CATALOGUE, LOADED_AT + timedelta(days=1))
    assert again.published == ()
    assert set(again.unchanged) == {each.code for each in loaded.published}
    assert ProcedureVersion.objects.count() == len(loaded.published)


def test_a_package_whose_stories_come_out_otherwise_stays_out(tmp_path: Path) -> None:
    for part in ("schema", "shared", "reference", "1.013225"):
        shutil.copytree(CATALOGUE / part, tmp_path / part)
    replace(tmp_path / "1.013225" / "scenarios" / "granted.yaml", "fees: 75000", "fees: 80000")
    report = load_catalogue(tmp_path, LOADED_AT)
    assert report.published == ()
    assert {problem.code for problem in report.refused["1.013225"] if problem.severity is Severity.ERROR} == {
        "scenario_differs"
    }


def test_a_version_is_the_package_that_was_loaded(loaded: LoadReport) -> None:
    version = next(each for each in loaded.published if each.code == "1.013225")
    package = read_package(files_in(CATALOGUE / "1.013225"), shared())
    assert queries.version(version.version_id).content_hash == package.content_hash
    assert queries.version(version.version_id) is queries.version(version.version_id)


def test_a_changed_package_is_a_new_version_from_that_day(small_catalogue: Path) -> None:
    load_catalogue(small_catalogue, LOADED_AT)
    first = queries.published(CODE, TODAY)
    replace(small_catalogue / CODE / "procedure.yaml", "vi: Trường hợp thường", "vi: Trường hợp thông thường")
    next_week = LOADED_AT + timedelta(days=7)
    report = load_catalogue(small_catalogue, next_week)
    assert [(each.code, each.number) for each in report.published] == [(CODE, 2)]
    assert queries.published(CODE, TODAY) == first
    second = queries.published(CODE, next_week.date())
    assert second != first
    assert queries.version(first).cases["one"].name.vi == "Trường hợp thường"
    assert queries.version(second).cases["one"].name.vi == "Trường hợp thông thường"


def test_a_package_taken_back_to_what_it_was_is_a_version_of_its_own(small_catalogue: Path) -> None:
    file = small_catalogue / CODE / "procedure.yaml"
    for old, new in (
        ("thường", "thường"),
        ("vi: Trường hợp thường", "vi: Khác"),
        ("vi: Khác", "vi: Trường hợp thường"),
    ):
        if old != new:
            replace(file, old, new)
        load_catalogue(small_catalogue, LOADED_AT)
    assert list(ProcedureVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_a_broken_package_stays_out_and_the_others_come_in(small_catalogue: Path) -> None:
    second = small_catalogue / "1.000002"
    second.mkdir()
    for name, content in files_in(small_catalogue / CODE).items():
        (second / name).parent.mkdir(exist_ok=True)
        (second / name).write_bytes(content)
    replace(second / "procedure.yaml", 'code: "1.000001"\nreplaces: ["1.000000"]', 'code: "1.000002"')
    replace(second / "procedure.yaml", "level: [commune]", "level: [district]")
    report = load_catalogue(small_catalogue, LOADED_AT)
    assert [each.code for each in report.published] == [CODE]
    assert [problem.code for problem in report.refused["1.000002"]] == ["level_unknown"]
    assert not Procedure.objects.filter(code="1.000002").exists()


def test_what_was_published_stays_when_its_package_breaks(small_catalogue: Path) -> None:
    load_catalogue(small_catalogue, LOADED_AT)
    before = queries.published(CODE, TODAY)
    replace(small_catalogue / CODE / "procedure.yaml", "level: [commune]", "level: [district]")
    report = load_catalogue(small_catalogue, LOADED_AT)
    assert set(report.refused) == {CODE}
    assert queries.published(CODE, TODAY) == before


def test_a_broken_shared_part_stops_the_whole_load(small_catalogue: Path) -> None:
    (small_catalogue / "shared" / "roles.yaml").unlink()
    with pytest.raises(BrokenPackageError):
        load_catalogue(small_catalogue, LOADED_AT)
    assert not ProcedureVersion.objects.exists()


def test_a_shared_role_that_a_procedure_does_not_use_gives_it_no_new_version(small_catalogue: Path) -> None:
    load_catalogue(small_catalogue, LOADED_AT)
    replace(
        small_catalogue / "shared" / "roles.yaml",
        "\nroles:\n",
        "\nroles:\n  gardener: {vi: Người làm vườn, en: Gardener, at: competent}\n",
    )
    assert load_catalogue(small_catalogue, LOADED_AT).unchanged == (CODE,)


def test_a_shared_letter_that_a_procedure_prints_gives_it_a_new_version(small_catalogue: Path) -> None:
    load_catalogue(small_catalogue, LOADED_AT)
    letter = small_catalogue / "shared" / "letters" / "receipt_slip.typ"
    letter.write_bytes(letter.read_bytes() + b"\n// changed\n")
    assert [each.number for each in load_catalogue(small_catalogue, LOADED_AT).published] == [2]
    assert (
        b"// changed" not in queries.version(ProcedureVersion.objects.get(number=1).id).letters["receipt_slip"].source
    )


def test_equal_files_are_kept_once(loaded: LoadReport) -> None:
    assert VersionFile.objects.count() > len(loaded.published) * 4
    kept = Content.objects.count()
    load_catalogue(CATALOGUE, LOADED_AT)
    assert Content.objects.count() == kept


def test_nothing_is_offered_before_its_first_day(loaded: LoadReport) -> None:
    with pytest.raises(NotOfferedError):
        queries.published("1.013225", TODAY - timedelta(days=1))


def test_a_replaced_code_leads_to_its_successor(loaded: LoadReport) -> None:
    with pytest.raises(NotOfferedError) as refused:
        queries.published("1.009994", TODAY)
    assert refused.value.replaced_by == "1.013225"
    assert "1.013225" in refused.value.vi


def test_a_version_that_never_was_is_told_so() -> None:
    with pytest.raises(UnknownVersionError):
        queries.version(-1)


@pytest.mark.parametrize(
    "values",
    [
        {"number": 0},
        {"status": "invented"},
        {"valid_from": None},
        {"content_hash": "short"},
    ],
)
def test_the_database_refuses_a_version_that_cannot_be(loaded: LoadReport, values: dict[str, object]) -> None:
    version = ProcedureVersion.objects.earliest("id")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(id=version.id).update(**values)


def test_the_database_refuses_two_successors_of_one_code(loaded: LoadReport) -> None:
    other = Procedure.objects.exclude(code="1.013225").earliest("id")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplacedProcedure.objects.create(code="1.009994", replaced_by=other)


def test_the_decision_of_publication_is_kept_with_the_version(loaded: LoadReport) -> None:
    version = ProcedureVersion.objects.get(procedure__code="1.013225")
    assert (version.decision_number, version.decision_publisher) == ("56/QĐ-BXD", "Bộ Xây dựng")
    assert version.valid_from == date(2026, 11, 21)


def test_who_leads_is_what_the_roles_loaded_last_say(small_catalogue: Path) -> None:
    roles = small_catalogue / "shared" / "roles.yaml"
    clerk = "en: Records clerk, at: competent, division: office"
    load_catalogue(small_catalogue, LOADED_AT)
    assert "division_head" in queries.leading_roles()
    assert "records_clerk" not in queries.leading_roles()
    replace(roles, clerk, f"{clerk}, leads: true")
    report = load_catalogue(small_catalogue, LOADED_AT + timedelta(hours=1))
    assert report.published == ()
    assert "records_clerk" in queries.leading_roles()
    replace(roles, f"{clerk}, leads: true", clerk)
    load_catalogue(small_catalogue, LOADED_AT + timedelta(hours=2))
    assert "records_clerk" not in queries.leading_roles()


def test_nobody_leads_before_a_catalogue_is_loaded() -> None:
    assert queries.leading_roles() == frozenset()
