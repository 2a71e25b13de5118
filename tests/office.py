"""A working city for tests: the demo city of tests/city.py with the whole catalogue published since the beginning of
2026. `working_city` puts it into the test's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from motcua.core.workcal import ZONE
from motcua.domain.catalogue import models as catalogue
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.dossiers.services.acting import ActingOfficer, ActingPerson
from motcua.domain.dossiers.services.filing import Filed, Submission, submit_dossier
from motcua.domain.dossiers.types import Paper, PaperOrigin, Party, PartyKind, PartyRole
from motcua.domain.identity.services import sign_in
from motcua.domain.identity.types import AccountKind, Claims
from tests.city import TODAY, City

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"
PERMIT = "1.013225"
_TABLES = [
    each._meta.db_table
    for each in (
        catalogue.Content,
        catalogue.SharedPart,
        catalogue.SharedFile,
        catalogue.Procedure,
        catalogue.ReplacedProcedure,
        catalogue.ProcedureVersion,
        catalogue.VersionFile,
    )
]


def at(text: str) -> datetime:
    """A moment in the office's time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass
class Office:
    """The working city, and short words for what its people do."""

    city: City
    people: dict[str, ActingPerson] = field(default_factory=dict)

    def officer(self, office: str, role: str, when: str) -> ActingOfficer:
        """The first officer with that role in that office, at that moment, with one click to spend."""
        return ActingOfficer(self.city.who(office, role), self.city.scope(office, role), uuid4(), at(when))

    def citizen(self, when: str, personal_id: str = "079088910001") -> ActingPerson:
        """A citizen signed in at level 2, with one click to spend."""
        claims = Claims(
            "https://vneid.test", personal_id, AccountKind.CITIZEN, 2, "Nguyễn Trúc Lam", personal_id=personal_id
        )
        signed_in = sign_in(claims, at(when))
        assert signed_in.person_id is not None
        return ActingPerson(signed_in.person_id, signed_in.account_id, uuid4(), at(when))

    def permit(self, by: ActingPerson, **changes: Any) -> Submission:
        """A complete application for a building permit in the ward."""
        applicant = Party(
            PartyRole.APPLICANT,
            PartyKind.CITIZEN,
            "Nguyễn Trúc Lam",
            "079088910001",
            "0903123456",
            person_id=by.person_id,
        )
        submitter = Party(
            PartyRole.SUBMITTER, PartyKind.CITIZEN, "Nguyễn Trúc Lam", "079088910001", person_id=by.person_id
        )
        return Submission(
            PERMIT, "house", (applicant, submitter), {**permit_form(), **changes}, on_paper("land_paper", "drawings")
        )

    def filed(self, when: str = "2026-11-02 09:00") -> Filed:
        """A building permit, filed by a citizen."""
        by = self.citizen(when)
        return submit_dossier(self.permit(by), by)


def on_paper(*components: str) -> tuple[Paper, ...]:
    return tuple(Paper(each, PaperOrigin.ON_PAPER) for each in components)


def permit_form() -> dict[str, Any]:
    """What a citizen fills in for a house in the ward of An Khánh."""
    return {
        "owner_name": "Nguyễn Trúc Lam",
        "owner_id": "079088910001",
        "owner_address": {"province": "79", "commune": "27094", "street": "12 Đường Xuân Thủy"},
        "owner_phone": "0903123456",
        "has_representative": False,
        "site": {"province": "79", "commune": "27094", "street": "45 Đường số 7"},
        "parcel_number": "118",
        "map_sheet": "24",
        "land_area": "72,5",
        "designer": "Công ty TNHH Kiến trúc Phù Sa",
        "has_review": False,
        "fire_safety_required": False,
        "works_grade": "grade_3",
        "ground_level": "0,25",
        "building_line": "Trùng chỉ giới đường đỏ, lùi 2,4 m",
        "first_floor_area": "58,2",
        "floors": [
            {"kind": "above", "area": "58,2"},
            {"kind": "above", "area": "58,2"},
            {"kind": "roof", "area": "21,4"},
        ],
        "height": "10,4",
        "months_to_complete": 9,
        "commits": True,
    }


@pytest.fixture
def working_city(city: City, _copied_catalogue: dict[str, bytes]) -> Office:
    """The demo city at work, in this test's database."""
    with connection.cursor() as cursor:
        for table, rows in _copied_catalogue.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)
    look_at_the_catalogue_again()
    return Office(city)


def look_at_the_catalogue_again() -> None:
    """What an earlier test left in the process's cache is not this catalogue's."""
    with override_settings(REFERENCE_CACHE_SECONDS=0):
        queries.published(PERMIT, TODAY)


@pytest.fixture(scope="session")
def _copied_catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, bytes]:
    with django_db_blocker.unblock():
        with transaction.atomic():
            load_catalogue(CATALOGUE, at("2026-01-01 00:00"))
            copied = {table: _copy_of(table) for table in _TABLES}
            transaction.set_rollback(True)
        connection.close()
    return copied


def _copy_of(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)
