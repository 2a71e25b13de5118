"""Citing law, and asking whether it is in force."""

from datetime import date

import pytest

from motcua.core.procedure import Basis, LegalBasis


@pytest.mark.parametrize(
    ("number", "cited"),
    [
        ("175/2024/NĐ-CP", "Nghị định số 175/2024/NĐ-CP"),
        ("12/2025/TT-BCA", "Thông tư số 12/2025/TT-BCA"),
        ("60/2014/QH13", "Luật số 60/2014/QH13"),
        ("66.7/2025/NQ-CP", "Nghị quyết số 66.7/2025/NQ-CP"),
        ("56/QĐ-BXD", "Quyết định số 56/QĐ-BXD"),
        ("77/2025/NQ-HĐND", "Nghị quyết số 77/2025/NQ-HĐND"),
        ("1523/QĐ-BCA-C06", "Quyết định số 1523/QĐ-BCA-C06"),
        ("II.3", "II.3"),
    ],
)
def test_a_document_is_cited_with_its_kind(number: str, cited: str) -> None:
    assert LegalBasis("x", number, "Về việc gì đó").cited == cited


def test_a_document_without_number_is_cited_by_its_title() -> None:
    assert LegalBasis("x", "", "Nghị quyết về lệ phí").cited == "Nghị quyết về lệ phí"


def test_an_article_stands_before_its_document() -> None:
    assert Basis(LegalBasis("x", "175/2024/NĐ-CP", ""), "Điều 58").cited == "Điều 58 Nghị định số 175/2024/NĐ-CP"


def test_a_document_is_in_force_from_its_first_to_its_last_day() -> None:
    law = LegalBasis("x", "1/2024/NĐ-CP", "", date(2024, 7, 1), date(2027, 2, 28))
    assert [law.in_force(on) for on in (date(2024, 6, 30), date(2024, 7, 1), date(2027, 2, 28), date(2027, 3, 1))] == [
        *(False, True, True, False)
    ]


def test_unknown_dates_do_not_speak_against_a_document() -> None:
    assert LegalBasis("x", "1/2024/NĐ-CP", "").in_force(date(1990, 1, 1))
