"""Linked dossiers and their parts at other agencies: played by the real acts, and true to each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured

from motcua.core.workcal import ZONE
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.bulk import loading
from motcua.domain.dossiers.bulk.families import play_family
from motcua.domain.dossiers.bulk.loading import write_courses
from motcua.domain.dossiers.bulk.material import read_material
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.workshop import Workshop
from motcua.domain.dossiers.city.bureaus import Bureaus
from motcua.domain.dossiers.city.course import ON_THE_WAY, Course, What
from motcua.domain.dossiers.city.courses import Courses
from motcua.domain.dossiers.city.errors import PlanError
from motcua.domain.dossiers.city.plan import Wanted, plan_of
from motcua.domain.dossiers.city.sites import Samples
from motcua.domain.dossiers.city.staffing import Recruiting
from motcua.domain.dossiers.invention.desks import specimen
from motcua.domain.dossiers.invention.recipe import read_recipe
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierPart
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.linked import due_errands
from motcua.domain.identity import queries as identity
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.services import AtOnce, rebuild
from tests.city import NOW
from tests.domain.dossiers.city.sorts import RECIPE
from tests.office import Office

pytestmark = pytest.mark.django_db
LINKED = ("2.000986", "1.009645.H05")
AUTUMN = datetime(2026, 9, 7, tzinfo=ZONE)
WANTED = Wanted(None, 160, AUTUMN, NOW, seed=3)
# So much goes wrong that some of everything is among a hundred and sixty dossiers.
TROUBLED = replace(RECIPE.work, late=0.25, stuck=0.05, withdrawn=0.3, overlooked=0.3)
_REFUSED = {"birth": {"refused": 0.1}, "residence": {"refused": 0.2}, "decide": {"refused": 0.3}}
Family = tuple[Course, list[Any]]
_TOLD: list[list[Course]] = []
_PLAYED: list[Family] = []


def _recipe() -> Any:
    offers = (each for each in RECIPE.offers if each.code in LINKED)
    refused = tuple(
        replace(each, ends={step: _REFUSED.get(step, ends) for step, ends in each.ends.items()}) for each in offers
    )
    return replace(RECIPE, offers=refused, work=TROUBLED)


@pytest.fixture
def linked(working_city: Office) -> list[Course]:
    """Linked dossiers of an autumn in which much goes wrong, told once a worker."""
    if not _TOLD:
        _TOLD.append(list(_told()))
    return _TOLD[0]


def _samples() -> Samples:
    return Samples(read_recipe(Path(configured.CATALOGUE) / "reference" / "invention"))


def _told() -> Iterator[Course]:
    recipe = _recipe()
    plan = plan_of(recipe, _samples(), WANTED)
    bureaus = Bureaus(recipe, plan)
    recruiting = Recruiting(recipe.staff, AUTUMN.date())
    for bureau in bureaus.all:
        assert not bureaus.introduce(bureau, recruiting), "officers of another test's database would do the work"
        yield from Courses(plan, bureaus.live(bureau))


@pytest.fixture
def player(working_city: Office) -> Player:
    """Plays courses in the city."""
    reference = Path(configured.CATALOGUE) / "reference"
    return Player(read_material(reference, "liên thông", 400, specimen(read_recipe(reference / "invention"), NOW)))


@pytest.fixture
def played(linked: list[Course], player: Player) -> list[Family]:
    """Those that have parts, with the rows of all their dossiers; played once a worker."""
    if not _PLAYED:
        for course in (each for each in linked if each.parts):
            player.person_id(course, player.cast(course))
            _PLAYED.append((course, play_family(player, course).rows))
    return _PLAYED


def parts_of(played: list[Family]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What each whole knows of each part, with the rows of the part itself."""
    for _, (whole, *others) in played:
        own = {rows["dossier"]["id"]: rows for rows in others}
        for part in whole["parts"]:
            if part["part_id"] in own:
                yield part, own[part["part_id"]]


def test_something_of_everything_happens(played):
    parts = [part for part, _ in parts_of(played)]
    assert {part["child"] for part in parts} == {"birth", "residence", "health_card", "decision"}
    outcomes = Counter(part["outcome"] for part in parts if part["ended_at"])
    assert set(outcomes) == {"registered", "issued", "approved", "refused"}
    assert any(part["late"] for part in parts)
    assert any(part["called_off_at"] for part in parts)
    assert any(part["silent_at"] for part in parts)
    assert any(not part["ended_at"] and not part["called_off_at"] for part in parts)


def test_a_dossier_and_its_parts_end_when_their_course_says(played):
    for course, rows in played:
        ended = [each["dossier"]["ended_at"] for each in rows]
        assert ended == [dossier.ended_at for dossier in course.dossiers()]


def test_a_whole_knows_of_its_parts_what_they_are(played):
    for part, rows in parts_of(played):
        dossier = rows["dossier"]
        assert (dossier["part_n"], dossier["competent_id"]) == (part["n"], part["agency_id"])
        assert part["code"] == (dossier["code"] or "")
        if part["ended_at"]:
            numbers = [event["data"]["number"] for event in rows["events"] if event["kind"] == "ResultIssued"]
            assert part["number"] == ", ".join(numbers)
            assert part["ended_at"] == dossier["resolved_at"]


def test_a_step_ends_as_its_part_has_ended(played):
    for course, (whole, *_) in played:
        said = {step.n: step.outcome for step in course.steps if step.what is What.DONE}
        for part in whole["parts"]:
            assert (part["ended_at"] is not None) == (part["n"] in said)
            assert not part["ended_at"] or said[part["n"]] == part["outcome"]


def test_a_part_comes_to_its_agency_a_moment_after_it_was_sent(played):
    for part, rows in parts_of(played):
        assert rows["dossier"]["submitted_at"] == part["sent_at"] + ON_THE_WAY


def test_a_part_that_is_late_makes_its_whole_late(played):
    for _, (whole, *_) in played:
        for event in whole["events"]:
            if event["kind"] == "ClockFinished":
                late = [part["n"] for part in whole["parts"] if part["late"]]
                assert event["data"].get("late_parts", []) == late
                assert not late or event["data"]["outcome"] == "late"


def test_most_parts_are_done_in_the_time_that_their_whole_gives_them(played):
    late = Counter((part["child"], part["late"]) for part, _ in parts_of(played) if part["ended_at"])
    for child in ("birth", "residence", "health_card", "decision"):
        assert late[child, True] < late[child, False]


def test_an_agency_that_has_not_acknowledged_in_time_is_noted_then(played):
    for _, (whole, *_) in played:
        silent = {
            event["data"]["n"]: datetime.fromisoformat(event["at"])
            for event in whole["events"]
            if event["kind"] == "PartSilent"
        }
        for part in whole["parts"]:
            heard = part["acknowledged_at"] or part["called_off_at"] or NOW
            assert silent.get(part["n"]) == (part["acknowledge_by"] if part["acknowledge_by"] < heard else None)
            assert part["silent_at"] == silent.get(part["n"])


def test_who_takes_his_dossier_back_takes_back_what_is_at_other_agencies(played):
    taken = [(course, rows) for course, rows in played if rows[0]["dossier"]["phase"] == "withdrawn"]
    assert taken
    for _, (whole, *others) in taken:
        assert {rows["dossier"]["phase"] for rows in others} <= {"withdrawn", "returned"}
        assert others[-1]["dossier"]["ended_at"] == whole["dossier"]["ended_at"] + ON_THE_WAY


def test_the_steps_of_a_part_are_done_by_those_who_hold_the_post_there_while_it_is_open(linked):
    holders: dict[int, set[str]] = {}
    for part in (each for course in linked for each in course.parts):
        steps, calendar = catalogue.version(part.version_id).steps, identity.calendar_of(part.competent_id)
        for step in part.steps:
            if step.officer_id and step.what is not What.APOLOGY:
                roles = holders.setdefault(
                    step.officer_id, {each.role for each in identity.postings_of(step.officer_id, NOW.date())}
                )
                assert steps[step.node].role.key in roles
                assert step.started == step.ended or calendar.is_working(step.started)


def test_nobody_works_on_two_parts_at_once(linked):
    spans = defaultdict(list)
    for part in (each for course in linked for each in course.parts):
        for step in part.steps:
            if step.officer_id and step.what is What.DONE:
                spans[step.officer_id].append((step.started, step.ended))
    assert spans
    for found in spans.values():
        found.sort()
        assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_a_linked_procedure_is_offered_only_in_its_wards(linked):
    offered = {offer.code: offer.wards for offer in RECIPE.offers}
    wards = defaultdict(set)
    for course in linked:
        wards[catalogue.version(course.version_id).code].add(course.ward)
    assert wards["2.000986"] == offered["2.000986"]
    assert wards["1.009645.H05"] == set(RECIPE.arrivals.wards)


def test_a_part_of_which_nobody_says_how_it_goes_is_named(working_city):
    with pytest.raises(PlanError, match=r"1\.001193.*`parts`"):
        plan_of(replace(_recipe(), parts={}), _samples(), WANTED)


# --- in the tables


def counts() -> set[tuple[object, ...]]:
    return set(DailyCount.objects.values_list("day", "agency_id", "procedure_code", "channel", "measure", "n"))


def whole_log() -> list[tuple[object, ...]]:
    return list(DossierEvent.objects.order_by("pk").values_list("dossier_id", "seq", "at", "kind", "step", "command"))


@pytest.fixture
def few(linked: list[Course]) -> list[Course]:
    """Some of them, with and without parts."""
    return sorted(linked, key=lambda course: course.n)[:16]


def test_they_are_written_in_parts_that_are_whole_and_gone_on_with(few, player, monkeypatch):
    monkeypatch.setattr(loading, "PART", 6)
    shop = Workshop(player)
    write_courses(few, shop, AtOnce(), delivery="liên thông", watch=lambda written: False)
    assert Dossier.objects.filter(parent_id=None).count() == 6
    assert list(verify_log()) == []
    write_courses(few, Workshop(player), AtOnce(), delivery="liên thông")
    assert Dossier.objects.filter(parent_id=None).count() == len(few)
    assert Dossier.objects.exclude(parent_id=None).count() == sum(len(course.parts) for course in few)
    assert list(verify_log()) == []
    running = counts()
    rebuild()
    assert counts() == running


def test_what_a_whole_knows_is_what_stands_in_the_tables(few, player):
    write_courses(few, Workshop(player), AtOnce(), delivery="liên thông")
    known = {part.part_id: part for part in DossierPart.objects.all()}
    stored = Dossier.objects.exclude(parent_id=None)
    assert stored
    for dossier in stored:
        assert known[dossier.pk].dossier_id == dossier.parent_id
        assert known[dossier.pk].code == (dossier.code or "")
    assert due_errands(NOW) == []


def test_codes_and_results_of_all_agencies_count_from_one_in_the_order_of_time(few, player):
    write_courses(few, Workshop(player), AtOnce(), delivery="liên thông")
    given = defaultdict(list)
    for code in Dossier.objects.exclude(code=None).order_by("accepted_at", "code").values_list("code", flat=True):
        stem, _, number = code.rpartition("-")
        given[stem].append(int(number))
    for event in DossierEvent.objects.filter(kind="ResultIssued").select_related("dossier").order_by("at", "pk"):
        if "part" not in event.data:
            number, year = event.data["number"].split("/")
            given[event.dossier.competent_id, event.data["result"], year].append(int(number))
    assert len(given) > 10
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in given.values())
