"""Steps whose letter is made of the officer's words, and results whose letter states reasons."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from motcua.domain.dossiers.models import DossierLetter, OpenTask, Remark
from tests.delivery.desk.officers import act, open_page, said_after, text_of
from tests.delivery.desk.walked import walked_to, who_does
from tests.domain.dossiers.walks import WORDS, Walk
from tests.office import Office

LINES = "Ông Đặng Văn Cầu, trưởng đoàn.\nBà Lê Thị Nhài, thành viên."


@pytest.mark.parametrize(
    ("code", "case_key", "step", "letter"),
    [
        ("2.001827", "certificate", "form_team", "team_decision"),
        ("1.009645.H05", "general", "appraise", "appraisal_report"),
    ],
)
def test_a_step_whose_letter_is_made_of_words_asks_for_them_and_prints_each_line(
    working_city: Office, code: str, case_key: str, step: str, letter: str
) -> None:
    walk = walked_to(code, case_key, step)
    officer, dossier = who_does(walk, step), walk.case.id
    page = open_page(officer, dossier)
    assert f"In trong: {walk.procedure.letters[letter].name.vi}. Mỗi dòng in thành một ý riêng." in page
    assert re.search(r'<textarea [^>]*name="reason"[^>]* required', page)
    assert "Đã xong bước này." in said_after(officer, act(officer, dossier, "chuyen-buoc", step, reason=LINES))
    details = DossierLetter.objects.get(dossier_id=dossier, key=letter).details
    assert details["letter"]["words"] == LINES.splitlines()


def test_without_its_words_the_step_stays_open_and_says_why(working_city: Office) -> None:
    walk = walked_to("2.001827", "certificate", "form_team")
    officer = who_does(walk, "form_team")
    refused = act(officer, walk.case.id, "chuyen-buoc", "form_team", reason=" \n ")
    assert refused.status_code == 422
    assert "Văn bản của bước này in đúng lời ông/bà ghi, nên không để trống được." in text_of(refused)
    assert OpenTask.objects.filter(dossier_id=walk.case.id, step="form_team").exists()


def test_a_step_without_such_a_letter_needs_no_words(working_city: Office) -> None:
    walk = walked_to("2.001827", "certificate", "check")
    page = open_page(who_does(walk, "check"), walk.case.id)
    assert "In trong:" not in page


def test_what_was_written_is_kept_when_the_step_is_refused(working_city: Office) -> None:
    walk = walked_to("2.001827", "certificate", "form_team")
    officer = who_does(walk, "form_team")
    refused = act(officer, walk.case.id, "chuyen-buoc", "form_team", reason=LINES, outcome="no_such_way")
    assert refused.status_code == 409
    assert "Ông Đặng Văn Cầu, trưởng đoàn." in text_of(refused)


def test_nobody_else_ends_it(working_city: Office, stranger: Client) -> None:
    walk = walked_to("2.001827", "certificate", "form_team")
    assert act(stranger, walk.case.id, "chuyen-buoc", "form_team", reason=LINES).status_code == 404
    assert OpenTask.objects.filter(dossier_id=walk.case.id, step="form_team").exists()


# --- reasons of a result


def rejected() -> tuple[Walk, Client]:
    """A permit found not eligible, at its registrar."""
    walk = walked_to("1.013225", "house", "register", {"appraise": "not_eligible"})
    return walk, who_does(walk, "register")


def stated(walk: Walk) -> list[str]:
    details = DossierLetter.objects.get(dossier_id=walk.case.id, key="rejection_notice").details
    reasons: list[str] = details["letter"]["reasons"]
    return reasons


def test_the_reasons_of_the_decision_are_shown_before_it_is_issued_and_stand_if_nobody_writes_others(
    working_city: Office,
) -> None:
    walk, registrar = rejected()
    page = open_page(registrar, walk.case.id)
    assert "sẽ nêu lý do đã ghi khi quyết định:" in page
    assert all(line in page for line in WORDS.splitlines())
    said_after(registrar, act(registrar, walk.case.id, "phat-hanh", "register", number="", reason=""))
    assert stated(walk) == WORDS.splitlines()


def test_other_reasons_written_when_it_is_issued_take_their_place(working_city: Office) -> None:
    walk, registrar = rejected()
    said_after(registrar, act(registrar, walk.case.id, "phat-hanh", "register", reason="Thiếu khoảng lùi.\nQuá tầng."))
    assert stated(walk) == ["Thiếu khoảng lùi.", "Quá tầng."]


def test_a_rejection_decided_without_reasons_asks_for_them_and_is_not_issued_without(working_city: Office) -> None:
    walk, registrar = rejected()
    Remark.objects.filter(dossier_id=walk.case.id).delete()
    assert "phải nêu lý do, mà khi quyết định chưa ghi lý do nào." in open_page(registrar, walk.case.id)
    refused = act(registrar, walk.case.id, "phat-hanh", "register", number="12/2026", reason=" ")
    assert refused.status_code == 422
    assert 'value="12/2026"' in text_of(refused)
    said_after(registrar, act(registrar, walk.case.id, "phat-hanh", "register", reason="Thiếu khoảng lùi."))
    assert stated(walk) == ["Thiếu khoảng lùi."]


def test_a_result_that_states_no_reasons_has_no_box_for_them(working_city: Office) -> None:
    walk = walked_to("1.013225", "house", "register")
    assert 'id="reasons-' not in open_page(who_does(walk, "register"), walk.case.id)


def test_only_the_registrar_issues_it(working_city: Office, specialist: Client) -> None:
    walk, _registrar = rejected()
    assert act(specialist, walk.case.id, "phat-hanh", "register", reason="Thiếu khoảng lùi.").status_code == 403
