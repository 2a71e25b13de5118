"""What people look at all day finds its rows by an index, however many dossiers there are. The planner is told that
reading a whole table is dear; where it does so all the same, there is no index that would do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from motcua.domain.dossiers.calendar_change.running import open_dossiers
from motcua.domain.dossiers.queries.apologies import owed_apologies
from motcua.domain.dossiers.queries.inbox import InboxFilter, inbox, inbox_counts
from motcua.domain.dossiers.queries.lists import dossiers_of_person, open_dossiers_of_handler, search_dossiers
from motcua.domain.dossiers.queries.open import open_counts
from motcua.domain.dossiers.queries.page import dossier_for_officer, dossier_page
from motcua.domain.dossiers.queries.tracking import track
from motcua.domain.dossiers.services.timers import due_timers
from tests import permit
from tests.office import Office, at

pytestmark = pytest.mark.django_db

NOW = at("2026-11-24 09:00")
Look = Callable[[Office, UUID, str], object]


def scope(office: Office) -> Any:
    return office.city.scope(permit.ECONOMY, "division_head")


LOOKS: dict[str, Look] = {
    "the inbox": lambda office, dossier, code: inbox(scope(office), InboxFilter(), NOW),
    "the inbox's counts": lambda office, dossier, code: inbox_counts(scope(office)),
    "tracking by code": lambda office, dossier, code: track(code, NOW),
    "the dossier's page": lambda office, dossier, code: dossier_page(dossier, NOW),
    "whether an officer may see it": lambda office, dossier, code: dossier_for_officer(dossier, scope(office)),
    "search by code": lambda office, dossier, code: search_dossiers(code, scope(office), NOW),
    "search by personal id": lambda office, dossier, code: search_dossiers("079088910001", scope(office), NOW),
    "search by telephone": lambda office, dossier, code: search_dossiers("0903123456", scope(office), NOW),
    "search by name": lambda office, dossier, code: search_dossiers("truc lam", scope(office), NOW),
    "a citizen's own": lambda office, dossier, code: dossiers_of_person(
        office.citizen("2026-11-02 08:00").person_id, NOW
    ),
    "what an officer is in charge of": lambda office, dossier, code: open_dossiers_of_handler(
        office.city.who(permit.ECONOMY, "specialist"), NOW
    ),
    "the leaders' figures": lambda office, dossier, code: open_counts([office.city.office("H29.27094")], NOW),
    "timers that have come due": lambda office, dossier, code: list(due_timers(NOW)),
    "apologies that are owed": lambda office, dossier, code: owed_apologies(scope(office), NOW),
    "open dossiers that follow a calendar": lambda office, dossier, code: open_dossiers(None, dossier, 100),
}


@pytest.mark.parametrize("look", LOOKS)
def test_no_table_that_grows_is_read_whole(working_city: Office, look: str) -> None:
    dossier = permit.accepted(working_city)
    code = str(dossier_page(dossier, NOW).card.code)
    with statements() as sent:
        LOOKS[look](working_city, dossier, code)
    reads = [each for each in sent if "dossiers_" in each[0] and each[0].lstrip().upper().startswith("SELECT")]
    assert reads, "nothing was read"
    for sql, values in reads:
        assert scanned(sql, values) == [], f"{look}: {sql}"


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """What is sent to the database meanwhile."""
    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def scanned(sql: str, values: Any) -> list[str]:
    """The tables that the planner reads from end to end, though that is dear."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
        plan = cursor.fetchone()[0]
    return list(_whole_tables((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]))


def _whole_tables(node: dict[str, Any]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan" and node["Relation Name"].startswith("dossiers_"):
        yield node["Relation Name"]
    for each in node.get("Plans", ()):
        yield from _whole_tables(each)
