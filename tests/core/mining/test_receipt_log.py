"""A real log of a municipality (CoSeLoG, the receipt of environmental permits) comes out with its known figures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from motcua.core.mining.durations import Outcome, case_durations, outcomes
from motcua.core.mining.graph import follows_graph
from motcua.core.mining.lengths import spread
from motcua.core.mining.log import EventLog
from motcua.core.mining.reading import read_xes
from motcua.core.mining.variants import variants

LOG = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "logs" / "receipt.xes.gz"


@pytest.fixture(scope="module")
def receipt() -> EventLog:
    with LOG.open("rb") as file:
        read = read_xes(file)
    assert read.left_out == 0
    return read.log


def test_its_cases_events_activities_resources_and_variants_are_all_there(receipt: EventLog) -> None:
    assert (len(receipt.cases), len(receipt), len(receipt.activities)) == (1434, 8577, 27)
    assert len(receipt.resources) == 48
    courses = variants(receipt)
    assert len(courses) == 116
    assert sum(len(each.cases) for each in courses) == 1434
    channels = Counter(receipt.attributes["channel"])
    assert channels == {"Internet": 1250, "Desk": 109, "Post": 53, "e-mail": 21, "Intern": 1}


def test_what_was_early_on_the_day_and_late_is_told_by_local_date(receipt: EventLog) -> None:
    ends, deadlines = receipt.attributes["enddate"], receipt.attributes["deadline"]
    found = outcomes(ends, deadlines)
    assert found == {Outcome.EARLY: 951, Outcome.ON_TIME: 69, Outcome.LATE: 309, Outcome.OPEN: 105}


def test_its_cases_last_five_days_and_a_tenth_of_them_a_fortnight(receipt: EventLog) -> None:
    measured = spread(case_durations(receipt))
    assert measured is not None
    day = 86_400_000_000
    assert round(measured.mean / day, 2) == 5.41
    assert round(measured.p90 / day, 1) == 14.1


def test_every_step_but_the_first_of_a_case_is_an_edge_of_the_graph(receipt: EventLog) -> None:
    graph = follows_graph(receipt)
    assert sum(edge.count for edge in graph.edges) == 8577 - 1434
    assert sum(count for _, count in graph.starts) == sum(count for _, count in graph.ends) == 1434
    lasted = receipt.ended[receipt.first[1:] - 1] - receipt.ended[receipt.first[:-1]]
    assert sum(edge.total for edge in graph.edges) == int(lasted.sum())
    assert min(edge.shortest for edge in graph.edges) >= 0
    assert np.all(np.array([edge.longest >= edge.shortest for edge in graph.edges]))
