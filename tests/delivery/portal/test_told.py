"""What a citizen was told, how he wants to be told, and messages to his browser."""

from __future__ import annotations

import json
import re
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from motcua.domain.identity.models import Agency
from motcua.domain.notifications.models import PushSubscription
from motcua.domain.notifications.ports import Carrier, join_carrier
from motcua.domain.notifications.queries import inbox, preferences_of
from motcua.domain.notifications.services import notify
from motcua.domain.notifications.types import Channel, Recipient
from motcua.infra import clock
from motcua.infra.messages import Outgoing
from motcua.infra.messages.push import make_key
from tests.delivery.portal.conftest import SignIn
from tests.delivery.portal.pages import LAM, PHUC, said
from tests.office import Office

pytestmark = pytest.mark.django_db
BROWSER = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/abc",
    "keys": {"p256dh": "B" * 87, "auth": "a" * 22},
}


class Silent:
    """A vendor that takes everything."""

    def carry(self, outgoing: Outgoing) -> str:
        return "1"


@pytest.fixture
def vendors(settings: LazySettings, tmp_path):
    """A city that can send SMS, mail and push."""
    settings.PUSH_KEY = tmp_path / "push.pem"
    make_key(settings.PUSH_KEY)
    made: dict[Channel, Carrier] = {each: Silent() for each in (Channel.SMS, Channel.EMAIL, Channel.PUSH)}
    for channel, carrier in made.items():
        join_carrier(channel, lambda carrier=carrier: carrier)
    yield
    for channel in made:
        join_carrier(channel, lambda: None)


def lam(office: Office) -> UUID:
    return office.citizen("2026-11-02 08:00", LAM).person_id


def tell(person_id: UUID, code: str = "H29-1") -> None:
    facts = {
        "code": code,
        "url": "http://localhost:8000/ho-so/",
        "agency": str(Agency.objects.values_list("pk", flat=True)[0]),
    }
    notify(
        "rating_answered",
        Recipient("Nguyễn Trúc Lam", person_id),
        facts,
        subject_ref=uuid4(),
        key=code,
        now=clock.now(),
    )


def test_what_was_told_is_counted_in_the_head_until_it_is_read(me: Client, working_city: Office) -> None:
    tell(lam(working_city))
    assert re.search(r"Tin báo 1 tin chưa đọc", said(me.get("/")))
    page = me.get("/thong-bao/")
    assert "Cơ quan đã trả lời đánh giá" in said(page)
    assert 'href="/ho-so/"' in page.content.decode()
    ids = re.findall(r'name="id" value="(\d+)"', page.content.decode())
    me.post("/thong-bao/da-doc/", {"id": [*ids, "-1", "x"]})
    assert "tin chưa đọc" not in said(me.get("/"))


def test_nobody_reads_or_marks_what_another_was_told(me: Client, sign_in: SignIn, working_city: Office) -> None:
    tell(lam(working_city))
    other = sign_in(PHUC)
    assert "H29-1" not in said(other.get("/thong-bao/"))
    other.post("/thong-bao/da-doc/", {"id": [item.id for item in inbox(person_id=lam(working_city))]})
    assert inbox(person_id=lam(working_city))[0].read_at is None


def test_a_long_inbox_has_pages_and_a_wrong_number_is_the_first(me: Client, working_city: Office) -> None:
    for n in range(25):
        tell(lam(working_city), f"H29-{n}")
    assert "H29-24" in said(me.get("/thong-bao/"))
    assert "hồ sơ H29-0." in said(me.get("/thong-bao/", {"trang": "2"}))
    for wrong in ("0", "-1", "²", "9" * 40, "x"):
        assert "H29-24" in said(me.get("/thong-bao/", {"trang": wrong}))


def test_strangers_are_led_to_sign_in(working_city: Office) -> None:
    for page in ("/thong-bao/", "/thong-bao/tuy-chon/"):
        assert Client().get(page).status_code == 302
    answer = Client().post("/thong-bao/trinh-duyet/", "{}", content_type="application/json")
    assert answer.status_code == 401


@pytest.mark.usefixtures("vendors")
def test_only_ways_that_reach_somebody_are_chosen_and_kept(me: Client, working_city: Office) -> None:
    page = me.get("/thong-bao/tuy-chon/")
    assert "Tin nhắn SMS" in said(page)
    assert "Zalo" not in said(page)
    me.post("/thong-bao/tuy-chon/", {"channel": ["sms", "email", "pigeon"], "language": "en"})
    kept = preferences_of(lam(working_city))
    assert kept.language == "en"
    assert Channel.IN_APP in kept.channels
    assert "pigeon" not in kept.channels


def test_a_city_without_vendors_says_so(me: Client, working_city: Office) -> None:
    page = said(me.get("/thong-bao/tuy-chon/"))
    assert "Thành phố chưa kết nối kênh gửi tin nào khác." in page
    assert "Thành phố chưa mở thông báo đẩy." in page


@pytest.mark.usefixtures("vendors")
def test_a_browser_is_switched_on_and_off(me: Client, working_city: Office) -> None:
    assert re.search(r'data-push="[\w-]{87}"', me.get("/thong-bao/tuy-chon/").content.decode())
    on = me.post("/thong-bao/trinh-duyet/", {"subscription": BROWSER, "on": True}, content_type="application/json")
    assert on.json() == {"on": True}
    assert PushSubscription.objects.get().person_id == lam(working_city)
    me.post("/thong-bao/trinh-duyet/", {"subscription": BROWSER, "on": False}, content_type="application/json")
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"subscription": 1, "on": true}',
        '{"subscription": {}, "on": false}',
        json.dumps({"subscription": {**BROWSER, "endpoint": "https://evil.test/"}, "on": True}),
        json.dumps({"subscription": {**BROWSER, "endpoint": "http://localhost:5432/"}, "on": True}),
        json.dumps({"subscription": {**BROWSER, "keys": {"p256dh": "x"}}, "on": True}),
        "[" * 9000,
    ],
)
def test_what_is_no_browser_of_a_known_push_service_is_refused(me: Client, body: str) -> None:
    answer = me.post("/thong-bao/trinh-duyet/", body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["why"]
    assert not PushSubscription.objects.exists()


def test_the_worker_lies_at_the_root_and_is_asked_for_anew(working_city: Office) -> None:
    answer = Client().get("/thong-bao.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "showNotification" in answer.content.decode()
