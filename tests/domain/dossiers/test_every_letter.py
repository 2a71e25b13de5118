"""Every letter that an act of any procedure can issue prints, on demand, in full Vietnamese."""

import re

import pytest
from django.conf import LazySettings

from motcua.core.procedure import LetterValue, issued_letters
from motcua.domain.dossiers.acts import steps as acts_on_steps
from motcua.domain.dossiers.chronicle import write_chronicles
from motcua.domain.dossiers.errors import MissingWordsError, NoSuchDossierError
from motcua.domain.dossiers.models import DossierLetter, Remark
from motcua.domain.dossiers.queries.own import own_letter
from motcua.domain.dossiers.services import apology, steps
from motcua.domain.dossiers.services.partitions import prepare_months
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.identity.cache import change_version
from motcua.domain.identity.models import Posting
from motcua.domain.records.shelf import store
from tests import permit
from tests.domain.dossiers.walks import FILED_AT, WORDS, Walk, all_walks, somebody, training_city, with_general_acts
from tests.infra.letters.examples import read, squeezed
from tests.office import CATALOGUE, Office, at

pytestmark = pytest.mark.django_db
CODES = sorted(path.parent.name for path in CATALOGUE.glob("*/procedure.yaml"))
A_KEY = re.compile(r"\b[a-z]+(_[a-z]+)+\b")
TODAY = at("2026-11-20 08:00")


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.REFERENCE_CACHE_SECONDS = 60


def printed(walk: Walk, n: int) -> str:
    """The text of a letter that is printed on demand."""
    with store().open(letter_document(walk.case.id, n, TODAY).sha256) as content:
        return read(content.read())


@pytest.mark.parametrize("code", CODES)
def test_every_letter_that_a_dossier_can_get_prints_with_the_words_it_needs(working_city: Office, code: str):
    prepare_months(FILED_AT)
    city, shown = training_city(), {}
    for walk in [*all_walks(city, code), with_general_acts(city, code)]:
        if new := [letter for letter in walk.letters if letter["key"] not in shown]:
            write_chronicles([walk.chronicle.rows()])
            shown |= {letter["key"]: printed(walk, letter["n"]) for letter in new}
        procedure = walk.procedure
    assert shown.keys() == {issued.letter for issued in issued_letters(procedure)}
    for key, text in shown.items():
        assert squeezed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") in squeezed(text)
        assert not A_KEY.findall(text), key
        if procedure.letters[key].needs & {LetterValue.REASONS, LetterValue.WORDS}:
            assert all(squeezed(line) in squeezed(text) for line in WORDS.splitlines()), key


def rejected() -> Walk:
    """A permit that was found not eligible and only waits to be registered."""
    prepare_months(FILED_AT)
    walk = Walk(training_city(), "1.013225", "house", {"appraise": "not_eligible"})
    while not any(task.step == "register" for task in walk.case.tasks):
        assert walk.step()
    write_chronicles([walk.chronicle.rows()])
    return walk


def issue(walk: Walk, office: Office, words: str = "") -> None:
    task = next(task for task in walk.case.tasks if task.step == "register")
    by = office.officer("H29.27094.02", "records_clerk", "2026-11-19 09:00")
    steps.issue_result(walk.case.id, task.n, "", by, words)


def reasons_of(walk: Walk) -> list[str]:
    details = DossierLetter.objects.get(dossier_id=walk.case.id, key="rejection_notice").details
    reasons: list[str] = details["letter"]["reasons"]
    return reasons


def test_a_rejection_states_the_reasons_with_which_it_was_decided(working_city: Office):
    walk = rejected()
    issue(walk, working_city)
    assert reasons_of(walk) == WORDS.splitlines()


def test_reasons_given_when_the_result_is_issued_take_their_place(working_city: Office):
    walk = rejected()
    issue(walk, working_city, "Thửa đất nằm trong hành lang bảo vệ kênh.\n\n  Thiếu khoảng lùi.  ")
    assert reasons_of(walk) == ["Thửa đất nằm trong hành lang bảo vệ kênh.", "Thiếu khoảng lùi."]


def test_a_rejection_whose_reasons_are_gone_is_not_issued_without_new_ones(working_city: Office):
    walk = rejected()
    Remark.objects.filter(dossier_id=walk.case.id).delete()
    with pytest.raises(MissingWordsError):
        issue(walk, working_city)
    assert not DossierLetter.objects.filter(dossier_id=walk.case.id, key="rejection_notice").exists()
    issue(walk, working_city, WORDS)
    assert reasons_of(walk) == WORDS.splitlines()


def test_a_step_whose_letter_is_made_of_words_does_not_end_without_them(working_city: Office):
    walk = Walk(training_city(), "2.001827", "certificate", {})
    while not any(task.step == "form_team" for task in walk.case.tasks):
        assert walk.step()
    task = next(task for task in walk.case.tasks if task.step == "form_team")
    with pytest.raises(MissingWordsError):
        walk.does(somebody(), lambda work: acts_on_steps.complete(work, task))
    walk.does(somebody(), lambda work: acts_on_steps.complete(work, task, "", WORDS))
    assert [(each["key"], each["details"]["letter"]["words"]) for each in walk.letters[-1:]] == [
        ("team_decision", WORDS.splitlines())
    ]


def test_what_agencies_write_to_one_another_is_not_the_applicants(working_city: Office):
    prepare_months(FILED_AT)
    walk = Walk(training_city(), "1.004873", "certificate", {"check": "verify"}).whole()
    write_chronicles([walk.chronicle.rows()])
    of_key = {each["key"]: each["n"] for each in walk.letters}
    assert own_letter(walk.case.id, of_key["certificate"]) == of_key["certificate"]
    with pytest.raises(NoSuchDossierError):
        own_letter(walk.case.id, of_key["verification_request"])


def test_who_signs_is_named_by_the_role_even_where_it_does_no_step_of_the_procedure(working_city: Office):
    dossier = permit.accepted(working_city)
    clerk = working_city.officer(permit.LEADERSHIP, "commune_chairman", "2026-11-09 09:00")
    apology.apologise(dossier, at("2026-11-25 08:00"), ("Chờ ý kiến của cơ quan quy hoạch.",), clerk)
    signed = DossierLetter.objects.get(dossier_id=dossier, key="apology_letter").details["letter"]["signature"]
    assert signed["capacity"] == ["Lãnh đạo Ủy ban nhân dân cấp xã"]


def test_a_role_without_a_name_is_printed_as_the_office(working_city: Office):
    dossier = permit.drafted(working_city)
    head = working_city.officer(permit.ECONOMY, "division_head", "2026-11-17 09:00")
    Posting.objects.filter(officer_id=head.officer_id).update(role="tech_lead")
    change_version()
    apology.apologise(dossier, at("2026-11-25 08:00"), ("Chờ ý kiến của cơ quan quy hoạch.",), head)
    signed = DossierLetter.objects.get(dossier_id=dossier, key="apology_letter").details["letter"]["signature"]
    assert signed["capacity"] == ["Phòng Kinh tế, Hạ tầng và Đô thị phường An Khánh"]
