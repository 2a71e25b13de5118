"""What mining counts in the city's own log is what its leaders are shown, where both speak of the same thing."""

from __future__ import annotations

from collections import Counter

import pytest

from motcua.core.mining.durations import Outcome, outcomes
from motcua.core.mining.log import EventLog
from motcua.core.mining.traces import gathered
from motcua.domain.dossiers.models import DossierPart
from motcua.domain.dossiers.queries.traces import Selection, traces
from motcua.domain.identity import queries as identity
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.queries import figures_by_agency, total
from motcua.domain.reporting.types import Measure, Period
from tests.city import NOW
from tests.past import Past

pytestmark = pytest.mark.django_db
_OF_PARTS = {
    Measure.RECEIVED: Measure.PART_RECEIVED,
    Measure.EARLY: Measure.PART_EARLY,
    Measure.ON_TIME: Measure.PART_ON_TIME,
    Measure.LATE: Measure.PART_LATE,
}
Counts = Counter[tuple[str, str, str, Measure]]


@pytest.fixture
def mined(past: Past, settings) -> EventLog:
    """The log of a city's past, which the leaders' counts are made of too."""
    settings.REFERENCE_CACHE_SECONDS = 60
    return gathered(traces(Selection()))


def facts(log: EventLog) -> list[dict[str, object]]:
    return [{name: values[n] for name, values in log.attributes.items()} for n in range(len(log.cases))]


def measures(known: dict[str, object]) -> set[Measure]:
    """What of a case the leaders count."""
    found = {Measure.SUBMITTED}
    if known["assisted"]:
        found.add(Measure.ASSISTED)
    if known["accepted"]:
        found.add(Measure.RECEIVED)
    if known["outcome"]:
        found.add(Measure(known["outcome"]))
    if known["phase"] in ("not_accepted", "withdrawn", "stopped", "returned"):
        found.add(Measure(known["phase"]))
    if known["supplements"]:
        found.add(Measure.SUPPLEMENT)
    return {_OF_PARTS[each] for each in found if each in _OF_PARTS} if known["part"] else found


def test_mining_counts_what_the_leaders_are_shown(mined: EventLog) -> None:
    counted: Counts = Counter()
    for known in facts(mined):
        for measure in measures(known):
            counted[str(known["office"]), str(known["procedure"]), str(known["channel"]), measure] += 1
    shown: Counts = Counter()
    for agency, code, channel, measure, n in DailyCount.objects.values_list(
        "agency_id", "procedure_code", "channel", "measure", "n"
    ):
        shown[identity.agency(agency).code, code, channel, Measure(measure)] += n
    assert counted == shown
    assert counted.total() > len(mined.cases)


def test_what_is_open_is_what_the_leaders_see_open(mined: EventLog) -> None:
    everywhere = [agency.id for agency in identity.agencies().by_id.values()]
    figures = total(figures_by_agency(everywhere, Period(NOW.date(), NOW.date()), NOW).values())
    phases = Counter(known["phase"] for known in facts(mined))
    assert phases["accepted"] + phases["processing"] == figures.open
    assert phases["submitted"] == figures.not_yet_accepted


def test_lateness_by_the_days_of_the_log_is_lateness_by_the_law(mined: EventLog) -> None:
    """As any tool would count it, but for what is owed by the hour and for wholes, which are late with their parts."""
    wholes = set(DossierPart.objects.values_list("dossier__code", flat=True))
    plain = [
        known
        for case, known in zip(mined.cases, facts(mined), strict=True)
        if known["outcome"] and case not in wholes and not known["by_the_hour"]
    ]
    assert len(plain) > len(mined.cases) // 3
    for known in plain:
        assert outcomes([known["decided"]], [known["due"]]) == {Outcome(str(known["outcome"])): 1}
