"""The real catalogue, loaded as a city loads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from motcua.core.workcal import ZONE
from motcua.domain.catalogue import drafting, queries
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.catalogue.types import Author, DecisionRecord, LoadReport
from tests.catalogue.reading import CATALOGUE
from tests.catalogue.small import CODE, lay_out
from tests.city import City
from tests.office import look_at_the_catalogue_again
from tests.sheets import Sheet, filled_by, lay

LOADED_AT = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
NOW = LOADED_AT + timedelta(days=1)
TODAY = NOW.date()
DECISION = DecisionRecord("12/QĐ-UBND", "Ủy ban nhân dân Thành phố", "Bùi Hoa Lan", TODAY)


@dataclass(frozen=True)
class Laboratory:
    """A city whose people draft procedures, and short words for what they do."""

    folder: Path
    designer: Author
    controller: Author
    leader: Author
    stranger: Author

    def opened(self, code: str = CODE) -> int:
        """A draft of the published version."""
        return drafting.open_draft(code, self.designer, NOW)

    def edited(self, version: int, name: str, old: str, new: str) -> int:
        """Change one place of a file of a draft; the new revision."""
        draft = drafting.draft(version)
        text = draft.files[name].decode()
        assert text.count(old) == 1
        return drafting.save_file(version, name, text.replace(old, new).encode(), draft.revision, self.designer, NOW)

    def checked(self) -> int:
        """A draft with one change that was found sound."""
        version = self.opened()
        self.edited(version, "procedure.yaml", "vi: Trường hợp thường", "vi: Trường hợp thông thường")
        assert drafting.check_draft(version, self.designer, NOW).is_sound
        return version

    def submitted(self) -> int:
        version = self.checked()
        drafting.submit_draft(version, "Đề nghị phê duyệt", self.designer, NOW)
        return version

    def approved(self, decision: DecisionRecord = DECISION) -> int:
        version = self.submitted()
        drafting.approve_version(version, decision, self.controller, NOW)
        return version

    def published(self, valid_from: date = TODAY) -> int:
        version = self.approved()
        drafting.publish_version(version, valid_from, self.leader, NOW)
        return version


@pytest.fixture
def loaded(db: None, _copied_load: tuple[LoadReport, list[Sheet]]) -> LoadReport:
    """What loading the repository's catalogue says; it is loaded once a worker, and copied."""
    report, sheets = _copied_load
    lay(sheets)
    look_at_the_catalogue_again()
    return report


@pytest.fixture(scope="session")
def _copied_load(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> tuple[LoadReport, list[Sheet]]:
    with django_db_blocker.unblock():
        copied = filled_by(lambda: load_catalogue(CATALOGUE, LOADED_AT))
        connection.close()
    return copied


@pytest.fixture
def small_catalogue(tmp_path: Path) -> Path:
    """A folder with the shared part and the minimal package, to be changed by a test."""
    return lay_out(tmp_path)


@pytest.fixture
def laboratory(city: City, small_catalogue: Path) -> Laboratory:
    """The demo city with the minimal package, and those who may change procedures."""
    load_catalogue(small_catalogue, LOADED_AT)
    on = LOADED_AT.date()
    return Laboratory(
        small_catalogue,
        designer=queries.author_of(city.who("H29.02", "procedure_designer"), on),
        controller=queries.author_of(city.who("H29.02", "procedure_controller"), on),
        leader=queries.author_of(city.who("H29.01", "city_leader"), on),
        stranger=queries.author_of(city.who("H29.02.02", "city_office_clerk"), on),
    )
