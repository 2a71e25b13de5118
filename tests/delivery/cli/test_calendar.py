"""`motcua calendar`: a file changes the calendar of the city or of one agency, or is refused with the entry named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.core.workcal import DayKind
from motcua.delivery.cli.calendar import BadCalendarFileError, import_calendar, read_plan, status
from motcua.domain.dossiers.models import CalendarChange, Dossier
from motcua.domain.identity import queries as identity
from motcua.infra import clock
from tests import permit
from tests.office import Office, at

STORM = "days:\n  - {day: 2026-11-18, kind: holiday}\n"


@pytest.fixture(autouse=True)
def _monday(settings, tmp_path):
    settings.CLOCK, settings.REFERENCE_CACHE_SECONDS = tmp_path / "clock", 0
    clock.set_to(at("2026-11-09 09:00"))


def written(folder: Path, words: str) -> Path:
    file = folder / "calendar.yaml"
    file.write_text(words, "utf-8")
    return file


def test_a_file_says_days_and_hours(tmp_path: Path):
    plan = read_plan(
        written(
            tmp_path,
            "days:\n"
            "  - {day: 2026-08-31, kind: swap_off}\n"
            "  - {day: 2026-08-22, kind: swap_work, instead_of: 2026-08-31}\n"
            '  - {day: 2026-12-05, kind: working, shifts: "08:00-11:30"}\n'
            "  - {day: 2026-11-24, kind: ordinary}\n"
            "hours:\n"
            '  - {from: 2026-12-01, week: ["07:30-11:30", "", "", "", "", "", ""]}\n',
        )
    )
    assert [each.kind for each in plan.days] == [DayKind.SWAP_OFF, DayKind.SWAP_WORK, DayKind.WORKING]
    assert plan.ordinary == (date(2026, 11, 24),)
    assert plan.weeks[0].valid_from == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("days: [", "calendar.yaml"),
        ("- 1", "calendar.yaml"),
        ("holidays: []", "calendar.yaml"),
        ("days: storm", "days"),
        ("days:\n  - {day: soon, kind: holiday}", "soon"),
        ("days:\n  - {day: 2026-11-25 08:00:00, kind: holiday}", "2026-11-25 08:00"),
        ("days:\n  - {day: 2026-11-25, kind: feast}", "feast"),
        ("days:\n  - {day: 2026-11-25}", "2026"),
        ("days:\n  - {day: 2026-11-25, kind: holiday, shifts: 8}", "2026"),
        ("days:\n  - {day: 2026-11-25, kind: holiday, why: storm}", "why"),
        ('hours:\n  - {from: 2026-12-01, week: ["08:00-12:00"]}', "2026"),
        ("hours:\n  - {from: 2026-12-01, week: 5}", "week"),
    ],
)
def test_what_is_no_calendar_is_refused_with_the_entry_named(tmp_path: Path, words: str, named: str):
    with pytest.raises(BadCalendarFileError) as refused:
        read_plan(written(tmp_path, words))
    assert named in refused.value.vi


@pytest.mark.django_db
def test_a_dry_run_counts_and_changes_nothing(working_city: Office, tmp_path: Path, capsys):
    dossier = permit.accepted(working_city)
    file = written(tmp_path, STORM)
    assert import_calendar([str(file), "--decision", "QĐ 99", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "1  Ủy ban nhân dân phường An Khánh" in told
    assert "1 open dossiers: 1 would get another due date" in told
    assert not CalendarChange.objects.exists()
    assert Dossier.objects.get(pk=dossier).due_at == at("2026-11-18 17:30")


@pytest.mark.django_db
def test_an_import_moves_the_dossiers_of_the_agency_and_says_how_many(working_city: Office, tmp_path: Path, capsys):
    dossier = permit.accepted(working_city)
    file = written(tmp_path, STORM)
    given = [str(file), "--decision", "QĐ 99", "--reason", "Bão số 9", "--agency", permit.WARD, "--now"]
    assert import_calendar(given) == 0
    assert "QĐ 99 (done): 1 looked at, 1 moved, 0 refused" in capsys.readouterr().out
    assert Dossier.objects.get(pk=dossier).due_at == at("2026-11-19 17:30")
    next_door = identity.agency_by_code("H29.26956", date(2026, 11, 9)).id
    assert identity.calendar_of(next_door).is_working_day(date(2026, 11, 18))
    assert status([]) == 0
    assert "H29.27094 QĐ 99" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_unknown_agency_and_an_empty_file_change_nothing(working_city: Office, tmp_path: Path, capsys):
    assert import_calendar([str(written(tmp_path, STORM)), "--decision", "QĐ 99", "--agency", "X1"]) == 1
    assert "X1" in capsys.readouterr().err
    assert import_calendar([str(written(tmp_path, "days: []")), "--decision", "QĐ 99"]) == 1
    assert import_calendar([str(tmp_path / "none.yaml"), "--decision", "QĐ 99"]) == 1
    assert not CalendarChange.objects.exists()
