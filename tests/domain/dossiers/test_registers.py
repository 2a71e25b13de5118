"""The register of an office (Mẫu số 07) and the control sheet of a dossier (Mẫu số 06) say what the log says."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from motcua.core.deadlines import Outcome
from motcua.domain.dossiers.errors import TooLongToPrintError
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.handovers import handovers_of
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.queries.register import (
    RegisterRow,
    RegisterState,
    RegisterWanted,
    register_procedures,
    register_rows,
    register_size,
)
from motcua.domain.dossiers.services import registers
from motcua.domain.dossiers.types import ReturnMethod
from tests import permit
from tests.office import PERMIT, Office, at

pytestmark = pytest.mark.django_db
NOW = at("2026-11-24 09:00")


def november(office: Office, code: str = permit.ONE_STOP, **more: Any) -> RegisterWanted:
    return RegisterWanted(office.city.office(code), date(2026, 11, 1), date(2026, 11, 30), **more)


def rows(wanted: RegisterWanted) -> list[RegisterRow]:
    with closing(register_rows(wanted, NOW)) as found:
        listed = list(found)
    assert len(listed) == register_size(wanted, NOW)
    return listed


def cells(file: Any, first: int) -> list[tuple[Any, ...]]:
    with file:
        sheet = load_workbook(file).active
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=first)]


def test_a_dossier_stands_in_the_registers_of_its_agency_and_of_the_offices_that_worked_on_it(
    working_city: Office,
) -> None:
    dossier = Dossier.objects.get(pk=permit.returned(working_city))
    for office in (permit.ONE_STOP, permit.WARD, permit.ECONOMY):
        [row] = rows(november(working_city, office))
        assert (row.n, row.code, row.procedure_code, row.sets) == (1, dossier.code, PERMIT, row.sets)
        assert (row.received_at, row.due_at, row.result_at) == (
            dossier.accepted_at,
            dossier.due_at,
            dossier.resolved_at,
        )
        assert (row.returned_at, row.method) == (dossier.ended_at, ReturnMethod.COUNTER)
        assert row.transferred_at == at("2026-11-03 08:30")
    assert rows(november(working_city, "H29.26956.03")) == []


@pytest.mark.parametrize(
    ("since", "until", "stands_in_it"),
    [
        (date(2026, 11, 3), date(2026, 11, 3), True),
        (date(2026, 11, 1), date(2026, 11, 2), False),
        (date(2026, 11, 4), date(2026, 11, 30), False),
    ],
)
def test_it_stands_there_by_the_day_of_its_receipt(
    working_city: Office, since: date, until: date, stands_in_it: bool
) -> None:
    permit.accepted(working_city)
    assert bool(rows(replace(november(working_city), since=since, until=until))) is stands_in_it


def test_what_was_not_accepted_stands_in_no_register(working_city: Office) -> None:
    permit.refused(working_city)
    assert rows(november(working_city)) == []


def test_it_is_narrowed_by_procedure_and_by_state(working_city: Office) -> None:
    returned, open_one = permit.returned(working_city), permit.accepted(working_city)
    codes = {each: Dossier.objects.get(pk=each).code for each in (returned, open_one)}

    def listed(**more: Any) -> set[str]:
        return {row.code for row in rows(november(working_city, **more))}

    assert listed(procedure_code=PERMIT) == set(codes.values())
    assert listed(procedure_code="1.000001") == set()
    assert listed(state=RegisterState.RETURNED) == {codes[returned]}
    assert listed(state=RegisterState.OPEN) == {codes[open_one]}
    assert listed(state=RegisterState.RESOLVED) == set()
    assert listed(state=RegisterState.LATE) == {codes[open_one]}
    Dossier.objects.filter(pk=open_one).update(due_at=at("2026-11-24 17:00"))
    assert listed(state=RegisterState.LATE) == set()
    [(code, name)] = register_procedures(november(working_city), NOW)
    assert (code, name) == (PERMIT, rows(november(working_city))[0].called)


def test_what_waits_for_the_applicant_is_not_late(working_city: Office) -> None:
    dossier = permit.to_be_supplemented(working_city)
    Dossier.objects.filter(pk=dossier).update(due_at=at("2026-11-20 17:00"))
    assert [row.late for row in rows(november(working_city))] == [False]


def test_the_workbook_has_real_dates_and_nobodys_name_is_a_formula(working_city: Office) -> None:
    dossier = Dossier.objects.get(pk=permit.returned(working_city))
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name='=HYPERLINK("http://evil.example")')
    with registers.register_workbook(november(working_city), NOW) as file:
        sheet = load_workbook(file).active
    titles = [cell.value for cell in sheet[5]]
    row = dict(zip(titles, sheet[6], strict=True))
    assert sheet["A3"].value == "Từ ngày 01/11/2026 đến ngày 30/11/2026"
    assert (row["Chủ hồ sơ"].data_type, row["Chủ hồ sơ"].quotePrefix) == ("s", True)
    assert row["Nhận hồ sơ"].value == datetime(2026, 11, 3, 8, 30)  # noqa: DTZ001 Excel knows no zones
    assert row["Số bộ"].data_type == "n"
    assert row["Hình thức trả"].value == "Trực tiếp"


def test_it_prints_as_form_07(working_city: Office) -> None:
    permit.returned(working_city)
    assert registers.register_pdf(november(working_city), NOW).startswith(b"%PDF-")


def test_a_register_too_long_to_be_printed_is_told_with_the_way_out(
    working_city: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    permit.returned(working_city)
    monkeypatch.setattr(registers, "MOST_PRINTED", 0)
    with pytest.raises(TooLongToPrintError) as told:
        registers.register_pdf(november(working_city), NOW)
    assert "Sổ có 1 dòng" in told.value.vi


def test_each_handing_over_is_a_row_with_giver_receiver_and_whether_it_was_kept(working_city: Office) -> None:
    sheet = handovers_of(dossier_page(permit.returned(working_city), NOW))
    assert sheet[0].step == "Tiếp nhận, số hóa hồ sơ"
    assert sheet[0].giver == "Người nộp hồ sơ"
    assert sheet[1].giver == sheet[0].receiver
    assert all(each.ended_at and each.outcome for each in sheet if each.due_at)
    assert {each.outcome for each in sheet} <= {None, Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE}


def test_a_step_that_is_late_is_told_as_late(working_city: Office) -> None:
    dossier = working_city.filed("2026-11-02 09:00").dossier_id
    by = working_city.officer(permit.ONE_STOP, "one_stop_officer", "2026-11-05 16:30")
    permit.steps.accept_dossier(dossier, permit.n_of(dossier, "receive"), by)
    assert handovers_of(dossier_page(dossier, NOW))[0].outcome is Outcome.LATE


def test_open_work_stands_last_without_an_outcome(working_city: Office) -> None:
    last = handovers_of(dossier_page(permit.accepted(working_city), NOW))[-1]
    assert (last.ended_at, last.outcome) == (None, None)
    assert last.due_at is not None


@pytest.mark.parametrize("reach", [permit.accepted, permit.returned])
def test_the_control_sheet_prints_as_form_06_and_opens_in_excel(working_city: Office, reach: Any) -> None:
    dossier: UUID = reach(working_city)
    page = dossier_page(dossier, NOW)
    assert registers.control_sheet_pdf(page, NOW).startswith(b"%PDF-")
    listed = cells(registers.control_sheet_workbook(page), 6)
    assert [row[0] for row in listed] == list(range(1, len(handovers_of(page)) + 1))
    assert all(isinstance(row[4], datetime) for row in listed)
