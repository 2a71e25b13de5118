"""The packages of the catalogue say what the published texts say."""

import pytest

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.procedure import (
    Certainty,
    Channel,
    Judged,
    Level,
    OnlineService,
    Procedure,
    StepKind,
    WaitsFor,
    check_catalogue,
    read_package,
)
from motcua.core.procedure.checks.limits import longest_path
from tests.catalogue.broken_packages import ON, YEAR
from tests.catalogue.reading import files_in, package_folders, shared

FIRST_FIFTEEN = (
    *("1.013225", "2.000986", "1.001193", "2.000635", "2.000815", "2.000908", "1.004873", "1.001612", "2.001199"),
    *("1.013831", "1.001776", "3.000347", "1.004222", "2.001827", "1.009645.H05"),
)


@pytest.fixture(scope="module")
def judged() -> dict[str, Judged]:
    packages = {folder.name: files_in(folder) for folder in package_folders()}
    return check_catalogue(packages, shared(), on=ON, year=YEAR)


@pytest.fixture(scope="module")
def procedures(judged: dict[str, Judged]) -> dict[str, Procedure]:
    return {code: each.procedure for code, each in judged.items() if each.procedure}


def test_all_packages_of_the_catalogue_are_sound(judged: dict[str, Judged]) -> None:
    assert {code: each.problems for code, each in judged.items() if not each.is_sound} == {}


def test_the_first_fifteen_procedures_are_there(procedures: dict[str, Procedure]) -> None:
    assert set(FIRST_FIFTEEN) <= procedures.keys()


def test_the_rows_of_the_bac_ninh_decision_add_up_to_seventeen_days(procedures: dict[str, Procedure]) -> None:
    investment = procedures["1.009645.H05"]
    limit = investment.cases["general"].limit_for(Channel.ONLINE)
    assert limit.limit == TimeLimit(LimitUnit.WORKING_DAYS, 17, "Điều 35 Nghị định số 96/2026/NĐ-CP")
    assert longest_path(investment, limit).length == 17 * 8


def test_the_three_days_of_the_city_are_those_of_the_part_that_it_does(procedures: dict[str, Procedure]) -> None:
    whole, part = procedures["1.009645.H05"], procedures["1.009645.H29"]
    [limit] = whole.children["decision"].limits
    assert limit.limit == part.cases["general"].limit_for(Channel.ONLINE).limit
    assert longest_path(part, part.cases["general"].limit_for(Channel.ONLINE)).length == 3 * 8


def test_an_individual_house_has_fifteen_days_on_every_channel(procedures: dict[str, Procedure]) -> None:
    house = procedures["1.013225"].cases["house"]
    assert {house.limit_for(channel).limit.amount for channel in Channel} == {15}
    assert {house.limit_for(channel).limit.unit for channel in Channel} == {LimitUnit.CALENDAR_DAYS}


def test_silence_of_the_agencies_ends_with_the_twelfth_day(procedures: dict[str, Procedure]) -> None:
    opinions = procedures["1.013225"].steps["opinions"]
    assert opinions.silence is not None
    assert opinions.limit is not None
    assert (opinions.limit.unit, opinions.limit.amount) == (LimitUnit.CALENDAR_DAYS, 12)


def test_the_linked_birth_procedure_is_that_of_2024_not_the_old_entry(procedures: dict[str, Procedure]) -> None:
    linked = procedures["2.000986"]
    case = linked.cases["child"]
    assert case.limit_for(Channel.ONLINE).limit.amount == 3
    assert [limit.limit.amount for limit in case.limits_on_the_way(Channel.ONLINE)] == [5]
    assert {child.code for child in linked.children.values()} == {"1.001193", "1.004222", "2.000986.H29"}
    assert all(child.send_within_minutes == 10 for child in linked.children.values())
    assert {result.code for result in case.results if result.child} == {
        *("KQ.G15.000031", "KQ.G01.000065", "KQ.G01.000067", "KQ.G18.000047")
    }


def test_civil_status_is_settled_the_same_day_and_after_three_oclock_the_next(procedures: dict[str, Procedure]) -> None:
    for code in ("1.001193", "2.000635", "2.000815", "2.000908"):
        for case in procedures[code].cases.values():
            assert case.limit_for(Channel.COUNTER).limit.unit is LimitUnit.SAME_DAY
            assert case.clock.cut_off is not None
            assert case.clock.cut_off.hour == 15


def test_one_procedure_may_give_its_channels_different_times_with_the_reason(procedures: dict[str, Procedure]) -> None:
    buyer = procedures["1.012787"].cases["buyer"]
    assert buyer.limit_for(Channel.ONLINE).limit.amount == 8
    assert buyer.limit_for(Channel.COUNTER).limit.amount == 18
    assert buyer.limit_for(Channel.ONLINE).note is not None


def test_residence_prints_its_own_forms(procedures: dict[str, Procedure]) -> None:
    letters = procedures["1.004222"].letters
    assert letters["receipt_slip"].form_number == "CT04"
    assert letters["rejection_notice"].form_number == "CT06"
    assert letters["receipt_slip"].source != procedures["1.013225"].letters["receipt_slip"].source


def test_every_procedure_has_the_letters_that_the_law_gives_to_all(procedures: dict[str, Procedure]) -> None:
    standard = {key for key, form in shared().letter_forms.items() if form.standard}
    assert len(standard) == 7
    assert all(standard <= procedure.letters.keys() for procedure in procedures.values())


def test_what_runs_on_a_ministrys_system_says_so(procedures: dict[str, Procedure]) -> None:
    central = {code: procedure.runs_on for code, procedure in procedures.items() if procedure.runs_on}
    assert central.keys() == {"1.001612", "3.000347"}
    assert central["1.001612"].channels == {Channel.ONLINE}


def test_nothing_less_than_fully_online_is_without_a_reason(procedures: dict[str, Procedure]) -> None:
    partly = [procedure for procedure in procedures.values() if procedure.online is not OnlineService.FULL]
    assert partly
    assert all(procedure.online_reason for procedure in partly)


def test_no_procedure_knows_a_district(procedures: dict[str, Procedure]) -> None:
    assert {level for procedure in procedures.values() for level in procedure.levels} == set(Level)


def test_a_paper_that_a_registry_holds_is_not_asked_for_first(procedures: dict[str, Procedure]) -> None:
    land = next(each for each in procedures["1.013225"].cases["house"].components if each.key == "land_paper")
    assert land.source is not None
    assert land.source.registry is not None
    assert (land.source.registry.key, land.source.record) == ("land", "certificate")
    assert {each.key for each in land.one_of} == {"certificate", "decision", "lease", "other"}


def test_the_applicants_confirmation_is_awaited_for_one_day(procedures: dict[str, Procedure]) -> None:
    for code in ("1.001193", "2.000635", "1.004873"):
        confirm = procedures[code].steps["confirm"]
        assert confirm.waits_for is WaitsFor.APPLICANT
        assert confirm.limit is not None
        assert confirm.limit.amount == 1


def test_what_the_applicant_takes_is_not_the_offices_time(procedures: dict[str, Procedure]) -> None:
    birth = procedures["1.001193"]
    assert longest_path(birth, birth.cases["ordinary"].limit_for(Channel.ONLINE)).length == 7


def test_proposals_are_marked_as_proposals(procedures: dict[str, Procedure]) -> None:
    assert {step.certainty for step in procedures["1.013225"].steps.values()} == {Certainty.DESIGN, Certainty.PUBLISHED}
    assert procedures["1.013831"].cases["gift"].limit_for(Channel.POST).certainty is Certainty.UNVERIFIED


def test_every_step_of_every_procedure_has_a_role_and_a_name_in_both_languages(
    procedures: dict[str, Procedure],
) -> None:
    for procedure in procedures.values():
        for step in procedure.steps.values():
            assert step.role.key in shared().roles
            assert step.name.vi
            assert step.name.en
            assert step.kind is not StepKind.SYSTEM or step.letters


def test_the_content_hash_tells_content_not_order(procedures: dict[str, Procedure]) -> None:
    folder = next(folder for folder in package_folders() if folder.name == "1.001193")
    files = files_in(folder)
    backwards = dict(reversed(files.items()))
    assert read_package(backwards, shared()).content_hash == procedures["1.001193"].content_hash
    files["form.yaml"] += b"# touched\n"
    assert read_package(files, shared()).content_hash != procedures["1.001193"].content_hash
