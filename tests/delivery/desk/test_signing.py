"""Signing with a key at the desk: what is signed is shown, the PIN is asked for once, and what failed is told."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.test import Client

from motcua.domain.dossiers.models import DossierLetter
from motcua.domain.dossiers.types import LetterState
from tests.delivery.desk.officers import Officer, act, open_page, said_after, text_of
from tests.office import Office
from tests.permit import LEADERSHIP, OFFICE, ONE_STOP, WARD, fee_told, n_of
from tests.signers import PIN, Signers, signers

__all__ = ["signers"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(working_city: Office, signers: Signers) -> Signers:
    """The chairman and the ward hold keys."""
    signers.officer(working_city.city.who(LEADERSHIP, "commune_chairman"))
    signers.agency(working_city.city.office(WARD))
    return signers


def state_of(dossier: UUID) -> str:
    return DossierLetter.objects.filter(dossier_id=dossier, key="permit").latest("n").state


def batch(client: Client, dossiers: list[UUID], act: str, **more: str):  # type: ignore[no-untyped-def]
    marks = [f"{each}:step:{n_of(each, 'sign')}" for each in dossiers]
    words = {"act": act, "task": marks, "command": str(uuid4()), "back": "xem=mine", **more}
    return client.post("/lam-viec/nhieu-viec/", words)


def test_a_signer_reads_what_he_will_sign_and_gives_his_pin(
    working_city: Office, keys: Signers, chairman: Client
) -> None:
    dossier = fee_told(working_city)
    page = open_page(chairman, dossier)
    assert "Ông/bà ký: <strong>Giấy phép xây dựng</strong>" in page
    assert 'name="pin" type="password"' in page
    shown = chairman.get(f"/lam-viec/ho-so/{dossier}/xem-truoc-ky/{n_of(dossier, 'sign')}/?cach=sign")
    assert shown["Content-Type"] == "application/pdf"
    said = said_after(chairman, act(chairman, dossier, "chuyen-buoc", "sign", outcome="sign", pin=PIN))
    assert "Dương Hoa Cúc ký số lúc" in said
    assert "chờ số và dấu" in said
    assert state_of(dossier) == LetterState.PREPARED


def test_a_wrong_pin_is_told_with_what_remains_and_is_not_shown_again(
    working_city: Office, keys: Signers, chairman: Client
) -> None:
    dossier = fee_told(working_city)
    refused = act(chairman, dossier, "chuyen-buoc", "sign", outcome="sign", pin="135791", reason="Đồng ý")
    assert refused.status_code == 422
    page = text_of(refused)
    assert "Mã PIN không đúng, chưa có gì được ký. Còn 4 lần thử." in page
    assert "Đồng ý" in page
    assert "135791" not in page


def test_without_a_pin_a_signer_with_a_key_is_asked_for_it(
    working_city: Office, keys: Signers, chairman: Client
) -> None:
    dossier = fee_told(working_city)
    refused = act(chairman, dossier, "chuyen-buoc", "sign", outcome="sign")
    assert refused.status_code == 422
    assert "cần mã PIN" in text_of(refused)


def test_who_holds_no_key_is_asked_for_no_pin(working_city: Office, chairman: Client) -> None:
    assert 'name="pin"' not in open_page(chairman, fee_told(working_city))


def test_three_are_looked_at_and_signed_with_one_pin(working_city: Office, keys: Signers, chairman: Client) -> None:
    dossiers = [fee_told(working_city) for _ in range(3)]
    assert "Ký số" in text_of(chairman.get("/lam-viec/"))
    asked = text_of(batch(chairman, dossiers, "sign"))
    assert asked.count("Giấy phép xây dựng ·") == 3
    assert asked.count('type="password"') == 1
    answer = batch(chairman, dossiers, "signed", pin=PIN)
    page = b"".join(answer.streaming_content).decode()
    assert page.count("Đã ký</span>") == 3
    assert "Đã ký 3 trong 3 hồ sơ." in page
    assert {state_of(each) for each in dossiers} == {LetterState.PREPARED}


def test_of_many_the_one_that_failed_is_told_with_its_reason(
    working_city: Office, keys: Signers, chairman: Client
) -> None:
    first, second = fee_told(working_city), fee_told(working_city)
    marks = [f"{each}:step:{n_of(each, 'sign')}" for each in (first, second)]
    act(chairman, first, "chuyen-buoc", "sign", outcome="sign", pin=PIN)
    words = {"act": "signed", "task": marks, "command": str(uuid4()), "back": "", "pin": PIN}
    page = b"".join(chairman.post("/lam-viec/nhieu-viec/", words).streaming_content).decode()
    assert "Đã ký 1 trong 2 hồ sơ." in page
    assert "Việc này đã được xử lý" in page


def test_a_wrong_pin_for_many_signs_none_and_asks_again(working_city: Office, keys: Signers, chairman: Client) -> None:
    dossiers = [fee_told(working_city) for _ in range(2)]
    answer = batch(chairman, dossiers, "signed", pin="135791")
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Còn 4 lần thử." in page
    assert page.count(" checked ") == 2
    assert "135791" not in page
    assert not DossierLetter.objects.filter(key="permit").exists()


def test_the_clerk_seals_with_the_pin_of_the_agencys_seal(
    working_city: Office, keys: Signers, chairman: Client, officer: Officer
) -> None:
    dossier = fee_told(working_city)
    act(chairman, dossier, "chuyen-buoc", "sign", outcome="sign", pin=PIN)
    registrar = officer(OFFICE, "records_clerk")
    page = open_page(registrar, dossier)
    assert "Đóng dấu số của cơ quan" in page
    said = said_after(registrar, act(registrar, dossier, "phat-hanh", "register", number="", pin=PIN))
    assert "Ủy ban nhân dân phường An Khánh đóng dấu số lúc" in said
    assert state_of(dossier) == LetterState.ISSUED


def test_the_clerk_signs_what_he_asks_for_and_reads_it_before_without_a_pin(
    working_city: Office, signers: Signers, clerk: Client
) -> None:
    signers.officer(working_city.city.who(ONE_STOP, "one_stop_officer"))
    dossier = working_city.filed().dossier_id
    page = open_page(clerk, dossier)
    assert "Văn bản lập ở đây được ký số bằng khóa của ông/bà." in page
    asked = {"item": "drawings", "what": "Mặt cắt móng", "why": "Chưa thể hiện móng giáp nhà bên."}
    task = {"n": n_of(dossier, "receive"), "kind": "step", "command": ""}
    shown = clerk.post(f"/lam-viec/ho-so/{dossier}/viec/bo-sung/xem-truoc/", {**task, **asked})
    assert shown["Content-Type"] == "application/pdf"
    refused = act(clerk, dossier, "bo-sung", "receive", **asked)
    assert refused.status_code == 422
    assert "cần mã PIN" in text_of(refused)
    assert "Mặt cắt móng" in text_of(refused)
    said = said_after(clerk, act(clerk, dossier, "bo-sung", "receive", pin=PIN, **asked))
    assert "ký số lúc" in said


def test_a_letter_that_a_head_signs_asks_for_his_pin_where_he_stops(
    working_city: Office, keys: Signers, chairman: Client
) -> None:
    page = open_page(chairman, fee_told(working_city))
    assert 'id="pin-stop"' in page
