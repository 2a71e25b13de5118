"""A draft is judged as a whole: its text, its scenarios, its letters, and the city that is to work by it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from motcua.core.forms import Text
from motcua.core.procedure import Power, check_package
from motcua.core.procedure.scenarios import ScenarioOutcome, run_scenarios
from motcua.domain.catalogue.doubts import doubts, told_scenarios, told_vacancies
from motcua.domain.catalogue.drafting.editing import draft, must_be_newest
from motcua.domain.catalogue.drafting.rows import EDITABLE, locked, must_be, must_have
from motcua.domain.catalogue.folder import ordinary_year
from motcua.domain.catalogue.keeping import described, record
from motcua.domain.catalogue.letters import check_printing
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.staffing import vacancies
from motcua.domain.catalogue.stored import needed_part, procedure_of, shared_of
from motcua.domain.catalogue.types import Author, Judgement, LifeAct, VersionStatus

_CHECK = Text("kiểm tra bản soạn", "check this draft")


def check_draft(version_id: int, by: Author, now: datetime) -> Judgement:
    """Judge a draft as it stands, by the law, the shared files and the offices of today. A sound one is `checked` from
    then on and can be submitted; any change makes it a draft again.

    Raises NoPowerError, UnknownVersionError, WrongStatusError, StaleRevisionError when somebody saved meanwhile.
    """
    must_have(by, Power.DESIGN, Power.CONTROL)
    with transaction.atomic():
        must_be(locked(version_id), EDITABLE, _CHECK)
    part = needed_part()
    judgement = judge(version_id, part, now.date(), now)
    with transaction.atomic():
        row = locked(version_id)
        must_be(row, EDITABLE, _CHECK)
        must_be_newest(row, judgement.revision)
        row.shared_id = part
        if judgement.is_sound:
            _pass(row, by, now)
        else:
            row.status = VersionStatus.DRAFT.value
            row.save(update_fields=["status", "shared"])
    return judgement


def review_version(version_id: int, now: datetime) -> Judgement:
    """What a check says of a version today, whatever its status; nothing changes. Raises UnknownVersionError."""
    return judge(version_id, needed_part(), now.date(), now)


def judge(version_id: int, part: int, on: date, now: datetime) -> Judgement:
    """All that speaks against a version with the shared files of `part`, if it held on the day `on`."""
    seen, shared = draft(version_id), shared_of(part)
    year = ordinary_year(settings.CATALOGUE, on)
    judged = check_package(seen.files, shared, on=on, year=year)
    problems, procedure = list(judged.problems), judged.procedure
    outcomes: tuple[ScenarioOutcome, ...] = ()
    if procedure is None:
        return Judgement(version_id, seen.revision, tuple(problems), outcomes, ())
    if year:
        outcomes = run_scenarios(procedure, seen.files, shared, year.calendar)
    vacant = vacancies(procedure, on)
    problems += doubts(seen.code, seen.based_on, procedure, on)
    problems += told_scenarios(outcomes)
    problems += told_vacancies(vacant)
    problems += check_printing(procedure, seen.files, now)
    return Judgement(version_id, seen.revision, tuple(sorted(set(problems))), outcomes, vacant)


def _pass(row: ProcedureVersion, by: Author, now: datetime) -> None:
    """The package can be read: from now on its hash is that of all it consists of, and its names are its own."""
    row.save(update_fields=["shared"])
    procedure = procedure_of(row.id)
    row.status = VersionStatus.CHECKED.value
    row.content_hash = procedure.content_hash
    for column, value in described(procedure).items():
        setattr(row, column, value)
    row.save()
    record(row, LifeAct.CHECKED, now, by)
