"""The literal expressions of the DMN Technology Compatibility Kit, level 2 and level 3.

The kit lies outside the project; `REACHED` is the number of its cases that this FEEL passes, out of as many.
"""

from pathlib import Path

import pytest

from tests.core.rules.kit import cases, outcome

KIT = Path(__file__).parents[4] / "shared" / "testdata" / "dmn-tck"
REACHED = 1135


@pytest.mark.skipif(not KIT.is_dir(), reason=f"THE DMN CONFORMANCE KIT IS ABSENT: nothing checked, expected in {KIT}")
def test_no_case_of_the_kit_that_passed_before_fails_now():
    found = [outcome(case) for folder in sorted(KIT.glob("compliance-level-*/*/")) for case in cases(folder)]
    failures = [failure for failure in found if failure]
    assert len(found) - len(failures) >= REACHED, "\n".join(failures)
