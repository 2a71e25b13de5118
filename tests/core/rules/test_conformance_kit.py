"""The DMN Technology Compatibility Kit: all of level 2, and of level 3 all that asks for no Java.

The kit lies outside the project. It must be there: without it nothing is known.
"""

from collections import Counter
from pathlib import Path

import pytest

from bench._dmn_kit import Outcome, outcomes

KIT = Path(__file__).parents[4] / "shared" / "testdata" / "dmn-tck"
REACHED = {2: 116, 3: 1114}
WITHOUT_JAVA = "0076-feel-external-java.dmn"
"""Its cases call the static methods of Java classes, which no city wants a rule to do."""


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    assert KIT.is_dir(), f"THE DMN CONFORMANCE KIT IS ABSENT: nothing checked, expected in {KIT}"
    return list(outcomes(KIT))


def test_no_case_of_the_kit_that_passed_before_fails_now(found):
    passed = Counter(outcome.level for outcome in found if not outcome.failures)
    failures = "\n".join(f"{each.model} {each.case} {each.failures}" for each in found if each.failures)
    assert passed[2] >= REACHED[2], failures
    assert passed[3] >= REACHED[3], failures


def test_level_2_passes_whole(found):
    assert [outcome for outcome in found if outcome.level == 2 and outcome.failures] == []


def test_only_java_is_missing_from_level_3(found):
    assert {outcome.model for outcome in found if outcome.failures} == {WITHOUT_JAVA}
