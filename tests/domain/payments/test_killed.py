"""Paid is paid exactly once, wherever the server dies: a real process pays at the platform over HTTP and is killed
before its n-th statement or commit, for every n, and by the platform while that answers. Then it is started again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from motcua.domain.dossiers.models import Dossier, DossierEvent, OpenTask
from motcua.domain.payments import queries, services
from motcua.domain.payments.models import Exchange
from motcua.domain.payments.types import ChargeState, CollectingAccount
from motcua.infra import clock
from tests.domain.payments.killed.gateway import Served, served
from tests.effort import FULL
from tests.office import Office
from tests.permit import resolved

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
RUNNER = Path(__file__).parent / "killed" / "runner.py"


@dataclass
class Payer:
    """The process that pays; `pays` says how a try ended."""

    process: subprocess.Popen[str]

    def pays(self, charge: int, *, kill_at: int = 0, callbacks: int = 1, hours: int = 1) -> dict[str, int]:
        assert self.process.stdin
        assert self.process.stdout
        now = clock.machine_now().isoformat()
        order = {"charge": charge, "kill_at": kill_at, "callbacks": callbacks, "hours": hours, "now": now}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        told: dict[str, int] = json.loads(self.process.stdout.readline())
        return told


@pytest.fixture
def platform() -> Iterator[Served]:
    with served() as found:
        yield found


@pytest.fixture
def payer(platform: Served, working_city: Office) -> Iterator[Payer]:
    given = connection.settings_dict
    url = f"postgres://{given['USER']}@/{given['NAME']}?host={given['HOST']}&port={given['PORT']}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    process = subprocess.Popen(
        [sys.executable, str(RUNNER), platform.url],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    yield Payer(process)
    assert process.stdin
    process.stdin.close()
    assert process.wait(30) == 0


def test_wherever_the_server_dies_the_fee_is_paid_once_and_the_dossier_goes_on_once(
    working_city: Office, payer: Payer
) -> None:
    """The first run is not killed and tells how many statements there are; each of them is then the last one once."""
    _has_an_account(working_city)
    first = _owed(working_city)
    whole = payer.pays(first[1])
    assert whole["ok"]
    _paid_once(*first)
    step = 1 if FULL else max(1, whole["sent"] // 4)
    for n in range(1, whole["sent"] + 1, step):
        dossier, charge = _owed(working_city)
        assert payer.pays(charge, kill_at=n)["killed"], n
        assert payer.pays(charge, callbacks=2, hours=2)["ok"], n
        _paid_once(dossier, charge)


def test_a_server_killed_while_the_platform_answers_pays_once(
    working_city: Office, payer: Payer, platform: Served
) -> None:
    _has_an_account(working_city)
    for message, when in product(("INIT", "GET_BILL"), ("before", "after")):
        dossier, charge = _owed(working_city)
        platform.kill = (message, when)
        callbacks = 1 if message == "INIT" else 0  # the question is asked only where no call-back came
        payer.pays(charge, callbacks=callbacks)
        assert payer.pays(charge, callbacks=callbacks, hours=2)["ok"]
        assert payer.pays(charge, callbacks=2, hours=48)["ok"]
        assert platform.kill is None
        _paid_once(dossier, charge)


def _owed(office: Office) -> tuple[UUID, int]:
    dossier = resolved(office)
    [charge] = queries.charges_of(dossier)
    return dossier, charge.id


def _has_an_account(office: Office) -> None:
    ward = office.city.office("H29.27094")
    services.set_account(CollectingAccount(ward, "970999", "Ngân hàng Huấn luyện", "2927094001", "UBND AN KHANH"), None)


def _paid_once(dossier: UUID, charge: int) -> None:
    card, [payment] = queries.charge(charge), queries.payments_of(charge)
    assert (card.state, card.paid, payment.applied, payment.excess) == (ChargeState.PAID, 75_000, 75_000, 0)
    row = Dossier.objects.get(pk=dossier)
    assert (row.fees_due, row.fees_paid) == (75_000, 75_000)
    kinds = list(DossierEvent.objects.filter(dossier_id=dossier).values_list("kind", flat=True))
    assert kinds.count("FeePaid") == 1
    assert OpenTask.objects.filter(dossier_id=dossier, step="return_result").count() == 1
    assert Exchange.objects.filter(charge_id=charge, state="paid").count() == 1
