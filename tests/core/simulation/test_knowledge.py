"""A condition is decided by the data of a case only if they hold all that it reads."""

from __future__ import annotations

import pytest

from motcua.core.simulation.knowledge import knowledge_of

DATA = {"area": 120, "applicant": {"kind": "person"}, "papers": [{"kind": "map"}], "fee": None}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("area > 100", True),
        ("area > 200", False),
        ('applicant.kind = "person"', True),
        ("storeys > 2", None),
        ("applicant.age > 18", None),
        ("storeys = null", None),
        ("area > 100 and storeys > 2", None),
        ("fee > 0", None),
        ('papers[1].kind = "map"', True),
        ("today() > date(2026, 1, 1)", None),
        ("area", 120),
    ],
)
def test_what_the_data_say(question: str, said: object) -> None:
    assert knowledge_of(DATA)(question, {}) == said


def test_what_is_known_at_a_place_of_the_drawing_counts_too() -> None:
    known = knowledge_of({})
    assert known("numberOfCompletedInstances >= 2", {"numberOfCompletedInstances": 2}) is True
    assert known("numberOfCompletedInstances >= 2", {}) is None
