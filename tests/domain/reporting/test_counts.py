"""The counts that are kept up as things happen are those that the whole log gives, whatever happens in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.core.procedure import Channel
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.log import LoggedEvent
from motcua.domain.dossiers.queries.past import Happened, dossiers_of_period
from motcua.domain.dossiers.services import citizen, counter
from motcua.domain.dossiers.services.filing import receive_at_counter, submit_for_citizen
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.projection import Key, counts_of
from motcua.domain.reporting.queries import figures_by_agency, filed_by_procedure, total
from motcua.domain.reporting.services import read_outbox, rebuild
from motcua.domain.reporting.types import Figures, Measure, Period
from tests.office import PERMIT, Office, at
from tests.permit import ONE_STOP, WARD, accepted, refused, resolved, returned, to_be_supplemented

NOW = at("2026-11-24 09:00")
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def _stopped(office: Office) -> UUID:
    dossier = accepted(office)
    clerk = office.officer(ONE_STOP, "one_stop_officer", "2026-11-04 09:00")
    counter.stop_dossier(dossier, "Người nộp đề nghị dừng.", clerk)
    return dossier


def _withdrawn(office: Office) -> UUID:
    dossier = accepted(office)
    citizen.withdraw_dossier(dossier, "Không xây nữa.", office.citizen("2026-11-05 09:00"))
    return dossier


def _assisted(office: Office) -> UUID:
    clerk = office.officer(ONE_STOP, "one_stop_officer", "2026-11-06 09:00")
    return submit_for_citizen(office.permit(office.citizen("2026-11-06 09:00")), clerk).dossier_id


FATES: dict[str, Callable[[Office], UUID]] = {
    "filed": lambda office: office.filed().dossier_id,
    "assisted": _assisted,
    "accepted": accepted,
    "refused": refused,
    "supplement": to_be_supplemented,
    "stopped": _stopped,
    "withdrawn": _withdrawn,
    "resolved": resolved,
    "returned": returned,
}


def kept() -> dict[tuple[object, ...], int]:
    rows = DailyCount.objects.values_list("day", "agency_id", "procedure_code", "channel", "measure", "n")
    return {tuple(key): n for *key, n in rows}


def measured(measure: Measure) -> int:
    return sum(n for (*_, each), n in kept().items() if each == measure)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=st.lists(st.tuples(st.sampled_from(sorted(FATES)), st.none() | st.integers(1, 9)), min_size=1, max_size=4)
)
def test_counting_as_things_happen_gives_what_the_whole_log_gives(
    working_city: Office, history: list[tuple[str, int | None]]
) -> None:
    with transaction.atomic():
        for fate, most in history:
            FATES[fate](working_city)
            if most:
                read_outbox(NOW, most)
        while read_outbox(NOW, 3):
            pass
        as_it_happened = kept()
        rebuild()
        assert kept() == as_it_happened
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("fate", "measures"),
    [
        ("filed", {"submitted"}),
        ("assisted", {"submitted", "assisted"}),
        ("accepted", {"submitted", "received"}),
        ("refused", {"submitted", "not_accepted"}),
        ("supplement", {"submitted", "received", "supplement"}),
        ("stopped", {"submitted", "received", "stopped"}),
        ("withdrawn", {"submitted", "received", "withdrawn"}),
        ("resolved", {"submitted", "received", "on_time"}),
        ("returned", {"submitted", "received", "on_time", "returned"}),
    ],
)
def test_each_thing_that_happens_is_counted_once(working_city: Office, fate: str, measures: set[str]) -> None:
    FATES[fate](working_city)
    read_outbox(NOW)
    assert {measure: n for (*_, measure), n in kept().items()} == dict.fromkeys(measures, 1)


def test_reading_again_counts_nothing_twice(working_city: Office) -> None:
    accepted(working_city)
    assert read_outbox(NOW) > 0
    before = kept()
    assert read_outbox(NOW) == 0
    assert kept() == before


def test_a_rebuild_takes_what_still_waits_with_it(working_city: Office) -> None:
    accepted(working_city)
    rebuild()
    assert read_outbox(NOW) == 0
    assert measured(Measure.RECEIVED) == 1


def test_a_rebuild_mends_counts_that_were_spoilt(working_city: Office) -> None:
    accepted(working_city)
    read_outbox(NOW)
    DailyCount.objects.update(n=99)
    rebuild()
    assert measured(Measure.RECEIVED) == 1


def test_a_reading_that_fails_takes_nothing_away(working_city: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted(working_city)
    monkeypatch.setattr("motcua.domain.reporting.services._add", _power_cut)
    with pytest.raises(OSError, match="power cut"):
        read_outbox(NOW)
    monkeypatch.undo()
    read_outbox(NOW)
    assert measured(Measure.RECEIVED) == 1


def test_a_day_is_the_offices_own() -> None:
    # 23:30 in London on the last of October is the first of November in Vietnam.
    event = LoggedEvent(
        uuid4(), 1, datetime(2026, 10, 31, 23, 30, tzinfo=UTC), EventKind.ACCEPTED, {}, 7, PERMIT, "online"
    )
    assert counts_of([event]) == Counter({Key(date(2026, 11, 1), 7, PERMIT, "online", Measure.RECEIVED): 1})


def test_a_period_counts_its_first_and_its_last_day(working_city: Office) -> None:
    ward = working_city.city.office(WARD)
    accepted(working_city)
    read_outbox(NOW)
    third = date(2026, 11, 3)

    def received(first: date, last: date) -> int:
        return figures_by_agency([ward], Period(first, last), NOW).get(ward, Figures()).received

    assert received(third, third) == 1
    assert received(date(2026, 11, 1), date(2026, 11, 2)) == 0
    assert received(date(2026, 11, 4), date(2026, 11, 30)) == 0


def test_what_one_office_received_for_another_counts_where_it_is_decided(working_city: Office) -> None:
    clerk = working_city.officer("H29.26956.03", "one_stop_officer", "2026-11-06 09:00")
    receive_at_counter(working_city.permit(working_city.citizen("2026-11-06 09:00")), Channel.COUNTER, clerk)
    read_outbox(NOW)
    here, there = working_city.city.office("H29.26956"), working_city.city.office(WARD)
    found = figures_by_agency([here, there], NOVEMBER, NOW)
    assert found[there].received == 1
    assert here not in found


def test_agencies_add_up(working_city: Office) -> None:
    for fate in ("accepted", "resolved", "refused", "withdrawn"):
        FATES[fate](working_city)
    read_outbox(NOW)
    ward = working_city.city.office(WARD)
    figures = figures_by_agency([ward], NOVEMBER, NOW)[ward]
    assert (figures.received, figures.on_time, figures.not_accepted, figures.withdrawn) == (3, 1, 1, 1)
    assert (figures.open, figures.open_late, figures.resolved, figures.on_time_rate) == (1, 1, 1, 1.0)
    assert total([figures, figures]).received == 6
    assert total([]).on_time_rate is None
    assert filed_by_procedure(NOVEMBER) == {PERMIT: 4}


def test_what_is_counted_in_a_period_is_what_is_listed_for_it(working_city: Office) -> None:
    for make in FATES.values():
        make(working_city)
    read_outbox(NOW)
    ward = working_city.city.office(WARD)
    figures = figures_by_agency([ward], NOVEMBER, NOW)[ward]
    for what in Happened:
        listed = dossiers_of_period([ward], what, (NOVEMBER.first, NOVEMBER.last), NOW)
        assert len(listed) == getattr(figures, what.value), what
    assert figures.received == Dossier.objects.exclude(accepted_at=None).count()


def _power_cut(_: object) -> None:
    raise OSError("power cut")
