"""Naming the commune that is asked, where the form names no other."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.domain.dossiers.models import Content, DossierOpinion, OpenTask
from motcua.domain.identity import queries as identity
from tests.delivery.desk.officers import act, open_page, said_after, text_of
from tests.delivery.desk.walked import walked_to, who_does
from tests.domain.dossiers.walks import Walk
from tests.office import Office

QUESTION = "Tình trạng hôn nhân trong thời gian cư trú."
ANOTHER = "26956"


@pytest.fixture
def at_home(working_city: Office) -> tuple[Walk, Client]:
    """A certificate of marital status to be verified, for somebody whose form names no former commune."""
    walk = walked_to("1.004873", "certificate", "ask", {"check": "verify"})
    form = {**walk.case.form, "residences": [{"place": walk.case.form["residence"]}]}
    Content.objects.filter(dossier_id=walk.case.id).update(form=form)
    return walk, who_does(walk, "ask")


def ask(officer: Client, walk: Walk, unit: str) -> HttpResponse:
    asked = {"agency": ["commune_committee"], "question": QUESTION, "unit.commune_committee": unit}
    return act(officer, walk.case.id, "lay-y-kien", "ask", **asked)


@pytest.mark.parametrize("typed", [ANOTHER, f"Phường nào đó ({ANOTHER})", "the name of the commune"])
def test_the_officer_names_a_commune_by_its_code_or_its_name(at_home: tuple[Walk, Client], typed: str) -> None:
    walk, officer = at_home
    assert 'name="unit.commune_committee"' in open_page(officer, walk.case.id)
    commune = identity.unit(ANOTHER, walk.now.date())
    said_after(officer, ask(officer, walk, commune.full_name if typed.startswith("the name") else typed))
    assert identity.agency(DossierOpinion.objects.get(dossier_id=walk.case.id).agency_id).unit_code == ANOTHER


@pytest.mark.parametrize(
    ("typed", "status", "why"),
    [
        ("", 409, "Hãy ghi rõ xã, phường cần hỏi"),
        ("99999", 422, "Không có xã, phường, đặc khu nào là “99999”."),
        ("qwxz", 422, "Không có xã, phường, đặc khu nào là “qwxz”."),
        ("Phường", 422, "Có nhiều nơi tên “Phường”:"),
    ],
)
def test_what_names_no_commune_is_refused_and_all_that_was_typed_is_kept(
    at_home: tuple[Walk, Client], typed: str, status: int, why: str
) -> None:
    walk, officer = at_home
    refused = ask(officer, walk, typed)
    assert refused.status_code == status
    page = text_of(refused)
    assert why in page
    assert f'name="unit.commune_committee" value="{typed}"' in page
    assert f">{QUESTION}</textarea>" in page
    assert OpenTask.objects.filter(dossier_id=walk.case.id, step="ask").exists()


def test_a_form_that_names_the_place_leaves_nothing_to_choose(working_city: Office) -> None:
    walk = walked_to("1.004873", "certificate", "ask", {"check": "verify"})
    assert 'name="unit.commune_committee"' not in open_page(who_does(walk, "ask"), walk.case.id)


def test_nobody_else_asks(at_home: tuple[Walk, Client], clerk: Client) -> None:
    walk, _officer = at_home
    assert ask(clerk, walk, ANOTHER).status_code in (403, 404)
    assert not DossierOpinion.objects.filter(dossier_id=walk.case.id).exists()
