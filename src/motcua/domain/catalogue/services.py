"""What can be done to the catalogue. Each service owns its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction

from motcua.core import procedure as core
from motcua.core.procedure import Judged, check_catalogue, read_shared
from motcua.core.procedure.scenarios import run_scenarios
from motcua.domain.catalogue.doubts import told_scenarios
from motcua.domain.catalogue.folder import ordinary_year, packages_in, shared_in
from motcua.domain.catalogue.keeping import (
    Files,
    described,
    digest,
    keep_files,
    keep_replaced,
    keep_shared,
    next_number,
    record,
    wait_for_other_changes,
)
from motcua.domain.catalogue.models import Procedure, ProcedureVersion, SharedPart
from motcua.domain.catalogue.types import LifeAct, Loaded, LoadReport, VersionStatus


def load_catalogue(folder: Path, now: datetime) -> LoadReport:
    """Publish what is new in a folder of packages, from the day of `now` on.

    Safe to run again: a package whose content is that of its newest version changes nothing. A package with an error,
    or with a scenario that does not come out as written, stays out, with all others loaded; none is loaded in part.
    Drafts stay; a check tells their authors of the newer version. Raises BrokenPackageError when what all packages
    share cannot be read.
    """
    common = shared_in(folder)
    shared = read_shared(common)
    packages = packages_in(folder)
    year = ordinary_year(folder, now.date())
    judged = check_catalogue(packages, shared, on=now.date(), year=year)
    sound = {name: each.procedure for name, each in judged.items() if each.is_sound and each.procedure}
    published, unchanged, refused = [], [], _refused(judged)
    with transaction.atomic():
        wait_for_other_changes()
        part = keep_shared(common, now)
        standing = {each.procedure.code: each for each in _newest_published()}
        for name, procedure in sound.items():
            if _is_unchanged(procedure, packages[name], standing.get(procedure.code)):
                unchanged.append(procedure.code)
            elif differing := _differing(procedure, packages[name], shared, year):
                refused[name] = (*judged[name].problems, *differing)
            else:
                published.append(_publish(procedure, packages[name], part, now))
    return LoadReport(tuple(published), tuple(unchanged), refused)


def _differing(
    procedure: core.Procedure, files: Files, shared: core.Shared, year: core.Year | None
) -> tuple[core.Problem, ...]:
    """Where the stories of a package come out otherwise than written; they cannot be played without office hours."""
    if year is None:
        return ()
    return tuple(told_scenarios(run_scenarios(procedure, files, shared, year.calendar)))


def _newest_published() -> Iterable[ProcedureVersion]:
    """The version of each procedure that was published last."""
    rows = ProcedureVersion.objects.filter(status=VersionStatus.PUBLISHED.value).select_related("procedure")
    return rows.order_by("procedure_id", "-published_at", "-number").distinct("procedure_id")


def _is_unchanged(procedure: core.Procedure, files: Files, newest: ProcedureVersion | None) -> bool:
    """Whether the folder says nothing new. What the city approved in the laboratory is not taken back because the
    folder still holds what was loaded before: only other files in the folder take its place.
    """
    if newest is None or newest.author_id is None:
        return newest is not None and newest.content_hash == procedure.content_hash
    if newest.content_hash == procedure.content_hash:
        return True
    loaded = newest.procedure.versions.filter(author=None).order_by("-published_at", "-number").first()
    return loaded is not None and _stored(loaded) == {name: digest(content) for name, content in files.items()}


def _stored(version: ProcedureVersion) -> dict[str, str]:
    return dict(version.files.values_list("name", "content_id"))


def _refused(judged: Mapping[str, Judged]) -> dict[str, tuple[core.Problem, ...]]:
    return {name: each.problems for name, each in judged.items() if not each.is_sound}


def _publish(procedure: core.Procedure, files: Files, part: SharedPart, now: datetime) -> Loaded:
    row, _ = Procedure.objects.update_or_create(code=procedure.code, defaults={"changed_at": now})
    keep_replaced(row, procedure.replaces)
    decision = procedure.decision
    version = ProcedureVersion.objects.create(
        procedure=row,
        number=next_number(row),
        content_hash=procedure.content_hash,
        shared=part,
        status=VersionStatus.PUBLISHED.value,
        valid_from=now.date(),
        decision_number=decision.number,
        decision_publisher=decision.publisher,
        decision_signed_on=decision.signed_on,
        decision_signer=decision.signer,
        created_at=now,
        published_at=now,
        **described(procedure),
    )
    keep_files(version, files)
    record(version, LifeAct.LOADED, now)
    return Loaded(procedure.code, version.number, version.id)
