"""Dossiers moved between versions for a test, and what is stored of them."""

from typing import Any
from uuid import UUID

from django.db import connection

from motcua.core.deadlines import DossierClock
from motcua.domain.dossiers.changeover.running import run_changeover
from motcua.domain.dossiers.changeover.services import (
    plan_changeover,
    start_changeover,
    undo_changeover,
)
from motcua.domain.dossiers.changeover.types import Mappings, Selection
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.services import steps
from tests.domain.dossiers.changeover.versions import (
    DECISION,
    SITE_VISIT,
    first_version,
    publisher,
)
from tests.domain.dossiers.test_services import (
    MINUTES,
    assigned,
    by_specialist,
    n_of,
)
from tests.office import PERMIT, Office, at

NOW = at("2026-11-12 09:00")


def moved(office: Office, version: int, *, mapping: Mappings | None = None, **chosen: Any) -> int:
    """Plan, start and carry out a changeover; its id."""
    by = publisher(office)
    mapping = {first_version(): SITE_VISIT} if mapping is None else mapping
    changeover = plan_changeover(
        PERMIT,
        version,
        by,
        NOW,
        decision=DECISION,
        reason="Áp dụng quy trình mới",
        selection=Selection(**chosen),
        mapping=mapping,
    )
    start_changeover(changeover, by, NOW)
    run_changeover(changeover, lambda: NOW)
    return changeover


def undone(office: Office, changeover: int, when: str = "2026-11-12 10:00") -> None:
    undo_changeover(changeover, publisher(office), "Quyết định bị thu hồi", at(when))
    run_changeover(changeover, lambda: at(when))


def accepted_and_appraised(office: Office) -> UUID:
    """A dossier whose result is being drafted."""
    dossier = assigned(office)
    steps.record_inspection(dossier, n_of(dossier, "inspect"), MINUTES, "", by_specialist(office, "2026-11-11 09:00"))
    steps.complete_step(dossier, n_of(dossier, "appraise"), "eligible", "", by_specialist(office, "2026-11-11 16:00"))
    return dossier


def limit_in_days(dossier: UUID) -> int:
    """The limit by which the dossier's clock runs."""
    return DossierClock.parse(Dossier.objects.get(pk=dossier).clock).limit.amount


def first_terms(dossier: UUID) -> int:
    terms = Dossier.objects.get(pk=dossier).terms_id
    assert terms is not None
    return terms


def stored(dossier: UUID) -> dict[str, Any]:
    """All rows of a dossier that an act may change, byte for byte, but for the end of its chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(d) - 'seq' - 'head' FROM dossiers_dossier d WHERE id = %s", [dossier])
        [row] = cursor.fetchone()
        found = {"dossier": row}
        for table in ("dossiers_opentask", "dossiers_dossiertimer"):
            cursor.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE dossier_id = %s ORDER BY 1", [dossier])
            found[table] = cursor.fetchall()
    return found
