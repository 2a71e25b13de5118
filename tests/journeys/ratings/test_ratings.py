"""What people say after a result, in real browsers: by the link on a phone, at the counter's tablet; and the head who
answers. Each page is judged by axe.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.domain.feedback.links import rating_path
from motcua.domain.feedback.models import Rating
from motcua.domain.feedback.services.tablet import invite
from motcua.domain.identity import queries as identity
from motcua.infra import clock
from tests.domain.feedback.finished import given
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.office import PERMIT, Office
from tests.permit import ECONOMY, LEADERSHIP, ONE_STOP, returned

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., None]
TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
LAM = "079088910001"


def officer_at(come: Come, sign_in: SignIn, city: Office, office: str, role: str, address: str, **window: object):
    page = come(**window)
    sign_in(page, identity.officer(city.city.who(office, role)).login, door="can-bo")
    page.goto(address)
    return page


def test_by_the_link_on_a_phone_without_script_one_thumb_rates_anonymously(come: Come, working_city: Office) -> None:
    dossier = returned(working_city)
    phone = come(**PHONE, java_script_enabled=False)
    phone.goto(rating_path(dossier))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Một phút đánh giá")
    face = phone.get_by_role("group", name="Ông/bà có hài lòng").get_by_label("Hài lòng", exact=True)
    send = phone.get_by_role("button", name="Gửi đánh giá")
    for target in (face, send):
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    face.tap()
    phone.get_by_text("Đánh giá ẩn danh").tap()
    send.tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Xin cảm ơn ông/bà")
    phone.goto(rating_path(dossier))
    expect(phone.get_by_text("Hồ sơ này đã được đánh giá")).to_be_visible()
    assert Rating.objects.get().subject_ref is None


def test_who_is_dissatisfied_is_answered_by_the_head_and_reads_it(
    come: Come, sign_in: SignIn, working_city: Office
) -> None:
    dossier = returned(working_city)
    phone = come(**PHONE)
    sign_in(phone, LAM)
    phone.goto(f"/ho-so/{dossier}/")
    phone.get_by_role("link", name="Đánh giá", exact=True).click()
    assert barriers(phone) == []
    phone.set_viewport_size(DESKTOP["viewport"])
    assert barriers(phone) == []
    phone.set_viewport_size(PHONE["viewport"])
    phone.get_by_role("group", name="Ông/bà có hài lòng").get_by_label("Không hài lòng").check()
    phone.get_by_text("Nói rõ hơn").click()
    phone.get_by_label("Trễ hẹn").check()
    phone.get_by_label("Góp ý bằng lời").fill("Phải đến ba lần.")
    assert barriers(phone) == []
    phone.get_by_role("button", name="Gửi đánh giá").click()
    expect(phone.get_by_text("Lãnh đạo bộ phận sẽ trả lời ông/bà")).to_be_visible()
    assert barriers(phone) == []

    head = officer_at(come, sign_in, working_city, ECONOMY, "division_head", "/lam-viec/")
    head.get_by_role("link", name="Không hài lòng").click()
    expect(head.get_by_text("Phải đến ba lần.")).to_be_visible()
    assert barriers(head) == []
    head.set_viewport_size(PHONE["viewport"])
    assert barriers(head) == []
    head.get_by_role("button", name="Trả lời và đóng").click()
    expect(head.get_by_role("alert")).to_contain_text("Hãy ghi nội dung trả lời")
    head.get_by_label("Trả lời người đánh giá").fill("Xin lỗi ông, chúng tôi đã sửa quy trình.")
    head.get_by_role("button", name="Trả lời và đóng").click()
    expect(head.get_by_role("status")).to_contain_text("Đã trả lời và đóng")
    assert barriers(head) == []

    phone.goto(f"/ho-so/{dossier}/danh-gia/")
    expect(phone.get_by_text("chúng tôi đã sửa quy trình")).to_be_visible()
    assert barriers(phone) == []


def test_the_tablet_waits_asks_by_keyboard_thanks_and_is_ready_again(
    come: Come, sign_in: SignIn, working_city: Office
) -> None:
    dossier = returned(working_city)
    tablet = officer_at(come, sign_in, working_city, ONE_STOP, "one_stop_officer", "/lam-viec/quay/danh-gia/", **TABLET)
    expect(tablet.get_by_label("Mã hồ sơ")).to_be_visible()
    assert barriers(tablet) == []
    invite(dossier, working_city.city.scope(ONE_STOP, "one_stop_officer"), clock.now())
    expect(tablet.get_by_role("heading", name="Ông/bà có hài lòng")).to_be_visible()
    assert barriers(tablet) == []
    tablet.set_viewport_size({"width": 390, "height": 844})
    assert barriers(tablet) == []
    tablet.keyboard.press("1")
    expect(tablet.get_by_role("heading", name="Xin cảm ơn ông/bà!")).to_be_visible()
    assert barriers(tablet) == []
    tablet.get_by_role("link", name="Người tiếp theo").click()
    expect(tablet.get_by_label("Mã hồ sơ")).to_be_visible()
    assert (Rating.objects.get().door, Rating.objects.get().levels) == ("tablet", {"overall": 2})


def test_leaders_read_scores_at_a_desk_and_on_a_phone(come: Come, sign_in: SignIn, working_city: Office) -> None:
    given(working_city, PERMIT, 60, 40)
    given(working_city, "1.001193", 95, 5)
    given(working_city, "2.000815", 2, 1)
    leader = officer_at(come, sign_in, working_city, LEADERSHIP, "commune_chairman", "/dieu-hanh/hai-long/")
    expect(leader.get_by_text("hài lòng trong 203 đánh giá")).to_be_visible()
    expect(leader.get_by_text("▼ thấp hơn rõ")).to_be_visible()
    expect(leader.get_by_role("cell", name="chưa đủ mẫu")).to_be_visible()
    expect(leader.get_by_role("cell", name="giữ kín")).to_be_visible()
    assert barriers(leader) == []
    leader.set_viewport_size({"width": 390, "height": 844})
    assert barriers(leader) == []
    leader.get_by_role("link", name="Theo bước").click()
    expect(leader.get_by_role("rowheader").first).to_be_visible()
    assert barriers(leader) == []
