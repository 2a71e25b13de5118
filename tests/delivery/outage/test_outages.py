"""What breaks in the middle, on real servers: the database, the web server, the worker. What was answered is kept, what
was not answered can be sent again, and nothing is done twice.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import psycopg
import pytest
from psycopg.rows import tuple_row

from motcua.delivery.cli.player import Player
from motcua.delivery.cli.story import FORM, blank_pdf
from motcua.delivery.cli.town import Town
from motcua.infra import postgres
from motcua.infra.postgres import server
from tests.town import citizen, officer, town, until

__all__ = ["town"]

CLERK, HEAD, SPECIALIST = "trinh.tre.xanh", "trinh.suoi.trong", "trinh.dai.duong"
N = 40


def rows(town: Town, statement: str) -> list[Any]:
    """What lies in the town's database."""
    address = server.located(town.data).url()
    with psycopg.connect(address, row_factory=tuple_row) as connection:
        return connection.execute(statement.encode()).fetchall()


def filing(lam: Player) -> dict[str, Any]:
    papers = []
    for component in ("land_paper", "drawings"):
        sent = {"file": (f"{component}.pdf", blank_pdf(1), "application/pdf")}
        answer = lam.program.post(f"/documents?procedure=1.013225&component={component}", files=sent)
        papers.append({"component": component, "document_id": answer.json()["id"]})
    return {"procedure": "1.013225", "case": "house", "form": FORM, "papers": papers}


def submit(lam: Player, body: dict[str, Any], key: str) -> httpx.Response | None:
    """File; nothing when the line broke before an answer came."""
    try:
        return lam.program.post("/dossiers", json=body, headers={"Idempotency-Key": key})
    except httpx.TransportError:
        return None


def test_while_the_database_is_away_everybody_is_told_so_and_afterwards_all_goes_on(town: Town) -> None:
    lam = citizen(town)
    lam.sign_in()
    body = filing(lam)
    database = server.located(town.data)
    server.stop(database)
    try:
        page = lam.browser.get("/ho-so/")
        refused = submit(lam, body, "through the outage")
        health = httpx.get(f"{town.url}/healthz")
    finally:
        postgres.embedded(town.data)
    assert (page.status_code, page.headers["Retry-After"]) == (503, "60")
    assert "Hệ thống tạm gián đoạn" in page.text
    assert "Những gì đã lưu vẫn còn nguyên" in page.text
    assert refused is not None
    assert refused.status_code == 503
    assert refused.json()["vi"].startswith("Cơ sở dữ liệu chưa trả lời")
    assert health.status_code == 503

    first, again = submit(lam, body, "through the outage"), submit(lam, body, "through the outage")
    assert first is not None
    assert again is not None
    assert (first.status_code, first.json()["id"]) == (201, again.json()["id"])
    assert lam.browser.get("/ho-so/").status_code == 200
    until(lambda: rows(town, "SELECT count(*) FROM infra_outboxentry") == [(0,)])
    assert town.has_died() is None


@pytest.mark.parametrize("killed", ["web server", "database"])
def test_what_was_answered_outlives_a_kill_and_the_rest_can_be_sent_again(town: Town, killed: str) -> None:
    lam = citizen(town)
    body = filing(lam)
    keys = [f"{killed} {n}" for n in range(N)]
    before = rows(town, "SELECT count(*) FROM dossiers_dossier")[0][0]
    with ThreadPoolExecutor(8) as crowd:
        answers = [crowd.submit(submit, lam, body, key) for key in keys]
        answers[N // 3].result()
        kill(town, killed)
        first = [answer.result() for answer in answers]
    town.wait("web")
    done = {key: each.json()["id"] for key, each in zip(keys, first, strict=True) if each and each.status_code == 201}
    assert len(done) < N, "the kill came too late to cut anything"

    again = {key: submit(lam, body, key) for key in keys}
    ids = {key: answer.json()["id"] for key, answer in again.items() if answer is not None}
    assert ids.items() >= done.items()
    assert len(set(ids.values())) == N
    assert rows(town, "SELECT count(*) FROM dossiers_dossier") == [(before + N,)]
    town.run("audit", "verify")


def test_a_killed_worker_leaves_each_timer_to_be_fired_once(town: Town) -> None:
    lam, clerk, head, specialist = (citizen(town), *(officer(town, who) for who in (CLERK, HEAD, SPECIALIST)))
    dossiers = [submit(lam, filing(lam), f"consulted {n}") for n in range(4)]
    for answer in dossiers:
        assert answer is not None
        place = f"/dossiers/{answer.json()['id']}"
        clerk.does(f"{place}/steps/{open_step(lam, place, 'receive')}/acceptance")
        head.does(f"{place}/steps/{open_step(lam, place, 'assign')}/assignment", {"officer": SPECIALIST})
        asked = {"questions": [{"agency": "fire_police", "question": "Nhà ở 45 đường số 7 có được không?"}]}
        specialist.does(f"{place}/steps/{open_step(lam, place, 'consult')}/consultation", asked)
    fired = "SELECT count(*) FROM dossiers_dossierevent WHERE kind = 'TimerFired'"
    town.run("clock", "+30")
    until(lambda: rows(town, fired)[0][0] >= 1)
    os.killpg(town.servers["worker"].pid, signal.SIGKILL)
    town.servers["worker"].wait()
    town.begin("worker")
    until(lambda: rows(town, fired)[0][0] >= 4)
    each = "SELECT count(*) FROM dossiers_dossierevent WHERE kind = 'TimerFired' GROUP BY dossier_id"
    assert rows(town, each) == [(1,)] * 4
    town.run("audit", "verify")


def open_step(lam: Player, place: str, step: str) -> int:
    return next(int(task["n"]) for task in lam.sees(place)["tasks"] if task["step"] == step)


def kill(town: Town, what: str) -> None:
    """Kill without a word, and start again what nobody else would."""
    if what == "web server":
        os.killpg(town.servers["web"].pid, signal.SIGKILL)
        town.servers["web"].wait()
        town.begin("web")
    else:
        data = server.located(town.data).data
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        until(lambda: _restarted(town))


def _restarted(town: Town) -> bool:
    try:
        postgres.embedded(town.data)
    except postgres.PostgresError:  # the killed server's children hold its memory for a moment
        return False
    return True
