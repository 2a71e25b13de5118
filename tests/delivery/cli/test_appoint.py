"""How a real city gets its first officers: by whoever runs commands on its server."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from motcua.delivery.cli.appoint import appoint
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.identity import queries
from tests.catalogue.small import lay_out
from tests.city import NOW, TODAY, City

pytestmark = pytest.mark.django_db
MAI = ["079190910099", "mai.quan.tri", "Lê Thị Mai", "--office", "H29.27094", "--role", "administrator"]
DECISION = ["--decision", "12/QĐ-UBND", "--from", TODAY.isoformat()]


def test_the_first_administrator_is_appointed_and_may_appoint_in_his_agency(city: City) -> None:
    assert appoint([*MAI, *DECISION]) == 0
    ward = queries.agency_by_code("H29.27094", TODAY)
    mai = queries.officer_by_login("mai.quan.tri")
    assert queries.scope(mai.id, TODAY).administers(ward.id)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({0: "79190910099"}, "12 chữ số"),
        ({0: "000190910099"}, "12 chữ số"),
        ({4: "H29.nowhere"}, "H29.nowhere"),
        ({6: "Trưởng phòng"}, "Trưởng phòng"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nobody_behind(
    city: City, capsys: pytest.CaptureFixture[str], changes: dict[int, str], said: str
) -> None:
    words = [changes.get(n, word) for n, word in enumerate(MAI)]
    assert appoint([*words, *DECISION]) == 1
    assert said in capsys.readouterr().err
    assert queries.person_by_personal_id(words[0]) is None


@pytest.mark.parametrize(
    ("office", "role", "power"),
    [
        ("H29.02", "procedure_designer", "design"),
        ("H29.02", "procedure_controller", "control"),
        ("H29.01", "city_leader", "publish"),
    ],
)
def test_a_city_appoints_those_who_draft_control_and_publish_procedures(
    city: City, tmp_path: Path, office: str, role: str, power: str
) -> None:
    load_catalogue(lay_out(tmp_path), NOW)
    words = ["079190910098", "le.cai.cach", "Lê Thị Cải Cách", "--office", office, "--role", role]
    assert appoint([*words, *DECISION]) == 0
    officer = queries.officer_by_login("le.cai.cach").id
    assert catalogue.powers_of(officer, TODAY) == {power}
    assert catalogue.powers_of(officer, TODAY - timedelta(days=1)) == frozenset()
