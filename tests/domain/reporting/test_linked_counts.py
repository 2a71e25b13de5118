"""A linked dossier was filed once, so it counts once; the work on its parts is counted beside it."""

from datetime import date

import pytest
from django.conf import LazySettings

from motcua.domain.dossiers.queries.past import Happened, dossiers_of_period
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.queries import figures_by_agency, filed_by_procedure
from motcua.domain.reporting.services import read_outbox, rebuild
from motcua.domain.reporting.types import Figures, Period
from tests.linked import registered, registers_residence
from tests.office import Office, at

pytestmark = pytest.mark.django_db
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
NOW = at("2026-11-24 09:00")
AGENCIES = {"ward": "H29.27094", "police": "G01.079.27094", "insurance": "G24.079"}


@pytest.fixture
def figures(working_city: Office, settings: LazySettings, tmp_path) -> dict[str, Figures]:
    """Of the three agencies, after one of the parts was late and the whole was issued."""
    settings.FILES = tmp_path / "files"
    whole = registered(working_city)
    registers_residence(whole, "2026-11-02")
    card = whole.part("health_card")
    whole.does(card, "receive", "2026-11-02 11:20")
    whole.does(card, "grant", "2026-11-04 10:00", "granted")
    whole.does(card, "issue", "2026-11-04 10:10")
    whole.does(whole.whole, "issue", "2026-11-04 16:00")
    read_outbox(NOW)
    ids = {name: working_city.city.office(code) for name, code in AGENCIES.items()}
    found = figures_by_agency(ids.values(), NOVEMBER, NOW)
    return {name: found.get(agency, Figures()) for name, agency in ids.items()}


def test_what_was_filed_once_is_filed_once_in_the_city(figures: dict[str, Figures]):
    assert filed_by_procedure(NOVEMBER) == {"2.000986": 1}


def test_the_agency_that_decides_has_the_whole_and_each_agency_its_parts(figures: dict[str, Figures]):
    assert (figures["ward"].received, figures["ward"].parts_received, figures["ward"].parts_in_time) == (1, 1, 1)
    assert (figures["police"].received, figures["police"].parts_received, figures["police"].parts_in_time) == (0, 1, 1)
    assert (figures["insurance"].received, figures["insurance"].parts_received) == (0, 1)


def test_a_late_part_makes_its_agency_and_the_whole_late(figures: dict[str, Figures]):
    assert (figures["insurance"].late, figures["insurance"].parts_late) == (0, 1)
    assert (figures["ward"].late, figures["ward"].parts_late) == (1, 0)


def test_the_figures_lead_to_exactly_their_dossiers(figures: dict[str, Figures], working_city: Office):
    ward = [working_city.city.office("H29.27094")]
    days = (NOVEMBER.first, NOVEMBER.last)
    [whole] = dossiers_of_period(ward, Happened.RECEIVED, days, NOW)
    [part] = dossiers_of_period(ward, Happened.PARTS_IN_TIME, days, NOW)
    assert part.parent_id == whole.id
    assert dossiers_of_period(ward, Happened.PARTS_LATE, days, NOW) == ()


def test_the_running_counts_of_linked_dossiers_equal_a_rebuild(figures: dict[str, Figures]):
    def rows() -> set[tuple[object, ...]]:
        return set(DailyCount.objects.values_list("day", "agency_id", "procedure_code", "measure", "n"))

    running = rows()
    rebuild()
    assert rows() == running
