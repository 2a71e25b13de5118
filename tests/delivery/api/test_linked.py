"""Machines see the parts of a linked dossier, and of which one a dossier is a part."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.delivery.api.test_api import LAM, call
from tests.linked import sent
from tests.office import Office, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, trusted_provider: None) -> None:
    monkeypatch.setattr("motcua.infra.clock.now", lambda: at("2026-11-02 09:00"))


def test_a_whole_tells_its_parts_and_a_part_its_whole(working_city: Office, token: Callable[..., str]) -> None:
    linked = sent(working_city)
    birth = linked.part("birth")
    mine = token("citizens", LAM, "LoA2")
    whole = call(mine, "GET", f"/dossiers/{linked.whole}").json()
    [part] = whole["parts"]
    assert (part["id"], part["child"], part["is_silent"]) == (str(birth), "birth", False)
    assert part["acknowledge_by"].startswith("2026-11-02T10:30")
    assert whole["part_of"] is None
    assert call(mine, "GET", f"/dossiers/{birth}").json()["part_of"] == {
        "parent_id": str(linked.whole),
        "n": part["n"],
        "child": "birth",
    }


def test_tracking_tells_the_parts_without_any_name(working_city: Office) -> None:
    linked = sent(working_city)
    reference = linked.page("2026-11-02 09:00").card.reference
    told = call("", "GET", f"/tracking/{reference}").json()
    assert [(each["part"], each["ended"]) for each in told["parts"]] == [("Đăng ký khai sinh", False)]
    assert "Lam" not in str(told)
