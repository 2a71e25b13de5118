"""A letter is printed once, from what was known on its day."""

from uuid import uuid4

import pytest
from django.conf import LazySettings

from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.letters import tracking_url, verify_url
from motcua.domain.dossiers.models import DossierLetter
from motcua.domain.dossiers.queries.own import own_letter
from motcua.domain.dossiers.services import printing
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.records.models import Document
from motcua.domain.records.queries import standing_by_token, standing_of
from motcua.domain.records.shelf import store
from motcua.domain.records.types import IssuedFacts, Origin
from tests import permit
from tests.office import Office, at

pytestmark = pytest.mark.django_db
NOW = at("2026-11-19 08:00")


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path):
    settings.FILES = tmp_path / "files"


def n_of(dossier, key: str) -> int:
    return DossierLetter.objects.get(dossier_id=dossier, key=key).n


def test_a_letter_becomes_a_pdf_of_the_city(working_city: Office):
    dossier = permit.accepted(working_city)
    document = letter_document(dossier, n_of(dossier, "receipt_slip"), NOW)
    assert (document.media_type, document.origin) == ("application/pdf", Origin.ISSUED_LETTER)
    assert document.name == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả H29.27094-261103-0001.pdf"
    with store().open(document.sha256) as content:
        assert content.read(5) == b"%PDF-"


def test_the_same_letter_is_the_same_document_ever_after(working_city: Office):
    dossier = permit.accepted(working_city)
    first = letter_document(dossier, 1, NOW)
    assert letter_document(dossier, 1, at("2027-01-05 08:00")) == first
    assert Document.objects.count() == 1


def test_two_who_print_at_once_keep_one(working_city: Office, monkeypatch: pytest.MonkeyPatch):
    dossier = permit.accepted(working_city)
    render, other = printing.render, []

    def slow(*args, **kwargs):
        if not other:
            other.append(None)
            other.append(letter_document(dossier, 1, NOW))
        return render(*args, **kwargs)

    monkeypatch.setattr(printing, "render", slow)
    assert letter_document(dossier, 1, NOW) == other[1]
    assert Document.objects.count() == 1


def test_the_result_is_a_result(working_city: Office):
    dossier = permit.resolved(working_city)
    assert letter_document(dossier, n_of(dossier, "permit"), NOW).origin is Origin.RESULT


def test_whoever_holds_a_result_may_check_it(working_city: Office):
    dossier = permit.resolved(working_city)
    letter = DossierLetter.objects.get(dossier_id=dossier, key="permit")
    document = letter_document(dossier, letter.n, NOW)
    token = letter.details["result"]["token"]
    assert letter.details["result"]["verify_url"] == verify_url(token)
    standing = standing_by_token(token)
    assert standing == standing_of(document.sha256)
    assert standing
    assert standing.facts == IssuedFacts(
        "Giấy phép xây dựng kèm bản vẽ đóng dấu",
        letter.number,
        letter.details["agency"]["name"],
        letter.issued_at,
        token,
    )


def test_a_result_from_before_leads_where_its_printed_code_leads(working_city: Office):
    dossier = permit.resolved(working_city)
    rows = DossierLetter.objects.filter(dossier_id=dossier, key="permit")
    details = rows.get().details
    old = {key: value for key, value in details["result"].items() if key != "token"}
    rows.update(details={**details, "result": {**old, "verify_url": tracking_url("7KQF-2M9T-XD")}}, document_id=None)
    standing = standing_of(letter_document(dossier, rows.get().n, NOW).sha256)
    assert standing
    assert standing.facts.token == ""


@pytest.mark.parametrize("n", [0, 9])
def test_there_is_no_other_letter(working_city: Office, n: int):
    dossier = permit.accepted(working_city)
    with pytest.raises(NoSuchDossierError):
        letter_document(dossier, n, NOW)
    with pytest.raises(NoSuchDossierError):
        letter_document(uuid4(), 1, NOW)


def test_what_agencies_ask_one_another_is_not_the_applicants(working_city: Office):
    dossier = permit.drafted(working_city)
    assert own_letter(dossier, n_of(dossier, "receipt_slip")) == 1
    with pytest.raises(NoSuchDossierError):
        own_letter(dossier, n_of(dossier, "opinion_request"))


def test_a_request_names_the_component_in_words(working_city: Office):
    dossier = permit.to_be_supplemented(working_city)
    letter = DossierLetter.objects.get(dossier_id=dossier, key="supplement_request")
    assert letter.details["letter"]["items"] == [
        {
            "component": "Hai bộ bản vẽ thiết kế xây dựng",
            "component_key": "drawings",
            "what": permit.ITEM.what,
            "reason": permit.ITEM.reason,
        }
    ]
    assert letter_document(dossier, letter.n, NOW).pages == 1
