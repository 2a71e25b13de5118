"""The impact list and a changeover's turns find their dossiers by an index, however many there are."""

from pathlib import Path

import pytest

from motcua.domain.dossiers.changeover.fitting import fitting_of
from motcua.domain.dossiers.changeover.running import run_changeover
from motcua.domain.dossiers.changeover.running_dossiers import groups_of
from motcua.domain.dossiers.changeover.services import plan_changeover, start_changeover, undo_changeover
from tests.domain.dossiers.changeover.versions import (
    DECISION,
    RENAMED_AND_LONGER,
    SITE_VISIT,
    first_version,
    published,
    publisher,
)
from tests.domain.dossiers.test_never_scans import scanned, statements
from tests.domain.dossiers.test_services import assigned
from tests.office import PERMIT, Office, at

pytestmark = pytest.mark.django_db

NOW = at("2026-11-12 09:00")


def test_the_dossiers_on_a_version_are_found_by_an_index(working_city: Office):
    assigned(working_city)
    version = first_version()
    with statements() as sent:
        [group] = groups_of({version: fitting_of(version, version, {})})
    assert len(group.dossiers) == 1
    [(sql, values)] = [each for each in sent if "FROM dossiers_dossier d" in each[0]]
    assert scanned(sql, values) == []


def test_a_changeover_reads_no_table_of_dossiers_whole(working_city: Office, tmp_path: Path):
    assigned(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    by, mapping = publisher(working_city), {first_version(): SITE_VISIT}
    changeover = plan_changeover(PERMIT, version, by, NOW, decision=DECISION, reason="Thử", mapping=mapping)
    start_changeover(changeover, by, NOW)
    with statements() as sent:
        run_changeover(changeover, lambda: NOW)
        undo_changeover(changeover, by, "Thử", NOW)
        run_changeover(changeover, lambda: NOW)
    read = [each for each in sent if "FROM dossiers_dossier d" in each[0] or "UPDATE dossiers_dossier d" in each[0]]
    assert read
    for sql, values in read:
        assert scanned(sql, values) == [], sql
