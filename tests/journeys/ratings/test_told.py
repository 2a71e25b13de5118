"""Being told, in a real browser: the inbox, the ways to choose, and the switch for messages to the browser under the
strict policy of our pages. The push service itself is the outside world: what a browser would get from it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from playwright.sync_api import expect

from motcua.domain.notifications.models import PushSubscription
from motcua.domain.notifications.ports import join_carrier
from motcua.domain.notifications.services import notify
from motcua.domain.notifications.types import Channel, Recipient
from motcua.infra import clock
from motcua.infra.messages import Outgoing
from motcua.infra.messages.push import make_key
from tests.journeys.browsers import PHONE, Come, barriers
from tests.office import Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
LAM = "079088910001"
A_PUSH_SERVICE = """
const keys = {p256dh: "B".repeat(87), auth: "a".repeat(22)};
const given = {endpoint: "https://fcm.googleapis.com/fcm/send/abc", keys};
let standing = null;
PushManager.prototype.getSubscription = async () => standing;
PushManager.prototype.subscribe = async (options) => {
  if (options.applicationServerKey.length !== 65) throw new DOMException("no key of a server");
  standing = {toJSON: () => given, unsubscribe: async () => { standing = null; return true; }};
  return standing;
};
"""


class Silent:
    """A vendor that takes everything."""

    def carry(self, outgoing: Outgoing) -> str:
        return "1"


@pytest.fixture
def push(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """A city that reaches browsers."""
    settings.PUSH_KEY = tmp_path / "push.pem"
    make_key(settings.PUSH_KEY)
    join_carrier(Channel.PUSH, Silent)
    yield
    join_carrier(Channel.PUSH, lambda: None)


@pytest.mark.usefixtures("push")
def test_a_citizen_reads_his_messages_chooses_his_ways_and_switches_his_browser_on(
    come: Come, sign_in: Callable[..., None], working_city: Office
) -> None:
    me = working_city.citizen("2026-11-02 08:00")
    notify(
        "rating_answered",
        Recipient("Nguyễn Trúc Lam", me.person_id),
        {"code": "H29-1", "url": "http://localhost:8000/ho-so/", "agency": str(working_city.city.office("H29.27094"))},
        subject_ref=uuid4(),
        key="told",
        now=clock.now(),
    )
    phone = come(**PHONE, permissions=["notifications"])
    phone.add_init_script(A_PUSH_SERVICE)
    sign_in(phone, LAM)
    phone.get_by_role("link", name="Tin báo 1 tin chưa đọc").click()
    expect(phone.get_by_role("heading", name="Cơ quan đã trả lời")).to_be_visible()
    assert barriers(phone) == []
    phone.get_by_role("button", name="Đánh dấu đã đọc").click()
    expect(phone.get_by_role("link", name="Tin báo", exact=True)).to_be_visible()

    phone.get_by_role("link", name="Cách nhận tin").click()
    phone.get_by_label("English").check()
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_text("Đã lưu cách nhận tin")).to_be_visible()
    phone.get_by_role("button", name="Bật thông báo").click()
    expect(phone.get_by_text("Đang bật trên trình duyệt này.")).to_be_visible()
    assert barriers(phone) == []
    assert PushSubscription.objects.get().person_id == me.person_id
    phone.get_by_role("button", name="Tắt thông báo").click()
    expect(phone.get_by_text("Đang tắt trên trình duyệt này.")).to_be_visible()
    assert not PushSubscription.objects.exists()


@pytest.mark.usefixtures("push")
def test_a_browser_that_cannot_is_told_so(come: Come, sign_in: Callable[..., None], working_city: Office) -> None:
    browser = come()
    browser.add_init_script("delete window.PushManager;")
    sign_in(browser, LAM)
    browser.goto("/thong-bao/tuy-chon/")
    expect(browser.get_by_text("Trình duyệt này không nhận được thông báo đẩy.")).to_be_visible()
    expect(browser.get_by_role("button", name="Bật thông báo")).to_be_hidden()
    assert barriers(browser) == []
