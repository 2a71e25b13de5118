"""The payment platform of the sandbox: orders decided once, and call-backs lost, repeated and held as it is told."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from motcua.infra.payment_platform.messages import Account, Order, Person, Service, Terms, init_message
from motcua.sandbox import payments
from motcua.sandbox.options import Options
from tests.domain.payments.conftest import TERMS

NOWHERE = "http://127.0.0.1:9"


class Asked:
    """The platform asked without a network; an answer is here when all that follows it is done."""

    def __init__(self) -> None:
        self._app = Starlette(routes=payments.routes(Options("http://pay.test", NOWHERE, Path("people.yaml"))))

    def __call__(self, method: str, path: str, **sent: object) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://pay.test") as http:
                return await http.request(method, path, **sent)  # type: ignore[arg-type] # what httpx takes

        with ThreadPoolExecutor(1) as beside:  # this thread may have a browser's loop running
            return beside.submit(asyncio.run, ask()).result()

    def get(self, path: str) -> httpx.Response:
        return self("GET", path)

    def put(self, path: str) -> httpx.Response:
        return self("PUT", path)

    def post(self, path: str, **sent: object) -> httpx.Response:
        return self("POST", path, **sent)


@pytest.fixture
def platform() -> Asked:
    return Asked()


def order(reference: str) -> dict[str, object]:
    terms = Terms("MOTCUA-TRAINING", "sandbox", TERMS.skew)
    service = Service("2.000635", "Cấp bản sao", "H29.27094", "UBND phường", "H29.27094-261123-0001")
    payer, account = Person("Nguyễn Trúc Lam", "079088910001", ""), Account("970999", "1", "UBND")
    return init_message(Order(reference, 8000, "TTHC", datetime.now(UTC), payer, service, account, []), terms)


def paid(platform: Asked, reference: str) -> None:
    assert platform.post("/payments/gateway", json=order(reference)).json()["MaLoi"] == "00"
    assert platform.post(f"/payments/pay/{reference}", data={"decision": "pay"}).status_code == 303


@pytest.mark.parametrize(("fault", "posted"), [("", 1), ("lose", 0), ("repeat", 3), ("hold", 0)])
def test_call_backs_go_their_way_as_the_platform_is_told(platform: Asked, fault: str, posted: int) -> None:
    if fault:
        platform.put(f"/payments/control/fault/{fault}")
    paid(platform, "a")
    assert len(platform.get("/payments/control/").json()["said"]) == posted


def test_what_was_held_is_posted_when_it_is_released(platform: Asked) -> None:
    platform.put("/payments/control/fault/hold")
    paid(platform, "a")
    paid(platform, "b")
    assert platform.post("/payments/control/release").json() == {"posted": 2}


def test_what_is_paid_stays_paid(platform: Asked) -> None:
    paid(platform, "a")
    platform.post("/payments/pay/a", data={"decision": "give_up"})
    assert platform.get("/payments/control/").json()["bills"] == {"a": "00"}


def test_a_message_of_nobodys_city_is_refused(platform: Asked) -> None:
    forged = {**order("a"), "SoTien": "1"}
    assert platform.post("/payments/gateway", json=forged).status_code == 400
    platform.put("/payments/control/fault/down")
    assert platform.post("/payments/gateway", json=order("a")).status_code == 503
