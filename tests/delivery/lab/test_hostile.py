"""Every address of the laboratory, by one who is let in: what no page sends breaks nothing and changes nothing."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from motcua.domain.catalogue.drafting import draft as draft_of
from tests.delivery.doors.addresses import Address, addresses
from tests.delivery.lab.reformers import page_of

pytestmark = pytest.mark.django_db

LAB = [each for each in addresses() if each.name.startswith("lab:")]
NASTY = "a\0b\u202e<script>%s' OR 1=1--" + "x" * 10_000
FIELDS = (
    *("act", "base", "revision", "muc", "ten", "text", "name", "key", "code", "tu", "next", "many", "seed", "case"),
    *("channel", "do", "choice", "officer", "given_to", "words", "until", "number", "signed_on", "valid_from", "from"),
    *("decision", "reason", "nhom-chon", "nhom", "why", "policy", "r:0:t:0", "try:0", "m:1:a", "dong", "tim", "use"),
)


def path(address: Address, n: int) -> str:
    return address.path({"n": n, "code": "1.013225", "word": "buoc", "key": "permit", "page": n})


def test_there_are_addresses_to_try() -> None:
    assert len(LAB) > 25


@pytest.mark.parametrize("address", LAB, ids=str)
def test_what_no_page_sends_breaks_nothing(designer: Client, draft: int, address: Address) -> None:
    before = draft_of(draft).files
    hostile = dict.fromkeys(FIELDS, NASTY)
    for send in (designer.get, designer.post):
        answer = send(path(address, draft), hostile)
        assert answer.status_code < 500, f"{address}: {answer.status_code}"
    designer.post(path(address, draft), "{" + NASTY, content_type="application/json")
    assert draft_of(draft).files == before or address.name in ("lab:act", "lab:letter", "lab:file")


@pytest.mark.parametrize("address", LAB, ids=str)
def test_no_page_has_a_style_a_handler_or_a_script_written_into_it(
    designer: Client, draft: int, address: Address
) -> None:
    answer = designer.get(path(address, draft))
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    page = answer.content.decode()
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not re.search(r"<[^>]+\son\w+=", page)
    for script in re.findall(r"<script\b([^>]*)>", page):
        assert "src=" in script or 'type="application/json"' in script
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert ("unsafe" in policy) is (address.name == "lab:process")


def test_a_form_without_its_token_does_nothing(designer: Client, draft: int) -> None:
    designer.handler.enforce_csrf_checks = True
    for address in LAB:
        assert designer.post(path(address, draft)).status_code in (403, 404, 405), address


@pytest.mark.parametrize(
    "name", ["../secret.yaml", "/etc/passwd", "letters/../x.typ", "LETTERS/a.typ", "a\\b.yaml", ""]
)
def test_names_that_no_package_has_are_refused(designer: Client, draft: int, name: str) -> None:
    before = draft_of(draft).files
    designer.post(page_of(draft, "tep/"), {"act": "add", "ten": name, "revision": 1})
    assert draft_of(draft).files == before


@pytest.mark.parametrize("rest", ["", "soan/", "viec/tam-ngung/", "viec/hoat-dong-lai/", "viec/bai-bo/"])
@pytest.mark.parametrize("code", ["1.013225", "9.999999", "%00", "A" * 40, "..", "<x>"])
def test_no_code_of_a_procedure_breaks_anything(leader: Client, draft: int, code: str, rest: str) -> None:
    for send in (leader.get, leader.post):
        assert send(f"/cai-cach/thu-tuc/{code}/{rest}", {"from": "x", "tu": NASTY}).status_code < 500
