"""Steps whose letter is made of the officer's words, and results whose letter states reasons."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from motcua.domain.dossiers.models import DossierLetter, OpenTask
from tests.delivery.desk.officers import act, open_page, said_after, text_of
from tests.delivery.desk.walked import walked_to, who_does
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


def test_nobody_else_ends_it(working_city: Office, stranger: Client, clerk: Client) -> None:
    walk = walked_to("2.001827", "certificate", "form_team")
    assert act(stranger, walk.case.id, "chuyen-buoc", "form_team", reason=LINES).status_code == 404
    assert OpenTask.objects.filter(dossier_id=walk.case.id, step="form_team").exists()
