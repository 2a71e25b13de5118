"""The drawing of a draft: remarks while somebody draws, and the steps that follow it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.core.process import read_model
from motcua.delivery.lab.editing.drawing import StepTold, steps_with_drawing
from motcua.delivery.lab.editing.yaml_text import read, value_at
from motcua.domain.catalogue.drafting import save_file
from tests.delivery.lab.reformers import NOW, author, file_of, page_of, revision_of
from tests.delivery.lab.test_cells import CATALOGUE, PERMIT
from tests.office import Office

DRAWING = (CATALOGUE / "1.013225" / "process.bpmn").read_text(encoding="utf-8")
NEW_STEP = (
    DRAWING.replace(
        '<userTask id="appraise" name="Thẩm định hồ sơ"/>',
        '<userTask id="appraise" name="Thẩm định hồ sơ"/><userTask id="compare" name="Đối chiếu quy hoạch"/>',
    )
    .replace(
        '<sequenceFlow id="to_appraise" sourceRef="inspect" targetRef="appraise"/>',
        '<sequenceFlow id="to_compare" sourceRef="inspect" targetRef="compare"/>'
        '<sequenceFlow id="to_appraise" sourceRef="compare" targetRef="appraise"/>',
    )
    .replace(
        "<flowNodeRef>appraise</flowNodeRef>", "<flowNodeRef>appraise</flowNodeRef><flowNodeRef>compare</flowNodeRef>"
    )
)


def send(client: Client, n: int, word: str, xml: str, revision: int = 1, **more: Any) -> HttpResponse:
    body = json.dumps({"xml": xml, "revision": revision, **more})
    return client.post(page_of(n, f"quy-trinh/{word}/"), body, content_type="application/json")


def test_a_task_that_is_drawn_becomes_a_step_with_what_the_panel_says() -> None:
    told = {"compare": StepTold(en="Compare with the plan", kind="work", amount="3", unit="working_hours")}
    together = steps_with_drawing(PERMIT, read_model(NEW_STEP.encode()), told, {})
    assert together.added == ("compare",)
    assert value_at(read(together.text), ("steps", "compare")) == {
        "name": {"vi": "Đối chiếu quy hoạch", "en": "Compare with the plan"},
        "kind": "work",
        "limit": {"working_hours": 3},
    }
    assert together.text.startswith(PERMIT.rstrip()), "nothing else has changed"


def test_a_step_that_is_not_drawn_any_more_goes() -> None:
    together = steps_with_drawing(PERMIT, read_model(DRAWING.replace('id="revise"', 'id="rework"').encode()), {}, {})
    assert (together.added, together.removed) == (("rework",), ("revise",))


def test_a_renamed_step_keeps_what_is_written_of_it() -> None:
    drawn = DRAWING.replace('id="review"', 'id="second_look"').replace("Xem xét dự thảo", "Xem xét lần hai")
    together = steps_with_drawing(PERMIT, read_model(drawn.encode()), {}, {"review": "second_look"})
    assert (together.added, together.removed) == ((), ())
    step: Any = value_at(read(together.text), ("steps", "second_look"))
    assert step["name"] == {"vi": "Xem xét lần hai", "en": "Review the draft"}
    assert set(step["outcomes"]) == {"approve", "return"}


def test_the_same_drawing_changes_nothing() -> None:
    assert steps_with_drawing(PERMIT, read_model(DRAWING.encode()), {}, {}).text == PERMIT


@pytest.mark.django_db
class TestDrawing:
    def test_remarks_name_the_element_that_they_are_about(self, designer: Client, draft: int) -> None:
        broken = DRAWING.replace('<sequenceFlow id="to_draft" sourceRef="appraise" targetRef="draft"/>', "")
        remarks = send(designer, draft, "kiem", broken).json()["remarks"]
        errors = {each["element"]: each["words"] for each in remarks if each["level"] == "error"}
        assert "không có đường nào tới" in errors["draft"]

    def test_a_lane_is_a_role_of_the_city(self, designer: Client, draft: int) -> None:
        drawn = DRAWING.replace('<lane id="specialist" name="Chuyên viên">', '<lane id="Lane_1" name="Ai đó">')
        remarks = send(designer, draft, "kiem", drawn).json()["remarks"]
        assert any(each["element"] == "Lane_1" and "Ai đó" in each["words"] for each in remarks)

    def test_steps_longer_than_the_law_allows_are_told_before_anything_is_saved(
        self, designer: Client, draft: int
    ) -> None:
        steps = {"review": {"amount": "30", "unit": "working_hours"}}
        remarks = send(designer, draft, "kiem", DRAWING, steps=steps).json()["remarks"]
        assert any(each["level"] == "error" and "142" in each["words"] for each in remarks)
        assert revision_of(draft) == 1

    def test_saving_keeps_the_drawing_and_its_steps_in_one_revision(self, designer: Client, draft: int) -> None:
        answer = send(designer, draft, "luu", NEW_STEP, steps={"compare": {"en": "Compare", "kind": "work"}}).json()
        assert answer["added"] == ["compare"]
        assert answer["steps"]["compare"]["en"] == "Compare"
        assert file_of(draft, "process.bpmn") == NEW_STEP
        assert "compare:" in file_of(draft, "procedure.yaml")
        assert answer["revision"] == revision_of(draft) == 2

    def test_who_comes_second_is_told_and_saves_over_it_knowingly(
        self, designer: Client, draft: int, working_city: Office
    ) -> None:
        save_file(draft, "fees.yaml", b"items: []\n", 1, author(working_city), NOW)
        refused = send(designer, draft, "luu", NEW_STEP)
        assert refused.status_code == 409
        assert refused.json()["stale"] is True
        assert file_of(draft, "process.bpmn") == DRAWING
        assert send(designer, draft, "luu", NEW_STEP, revision=refused.json()["revision"]).status_code == 200

    def test_laying_out_anew_keeps_nothing(self, designer: Client, draft: int) -> None:
        xml = send(designer, draft, "ve-lai", NEW_STEP).json()["xml"]
        assert 'bpmnElement="compare"' in xml
        assert revision_of(draft) == 1

    @pytest.mark.parametrize("body", ["", "{", "[]", '{"xml": 1, "revision": 1}', '{"xml": "<a/>"}', '"x"'])
    def test_what_no_modeller_sends_is_refused(self, designer: Client, draft: int, body: str) -> None:
        for word in ("kiem", "luu", "ve-lai"):
            answer = designer.post(page_of(draft, f"quy-trinh/{word}/"), body, content_type="application/json")
            assert answer.status_code in (400, 422)

    @pytest.mark.parametrize(
        "xml", ["<a", '<!DOCTYPE d [<!ENTITY e "e">]><definitions>&e;</definitions>', "<definitions/>", "x" * 2_000_001]
    )
    def test_hostile_drawings_are_not_saved(self, designer: Client, draft: int, xml: str) -> None:
        assert send(designer, draft, "luu", xml).status_code in (400, 422)
        assert revision_of(draft) == 1

    def test_those_who_do_not_design_save_nothing(self, controller: Client, draft: int) -> None:
        answer = send(controller, draft, "luu", NEW_STEP)
        assert answer.status_code == 409
        assert revision_of(draft) == 1

    def test_the_page_lets_the_modellers_four_styles_in_and_nothing_else(
        self, designer: Client, controller: Client, draft: int
    ) -> None:
        policy = designer.get(page_of(draft, "quy-trinh/")).headers["Content-Security-Policy"]
        assert "style-src-attr 'unsafe-hashes' 'sha256-" in policy
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
