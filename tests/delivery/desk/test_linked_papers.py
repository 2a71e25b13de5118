"""What the parts of a linked dossier passed on to it, on its page at the desk and in the portal."""

from __future__ import annotations

import re

import pytest

from motcua.infra import clock
from tests.delivery.desk.officers import Officer, text_of
from tests.linked import JUSTICE, Linked, registered
from tests.office import Office, at


@pytest.fixture
def born(working_city: Office) -> Linked:
    """The birth is registered, its certificate has come to the whole."""
    linked = registered(working_city)
    clock.set_to(at("2026-11-02 11:40"))
    return linked


def test_the_officer_of_the_whole_looks_at_the_result_of_a_part(born: Linked, officer: Officer) -> None:
    page = officer(JUSTICE, "civil_status_officer").get(f"/lam-viec/ho-so/{born.whole}/")
    papers = re.findall(r'id="giay-to".*?</section>', page.content.decode(), re.DOTALL)[0]
    assert re.search(r"Đăng ký khai sinh</div>.*?data-paper=.*?Chuyển từ hồ sơ liên thông", papers, re.DOTALL)
    assert "Chuyển từ hồ sơ liên thông" in text_of(page)
