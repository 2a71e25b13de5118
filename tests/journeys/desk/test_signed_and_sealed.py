"""Three permits signed by the leader with one PIN, one of them sealed by the clerk and read by the citizen, in real
browsers; and the file that the citizen keeps, checked as a stranger would check it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from motcua.domain.identity import queries as identity
from motcua.infra.signing import Standing, verify_pdf
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.office import Office
from tests.permit import LEADERSHIP, OFFICE, WARD, fee_told
from tests.sandbox.identity_provider import IdentityProvider
from tests.sandbox.trust_centre import PIN, TrustCentre, real_now
from tests.signers import Signers

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
SignIn = Callable[..., None]
AT_LENGTH = 60_000
"""Milliseconds: the first signature that is checked starts the program that reads them."""


@pytest.fixture
def centre(working_city: Office, vouching: IdentityProvider, settings: LazySettings, tmp_path: Path) -> TrustCentre:
    """The trust centre whose keys the chairman and the ward hold, and whom the city trusts."""
    centre = TrustCentre(vouching.url, vouching.http)
    keys, trusted = tmp_path / "keys", tmp_path / "trust"
    trusted.mkdir()
    (trusted / "chain.pem").write_bytes(centre.http.get("/pki/chain.pem").content)
    settings.SIGNING_KEYS, settings.SIGNING_PKCS11 = keys, ""
    settings.TIMESTAMP_URL, settings.TRUST_FOLDER = f"{centre.url}/pki/tsa", trusted
    chairman, ward = working_city.city.who(LEADERSHIP, "commune_chairman"), working_city.city.office(WARD)
    centre.enrol(keys, "chairman", name=identity.officer(chairman).full_name)
    centre.enrol(keys, "ward", name=identity.agency(ward).name)
    Signers.of_folder(keys).register("chairman", officer_id=chairman)
    Signers.of_folder(keys).register("ward", agency_id=ward)
    return centre


@WINDOWS
def test_the_leader_signs_three_with_one_pin_the_clerk_seals_and_the_citizen_keeps_a_valid_permit(
    come: Come, sign_in: SignIn, working_city: Office, centre: TrustCentre, window: dict[str, Any]
) -> None:
    dossiers = [fee_told(working_city) for _ in range(3)]
    login = identity.officer(working_city.city.who(LEADERSHIP, "commune_chairman")).login
    leader = come(**window)
    sign_in(leader, login, door="can-bo")
    _signs_all(leader)

    clerk = come(**window)
    clerk.set_default_timeout(AT_LENGTH)
    sign_in(clerk, identity.officer(working_city.city.who(OFFICE, "records_clerk")).login, door="can-bo")
    clerk.goto(f"/lam-viec/ho-so/{dossiers[0]}/")
    assert barriers(clerk) == []
    clerk.get_by_label("Mã PIN của con dấu số").fill(PIN)
    clerk.get_by_role("button", name="Phát hành kết quả").click()
    expect(clerk.get_by_text("đóng dấu số lúc").first).to_be_visible(timeout=AT_LENGTH)

    citizen = come(**window)
    sign_in(citizen, "079088910001")
    citizen.goto(f"/ho-so/{dossiers[0]}/")
    expect(citizen.get_by_text("Ủy ban nhân dân phường An Khánh đóng dấu số lúc").first).to_be_visible()
    assert barriers(citizen) == []
    address = citizen.get_by_role("link", name="Giấy phép xây dựng (PDF)").get_attribute("href")
    kept = citizen.request.get(str(address)).body()
    findings = verify_pdf(kept, centre.trust(), real_now())
    assert [(each.signer, each.standing) for each in findings] == [
        ("Dương Hoa Cúc", Standing.VALID),
        ("Ủy ban nhân dân phường An Khánh", Standing.VALID),
    ]
    assert all(each.stamped_at for each in findings)


def _signs_all(leader: Page) -> None:
    leader.goto("/lam-viec/")
    boxes = leader.locator('input[name="task"]')
    expect(boxes).to_have_count(3)
    for place in range(3):
        boxes.nth(place).check()
    leader.get_by_role("button", name="Ký số").click()
    expect(leader.get_by_text("Giấy phép xây dựng ·")).to_have_count(3)
    assert barriers(leader) == []
    leader.get_by_label("Mã PIN của khóa ký").fill("135791")
    leader.keyboard.press("Enter")
    expect(leader.get_by_role("alert")).to_contain_text("Còn 4 lần thử.")
    leader.get_by_label("Mã PIN của khóa ký").fill(PIN)
    leader.get_by_role("button", name="Ký các văn bản này").click()
    expect(leader.get_by_text("Đã ký 3 trong 3 hồ sơ.")).to_be_visible(timeout=AT_LENGTH)
    assert barriers(leader) == []
