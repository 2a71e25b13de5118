"""From the draft to the end: who may do what when, what citizens see of it, and what the log keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.domain.catalogue import drafting, queries
from motcua.domain.catalogue.errors import (
    DecisionError,
    NoPowerError,
    OwnSubmissionError,
    StaleRevisionError,
    UnsoundError,
    WrongStatusError,
)
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.catalogue.types import CatalogueError, LifeAct, VersionStatus
from motcua.domain.identity.models import Posting
from tests.catalogue.reading import CATALOGUE
from tests.catalogue.small import CODE
from tests.catalogue.small import replace as replace_in
from tests.city import City
from tests.domain.catalogue.conftest import DECISION, NOW, TODAY, Laboratory
from tests.domain.catalogue.offered import acts

pytestmark = pytest.mark.django_db


WITH_SCENARIOS = "1.013225"
NEXT_MONTH = TODAY + timedelta(days=30)
Act = Callable[[Laboratory, int], object]

ACTS: dict[str, Act] = {
    "save": lambda lab, v: drafting.save_file(v, "fees.yaml", b"", 1, lab.designer, NOW),
    "check": lambda lab, v: drafting.check_draft(v, lab.designer, NOW),
    "submit": lambda lab, v: drafting.submit_draft(v, "", lab.designer, NOW),
    "return": lambda lab, v: drafting.return_draft(v, "Thiếu", lab.controller, NOW),
    "approve": lambda lab, v: drafting.approve_version(v, DECISION, lab.controller, NOW),
    "publish": lambda lab, v: drafting.publish_version(v, TODAY, lab.leader, NOW),
    "discard": lambda lab, v: drafting.discard_draft(v, lab.designer, NOW),
}
WRONG = {
    "opened": {"submit", "return", "approve", "publish"},
    "checked": {"return", "approve", "publish"},
    "submitted": {"save", "check", "submit", "publish"},
    "approved": {"save", "check", "submit", "return", "approve"},
    "published": {"save", "check", "submit", "return", "approve", "publish", "discard"},
}


def test_a_version_goes_its_whole_way_and_every_act_is_in_its_log(laboratory: Laboratory) -> None:
    version = laboratory.published()
    assert queries.published(CODE, TODAY) == version
    assert acts(version) == [
        *(LifeAct.OPENED, LifeAct.CHECKED, LifeAct.SUBMITTED, LifeAct.APPROVED, LifeAct.PUBLISHED),
    ]
    who = {each.act: each.who for each in queries.life_of(version)}
    assert who[LifeAct.SUBMITTED] == laboratory.designer.name
    assert who[LifeAct.APPROVED] == laboratory.controller.name
    assert who[LifeAct.PUBLISHED] == laboratory.leader.name
    card = queries.version_card(version)
    assert (card.status, card.valid_from, card.decision) == (VersionStatus.PUBLISHED, TODAY, DECISION)
    assert card.content_hash == queries.version(version).content_hash


@pytest.mark.parametrize(("state", "act"), [(state, act) for state, wrong in WRONG.items() for act in sorted(wrong)])
def test_an_act_out_of_turn_is_refused_with_what_comes_next(laboratory: Laboratory, state: str, act: str) -> None:
    version = getattr(laboratory, state)()
    before = queries.version_card(version)
    with pytest.raises(WrongStatusError) as refused:
        ACTS[act](laboratory, version)
    assert refused.value.status == before.status
    assert ";" in refused.value.vi
    assert queries.version_card(version) == before


@pytest.mark.parametrize(
    ("state", "act", "who"),
    [
        ("opened", "check", "leader"),
        ("checked", "submit", "controller"),
        ("submitted", "return", "designer"),
        ("submitted", "approve", "leader"),
        ("approved", "publish", "controller"),
        ("approved", "discard", "designer"),
    ],
)
def test_nobody_does_what_his_roles_give_no_power_to(laboratory: Laboratory, state: str, act: str, who: str) -> None:
    version = getattr(laboratory, state)()
    person = getattr(laboratory, who)
    with pytest.raises(NoPowerError):
        ACTS[act](replace(laboratory, designer=person, controller=person, leader=person), version)


def test_who_submitted_does_not_approve_even_with_the_power(laboratory: Laboratory) -> None:
    version = laboratory.submitted()
    both = laboratory.designer._replace(powers=laboratory.designer.powers | laboratory.controller.powers)
    with pytest.raises(OwnSubmissionError):
        drafting.approve_version(version, DECISION, both, NOW)


def test_the_database_too_refuses_an_approval_by_who_submitted(laboratory: Laboratory) -> None:
    row = ProcedureVersion.objects.filter(id=laboratory.approved())
    with pytest.raises(IntegrityError, match="the_one_who_submitted_does_not_approve"), transaction.atomic():
        row.update(approved_by_id=laboratory.designer.officer_id)
    with pytest.raises(IntegrityError, match="what_is_approved_names_its_decision"), transaction.atomic():
        row.update(decision_signer="")


def test_a_change_after_the_check_asks_for_another_check(laboratory: Laboratory) -> None:
    version = laboratory.checked()
    laboratory.edited(version, "procedure.yaml", "vi: Trường hợp thông thường", "vi: Thường")
    assert queries.version_card(version).status is VersionStatus.DRAFT
    assert acts(version)[-1] is LifeAct.EDITED
    with pytest.raises(WrongStatusError):
        drafting.submit_draft(version, "", laboratory.designer, NOW)


def test_a_draft_with_an_error_stays_a_draft_and_says_what_is_wrong(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    laboratory.edited(version, "procedure.yaml", "level: [commune]", "level: [district]")
    judgement = drafting.check_draft(version, laboratory.designer, NOW)
    assert not judgement.is_sound
    assert "level_unknown" in {problem.code for problem in judgement.problems}
    assert queries.version_card(version).status is VersionStatus.DRAFT
    assert acts(version) == [LifeAct.OPENED]


def test_a_checked_draft_that_shows_an_error_later_is_a_draft_again(laboratory: Laboratory) -> None:
    version = laboratory.checked()
    Posting.objects.filter(role="specialist").update(role="gardener")
    assert not drafting.check_draft(version, laboratory.designer, NOW).is_sound
    assert queries.version_card(version).status is VersionStatus.DRAFT


def test_a_returned_version_is_drafted_further_with_the_reason_in_its_log(laboratory: Laboratory) -> None:
    version = laboratory.submitted()
    with pytest.raises(CatalogueError, match="lý do"):
        drafting.return_draft(version, " ", laboratory.controller, NOW)
    drafting.return_draft(version, "Thiếu căn cứ", laboratory.controller, NOW)
    assert queries.life_of(version)[-1].words == "Thiếu căn cứ"
    laboratory.edited(version, "procedure.yaml", "vi: Trường hợp thông thường", "vi: Thường")


@pytest.mark.parametrize(
    "decision",
    [
        replace(DECISION, number="  "),
        replace(DECISION, publisher=""),
        replace(DECISION, signer=""),
        replace(DECISION, signed_on=None),
        replace(DECISION, signed_on=TODAY + timedelta(days=1)),
        replace(DECISION, number="1" * 101),
    ],
)
def test_a_decision_names_number_publisher_signer_and_a_day_that_has_come(laboratory: Laboratory, decision) -> None:
    version = laboratory.submitted()
    with pytest.raises(DecisionError):
        drafting.approve_version(version, decision, laboratory.controller, NOW)
    assert queries.version_card(version).status is VersionStatus.SUBMITTED


def test_a_version_may_be_published_for_a_day_to_come(laboratory: Laboratory) -> None:
    before = queries.published(CODE, TODAY)
    version = laboratory.published(NEXT_MONTH)
    assert queries.published(CODE, NEXT_MONTH - timedelta(days=1)) == before
    assert queries.published(CODE, NEXT_MONTH) == version


def test_the_names_of_a_version_to_come_are_not_shown_before_its_day(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    laboratory.edited(
        version,
        "procedure.yaml",
        "short_name: {vi: Giấy xác nhận mẫu, en: Sample certificate}",
        "short_name: {vi: Tên sắp đổi, en: Name to come}",
    )
    drafting.check_draft(version, laboratory.designer, NOW)
    drafting.submit_draft(version, "", laboratory.designer, NOW)
    drafting.approve_version(version, DECISION, laboratory.controller, NOW)
    drafting.publish_version(version, NEXT_MONTH, laboratory.leader, NOW)
    names = [queries.list_published(day)[0].short_name.vi for day in (TODAY, NEXT_MONTH)]
    assert names == ["Giấy xác nhận mẫu", "Tên sắp đổi"]


def test_of_two_versions_for_one_day_the_one_published_last_holds(laboratory: Laboratory) -> None:
    early, late = laboratory.approved(), laboratory.approved()
    drafting.publish_version(late, NEXT_MONTH, laboratory.leader, NOW)
    drafting.publish_version(early, NEXT_MONTH, laboratory.leader, NOW + timedelta(hours=1))
    assert queries.published(CODE, NEXT_MONTH) == early


def test_a_day_gone_by_needs_a_decision_that_says_so(laboratory: Laboratory) -> None:
    signed = TODAY - timedelta(days=10)
    version = laboratory.approved(replace(DECISION, signed_on=signed))
    with pytest.raises(DecisionError, match="past"):
        drafting.publish_version(version, TODAY - timedelta(days=1), laboratory.leader, NOW)
    said_so = laboratory.approved(replace(DECISION, signed_on=signed, retroactive=True))
    drafting.publish_version(said_so, TODAY - timedelta(days=1), laboratory.leader, NOW)
    assert queries.published(CODE, TODAY - timedelta(days=1)) == said_so


def test_nothing_holds_before_its_decision_was_signed(laboratory: Laboratory) -> None:
    version = laboratory.approved(replace(DECISION, retroactive=True))
    with pytest.raises(DecisionError, match="signed"):
        drafting.publish_version(version, TODAY - timedelta(days=1), laboratory.leader, NOW)


def test_publishing_checks_once_more(laboratory: Laboratory) -> None:
    version = laboratory.approved()
    Posting.objects.filter(role="specialist").update(role="gardener")
    with pytest.raises(UnsoundError) as refused:
        drafting.publish_version(version, TODAY, laboratory.leader, NOW)
    assert "role_without_holder" in {problem.code for problem in refused.value.judgement.problems}
    assert queries.version_card(version).status is VersionStatus.APPROVED


def test_a_draft_based_on_an_older_version_is_told_of_the_newer_one(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    assert "newer_version" not in {
        each.code for each in drafting.check_draft(version, laboratory.designer, NOW).problems
    }
    replace_in(laboratory.folder / CODE / "procedure.yaml", "vi: Trường hợp thường", "vi: Khác")
    load_catalogue(laboratory.folder, NOW)
    assert "newer_version" in {each.code for each in drafting.check_draft(version, laboratory.designer, NOW).problems}


def test_a_load_does_not_take_back_what_was_published_by_decision(laboratory: Laboratory) -> None:
    version = laboratory.published()
    letter = laboratory.folder / "shared" / "letters" / "receipt_slip.typ"
    letter.write_bytes(letter.read_bytes() + b"\n// changed\n")
    assert load_catalogue(laboratory.folder, NOW + timedelta(days=1)).unchanged == (CODE,)
    assert queries.published(CODE, TODAY + timedelta(days=1)) == version


def test_a_load_of_a_folder_that_was_changed_publishes_at_once(laboratory: Laboratory) -> None:
    laboratory.published()
    replace_in(laboratory.folder / CODE / "procedure.yaml", "vi: Trường hợp thường", "vi: Khác")
    report = load_catalogue(laboratory.folder, NOW + timedelta(days=1))
    assert [each.number for each in report.published] == [3]
    assert queries.published(CODE, TODAY + timedelta(days=1)) == report.published[0].version_id
    assert acts(report.published[0].version_id) == [LifeAct.LOADED]


def test_a_check_of_what_somebody_is_changing_is_told_so(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = laboratory.opened()
    from motcua.domain.catalogue.drafting import judging

    def judged_slowly(*arguments):
        judgement = judging_before(*arguments)
        laboratory.edited(version, "procedure.yaml", "vi: Trường hợp thường", "vi: Khác")
        return judgement

    judging_before = judging.judge
    monkeypatch.setattr(judging, "judge", judged_slowly)
    with pytest.raises(StaleRevisionError):
        drafting.check_draft(version, laboratory.designer, NOW)
    assert queries.version_card(version).status is VersionStatus.DRAFT


def test_a_reviewer_sees_what_a_check_says_and_changes_nothing(laboratory: Laboratory) -> None:
    version = laboratory.submitted()
    assert drafting.review_version(version, NOW).is_sound
    Posting.objects.filter(role="specialist").update(role="gardener")
    assert [each.role for each in drafting.review_version(version, NOW).vacancies] == ["specialist"]
    assert queries.version_card(version).status is VersionStatus.SUBMITTED


def test_a_letter_that_cannot_be_printed_is_found_before_it_is_needed(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    laboratory.edited(version, "letters/paper.typ", "#ending(data)", "#data.letter.promised_at\n#ending(data)")
    (problem,) = drafting.check_draft(version, laboratory.designer, NOW).problems
    assert (problem.code, problem.file, problem.line) == ("letter_does_not_print", "letters/paper.typ", 7)
    assert "promised_at" in problem.vi


def test_a_package_of_another_code_is_not_this_procedure(laboratory: Laboratory) -> None:
    version = laboratory.opened()
    laboratory.edited(version, "procedure.yaml", 'code: "1.000001"', 'code: "1.000002"')
    assert "code_differs" in {each.code for each in drafting.check_draft(version, laboratory.designer, NOW).problems}


def test_a_linked_part_must_fit_the_procedure_that_is_published(laboratory: Laboratory) -> None:
    load_catalogue(CATALOGUE, NOW)
    version = laboratory.opened("2.000986")
    assert not [each for each in drafting.review_version(version, NOW).problems if each.code.startswith("child_")]
    text = drafting.draft(version).files["procedure.yaml"].decode()
    case = next(line for line in text.splitlines() if line.strip().startswith("case: "))
    drafting.save_file(
        version, "procedure.yaml", text.replace(case, f"{case}_x", 1).encode(), 1, laboratory.designer, NOW
    )
    assert "child_misfits" in {each.code for each in drafting.review_version(version, NOW).problems}


def test_a_scenario_that_goes_otherwise_keeps_a_draft_from_going_on(laboratory: Laboratory) -> None:
    load_catalogue(CATALOGUE, NOW)
    version = laboratory.opened(WITH_SCENARIOS)
    name, text = next(
        (name, content.decode())
        for name, content in drafting.draft(version).files.items()
        if name.startswith("scenarios/") and b"end: returned" in content
    )
    changed = text.replace("end: returned", "end: withdrawn", 1).encode()
    drafting.save_file(version, name, changed, 1, laboratory.designer, NOW)
    judgement = drafting.check_draft(version, laboratory.designer, NOW)
    assert not judgement.is_sound
    assert {(each.code, each.file) for each in judgement.problems if each.severity == "error"} == {
        ("scenario_differs", name)
    }
    assert [outcome.file for outcome in judgement.scenarios if not outcome.passed] == [name]


def test_every_procedure_of_the_catalogue_can_be_drafted_anew_in_the_demo_city(
    city: City, laboratory: Laboratory
) -> None:
    load_catalogue(CATALOGUE, NOW)
    wrong = {}
    for card in queries.list_published(TODAY):
        judgement = drafting.check_draft(laboratory.opened(card.code), laboratory.designer, NOW)
        if not judgement.is_sound:
            wrong[card.code] = [str(each) for each in judgement.problems if each.severity == "error"]
        assert all(outcome.passed for outcome in judgement.scenarios)
    assert wrong == {}
