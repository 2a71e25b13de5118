"""An agency's own log foretells its open dossiers; what it would have foretold before is judged by what happened."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Generator, Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings as configured

from motcua.core.simulation.assumptions import Assumptions, read_assumptions
from motcua.core.simulation.model import BadModelError
from motcua.core.simulation.spreading import Item, Result
from motcua.core.workcal import ZONE
from motcua.delivery.cli.forecast import forecast_dossiers
from motcua.domain.dossiers.city.making import make_city
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.forecasting.foreseeing import Learnt, TooLittleKnownError, check, foresee, learn
from motcua.domain.dossiers.forecasting.present import open_dossiers
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.types import Phase
from motcua.domain.reporting.services import AtOnce
from motcua.infra import clock
from motcua.infra.spread import Cores
from tests.city import NOW
from tests.office import Office

pytestmark = pytest.mark.django_db
OFFICE, PROCEDURE, RARE = "H29.26956", "1.013225", "1.009645.H05"
WANTED = Wanted((OFFICE,), 400, datetime(2026, 1, 12, tzinfo=ZONE), NOW, seed=3)
RUNS = 20


class Struck:
    """Cores of which one is killed once the first run is there."""

    def __init__(self, cores: Cores) -> None:
        self._cores = cores

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result, None, None]:
        for n, result in enumerate(self._cores.each(work, items)):
            if n == 0:
                os.kill(self._cores.pids()[0], signal.SIGKILL)
            yield result


@pytest.fixture
def assumptions() -> Assumptions:
    return read_assumptions(Path(configured.CATALOGUE, "shared", "simulation.yaml").read_text("utf-8"))


@pytest.fixture
def learnt(working_city: Office, assumptions: Assumptions, settings) -> Learnt:
    settings.REFERENCE_CACHE_SECONDS = 60
    make_city(WANTED, AtOnce())
    return learn(PROCEDURE, working_city.city.office(OFFICE), NOW, since=date(2026, 1, 12), assumptions=assumptions)


def test_every_open_dossier_is_foreseen_from_where_it_stands_and_the_past_is_judged(
    learnt: Learnt, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_work = Dossier.objects.filter(
        procedure_code=PROCEDURE, competent_id=learnt.office_id, phase__in=[Phase.ACCEPTED, Phase.PROCESSING]
    )
    dossiers = open_dossiers(PROCEDURE, learnt.office_id, NOW)
    assert {each.id for each in dossiers.known.values()} == set(at_work.values_list("pk", flat=True))
    found = foresee(learnt, runs=RUNS, seed=1)
    assert {case.case for case in found.forecast.cases} == set(dossiers.known)
    chances = {found.dossiers.known[case.case].id: case.late for case in found.forecast.cases}
    for row in at_work:
        assert row.due_at is not None
        if row.due_at < NOW and row.waiting_for is None:
            assert chances[row.pk] == 1.0
    assert foresee(learnt, runs=RUNS, seed=1).forecast == found.forecast
    with Cores(2) as cores:
        assert foresee(learnt, runs=RUNS, seed=1, spread=Struck(cores)).forecast == found.forecast

    judged = check(learnt, date(2026, 9, 1), runs=RUNS, seed=1)
    assert judged.raw.cases > 20
    assert judged.raw.brier < 0.25  # better than tossing a coin for each
    assert judged.unplaced < judged.raw.cases / 10
    assert judged.before is not None
    assert judged.after is not None

    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert forecast_dossiers(["--procedure", PROCEDURE, "--office", OFFICE, "--runs", "10", "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["open"] == len(dossiers.known)
    assert told["corrected_by"] > 0
    assert [each["late"] for each in told["cases"]] == sorted((each["late"] for each in told["cases"]), reverse=True)
    assert forecast_dossiers(["--procedure", PROCEDURE, "--office", OFFICE, "--runs", "10", "--raw"]) == 0
    assert f"{told['open']} hồ sơ đang giải quyết" in capsys.readouterr().out
    assert (
        forecast_dossiers(["--procedure", PROCEDURE, "--office", OFFICE, "--runs", "10", "--check", "2026-09-01"]) == 0
    )
    assert "độ khéo" in capsys.readouterr().out

    at_work.update(phase=Phase.RESOLVED, resolved_at=NOW)
    with pytest.raises(BadModelError) as refusal:
        foresee(learnt, runs=1)
    assert "nothing to forecast" in refusal.value.en


def test_of_what_an_agency_has_hardly_done_nothing_is_foretold(
    working_city: Office, assumptions: Assumptions, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = learn(RARE, working_city.city.office(OFFICE), NOW, since=date(2026, 1, 12), assumptions=assumptions)
    with pytest.raises(TooLittleKnownError) as refusal:
        foresee(nothing)
    assert "0 hồ sơ" in refusal.value.vi
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert forecast_dossiers(["--procedure", RARE, "--office", OFFICE]) == 1
    assert "cần ít nhất 30 hồ sơ" in capsys.readouterr().err
    assert open_dossiers(RARE, working_city.city.office(OFFICE), NOW).known == {}


@pytest.mark.parametrize("options", [["--cores", "-1"], ["--runs", "0"], ["--show", "many"], ["--since", "soon"]])
def test_options_that_cannot_be_are_refused_before_anything_is_learnt(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        forecast_dossiers(["--procedure", PROCEDURE, *options])
    assert "hãy ghi" in capsys.readouterr().err
