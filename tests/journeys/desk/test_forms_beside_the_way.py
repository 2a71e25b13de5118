"""Forms that not every dossier shows: words for a letter, a commune to be asked, an apology. Each is judged by axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.core.procedure import WaitsFor
from motcua.domain.dossiers.models import Content, DossierOpinion, OpenTask
from motcua.domain.identity import queries as identity
from tests.delivery.desk.walked import login_at, waiting_for, walked_to
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.office import Office
from tests.permit import ECONOMY, drafted

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
SignIn = Callable[..., None]
AtDossier = Callable[[str, Any], Page]


@pytest.fixture
def at_dossier(come: Come, sign_in: SignIn, window: dict[str, Any]) -> AtDossier:
    """A browser of this officer at the page of a dossier."""

    def open_page(login: str, dossier: Any) -> Page:
        page = come(**window)
        sign_in(page, login, door="can-bo")
        page.goto(f"/lam-viec/ho-so/{dossier}/")
        return page

    return open_page


def login_for(dossier: Any, step: str) -> str:
    task = OpenTask.objects.get(dossier_id=dossier, step=step)
    return login_at(task.office_id, task.role)


@WINDOWS
def test_a_head_says_sorry_and_promises_a_new_day(at_dossier: AtDossier, working_city: Office) -> None:
    dossier = drafted(working_city)
    page = at_dossier(identity.officer(working_city.city.who(ECONOMY, "division_head")).login, dossier)
    page.locator("summary", has_text="Xin lỗi và hẹn lại").click()
    page.get_by_label("Ngày hẹn trả mới").fill("2026-11-27")
    page.get_by_label("Lý do chậm").fill("Chờ ý kiến của cơ quan quy hoạch.")
    assert barriers(page) == []
    page.get_by_role("button", name="Gửi văn bản xin lỗi và hẹn lại").click()
    expect(page.get_by_role("status").first).to_contain_text("Hẹn trả mới: ngày 27/11/2026.")
    assert barriers(page) == []


@WINDOWS
def test_a_commune_is_found_by_its_name_and_asked(at_dossier: AtDossier, working_city: Office) -> None:
    walk = walked_to("1.004873", "certificate", "ask", {"check": "verify"})
    form = {**walk.case.form, "residences": [{"place": walk.case.form["residence"]}]}
    Content.objects.filter(dossier_id=walk.case.id).update(form=form)
    commune = identity.unit("26956", walk.now.date())
    page = at_dossier(login_for(walk.case.id, "ask"), walk.case.id)
    where = page.get_by_label("Ở xã, phường nào")
    where.press_sequentially(commune.name)
    offered = page.locator('datalist option[value$="(26956)"]')
    expect(offered).to_have_count(1)
    where.fill(str(offered.get_attribute("value")))
    page.get_by_label("Nội dung cần ý kiến").fill("Tình trạng hôn nhân.")
    assert barriers(page) == []
    page.get_by_role("button", name="Gửi lấy ý kiến").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã gửi lấy ý kiến.")
    opinion = DossierOpinion.objects.get(dossier_id=walk.case.id)
    assert identity.agency(opinion.agency_id).unit_code == "26956"


@WINDOWS
@pytest.mark.parametrize(
    ("code", "case_key", "step", "plan", "label"),
    [
        ("2.001827", "certificate", "form_team", {}, "Nội dung văn bản (bắt buộc)"),
        ("1.013225", "house", "register", {"appraise": "not_eligible"}, "Lý do khác, in thay cho lý do trên"),
    ],
    ids=["words of a letter", "reasons of a result"],
)
def test_what_a_letter_is_made_of_is_asked_for(
    at_dossier: AtDossier, working_city: Office, code: str, case_key: str, step: str, plan: dict[str, str], label: str
) -> None:
    walk = walked_to(code, case_key, step, plan)
    page = at_dossier(login_for(walk.case.id, step), walk.case.id)
    box = page.get_by_label(label)
    expect(box).to_be_visible()
    assert barriers(page) == []
    box.fill("Ông Đặng Văn Cầu, trưởng đoàn.")
    page.locator("details.act[open] .way .button").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Đã")


@WINDOWS
@pytest.mark.parametrize(
    ("code", "case_key", "whom", "form"),
    [
        ("1.013831", "transfer", WaitsFor.OBLIGATION, "Ghi nhận đã nộp ở cơ quan khác"),
        ("1.001612", "new", WaitsFor.REGISTRY, "Ghi nhận đã có trả lời"),
    ],
    ids=["paid elsewhere", "a reply"],
)
def test_what_others_have_done_is_noted(
    at_dossier: AtDossier, working_city: Office, code: str, case_key: str, whom: WaitsFor, form: str
) -> None:
    walk = waiting_for(code, case_key, whom)
    paid = whom is WaitsFor.OBLIGATION
    where, role = (walk.case.receiving_id, "one_stop_officer") if paid else (walk.case.competent_id, "specialist")
    page = at_dossier(login_at(where, role), walk.case.id)
    page.locator("summary", has_text=form).click()
    if paid:
        page.get_by_label("Số tiền (đồng)").fill("12.500.000")
        page.get_by_label("Số chứng từ nộp tiền").fill("GNT-77")
    assert barriers(page) == []
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi nhận")
