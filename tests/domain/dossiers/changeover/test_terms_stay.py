"""A moved dossier lives by the law of its day of receipt, and its applicant is told."""

from pathlib import Path

import pytest

from motcua.delivery.ui.timeline import past
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.models import Dossier, OpenTask
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.queries.versions import procedure_when_issued
from motcua.domain.dossiers.services import citizen, steps
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.dossiers.types import SupplementItem
from tests.domain.dossiers.changeover.moves import (
    NOW,
    accepted_and_appraised,
    first_terms,
    limit_in_days,
    moved,
    undone,
)
from tests.domain.dossiers.changeover.versions import (
    ASKS_MORE,
    DECISION,
    IN_SIXTEEN_DAYS,
    RENAMED_AND_LONGER,
    published,
)
from tests.domain.dossiers.test_services import (
    ECONOMY,
    ONE_STOP,
    accepted,
    drafted,
    n_of,
)
from tests.office import Office, at, permit_form

pytestmark = pytest.mark.django_db


def test_the_limit_of_the_day_of_receipt_holds_even_where_acceptance_comes_after_the_move(
    working_city: Office, tmp_path: Path
):
    dossier = working_city.filed("2026-11-11 09:00").dossier_id
    version = published(tmp_path, "2026-11-12 00:00", RENAMED_AND_LONGER, IN_SIXTEEN_DAYS)
    moved(working_city, version)
    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-12 09:30")
    steps.accept_dossier(dossier, n_of(dossier, "receive"), clerk)
    row = Dossier.objects.get(pk=dossier)
    assert row.version_id == version
    assert limit_in_days(dossier) == 15
    new = working_city.filed("2026-11-12 09:00").dossier_id
    steps.accept_dossier(
        new, n_of(new, "receive"), working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-12 09:30")
    )
    assert limit_in_days(new) == 16


def test_a_step_gets_its_new_limit_counted_from_when_it_began(working_city: Office, tmp_path: Path):
    draft = accepted_and_appraised(working_city)
    before = OpenTask.objects.get(dossier_id=draft, step="draft")
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    moved(working_city, version)
    after = OpenTask.objects.get(dossier_id=draft, step="draft")
    assert after.enabled_at == before.enabled_at
    assert before.due_at == at("2026-11-13 10:30")  # 12 working hours from Wednesday afternoon
    assert after.due_at == at("2026-11-16 10:30")  # 20 from the same moment


def test_a_step_that_is_overdue_stays_overdue(working_city: Office, tmp_path: Path):
    draft = accepted_and_appraised(working_city)
    OpenTask.objects.filter(dossier_id=draft, step="draft").update(due_at=at("2026-11-11 17:00"))
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    moved(working_city, version)
    assert OpenTask.objects.get(dossier_id=draft, step="draft").due_at == at("2026-11-11 17:00")


def test_fields_that_the_new_form_asks_are_not_demanded_of_who_was_received_before(
    working_city: Office, tmp_path: Path
):
    dossier = accepted(working_city)
    head = working_city.officer(ECONOMY, "division_head", "2026-11-04 08:30")
    items = (SupplementItem("drawings", "Bản vẽ mặt đứng", "Thiếu tỷ lệ"),)
    steps.request_supplement(dossier, n_of(dossier, "assign"), items, head)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER, ASKS_MORE)
    moved(working_city, version)
    citizen.answer_supplement(dossier, permit_form(), (), working_city.citizen("2026-11-12 10:00"))
    assert Dossier.objects.get(pk=dossier).waiting_for is None
    assert dossier_page(dossier, NOW).procedure.form.paths() == catalogue.version(first_terms(dossier)).form.paths()


# --- what is told


def test_the_applicant_is_told_the_decision_and_that_the_day_stays(working_city: Office, tmp_path: Path):
    dossier = drafted(working_city)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    changeover = moved(working_city, version)
    page = dossier_page(dossier, NOW)
    told = [line.what for line in past(page.events, page.procedure)]
    assert f"Quy trình giải quyết được cập nhật theo Quyết định {DECISION}; ngày hẹn trả không đổi" in told
    assert "Đã kiểm tra thực địa, có biên bản" in told
    in_full = [line.what for line in past(page.events, page.procedure, in_full=True)]
    assert "Đến bước: Kiểm tra thực địa" in in_full
    undone(working_city, changeover)
    page = dossier_page(dossier, NOW)
    assert past(page.events, page.procedure)[-1].what.startswith("Quy trình giải quyết trở lại như trước Quyết định")


def test_a_letter_of_before_is_printed_from_the_template_of_its_day(working_city: Office, tmp_path: Path):
    dossier = accepted(working_city)
    old = procedure_when_issued(dossier, 1)
    version = published(tmp_path, "2026-11-10 00:00", RENAMED_AND_LONGER)
    moved(working_city, version)
    assert procedure_when_issued(dossier, 1) is old
    assert letter_document(dossier, 1, NOW)
