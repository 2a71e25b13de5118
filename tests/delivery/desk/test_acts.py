"""Each act of the dossier page, from the building permit's filing to its return, and each that leads aside."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Dossier, DossierOpinion, OpenTask
from motcua.domain.dossiers.services.filing import submit_dossier
from motcua.domain.identity import queries as identity
from tests.delivery.desk.officers import Officer, act, open_page, said_after, text_of
from tests.office import Office
from tests.permit import (
    ECONOMY,
    LEADERSHIP,
    OFFICE,
    accepted,
    drafted,
    fee_told,
    resolved,
    to_be_supplemented,
)

CHECKED = {"component": ["application", "drawings"], "checked": ["application", "drawings"]}


def test_a_dossier_is_accepted_with_its_code_and_due_date(working_city: Office, clerk: Client) -> None:
    # 24 November is a holiday since 2026: the fifteen days count from the day after.
    dossier = working_city.filed("2026-11-24 08:00").dossier_id
    page = open_page(clerk, dossier)
    assert "cấp mã, in giấy hẹn trả 17:30, 10/12/2026" in page
    said = said_after(clerk, act(clerk, dossier, "tiep-nhan", "receive", **CHECKED))
    assert "Đã tiếp nhận. Mã hồ sơ H29.27094-261124-0001, hẹn trả ngày 10/12/2026." in said
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in said


def test_a_paper_that_was_not_looked_at_stands_in_the_way(working_city: Office, clerk: Client) -> None:
    dossier = working_city.filed().dossier_id
    answer = act(clerk, dossier, "tiep-nhan", "receive", component=["application", "drawings"], checked=["drawings"])
    assert answer.status_code == 422
    assert "Còn 1 giấy tờ chưa đánh dấu đã kiểm tra." in text_of(answer)
    assert 'value="drawings" checked' in text_of(answer)


def test_a_refusal_wants_its_reason(working_city: Office, clerk: Client) -> None:
    dossier = working_city.filed().dossier_id
    assert "phải nêu rõ lý do" in text_of(act(clerk, dossier, "tu-choi", "receive"))
    said = said_after(clerk, act(clerk, dossier, "tu-choi", "receive", reason="Thửa đất thuộc phường khác."))
    assert "Đã từ chối tiếp nhận và lập phiếu từ chối." in said
    assert "Thửa đất thuộc phường khác." in said


def test_a_supplement_is_asked_for_once_with_what_and_why(working_city: Office, head: Client) -> None:
    dossier = accepted(working_city)
    half = act(head, dossier, "bo-sung", "assign", item=["drawings"], what=["Mặt cắt móng"], why=[""])
    assert half.status_code == 422
    assert "Mặt cắt móng" in text_of(half)
    asked = {"item": ["drawings"], "what": ["Mặt cắt móng"], "why": ["Chưa thể hiện móng."]}
    said = said_after(head, act(head, dossier, "bo-sung", "assign", **asked))
    assert "Chờ người nộp bổ sung từ 09:00, 24/11/2026" in said
    assert "Mặt cắt móng" in said
    assert "/viec/phan-cong/" not in said
    assert act(head, dossier, "bo-sung", "assign", **asked).status_code == 409


def test_a_head_assigns_and_the_work_is_in_the_officers_list(
    working_city: Office, head: Client, specialist: Client
) -> None:
    dossier = accepted(working_city)
    assert act(head, dossier, "phan-cong", "assign").status_code == 422
    officer = working_city.city.who(ECONOMY, "specialist")
    said = said_after(head, act(head, dossier, "phan-cong", "assign", officer=f"specialist:{officer}"))
    assert "Đã phân công." in said
    assert str(dossier) in text_of(specialist.get("/lam-viec/?xem=cua-toi"))


def test_the_specialist_asks_inspects_and_drafts(working_city: Office, head: Client, specialist: Client) -> None:
    dossier = accepted(working_city)
    officer = working_city.city.who(ECONOMY, "specialist")
    act(head, dossier, "phan-cong", "assign", officer=f"specialist:{officer}")
    assert act(specialist, dossier, "lay-y-kien", "consult", question="?").status_code == 422
    asked = {"agency": ["planning_department", "fire_police"], "question": "Xin ý kiến về chỉ giới."}
    assert "Đã gửi lấy ý kiến." in said_after(specialist, act(specialist, dossier, "lay-y-kien", "consult", **asked))
    visit = {"visited_on": "2026-11-24", "visited_time": "08:30", "place": "45 Đường số 7", "participants": "Ông Lam"}
    minutes = {**visit, "findings": "Đất trống.", "conclusion": "Phù hợp."}
    tomorrow = act(specialist, dossier, "kiem-tra", "inspect", **{**minutes, "visited_on": "2026-11-25"})
    assert tomorrow.status_code == 422
    assert "Đất trống." in text_of(tomorrow)
    assert "Đã lập biên bản" in said_after(specialist, act(specialist, dossier, "kiem-tra", "inspect", **minutes))
    way = act(specialist, dossier, "chuyen-buoc", "appraise", outcome="eligible")
    assert "Đã xong bước này." in said_after(specialist, way)


def test_a_consulted_agency_answers_from_the_same_page(
    working_city: Office, officer: Officer, head: Client, specialist: Client
) -> None:
    dossier = accepted(working_city)
    who = working_city.city.who(ECONOMY, "specialist")
    act(head, dossier, "phan-cong", "assign", officer=f"specialist:{who}")
    act(specialist, dossier, "lay-y-kien", "consult", agency=["planning_department"], question="Chỉ giới?")
    planner = officer("H29.13.01", "department_leader")
    page = open_page(planner, dossier)
    assert "Chỉ giới?" in page
    n = DossierOpinion.objects.get(dossier_id=dossier).n
    without = act(planner, dossier, "cho-y-kien", n=n, kind="opinion", verdict="disagree")
    assert without.status_code == 422
    done = act(planner, dossier, "cho-y-kien", n=n, kind="opinion", verdict="agree_with_conditions", reason="Lùi 2 m.")
    assert "Đã gửi ý kiến cho cơ quan giải quyết." in said_after(planner, done)
    assert "Lùi 2 m." in open_page(specialist, dossier)


def test_a_draft_goes_back_along_the_drawn_edge_with_the_reason(working_city: Office, head: Client) -> None:
    dossier = drafted(working_city)
    page = open_page(head, dossier)
    assert "Trả lại để sửa dự thảo" in page
    assert act(head, dossier, "chuyen-buoc", "review", outcome="return").status_code == 422
    done = act(head, dossier, "chuyen-buoc", "review", outcome="return", reason="Sai diện tích sàn.")
    assert "Sai diện tích sàn." in said_after(head, done)
    assert OpenTask.objects.filter(dossier_id=dossier, step="revise").exists()


def test_signed_registered_paid_and_returned(working_city: Office, officer: Officer, clerk: Client) -> None:
    dossier = fee_told(working_city)
    chairman, registrar = officer(LEADERSHIP, "commune_chairman"), officer(OFFICE, "records_clerk")
    said_after(chairman, act(chairman, dossier, "chuyen-buoc", "sign", outcome="sign"))
    n = OpenTask.objects.get(dossier_id=dossier, step="register").n
    preview = registrar.get(f"/lam-viec/ho-so/{dossier}/xem-truoc/{n}/")
    assert preview["Content-Type"] == "application/pdf"
    issued = act(registrar, dossier, "phat-hanh", "register", number="")
    assert "Đã phát hành kết quả." in said_after(registrar, issued)
    assert "/viec/tra-ket-qua/" not in open_page(clerk, dossier)
    paid = act(clerk, dossier, "nop-phi", amount="75.000", receipt="0000123")
    assert "Đã nộp đủ." in said_after(clerk, paid)
    done = act(clerk, dossier, "tra-ket-qua", "return_result", method="counter", receiver="Ông Lam")
    assert "Đã trả kết quả. Hồ sơ kết thúc." in said_after(clerk, done)


@pytest.mark.parametrize(("amount", "status"), [("0", 409), ("abc", 409), ("75.001", 409), ("25.000", 302)])
def test_only_what_is_due_can_be_paid(working_city: Office, clerk: Client, amount: str, status: int) -> None:
    dossier = resolved(working_city)
    answer = act(clerk, dossier, "nop-phi", amount=amount, receipt="1")
    assert answer.status_code == status


def test_work_is_taken_given_back_and_given_to_another(working_city: Office, head: Client, clerk: Client) -> None:
    dossier = drafted(working_city)
    assert "Ông/bà đã nhận việc này." in said_after(head, act(head, dossier, "nhan-viec", "review"))
    assert "Đã trả việc về bộ phận." in said_after(head, act(head, dossier, "tra-viec", "review"))
    other = working_city.city.who(ECONOMY, "division_head")
    assert "Đã giao việc" in said_after(head, act(head, dossier, "giao-lai", "review", officer=str(other)))
    assert act(head, dossier, "giao-lai", "review", officer="").status_code == 422
    assert act(clerk, dossier, "giao-lai", "review", officer=str(other)).status_code == 403


def test_a_dossier_is_stopped_by_the_counter_that_received_it(working_city: Office, clerk: Client) -> None:
    dossier = accepted(working_city)
    assert act(clerk, dossier, "dung", reason=" ").status_code == 422
    assert "Đã dừng giải quyết" in said_after(clerk, act(clerk, dossier, "dung", reason="Người nộp đề nghị dừng."))
    assert "Hồ sơ đã kết thúc; không còn việc nào." in open_page(clerk, dossier)


def test_a_dossier_is_taken_back_at_the_counter_that_received_it(
    working_city: Office, clerk: Client, head: Client
) -> None:
    dossier = accepted(working_city)
    assert "/viec/rut/" not in open_page(head, dossier)
    assert act(head, dossier, "rut", reason="Không xây nữa.").status_code == 403
    assert act(clerk, dossier, "rut").status_code == 422
    said = said_after(clerk, act(clerk, dossier, "rut", reason="Không xây nữa."))
    assert "Đã ghi nhận rút hồ sơ." in said
    assert "Đã rút" in said
    assert act(clerk, dossier, "rut", reason="Lại rút.").status_code == 409


def test_a_double_click_is_done_once(working_city: Office, clerk: Client) -> None:
    dossier = accepted(working_city)
    first = act(clerk, dossier, "dung", reason="Người nộp đề nghị.", command="01a19f22-7d00-7664-b2d1-a18e159aebf4")
    before = Dossier.objects.get(pk=dossier).seq
    again = act(clerk, dossier, "dung", reason="Người nộp đề nghị.", command="01a19f22-7d00-7664-b2d1-a18e159aebf4")
    assert (first.status_code, again.status_code) == (302, 302)
    assert Dossier.objects.get(pk=dossier).seq == before


def test_the_second_of_two_officers_sees_who_was_quicker_and_keeps_his_words(
    working_city: Office, head: Client
) -> None:
    dossier = drafted(working_city)
    n = OpenTask.objects.get(dossier_id=dossier, step="review").n
    said_after(head, act(head, dossier, "chuyen-buoc", "review", outcome="approve"))
    late = act(head, dossier, "chuyen-buoc", n=n, kind="step", outcome="return", reason="Tôi đã gõ rất nhiều ở đây.")
    page = text_of(late)
    name = identity.officer(working_city.city.who(ECONOMY, "division_head")).full_name
    assert late.status_code == 409
    assert f"Việc này đã được {name}" in page
    assert "xử lý lúc 09:00, 24/11/2026" in page
    assert "Tôi đã gõ rất nhiều ở đây." in page


def test_who_waits_for_the_applicant_is_told_since_when(working_city: Office, clerk: Client) -> None:
    dossier = to_be_supplemented(working_city)
    page = open_page(clerk, dossier)
    assert "Chờ người nộp bổ sung từ 10:00, 03/11/2026" in page
    assert f"/lam-viec/ho-so/{dossier}/bo-sung/" in page


def test_hostile_text_is_shown_and_never_run(working_city: Office, clerk: Client) -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    by = working_city.citizen("2026-11-24 08:00")
    dossier = submit_dossier(working_city.permit(by, designer=hostile), by).dossier_id
    act(clerk, dossier, "tu-choi", "receive", reason=hostile)
    raw = clerk.get(f"/lam-viec/ho-so/{dossier}/").content.decode()
    assert "<script>alert" not in raw
    assert "<img src=x" not in raw
    assert hostile in text_of(clerk.get(f"/lam-viec/ho-so/{dossier}/"))
    searched = clerk.get("/lam-viec/tim/", {"q": hostile}).content.decode()
    assert "<script>alert" not in searched


def test_characters_that_no_text_can_hold_are_left_out(working_city: Office, clerk: Client) -> None:
    dossier = working_city.filed().dossier_id
    done = act(clerk, dossier, "tu-choi", "receive", reason="Thửa đất\x00 khác.")
    assert "Thửa đất khác." in said_after(clerk, done)


def test_the_page_shows_people_form_process_and_story(working_city: Office, clerk: Client) -> None:
    page = open_page(clerk, drafted(working_city))
    for part in ("Chủ hồ sơ", "079088910001", "45 Đường số 7", "<svg", "Xem xét dự thảo", "Không trả lời trong hạn"):
        assert part in page, part


def test_the_desk_speaks_the_other_language(working_city: Office, clerk: Client, compiled_words: None) -> None:
    dossier = accepted(working_city)
    clerk.cookies["django_language"] = "en"
    assert "Promised for 17:30, 18/11/2026" in open_page(clerk, dossier)
