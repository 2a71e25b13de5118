"""The door for machines: the same rules as the pages, told in JSON."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Dossier, OpenTask
from motcua.domain.identity.models import Officer
from motcua.domain.records.models import Document
from tests import permit
from tests.office import Office, at, permit_form

pytestmark = pytest.mark.django_db
LAM, MAY = "079088910001", "079191910002"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, trusted_provider: None) -> None:
    monkeypatch.setattr("motcua.infra.clock.now", lambda: at("2026-11-23 09:00"))


def call(token: str, method: str, path: str, body: Any = None, key: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if key:
        headers["Idempotency-Key"] = key
    content = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    return Client().generic(method, f"/api/v1{path}", headers=headers, **content)


def document(account: UUID, component: str) -> dict[str, str]:
    row = Document.objects.create(
        id=UUID(int=abs(hash((account, component))) % 2**127),
        sha256="a" * 64,
        name=f"{component}.pdf",
        media_type="application/pdf",
        size=10,
        pages=1,
        facts={},
        origin="upload",
        uploaded_by_id=account,
        uploaded_at=at("2026-11-23 08:00"),
    )
    return {"component": component, "document_id": str(row.id)}


def filing(account: UUID, **form: Any) -> dict[str, Any]:
    papers = [document(account, each) for each in ("land_paper", "drawings")]
    return {"procedure": "1.013225", "case": "house", "form": {**permit_form(), **form}, "papers": papers}


def test_a_citizen_files_and_sees_his_dossier(working_city: Office, token):
    me = working_city.citizen("2026-11-23 08:00")
    answer = call(token("citizens", LAM), "POST", "/dossiers", filing(account_of(LAM, working_city, token)))
    assert answer.status_code == 201, answer.content
    found = call(token("citizens", LAM), "GET", f"/dossiers/{answer.json()['id']}").json()
    assert found["national_status"] == 1
    assert found["reference"] == answer.json()["reference"]
    assert me.person_id


def account_of(personal_id: str, office: Office, token) -> UUID:
    """The account that the token's first use makes."""
    from motcua.domain.identity.models import Account

    call(token("citizens", personal_id), "GET", f"/dossiers/{UUID(int=1)}")
    return Account.objects.get(person__personal_id=personal_id, issuer__contains="citizens").id


def test_a_filing_sent_again_with_its_key_is_filed_once(working_city: Office, token):
    body = filing(account_of(LAM, working_city, token))
    first = call(token("citizens", LAM), "POST", "/dossiers", body, key="nộp-1")
    again = call(token("citizens", LAM), "POST", "/dossiers", body, key="nộp-1")
    other = call(token("citizens", LAM), "POST", "/dossiers", body, key="nộp-2")
    assert first.json() == again.json()
    assert other.json()["id"] != first.json()["id"]
    assert Dossier.objects.count() == 2


def test_every_wrong_field_is_named_in_both_languages(working_city: Office, token):
    body = filing(account_of(LAM, working_city, token), owner_id="12", height="cao")
    answer = call(token("citizens", LAM), "POST", "/dossiers", body)
    assert answer.status_code == 422
    problems = {row["path"]: row for row in answer.json()["problems"]}
    assert problems.keys() >= {"owner_id", "height"}
    assert "Chiều cao công trình" in problems["height"]["vi"]


def test_an_identity_of_level_1_may_look_but_not_file(working_city: Office, token):
    body = filing(account_of(LAM, working_city, token))
    answer = call(token("citizens", LAM, 1), "POST", "/dossiers", body)
    assert answer.status_code == 403
    assert "mức 2" in answer.json()["vi"]


def test_somebody_elses_document_cannot_be_handed_in(working_city: Office, token):
    body = filing(account_of(MAY, working_city, token))
    answer = call(token("citizens", LAM), "POST", "/dossiers", body)
    assert answer.status_code == 422
    assert [row["path"] for row in answer.json()["problems"]] == ["land_paper", "drawings"]


def test_anothers_dossier_looks_like_none(working_city: Office, token):
    filed = call(token("citizens", LAM), "POST", "/dossiers", filing(account_of(LAM, working_city, token))).json()
    stranger = call(token("citizens", MAY), "GET", f"/dossiers/{filed['id']}")
    nothing = call(token("citizens", MAY), "GET", f"/dossiers/{UUID(int=7)}")
    assert stranger.status_code == nothing.status_code == 404
    assert stranger.json() == nothing.json()


def test_an_officer_accepts_and_only_once(working_city: Office, token):
    filed = working_city.filed("2026-11-20 09:00")
    n = OpenTask.objects.get(dossier_id=filed.dossier_id).n
    clerk = token("officers", "trinh.tre.xanh")
    path = f"/dossiers/{filed.dossier_id}/steps/{n}/acceptance"
    answer = call(clerk, "POST", path, key="a")
    assert answer.json()["code"] == "H29.27094-261123-0001"
    assert call(clerk, "POST", path, key="a").json()["code"] == "H29.27094-261123-0001"
    told = call(clerk, "POST", path, key="b")
    assert told.status_code == 409
    assert "tải lại trang" in told.json()["vi"]


def test_an_officer_of_another_ward_is_refused(working_city: Office, token):
    filed = working_city.filed("2026-11-20 09:00")
    stranger = token("officers", "mai.bien.rong")
    assert call(stranger, "GET", f"/dossiers/{filed.dossier_id}").status_code == 404
    assert call(stranger, "POST", f"/dossiers/{filed.dossier_id}/steps/1/acceptance").status_code == 403


@pytest.mark.parametrize("header", ["", "Bearer x.y.z", "Basic YTpi", "Bearer "])
def test_without_a_good_token_nothing_is_said(working_city: Office, header):
    answer = Client().get(f"/api/v1/dossiers/{UUID(int=1)}", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401


def test_anybody_with_the_reference_learns_who_has_it_but_not_whose_it_is(working_city: Office):
    filed = working_city.filed("2026-11-20 09:00")
    answer = call("", "GET", f"/tracking/{filed.reference.lower()}")
    assert answer.json()["now"][0]["office"] == "Trung tâm Phục vụ hành chính công phường An Khánh"
    assert "Lam" not in answer.content.decode()


def test_who_asks_too_often_is_told_to_wait(working_city: Office):
    codes = [call("", "GET", "/tracking/AAAA-AAAA-AA").status_code for _ in range(61)]
    assert codes == [404] * 60 + [429]


def test_the_api_describes_itself(client: Client):
    described = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/dossiers" in described["paths"]


def test_a_character_that_no_text_has_is_refused_and_a_backslash_is_not(working_city: Office, token):
    body = filing(account_of(LAM, working_city, token), designer="Phù\0Sa")
    refused = call(token("citizens", LAM), "POST", "/dossiers", body)
    assert refused.status_code == 400
    assert "U+0000" in refused.json()["vi"]
    body["form"]["designer"] = "\\u0000"
    assert call(token("citizens", LAM), "POST", "/dossiers", body).status_code == 201


def test_a_leader_apologises_once_and_others_are_refused(working_city: Office, token):
    dossier = permit.drafted(working_city)
    path, body = f"/dossiers/{dossier}/apology", {"reasons": ["Chờ ý kiến."], "new_due_at": "2026-11-27T08:00:00+07:00"}
    assert call(token("officers", "trinh.tre.xanh"), "POST", path, body).status_code == 403
    leader = token("officers", login_of(permit.LEADERSHIP, "commune_chairman", working_city))
    assert call(leader, "POST", path, body).json()["due_at"] == "2026-11-27T17:30:00+07:00"
    assert call(leader, "POST", path, {**body, "new_due_at": "2026-11-30T08:00:00+07:00"}).status_code == 409


def test_a_reply_and_a_payment_that_nobody_waits_for_are_refused_in_words(working_city: Office, token):
    dossier = permit.accepted(working_city)
    clerk = token("officers", "trinh.tre.xanh")
    assert call(clerk, "GET", f"/dossiers/{dossier}").json()["waits"] == []
    assert call(clerk, "POST", f"/dossiers/{dossier}/waits/9/reply").json()["error"] == "TaskGone"
    told = call(clerk, "POST", f"/dossiers/{dossier}/payments-elsewhere", {"amount": 5, "receipt": "T1"})
    assert told.status_code == 409
    assert "nghĩa vụ tài chính" in told.json()["vi"]


def test_reasons_may_be_given_with_the_result(working_city: Office, client: Client):
    described = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert described["ResultIn"]["properties"].keys() == {"number", "words", "pin"}
    assert described["QuestionIn"]["properties"].keys() == {"agency", "question", "unit"}


def login_of(office: str, role: str, city: Office) -> str:
    """By which name the first officer of that role signs in."""
    return Officer.objects.get(pk=city.city.who(office, role)).login
