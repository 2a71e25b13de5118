"""Each door of the city, tried by each kind of visitor. Whose dossier it is not, for him it does not exist."""

from __future__ import annotations

import re
from http import HTTPStatus as Status

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.domain.dossiers.models import Dossier, DossierEvent, Draft
from tests.delivery.doors.addresses import NOBODYS, Address, addresses
from tests.delivery.doors.conftest import CLERK_ELSEWHERE, CLERK_HERE, LAM, PHUC, Visitors

pytestmark = pytest.mark.django_db

ALL = addresses()
PRIVATE = [each for each in ALL if each.is_of_one_dossier]
REFUSED = {
    Status.BAD_REQUEST,
    Status.FOUND,
    Status.UNAUTHORIZED,
    Status.FORBIDDEN,
    Status.NOT_FOUND,
    Status.METHOD_NOT_ALLOWED,
}
FIELDS = (
    *("q", "key", "tim", "reason", "officer", "owner_name", "code", "next", "muc", "ky", "whose", "caller_id", "trang"),
    *(
        "page",
        "number",
        "procedure",
        "step",
        "han",
        "phan",
        "word",
        "receiver",
        "amount",
        "receipt",
        "question",
        "case",
    ),
    *("component", "n", "command"),
)
STRANGERS = {
    "anybody": lambda visitors: visitors.anybody(),
    "another citizen": lambda visitors: visitors.citizen(PHUC),
    "an officer elsewhere": lambda visitors: visitors.officer(CLERK_ELSEWHERE),
}


def told(client: Client, method: str, path: str) -> tuple[int, str]:
    """What a visitor is told, without what differs each time: the address itself, the form's token, what an earlier
    page left to be said.
    """
    client.cookies.pop("messages", None)
    answer = client.generic(method, path)
    said = answer.content.decode() if not answer.streaming else "a file"
    said = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", said)
    return answer.status_code, re.sub(r'value="\w{64}"', "", said)


@pytest.mark.parametrize("who", STRANGERS)
def test_to_a_stranger_a_dossier_is_as_if_it_did_not_exist(
    visitors: Visitors, lams: dict[str, object], who: str
) -> None:
    before = state()
    client = STRANGERS[who](visitors)
    nothing = dict.fromkeys(lams, NOBODYS)
    for address in PRIVATE:
        for method in ("GET", "POST"):
            real, none = (told(client, method, address.path(given)) for given in (lams, nothing))
            assert real[0] in REFUSED, f"{method} {address}: {real[0]}"
            assert real == none, f"{method} {address} tells that the dossier exists"
    assert state() == before


def come_in(visitors: Visitors, who: str) -> Client:
    match who:
        case "the citizen":
            return visitors.citizen(LAM)
        case "the clerk":
            return visitors.officer(CLERK_HERE)
        case _:
            return visitors.anybody()


def state() -> list[object]:
    return [
        list(Dossier.objects.order_by("pk").values()),
        DossierEvent.objects.count(),
        list(Draft.objects.order_by("pk").values()),
    ]


def test_the_citizen_himself_and_the_clerk_in_charge_do_see_it(visitors: Visitors, lams: dict[str, object]) -> None:
    """Else the test above would hold for a city that shows nobody anything."""
    mine = visitors.citizen(LAM)
    assert mine.get(f"/ho-so/{lams['dossier_id']}/").status_code == Status.OK
    assert mine.get(f"/ho-so/nhap/{lams['draft_id']}/").status_code == Status.OK
    assert visitors.officer(CLERK_HERE).get(f"/lam-viec/ho-so/{lams['dossier_id']}/").status_code == Status.OK


def test_no_door_does_anything_without_the_token_of_its_form(visitors: Visitors, lams: dict[str, object]) -> None:
    before = state()
    for browser in (visitors.citizen(LAM), visitors.officer(CLERK_HERE)):
        browser.handler.enforce_csrf_checks = True
        for address in ALL:
            answer = browser.post(address.path(lams))
            assert answer.status_code >= Status.BAD_REQUEST, f"POST {address}: {answer.status_code}"
            assert answer.status_code < Status.INTERNAL_SERVER_ERROR, f"POST {address}: {answer.status_code}"
    assert state() == before


@pytest.mark.parametrize("who", ["anybody", "the citizen", "the clerk"])
def test_every_page_lets_nothing_in_from_elsewhere_and_runs_nothing_written_into_it(
    visitors: Visitors, lams: dict[str, object], who: str
) -> None:
    client = come_in(visitors, who)
    shown = 0
    for address in ALL:
        answer = client.get(address.path(lams))
        assert answer.status_code != Status.INTERNAL_SERVER_ERROR, f"GET {address}"
        if answer.headers.get("Content-Type", "").startswith("text/html") and not is_api(address):
            shown += answer.status_code == Status.OK
            lets_nothing_in(address, answer)
    assert shown >= len(("home", "help", "accessibility", "procedures", "procedure", "tracking"))


@pytest.mark.parametrize("who", ["anybody", "the citizen", "the clerk"])
def test_no_door_breaks_on_what_no_form_sends(visitors: Visitors, lams: dict[str, object], who: str) -> None:
    """An answer, whatever is sent: a mistake of ours would raise here."""
    hostile = dict.fromkeys(FIELDS, "a\0b\u202e<script>%s' OR 1=1--" + "x" * 10_000)
    client = come_in(visitors, who)
    for address in ALL:
        for send in (client.get, client.post):
            send(address.path(lams), hostile)


def is_api(address: Address) -> bool:
    return address.route.startswith("api/")


def lets_nothing_in(address: Address, answer: HttpResponse) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy, address
    assert "unsafe" not in policy, address
    assert answer.headers["X-Content-Type-Options"] == "nosniff", address
    assert answer.headers["X-Frame-Options"] == "DENY", address
    assert answer.headers["Referrer-Policy"] == "same-origin", address
    page = answer.content.decode()
    assert not re.search(r"<[^>]+\sstyle=", page), f"{address} has a style written into it, which the policy forbids"
    assert not re.search(r"<[^>]+\son\w+=", page), f"{address} has a handler written into it"
    for script in re.findall(r"<script\b([^>]*)>", page):
        assert "src=" in script or 'type="application/json"' in script, f"{address} has a script written into it"


def test_programs_come_in_with_a_token_only(visitors: Visitors, lams: dict[str, object]) -> None:
    """A browser's session opens no door of the API, so that no foreign page can use it."""
    open_to_all = {"api:openapi-json", "api:openapi-view", "api:tracking", "api:verify", "api:api-root"}
    open_to_all |= {"api/payments/callback", "api/messages/zalo", "api/messages/sms"}  # each has a signature of its own
    browser = visitors.citizen(LAM)
    for address in ALL:
        if is_api(address) and address.name not in open_to_all:
            for method in ("GET", "POST"):
                status, _ = told(browser, method, address.path(lams))
                assert status in (Status.UNAUTHORIZED, Status.METHOD_NOT_ALLOWED), f"{method} {address}: {status}"
