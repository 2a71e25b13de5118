"""Service, send and business-rule tasks: the driver calls them, for it keeps the data they read and write."""

import pytest

from motcua.core.process import FlowTaken, Kind, ServiceRequested, TaskCompleted, TaskEnabled
from tests.core.process.drawn import dossier

KINDS = [("service", Kind.SERVICE), ("send", Kind.SEND), ("decision", Kind.DECISION)]


@pytest.mark.parametrize(("written", "kind"), KINDS)
def test_what_the_driver_calls_is_requested_and_waits_for_the_answer(written: str, kind: Kind) -> None:
    d = dossier(f"start s\n{written} t\nend e\ns -> t -> e")
    assert d.news[-1] == ServiceRequested(1, "t", kind, "t", wait=True)
    assert d.waiting == ["t"]
    d.do("t")
    assert d.news[0] == TaskCompleted(1, "t")
    assert d.status == "ended"


@pytest.mark.parametrize(("written", "kind"), KINDS)
def test_fire_and_forget_is_requested_and_the_token_goes_on(written: str, kind: Kind) -> None:
    d = dossier(f"start s\n{written} t wait=false\nuser a\ns -> t -> a")
    assert d.news[-3:] == (
        ServiceRequested(1, "t", kind, "t", wait=False),
        FlowTaken("t-a"),
        TaskEnabled(2, "a", Kind.USER, None),
    )


@pytest.mark.parametrize(
    ("drawn", "called"),
    [
        ("service t service=issue_receipt", "issue_receipt"),
        ("send t message=result", "result"),
        ("send t message=result service=zalo", "zalo"),
        ("decision t decision=fee", "fee"),
    ],
)
def test_the_request_names_what_the_drawing_names(drawn: str, called: str) -> None:
    assert dossier(f"start s\n{drawn}\ns -> t").told(ServiceRequested)[0].service == called


def test_the_gateway_behind_a_decision_sees_what_the_driver_has_put_into_the_data() -> None:
    d = dossier(
        "start s\ndecision t\nexclusive x default=x-b\nuser a\nuser b\ns -> t -> x\nx -> a : free = true\nx -> b"
    )
    assert d.do("t", free=True).waiting == ["a"]
