"""The page of a procedure tells what the city takes off its fees, where it does."""

from datetime import date

import pytest

from motcua.core.procedure import read_package, read_shared
from motcua.delivery.portal.presenters.fees import fees_of
from tests.catalogue.reading import CATALOGUE, files_in, shared, shared_files
from tests.hanoi import CITED, FILE, POLICY


@pytest.mark.parametrize(
    ("code", "case", "on", "told"),
    [
        ("2.000635", "extract", date(2026, 1, 1), ["Ngân sách Thành phố hoàn trả"]),
        ("2.000635", "extract", date(2025, 12, 31), []),
        ("1.013225", "house", date(2026, 1, 1), ["Không thu khi nộp trực tuyến"]),
        ("2.000908", "", date(2026, 1, 1), []),
    ],
)
def test_only_what_touches_a_fee_of_the_procedure_is_told_with_its_law(
    code: str, case: str, on: date, told: list[str]
) -> None:
    policy = read_shared({**shared_files(), FILE: POLICY.encode()}).fee_policy
    found = fees_of(read_package(files_in(CATALOGUE / code), shared()), case, on, policy).reliefs
    assert [relief.name for relief in found] == told
    assert {relief.basis for relief in found} <= {CITED}
