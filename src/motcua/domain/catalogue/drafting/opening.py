"""Drafts begin: from the version that holds, from a package as a file, or from the starter; and end unwanted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.core.forms import Text
from motcua.core.procedure import BrokenPackageError, OnlineService, Power, read_archive, read_package, stated_code
from motcua.core.procedure import Procedure as Compiled
from motcua.domain.catalogue.drafting.rows import EDITABLE, locked, must_be, must_have, own_hash
from motcua.domain.catalogue.keeping import (
    Files,
    described,
    keep_contents,
    keep_files,
    must_not_be_retired,
    next_number,
    record,
    wait_for_other_changes,
)
from motcua.domain.catalogue.lives import newest_version
from motcua.domain.catalogue.models import Procedure, ProcedureVersion
from motcua.domain.catalogue.stored import files_of, needed_part, shared_files_of, shared_of
from motcua.domain.catalogue.types import IN_HAND, Author, CatalogueError, LifeAct, UnknownVersionError, VersionStatus

_STARTER = "shared/start/"
_STARTER_CODE = b'code: "1.000000"'
_DISCARD = Text("hủy bản soạn", "discard this draft")


@transaction.atomic
def open_draft(code: str, by: Author, now: datetime, *, based_on: int | None = None) -> int:
    """Begin a draft of a procedure and return the version's id. It is a copy of `based_on`, or of the version that was
    published last; a code that nobody knows begins with the starter package of `shared/start`.

    Raises NoPowerError, UnknownVersionError, ClosureError for a retired procedure, CatalogueError for no code.
    """
    must_have(by, Power.DESIGN)
    wait_for_other_changes()
    if based_on is None:
        based_on = newest_version(code)
    elif not ProcedureVersion.objects.filter(id=based_on, procedure__code=code).exists():
        raise UnknownVersionError(based_on)
    files = files_of(based_on) if based_on is not None else _starter(code)
    return _opened(code, files, by, now, based_on=based_on, act=LifeAct.OPENED)


@transaction.atomic
def import_draft(archive: bytes, by: Author, now: datetime) -> int:
    """Begin a draft with the package of a .zip and return the version's id. The package need not be sound, only say
    which procedure it is.

    Raises NoPowerError, ArchiveError, ClosureError for a retired procedure, CatalogueError for a package without code.
    """
    must_have(by, Power.DESIGN)
    files = read_archive(archive)
    wait_for_other_changes()
    code = stated_code(files)
    return _opened(code, files, by, now, based_on=newest_version(code), act=LifeAct.IMPORTED)


@transaction.atomic
def discard_draft(version_id: int, by: Author, now: datetime) -> None:
    """End a version that is not yet published. It stays readable, with its life. Who designs discards drafts; what was
    submitted is discarded by who controls or publishes.

    Raises NoPowerError, UnknownVersionError, WrongStatusError.
    """
    row = locked(version_id)
    must_be(row, IN_HAND, _DISCARD)
    must_have(by, *((Power.DESIGN,) if row.status in EDITABLE else (Power.CONTROL, Power.PUBLISH)))
    row.status = VersionStatus.DISCARDED.value
    row.save(update_fields=["status"])
    record(row, LifeAct.DISCARDED, now, by)


def _opened(code: str, files: Files, by: Author, now: datetime, *, based_on: int | None, act: LifeAct) -> int:
    part = needed_part()
    procedure, _ = Procedure.objects.get_or_create(code=code, defaults={"changed_at": now})
    must_not_be_retired(procedure)
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=next_number(procedure),
        content_hash=own_hash({name: keep_contents([content])[content] for name, content in files.items()}),
        shared_id=part,
        status=VersionStatus.DRAFT.value,
        created_at=now,
        based_on_id=based_on,
        author_id=by.officer_id,
        saved_by_id=by.officer_id,
        saved_at=now,
        **names_of(code, files, part),
    )
    keep_files(version, files)
    record(version, act, now, by)
    return version.id


def names_of(code: str, files: Files, part: int) -> dict[str, object]:
    """How a draft is listed: as its package says, or by its code as long as the package cannot be read."""
    procedure = readable(files, part)
    if procedure is not None:
        return described(procedure)
    return {
        **{f"{what}_{language}": code for what in ("name", "short_name") for language in ("vi", "en")},
        **{column: [] for column in ("keywords_vi", "keywords_en", "levels", "audience")},
        **dict.fromkeys(("field", "field_name_vi", "field_name_en"), ""),
        "online": OnlineService.NONE.value,
        "sort_key": code,
    }


def readable(files: Files, part: int) -> Compiled | None:
    """The procedure that the files describe; None when they cannot be read."""
    try:
        return read_package(files, shared_of(part))
    except BrokenPackageError:
        return None


def _starter(code: str) -> dict[str, bytes]:
    files = shared_files_of(needed_part())
    starter = {name.removeprefix(_STARTER): each for name, each in files.items() if name.startswith(_STARTER)}
    if not starter:
        raise CatalogueError(
            "Danh mục đã nạp chưa có gói khởi đầu shared/start; hãy nạp lại danh mục hoặc nhập một gói.",
            "The loaded catalogue has no starter package shared/start; load it again, or import a package.",
        )
    starter = {name: each.replace(_STARTER_CODE, f'code: "{code}"'.encode()) for name, each in starter.items()}
    stated_code(starter)
    return starter
