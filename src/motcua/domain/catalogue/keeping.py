"""How packages lie in the database: contents once under their hash, and the columns by which a version is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection
from django.db.models import Max

from motcua.core import procedure as core
from motcua.core.text import sort_key
from motcua.domain.catalogue.errors import ClosureError
from motcua.domain.catalogue.models import (
    Closure,
    Content,
    LifeRow,
    Procedure,
    ProcedureVersion,
    ReplacedProcedure,
    SharedFile,
    SharedPart,
    VersionFile,
)
from motcua.domain.catalogue.types import Author, LifeAct, VersionStatus

Files = Mapping[str, bytes]
_ONE_CHANGE_AT_A_TIME = "catalogue load"


def wait_for_other_changes() -> None:
    """Until the end of this transaction nobody else loads, opens or publishes: two at once would give one procedure
    the same number twice, or publish what the other has just replaced.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_ONE_CHANGE_AT_A_TIME])


def next_number(row: Procedure) -> int:
    """The number of the procedure's next version."""
    highest: int | None = row.versions.aggregate(Max("number"))["number__max"]
    return (highest or 0) + 1


def described(procedure: core.Procedure) -> dict[str, object]:
    """The columns by which a version is listed and found."""
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
    }


def keep_shared(files: Files, now: datetime) -> SharedPart:
    """The shared part with these files: from now on the newest, also when it had been loaded before and was changed."""
    digests = {name: digest(content) for name, content in files.items()}
    whole = digest("".join(f"{name} {each}\n" for name, each in sorted(digests.items())).encode())
    part, is_new = SharedPart.objects.update_or_create(content_hash=whole, defaults={"loaded_at": now})
    if is_new:
        kept = keep_contents(files.values())
        SharedFile.objects.bulk_create(
            SharedFile(part=part, name=name, content_id=kept[content]) for name, content in files.items()
        )
    return part


def keep_files(version: ProcedureVersion, files: Files) -> None:
    """Store the files of a new version."""
    kept = keep_contents(files.values())
    VersionFile.objects.bulk_create(
        VersionFile(version=version, name=name, content_id=kept[content]) for name, content in files.items()
    )


def keep_contents(contents: Iterable[bytes]) -> dict[bytes, str]:
    """Store each content that is not there yet; the hash of each."""
    digests = {content: digest(content) for content in contents}
    Content.objects.bulk_create(
        (Content(sha256=each, content=content) for content, each in digests.items()), ignore_conflicts=True
    )
    return digests


def keep_replaced(row: Procedure, old_codes: Iterable[str]) -> None:
    """The codes whose place the procedure has taken lead to it from now on."""
    for old in old_codes:
        ReplacedProcedure.objects.update_or_create(code=old, defaults={"replaced_by": row})


def open_closure(procedure_id: int) -> Closure | None:
    """The suspension that nobody has ended yet, or the retirement."""
    return Closure.objects.filter(procedure_id=procedure_id, resumed_on=None).first()


def must_not_be_retired(procedure: Procedure) -> None:
    """Raises ClosureError for a procedure that has come to its end."""
    closure = open_closure(procedure.id)
    if closure and closure.kind == VersionStatus.RETIRED:
        raise ClosureError(
            f"Thủ tục {procedure.code} bãi bỏ từ {closure.first_day:%d/%m/%Y}; hãy dùng hoặc soạn thủ tục thay thế.",
            f"The procedure {procedure.code} is retired from {closure.first_day} on; use or draft its successor.",
        )


def record(version: ProcedureVersion, act: LifeAct, at: datetime, by: Author | None = None, words: str = "") -> None:
    """One more row in the log of the version's life, as the version is now."""
    LifeRow.objects.create(
        version=version,
        at=at,
        act=act.value,
        officer_id=by.officer_id if by else None,
        who=by.name if by else "",
        words=words,
        revision=version.revision,
        content_hash=version.content_hash,
    )


def digest(content: bytes) -> str:
    """The name under which a content lies."""
    return hashlib.sha256(content).hexdigest()
