"""The demo city against the procedures: nothing that a procedure asks for may be missing there."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from motcua.domain.identity import queries
from motcua.domain.identity.types import NotFoundError
from tests.city import REFERENCE, TODAY, City

CATALOGUE = REFERENCE.parent
WARD = "27094"
LANE = re.compile(r'<lane id="(\w+)"')
SHARED = {
    name: yaml.safe_load((CATALOGUE / "shared" / f"{name}.yaml").read_text())[name] for name in ("roles", "agencies")
}
PROCEDURES = sorted(file.parent for file in CATALOGUE.glob("*/procedure.yaml"))
NOBODYS = {"applicant", "system"}


def demo_officers() -> list[dict[str, Any]]:
    content = yaml.safe_load((REFERENCE / "people" / "demo.yaml").read_text())
    return [each for group in content["officers"]["groups"] for each in group["people"]]


def is_held(role: str, kind: str, division: str | None) -> bool:
    try:
        office = queries.competent_agency(kind, WARD, TODAY, division)
    except NotFoundError:
        return False
    return bool(queries.officers_with_role(office.id, role, TODAY))


def somebody_can(role: str, competent: list[dict[str, str]]) -> bool:
    """Whether the demo city has an officer for a lane of a procedure."""
    told = SHARED["roles"][role]
    match told["at"]:
        case "receiving":
            return is_held(role, "commune_committee", told["division"])
        case "agency":
            return is_held(role, told["agency"], told.get("division"))
        case _:
            return any(is_held(role, each["kind"], told.get("division", each.get("division"))) for each in competent)


@pytest.mark.parametrize("folder", PROCEDURES, ids=lambda folder: folder.name)
def test_every_lane_of_a_procedure_has_somebody_in_the_demo_city(city: City, folder: Path) -> None:
    competent = yaml.safe_load((folder / "procedure.yaml").read_text())["competent"]
    lanes = set(LANE.findall((folder / "process.bpmn").read_text())) - NOBODYS
    assert lanes
    assert {role for role in lanes if not somebody_can(role, competent)} == set()


def test_every_kind_of_agency_that_procedures_name_is_in_the_demo_city(city: City) -> None:
    found = {kind: queries.competent_agency(kind, WARD, TODAY).kind for kind in SHARED["agencies"]}
    assert found == {kind: kind for kind in SHARED["agencies"]}


def test_every_role_of_the_demo_people_is_one_that_procedures_or_the_books_know() -> None:
    held = {posting["role"] for each in demo_officers() for posting in each["postings"]}
    books = yaml.safe_load((REFERENCE / "books" / "collectors.yaml").read_text(encoding="utf-8"))
    assert held - set(SHARED["roles"]) - set(books["powers"]) == {"administrator"}


def test_the_demo_peoples_names_and_logins_are_told_apart() -> None:
    officers = demo_officers()
    for field in ("name", "login", "personal_id", "phone"):
        assert len({each[field] for each in officers}) == len(officers)
