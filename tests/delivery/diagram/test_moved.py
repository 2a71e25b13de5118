"""The way of a dossier that was moved to another version of its process, and of one that was moved back."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from motcua.delivery.ui.diagram.trail import flows_taken
from motcua.domain.dossiers.changeover.running import run_changeover
from motcua.domain.dossiers.changeover.services import plan_changeover, start_changeover, undo_changeover
from motcua.domain.dossiers.changeover.types import Selection
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.services import steps
from tests import permit
from tests.domain.dossiers.changeover.versions import (
    DECISION,
    RENAMED_AND_LONGER,
    SITE_VISIT,
    first_version,
    published,
    publisher,
)
from tests.office import PERMIT, Office, at

pytestmark = pytest.mark.django_db
NOW = at("2026-11-17 08:30")


def moved(office: Office, folder: Path) -> int:
    """Every permit goes on by a process with a renamed step and one more; the changeover."""
    version, by = published(folder, "2026-11-10 09:00", RENAMED_AND_LONGER), publisher(office)
    changeover = plan_changeover(
        PERMIT,
        version,
        by,
        NOW,
        decision=DECISION,
        reason="Áp dụng quy trình mới",
        selection=Selection(),
        mapping={first_version(): SITE_VISIT},
    )
    start_changeover(changeover, by, NOW)
    run_changeover(changeover, lambda: NOW)
    return changeover


def approved(office: Office, dossier: UUID) -> None:
    head = office.officer(permit.ECONOMY, "division_head", "2026-11-17 10:00")
    steps.complete_step(dossier, permit.n_of(dossier, "review"), "approve", "", head)


def test_a_moved_dossier_shows_its_way_by_both_drawings(working_city: Office, tmp_path: Path) -> None:
    dossier = permit.drafted(working_city)
    before = flows_taken(dossier_page(dossier, NOW))
    moved(working_city, tmp_path)
    approved(working_city, dossier)
    page = dossier_page(dossier, at("2026-11-17 11:00"))
    found = flows_taken(page)
    assert found
    assert found <= page.procedure.process.graph.flow.keys()
    assert {"to_receive", "silence_to_answered"} <= before & found
    assert found - before
    assert "to_look_over" not in found


def test_a_dossier_that_was_moved_back_shows_its_whole_way(working_city: Office, tmp_path: Path) -> None:
    dossier = permit.drafted(working_city)
    before = flows_taken(dossier_page(dossier, NOW))
    changeover = moved(working_city, tmp_path)
    undo_changeover(changeover, publisher(working_city), "Quyết định bị thu hồi", at("2026-11-17 09:00"))
    run_changeover(changeover, lambda: at("2026-11-17 09:00"))
    assert flows_taken(dossier_page(dossier, at("2026-11-17 09:30"))) == before
