"""What a package says is what the procedure holds."""

from datetime import time

import pytest

from motcua.core.deadlines import LimitUnit
from motcua.core.forms import Text
from motcua.core.procedure import (
    BrokenPackageError,
    Channel,
    Procedure,
    StepKind,
    WhenAbsent,
    read_package,
    read_shared,
)
from tests.catalogue.reading import MINIMAL, files_in, shared, shared_files


@pytest.fixture(scope="module")
def minimal() -> Procedure:
    return read_package(files_in(MINIMAL), shared())


def test_steps_belong_to_the_role_of_their_lane(minimal: Procedure) -> None:
    assert {step.role.key for step in minimal.steps.values()} == {
        *("one_stop_officer", "specialist", "commune_chairman", "records_clerk")
    }


def test_a_step_knows_its_kind_limit_and_outcomes(minimal: Procedure) -> None:
    sign = minimal.steps["sign"]
    assert sign.kind is StepKind.SIGNATURE
    assert sign.limit is not None
    assert (sign.limit.unit, sign.limit.amount) == (LimitUnit.WORKING_HOURS, 4)
    assert sign.outcomes["return"].back_to == "check"
    assert sign.outcomes["return"].needs_reason
    assert not sign.outcomes["sign"].needs_reason


def test_the_rules_of_the_clock_hold_for_every_case_that_has_none_of_its_own(minimal: Procedure) -> None:
    assert minimal.cases["one"].clock.cut_off == time(15)


def test_a_limit_on_the_way_is_not_the_one_to_start_with(minimal: Procedure) -> None:
    case = minimal.cases["one"]
    assert case.limit_for(Channel.COUNTER).key == "usual"
    assert [limit.key for limit in case.limits_on_the_way(Channel.COUNTER)] == ["verification"]


def test_a_source_names_registry_and_record_and_what_to_do_without_them(minimal: Procedure) -> None:
    source = minimal.cases["one"].components[1].source
    assert source is not None
    assert source.registry is not None
    assert (source.registry.key, source.record, source.when_absent) == ("land", "certificate", WhenAbsent.ASK)


def test_a_limit_carries_its_article_as_a_text_cites_it(minimal: Procedure) -> None:
    assert minimal.cases["one"].limit_for(Channel.ONLINE).limit.basis == "Nghị định số 1/2024/NĐ-CP"


def test_the_procedures_own_letter_takes_the_place_of_the_shared_one() -> None:
    files = files_in(MINIMAL)
    files["procedure.yaml"] = files["procedure.yaml"].replace(
        b"letters:\n  paper", "letters:\n  receipt_slip: {name: {vi: Phiếu riêng, en: Own slip}}\n  paper".encode()
    )
    files["letters/receipt_slip.typ"] = b"own"
    letter = read_package(files, shared()).letters["receipt_slip"]
    assert (letter.name, letter.source) == (Text("Phiếu riêng", "Own slip"), b"own")


def test_a_broken_package_is_refused_with_all_its_problems() -> None:
    files = files_in(MINIMAL)
    files["procedure.yaml"] = files["procedure.yaml"].replace(b"level: [commune]", b"level: [district]")
    del files["form.yaml"]
    with pytest.raises(BrokenPackageError) as refused:
        read_package(files, shared())
    assert {problem.code for problem in refused.value.problems} == {"file_missing", "level_unknown"}


def test_a_role_that_the_package_does_not_use_changes_nothing_of_its_content(minimal: Procedure) -> None:
    files = shared_files()
    files["shared/roles.yaml"] += b""
    more = files["shared/roles.yaml"].replace(
        b"roles:\n", "roles:\n  gardener: {vi: Người làm vườn, en: Gardener, at: competent}\n".encode()
    )
    grown = read_shared({**files, "shared/roles.yaml": more})
    assert read_package(files_in(MINIMAL), grown).content_hash == minimal.content_hash


def test_a_role_that_the_package_uses_is_part_of_its_content(minimal: Procedure) -> None:
    files = shared_files()
    renamed = files["shared/roles.yaml"].replace("vi: Chuyên viên,".encode(), "vi: Chuyên viên chính,".encode())
    assert renamed != files["shared/roles.yaml"]
    changed = read_shared({**files, "shared/roles.yaml": renamed})
    assert read_package(files_in(MINIMAL), changed).content_hash != minimal.content_hash


def test_who_leads_an_office_is_part_of_no_procedure(minimal: Procedure) -> None:
    files = shared_files()
    led = files["shared/roles.yaml"].replace(
        b"en: Specialist, at: competent}", b"en: Specialist, at: competent, leads: true}"
    )
    assert led != files["shared/roles.yaml"]
    changed = read_shared({**files, "shared/roles.yaml": led})
    assert changed.roles["specialist"].leads
    assert read_package(files_in(MINIMAL), changed).content_hash == minimal.content_hash


@pytest.mark.parametrize("name", ["shared/roles.yaml", "shared/letters/receipt_slip.typ"])
def test_the_shared_part_must_be_whole(name: str) -> None:
    files = shared_files()
    del files[name]
    with pytest.raises(BrokenPackageError) as refused:
        read_shared(files)
    assert {problem.code for problem in refused.value.problems} == {"file_missing"}


def test_a_role_at_an_agency_names_a_kind_that_exists() -> None:
    files = shared_files()
    files["shared/roles.yaml"] = files["shared/roles.yaml"].replace(b"agency: tax_authority", b"agency: moon_authority")
    with pytest.raises(BrokenPackageError) as refused:
        read_shared(files)
    assert [problem.code for problem in refused.value.problems] == ["agency_unknown"]
