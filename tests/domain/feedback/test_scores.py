"""Scores by procedure, office and step: shown from the minimum sample on, and never so that one can be worked out."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.core.kpi import Verdict
from motcua.domain.feedback.queries.scores import scores, total
from motcua.domain.feedback.services.rating import rate
from motcua.domain.feedback.types import Answers, By, Months
from tests.domain.feedback.finished import LINK, given
from tests.office import PERMIT, Office, at
from tests.permit import ECONOMY, ONE_STOP, WARD, returned

pytestmark = pytest.mark.django_db
NOVEMBER = Months(date(2026, 11, 1), date(2026, 11, 30))
BIRTH = "1.001193"


def test_each_rating_counts_once_for_its_procedure_with_share_interval_and_mean(working_city: Office) -> None:
    given(working_city, PERMIT, 18, 2)
    (row,) = scores(By.PROCEDURE, NOVEMBER, [working_city.city.office(WARD)]).rows
    assert (row.procedure_code, row.overall.n) == (PERMIT, 20)
    assert row.overall.figures is not None
    assert row.overall.figures.share == 0.9
    assert row.overall.figures.interval == pytest.approx((0.699, 0.972), abs=5e-4)
    assert row.overall.figures.mean == 1.8
    assert row.indices["attitude"].figures is not None
    assert row.indices["attitude"].figures.mean == 1.0


def test_below_the_minimum_sample_only_the_count_is_told(working_city: Office) -> None:
    given(working_city, PERMIT, 5, 4)
    found = scores(By.OFFICE, NOVEMBER, [working_city.city.office(WARD)])
    assert [(row.overall.n, row.overall.figures) for row in found.rows] == [(9, None)]
    assert found.total.overall.figures is None
    assert found.rows[0].indices["attitude"].figures is None


def test_what_is_kept_back_is_not_the_whole_less_the_rest(working_city: Office) -> None:
    given(working_city, PERMIT, 30, 10)
    given(working_city, BIRTH, 2, 1)
    given(working_city, "2.000815", 12, 0)
    found = scores(By.PROCEDURE, NOVEMBER, [working_city.city.office(WARD)])
    assert {row.procedure_code: row.overall.figures is not None for row in found.rows} == {
        PERMIT: True,
        "2.000815": False,
        BIRTH: False,
    }
    assert [row.overall.n for row in found.rows] == [40, 12, 3]
    assert found.total.overall.n == 55


def test_a_step_is_scored_by_the_dossiers_that_went_through_it_there(working_city: Office) -> None:
    given(working_city, PERMIT, 10, 0)
    given(working_city, PERMIT, 0, 10, in_charge=ONE_STOP)
    rows = scores(By.STEP, NOVEMBER, [working_city.city.office(WARD)]).rows
    share = {(row.step, row.office_id): row.overall.figures.share for row in rows if row.overall.figures is not None}
    economy, one_stop = working_city.city.office(ECONOMY), working_city.city.office(ONE_STOP)
    assert share == {("receive", one_stop): 0.5, ("appraise", economy): 1.0, ("appraise", one_stop): 0.0}


def test_other_months_and_agencies_are_not_counted(working_city: Office) -> None:
    given(working_city, PERMIT, 20, 0, month=date(2026, 10, 1))
    assert scores(By.PROCEDURE, NOVEMBER, [working_city.city.office(WARD)]).rows == ()
    october = Months(date(2026, 10, 15), date(2026, 11, 2))
    assert total(october, [working_city.city.office(WARD)]).overall.n == 20
    assert total(october, [working_city.city.office("H29.26956")]).overall.n == 0


def test_a_group_is_called_different_from_the_others_only_where_chance_does_not_explain_it(
    working_city: Office,
) -> None:
    given(working_city, PERMIT, 60, 40)
    given(working_city, BIRTH, 95, 5)
    given(working_city, "2.000815", 12, 0)
    found = scores(By.PROCEDURE, NOVEMBER, [working_city.city.office(WARD)])
    verdicts = {row.procedure_code: verdict for row, verdict in zip(found.rows, found.compared, strict=True)}
    assert verdicts == {PERMIT: Verdict.LOWER, BIRTH: Verdict.HIGHER, "2.000815": Verdict.NOT_TOLD_APART}


def test_a_rated_dossier_is_found_in_all_three(working_city: Office) -> None:
    rate(returned(working_city), Answers({"overall": 2}), LINK, at("2026-11-19 08:00"))
    for by in By:
        assert sum(row.overall.n for row in scores(by, NOVEMBER, [working_city.city.office(WARD)]).rows) >= 1
