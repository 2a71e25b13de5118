"""Asking the communes where somebody once lived (Nghị định 123/2015/NĐ-CP Điều 22), never the one that asks."""

from typing import Any

import pytest

from motcua.domain.dossiers.acts import opinions, reception, steps, timers
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.types import Question, Verdict
from tests.domain.dossiers.paper_city import CLERK, SPECIALIST, Desk, handed_in

OWN, FORMER, EARLIER, FAR_AWAY = "00001", "00002", "00003", "99999"
AGENCIES = {FORMER: 300, EARLIER: 301}
WHAT = "Tình trạng hôn nhân trong thời gian cư trú."


def verified_at(*communes: str) -> Desk:
    """A certificate of marital status that must be verified, for somebody who lived in these communes."""
    form = {"copies": 1, "residences": [{"place": {"province": "79", "commune": each}} for each in communes]}
    desk = handed_in("1.004873", "certificate", form=form)
    desk.on("receive", CLERK, "2026-11-02 10:00", reception.accept)
    desk.on("check", SPECIALIST, "2026-11-03 09:00", steps.complete, "verify", "Chưa có dữ liệu ở nơi cũ.")
    return desk


def ask(desk: Desk, unit: str = "") -> dict[str, Any]:
    question = Question("commune_committee", WHAT, unit)
    work = desk.on("ask", SPECIALIST, "2026-11-03 10:00", opinions.ask, [question])
    return dict(work.letters[-1].details)


def asked(desk: Desk) -> list[int]:
    return [opinion.agency_id for opinion in desk.case.opinions]


def test_every_former_commune_is_asked_once_and_never_the_one_that_decides():
    desk = verified_at(FORMER, OWN, EARLIER, FORMER)
    ask(desk)
    assert asked(desk) == [AGENCIES[FORMER], AGENCIES[EARLIER]]
    assert desk.letters[-1] == "verification_request"


def test_who_never_lived_elsewhere_gives_nobody_to_ask():
    desk = verified_at(OWN)
    with pytest.raises(WrongPhaseError) as refused:
        ask(desk)
    assert "chính là cơ quan đang giải quyết" in refused.value.vi
    assert desk.open_steps == {"ask"}


def test_the_officer_may_name_a_commune_that_the_form_does_not():
    desk = verified_at(OWN)
    ask(desk, unit=EARLIER)
    assert asked(desk) == [AGENCIES[EARLIER]]


def test_a_commune_outside_the_city_gets_the_letter_and_the_day_is_waited_for():
    desk = verified_at(FAR_AWAY)
    details = ask(desk)
    assert asked(desk) == []
    assert details["outside"] == [
        {"agency": f"Ủy ban nhân dân cấp xã ({FAR_AWAY})", "question": WHAT, "due_at": "2026-11-06T17:30:00+07:00"}
    ]
    assert not desk.open_steps
    desk.does(CLERK, "2026-11-06 17:30", timers.fire, desk.case.timers[0].n)
    assert desk.open_steps == {"draft"}


def test_the_last_answer_lets_the_work_go_on():
    desk = verified_at(FORMER, EARLIER)
    ask(desk)
    for task in desk.case.tasks:
        desk.does(SPECIALIST, "2026-11-04 09:00", opinions.give, task, Verdict.AGREE, "")
    assert desk.open_steps == {"draft"}
