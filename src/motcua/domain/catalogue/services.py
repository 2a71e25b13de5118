"""What can be done to the catalogue. Each service owns its transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from motcua.core import procedure as core
from motcua.core.procedure import Judged, check_catalogue, read_shared
from motcua.core.text import sort_key
from motcua.domain.catalogue.folder import packages_in, shared_in
from motcua.domain.catalogue.models import (
    Content,
    Procedure,
    ProcedureVersion,
    ReplacedProcedure,
    SharedFile,
    SharedPart,
    VersionFile,
)
from motcua.domain.catalogue.types import Loaded, LoadReport, VersionStatus

Files = Mapping[str, bytes]
_ONE_LOAD_AT_A_TIME = "catalogue load"


def load_catalogue(folder: Path, now: datetime) -> LoadReport:
    """Publish what is new in a folder of packages, from the day of `now` on.

    Safe to run again: a package whose content is that of its newest version changes nothing. A package with an error
    stays out, with all others loaded; none is loaded in part. Raises BrokenPackageError when what all packages share
    cannot be read.
    """
    common = shared_in(folder)
    shared = read_shared(common)
    packages = packages_in(folder)
    judged = check_catalogue(packages, shared, on=now.date())
    sound = {name: each.procedure for name, each in judged.items() if each.is_sound and each.procedure}
    published, unchanged = [], []
    with transaction.atomic():
        _wait_for_other_loads()
        part = _keep_shared(common, now)
        newest = dict(_newest_hashes())
        for name, procedure in sound.items():
            if newest.get(procedure.code) == procedure.content_hash:
                unchanged.append(procedure.code)
            else:
                published.append(_publish(procedure, packages[name], part, now))
    return LoadReport(tuple(published), tuple(unchanged), _refused(judged))


def _wait_for_other_loads() -> None:
    """Two loads at once would give one procedure the same number twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_ONE_LOAD_AT_A_TIME])


def _newest_hashes() -> Iterable[tuple[str, str]]:
    """The content of the newest version of each procedure, by code."""
    rows = ProcedureVersion.objects.order_by("procedure_id", "-number").distinct("procedure_id")
    return rows.values_list("procedure__code", "content_hash")


def _refused(judged: Mapping[str, Judged]) -> dict[str, tuple[core.Problem, ...]]:
    return {name: each.problems for name, each in judged.items() if not each.is_sound}


def _publish(procedure: core.Procedure, files: Files, part: SharedPart, now: datetime) -> Loaded:
    row, _ = Procedure.objects.update_or_create(code=procedure.code, defaults=_described(procedure, now))
    for old in procedure.replaces:
        ReplacedProcedure.objects.update_or_create(code=old, defaults={"replaced_by": row})
    newest = row.versions.order_by("-number").first()
    decision = procedure.decision
    version = ProcedureVersion.objects.create(
        procedure=row,
        number=newest.number + 1 if newest else 1,
        content_hash=procedure.content_hash,
        shared=part,
        status=VersionStatus.PUBLISHED.value,
        valid_from=now.date(),
        decision_number=decision.number,
        decision_publisher=decision.publisher,
        decision_signed_on=decision.signed_on,
        decision_signer=decision.signer,
        created_at=now,
    )
    kept = _keep_contents(files.values())
    VersionFile.objects.bulk_create(
        VersionFile(version=version, name=name, content_id=kept[content]) for name, content in files.items()
    )
    return Loaded(procedure.code, version.number, version.id)


def _described(procedure: core.Procedure, now: datetime) -> dict[str, object]:
    """The columns by which a procedure is listed and found."""
    keywords = procedure.keywords
    return {
        "name_vi": procedure.name.vi,
        "name_en": procedure.name.en,
        "short_name_vi": procedure.short_name.vi,
        "short_name_en": procedure.short_name.en,
        "keywords_vi": list(keywords["vi"]),
        "keywords_en": list(keywords["en"]),
        "field": procedure.field.key,
        "field_name_vi": procedure.field.name.vi,
        "field_name_en": procedure.field.name.en,
        "levels": sorted(procedure.levels),
        "audience": sorted(procedure.audience),
        "online": procedure.online.value,
        "sort_key": sort_key(procedure.short_name.vi),
        "changed_at": now,
    }


def _keep_shared(files: Files, now: datetime) -> SharedPart:
    """The shared part with these files: from now on the newest, also when it had been loaded before and was changed."""
    digests = {name: _digest(content) for name, content in files.items()}
    whole = _digest("".join(f"{name} {digest}\n" for name, digest in sorted(digests.items())).encode())
    part, is_new = SharedPart.objects.update_or_create(content_hash=whole, defaults={"loaded_at": now})
    if is_new:
        kept = _keep_contents(files.values())
        SharedFile.objects.bulk_create(
            SharedFile(part=part, name=name, content_id=kept[content]) for name, content in files.items()
        )
    return part


def _keep_contents(contents: Iterable[bytes]) -> dict[bytes, str]:
    """Store each content that is not there yet; the hash of each."""
    digests = {content: _digest(content) for content in contents}
    Content.objects.bulk_create(
        (Content(sha256=digest, content=content) for content, digest in digests.items()), ignore_conflicts=True
    )
    return digests


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
