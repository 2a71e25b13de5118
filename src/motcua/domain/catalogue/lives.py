"""What others may ask of versions and their lives, published or not. All answers are frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.core.forms import Text
from motcua.core.procedure import write_archive
from motcua.domain.catalogue import models
from motcua.domain.catalogue.stored import Versions, files_of, holding_last
from motcua.domain.catalogue.types import (
    IN_HAND,
    DecisionRecord,
    LifeAct,
    LifeEntry,
    UnknownVersionError,
    VersionCard,
    VersionStatus,
)
from motcua.domain.identity import queries as identity


def versions_of(code: str) -> tuple[VersionCard, ...]:
    """All versions of a procedure, the newest number first; none for a code that nobody knows."""
    return _cards(models.ProcedureVersion.objects.filter(procedure__code=code).order_by("-number"))


def version_card(version_id: int) -> VersionCard:
    """One version. Raises UnknownVersionError."""
    found = _cards(models.ProcedureVersion.objects.filter(id=version_id))
    if not found:
        raise UnknownVersionError(version_id)
    return found[0]


def drafts_in_hand() -> tuple[VersionCard, ...]:
    """All that is being drafted, checked or approved, and not yet published: what was touched last comes first."""
    waiting = models.ProcedureVersion.objects.filter(status__in=[each.value for each in IN_HAND])
    return _cards(waiting.order_by("-saved_at", "-id"))


def newest_version(code: str) -> int | None:
    """The id of the version that was published last, whether or not its day has come; None for an unknown code."""
    rows = models.ProcedureVersion.objects.filter(procedure__code=code, status=VersionStatus.PUBLISHED.value)
    return rows.order_by("-published_at", "-number").values_list("id", flat=True).first()


def life_of(version_id: int) -> tuple[LifeEntry, ...]:
    """What happened to a version, the first act first. Raises UnknownVersionError."""
    rows = models.LifeRow.objects.filter(version_id=version_id).order_by("id")
    entries = tuple(
        LifeEntry(row.at, LifeAct(row.act), row.officer_id, row.who, row.words, row.revision, row.content_hash)
        for row in rows
    )
    if not entries:
        version_card(version_id)
    return entries


def package_files(version_id: int) -> Mapping[str, bytes]:
    """The files of a version by their names inside the package. Raises UnknownVersionError."""
    files = files_of(version_id)
    if not files:
        raise UnknownVersionError(version_id)
    return files


def export_package(version_id: int) -> bytes:
    """The package of a version as a .zip; the same version always gives the same bytes. Raises UnknownVersionError."""
    return write_archive(package_files(version_id))


def _cards(rows: Versions) -> tuple[VersionCard, ...]:
    found = list(rows.select_related("procedure"))
    closures = _open_closures({row.procedure_id for row in found})
    closed = {last.id for each in closures if (last := holding_last(each))}
    return tuple(_card(row, closures[row.procedure_id] if row.id in closed else None) for row in found)


def _open_closures(procedures: Iterable[int]) -> dict[int, models.Closure]:
    rows = models.Closure.objects.filter(procedure_id__in=procedures, resumed_on=None)
    return {row.procedure_id: row for row in rows}


def _card(row: models.ProcedureVersion, closure: models.Closure | None) -> VersionCard:
    return VersionCard(
        id=row.id,
        code=row.procedure.code,
        number=row.number,
        name=Text(row.short_name_vi, row.short_name_en),
        status=VersionStatus(closure.kind if closure else row.status),
        revision=row.revision,
        valid_from=row.valid_from,
        closed_from=closure.first_day if closure else None,
        decision=_decision(row),
        content_hash=row.content_hash,
        created_at=row.created_at,
        published_at=row.published_at,
        author_id=row.author_id,
        author=identity.officer(row.author_id).full_name if row.author_id else "",
        submitted_by=row.submitted_by_id,
        based_on=row.based_on_id,
    )


def _decision(row: models.ProcedureVersion) -> DecisionRecord | None:
    if not row.decision_number:
        return None
    return DecisionRecord(
        row.decision_number,
        row.decision_publisher,
        row.decision_signer,
        row.decision_signed_on,
        row.decision_retroactive,
    )
