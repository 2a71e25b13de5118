"""Cells write what was typed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.delivery.lab.editing.cells import Cell, CellKind, base_of, shown, typed_in, with_typed
from motcua.delivery.lab.editing.yaml_text import read, value_at

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"
PERMIT = (CATALOGUE / "1.013225" / "procedure.yaml").read_text(encoding="utf-8")
FORM = (CATALOGUE / "1.013225" / "form.yaml").read_text(encoding="utf-8")


def edited(text: str, cell: Cell, value: str | list[str]) -> str:
    return with_typed(text, [cell], {cell.name: value})


def at(text: str, *path: str | int) -> object:
    return value_at(read(text), path)


def test_what_was_not_touched_is_not_written() -> None:
    cells = [Cell(("steps", "receive", "name", "vi")), Cell(("steps", "receive", "limit"), CellKind.LIMIT)]
    base = base_of(cells, read(PERMIT))
    sent = {cells[0].name: ["Tiếp nhận, số hóa hồ sơ"], cells[1].name: ["2", "working_hours"]}
    assert typed_in(cells, base, lambda name: sent[name]) == {}


def test_only_what_differs_from_what_the_page_showed_was_typed() -> None:
    """Also when the file has meanwhile become another: what somebody else changed is not taken for typing."""
    cells = [Cell(("steps", "receive", "name", "vi")), Cell(("steps", "receive", "name", "en"))]
    base = {cells[0].name: "Nhận", cells[1].name: "Receive and digitise"}
    sent = {cells[0].name: ["Nhận"], cells[1].name: ["Take in"]}
    assert typed_in(cells, base, lambda name: sent[name]) == {cells[1].name: "Take in"}


@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        (["6", "working_hours"], {"working_hours": 6}),
        (["1", "working_days"], {"working_days": 1}),
        (["", ""], None),
        (["", "same_day"], {"same_day": True}),
    ],
)
def test_a_limit_has_one_amount_and_one_unit(sent: list[str], limit: object) -> None:
    cell = Cell(("steps", "inspect", "limit"), CellKind.LIMIT)
    assert shown(cell, read(PERMIT)) == ["16", "working_hours"]
    assert at(edited(PERMIT, cell, sent), "steps", "inspect", "limit") == limit


def test_a_limit_of_the_law_keeps_its_basis_and_its_quoted_text() -> None:
    cell = Cell(("steps", "opinions", "limit"), CellKind.LIMIT)
    after = edited(PERMIT, cell, ["10", "working_days"])
    assert at(after, "steps", "opinions", "limit") == {
        "working_days": 10,
        "basis": {"legal": "nd175"},
        "stated": "Trong thời gian 12 ngày kể từ ngày nhận được hồ sơ",
        "certainty": "published",
    }


def test_an_empty_cell_takes_the_value_out_and_leaves_no_empty_shell() -> None:
    cell = Cell(("components", "land_paper", "hint", "vi"))
    other = Cell(("components", "land_paper", "hint", "en"))
    after = with_typed(PERMIT, [cell, other], {cell.name: "", other.name: ""})
    assert at(after, "components", "land_paper", "hint") is None
    assert "hint: {}" not in after


def test_keys_are_a_list_and_none_of_them_is_no_list_at_all() -> None:
    cell = Cell(("steps", "receive", "letters"), CellKind.KEYS)
    assert at(edited(PERMIT, cell, ["receipt_slip"]), "steps", "receive", "letters") == ["receipt_slip"]
    assert at(edited(PERMIT, cell, []), "steps", "receive", "letters") is None


def test_options_are_a_line_each() -> None:
    path = ("sections", 3, "fields", 0, "options")
    cell = Cell(path, CellKind.OPTIONS)
    assert "grade_3 | Cấp III | Grade III" in shown(cell, read(FORM))
    after = edited(FORM, cell, "grade_3 | Cấp III | Grade III\n\ngrade_4 | Cấp IV")
    assert at(after, *path) == {
        "grade_3": {"vi": "Cấp III", "en": "Grade III"},
        "grade_4": {"vi": "Cấp IV", "en": "Cấp IV"},
    }


def test_a_paper_that_a_registry_has_is_asked_for_only_when_it_is_absent() -> None:
    cell = Cell(("components", "drawings", "source"), CellKind.SOURCE)
    assert shown(cell, read(PERMIT)) == "none"
    after = edited(PERMIT, cell, "land/certificate")
    assert at(after, "components", "drawings", "source") == {
        "registry": "land",
        "record": "certificate",
        "when_absent": "ask",
    }
    assert at(edited(after, cell, "none"), "components", "drawings", "source") == "none"


def test_required_is_yes_no_or_a_condition() -> None:
    cell = Cell(("sections", 0, "fields", 4, "required"), CellKind.YES_OR_FEEL)
    assert at(edited(FORM, cell, "yes"), *cell.path) is True
    assert at(edited(FORM, cell, "has_representative"), *cell.path) == "has_representative"
    assert at(edited(edited(FORM, cell, "yes"), cell, ""), *cell.path) is None


def test_amounts_are_read_as_people_write_them() -> None:
    fees = (CATALOGUE / "1.013225" / "fees.yaml").read_text(encoding="utf-8")
    cell = Cell(("items", 0, "rows", 0, "amount"), CellKind.AMOUNT)
    assert at(edited(fees, cell, "150.000"), *cell.path) == 150000
    assert at(edited(fees, cell, "form.floors * 2"), *cell.path) == "form.floors * 2"
