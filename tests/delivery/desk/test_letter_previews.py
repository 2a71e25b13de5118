"""Every letter can be read before the act that issues it is done; looking changes nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierLetter
from tests import permit
from tests.delivery.desk.officers import text_of
from tests.infra.letters.examples import read, squeezed
from tests.office import Office

ITEM = {"item": "drawings", "what": "Mặt cắt móng", "why": "Chưa thể hiện móng giáp nhà bên."}


def look(client: Client, dossier: UUID, step: str, word: str, **typed: Any) -> Any:
    data = {"n": permit.n_of(dossier, step), "kind": "step", "command": "", **typed}
    return client.post(f"/lam-viec/ho-so/{dossier}/viec/{word}/xem-truoc/", data)


def as_it_stands(dossier: UUID) -> tuple[Any, ...]:
    row = Dossier.objects.filter(pk=dossier).values().get()
    of = {"dossier_id": dossier}
    return row, DossierEvent.objects.filter(**of).count(), DossierLetter.objects.filter(**of).count()


@pytest.mark.parametrize(
    ("word", "typed", "says"),
    [
        ("tiep-nhan", {}, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        ("tu-choi", {"reason": "Thửa đất thuộc phường khác."}, "Thửa đất thuộc phường khác."),
        ("bo-sung", ITEM, "Mặt cắt móng"),
    ],
)
def test_what_the_counter_would_issue_is_read_before(
    working_city: Office, clerk: Client, word: str, typed: dict[str, str], says: str
) -> None:
    dossier = working_city.filed("2026-11-02 09:00").dossier_id
    before = as_it_stands(dossier)
    answer = look(clerk, dossier, "receive", word, **typed)
    assert answer["Content-Type"] == "application/pdf"
    shown = squeezed(read(answer.content))
    assert squeezed(says).lower() in shown.lower()
    assert "(xemtrước)" in shown
    assert as_it_stands(dossier) == before


def test_what_is_missing_is_told_as_when_the_act_is_done(working_city: Office, clerk: Client) -> None:
    dossier = working_city.filed("2026-11-02 09:00").dossier_id
    answer = look(clerk, dossier, "receive", "bo-sung")
    assert answer.status_code in (409, 422)
    assert "Mỗi mục cần bổ sung phải ghi rõ" in text_of(answer)


def test_an_act_without_a_letter_has_nothing_to_look_at(working_city: Office, head: Client) -> None:
    dossier = permit.accepted(working_city)
    assert look(head, dossier, "assign", "phan-cong").status_code == 404


def test_who_may_not_do_the_act_may_not_look_at_its_letter(working_city: Office, stranger: Client) -> None:
    dossier = working_city.filed("2026-11-02 09:00").dossier_id
    assert look(stranger, dossier, "receive", "tu-choi", reason="x").status_code == 404


def test_the_forms_offer_it(working_city: Office, clerk: Client) -> None:
    dossier = working_city.filed("2026-11-02 09:00").dossier_id
    page = clerk.get(f"/lam-viec/ho-so/{dossier}/").content.decode()
    for word in ("tiep-nhan", "tu-choi", "bo-sung"):
        assert f'formaction="/lam-viec/ho-so/{dossier}/viec/{word}/xem-truoc/"' in page
