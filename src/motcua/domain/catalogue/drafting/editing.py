"""Files of a draft are saved. Two who edit at once are told of each other instead of losing work."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from motcua.core.forms import Text
from motcua.core.procedure import MOST_FILES, Power, check_file
from motcua.domain.catalogue.drafting.opening import readable
from motcua.domain.catalogue.drafting.rows import EDITABLE, locked, must_be, must_have, own_hash, stored_names
from motcua.domain.catalogue.errors import StaleRevisionError
from motcua.domain.catalogue.keeping import described, keep_contents, record
from motcua.domain.catalogue.models import ProcedureVersion, VersionFile
from motcua.domain.catalogue.stored import files_of, needed_part, shared_of
from motcua.domain.catalogue.types import Author, CatalogueError, Draft, LifeAct, UnknownVersionError, VersionStatus
from motcua.domain.identity import queries as identity

_EDIT = Text("sửa bản soạn", "edit this draft")
_MAIN = frozenset({"procedure.yaml", "process.bpmn", "form.yaml", "fees.yaml"})


def draft(version_id: int) -> Draft:
    """A version as it is at this moment, all files of one revision. Raises UnknownVersionError."""
    rows = list(
        VersionFile.objects.filter(version_id=version_id)
        .order_by("name")
        .select_related("version__procedure", "content")
    )
    if not rows:
        raise UnknownVersionError(version_id)
    version = rows[0].version
    return Draft(
        version_id=version.id,
        code=version.procedure.code,
        number=version.number,
        status=VersionStatus(version.status),
        revision=version.revision,
        files={row.name: bytes(row.content.content) for row in rows},
        shared=shared_of(version.shared_id),
        based_on=version.based_on_id,
    )


def save_file(version_id: int, name: str, content: bytes, revision: int, by: Author, now: datetime) -> int:  # noqa: PLR0917 as many as the verb has
    """Save one file of a draft as `save_files` does, and return the new revision."""
    return save_files(version_id, {name: content}, revision, by, now)


@transaction.atomic
def save_files(version_id: int, changes: Mapping[str, bytes], revision: int, by: Author, now: datetime) -> int:
    """Save files of a draft that the author saw at `revision`, all of them or none, and return the new revision: one
    for all. A draft that was checked has to be checked again. Content that is there already changes nothing.

    Raises NoPowerError, UnknownVersionError, WrongStatusError, StaleRevisionError when another saved first, and
    ArchiveError for a name or a size that no package has.
    """
    for name, content in changes.items():
        check_file(name, content)
    row = _opened_for(version_id, revision, by)
    stored = stored_names(row)
    digests = keep_contents(changes.values())
    changed = {name: digests[content] for name, content in changes.items() if stored.get(name) != digests[content]}
    if not changed:
        return row.revision
    after = {**stored, **changed}
    if len(after) > max(MOST_FILES, len(stored)):
        raise CatalogueError(
            f"Một bản soạn có nhiều nhất {MOST_FILES} tệp; hãy xóa tệp không dùng.",
            f"A draft has {MOST_FILES} files at most; remove what is not used.",
        )
    for name, digest in changed.items():
        VersionFile.objects.update_or_create(version=row, name=name, defaults={"content_id": digest})
    return _saved(row, after, changed, by, now)


@transaction.atomic
def remove_file(version_id: int, name: str, revision: int, by: Author, now: datetime) -> int:
    """Remove one file of a draft that the author saw at `revision`, and return the new revision.

    Raises as `save_file` does, and CatalogueError for a file that is not there or without which there is no package.
    """
    row = _opened_for(version_id, revision, by)
    stored = stored_names(row)
    if name in _MAIN or name not in stored:
        raise CatalogueError(
            f"Không xóa được tệp {name}: "
            + ("gói nào cũng phải có." if name in _MAIN else "bản soạn không có tệp này."),
            f"{name} cannot be removed: "
            + ("every package has it." if name in _MAIN else "the draft has no such file."),
        )
    row.files.filter(name=name).delete()
    del stored[name]
    return _saved(row, stored, [name], by, now)


def _opened_for(version_id: int, revision: int, by: Author) -> ProcedureVersion:
    must_have(by, Power.DESIGN)
    row = locked(version_id)
    must_be(row, EDITABLE, _EDIT)
    must_be_newest(row, revision)
    return row


def must_be_newest(row: ProcedureVersion, revision: int) -> None:
    """Raises StaleRevisionError when the draft has been saved since `revision`."""
    if row.revision != revision:
        who = identity.officer(row.saved_by_id).full_name if row.saved_by_id else ""
        raise StaleRevisionError(row.revision, who, row.saved_at)


def _saved(row: ProcedureVersion, stored: dict[str, str], names: Collection[str], by: Author, now: datetime) -> int:
    was_checked = row.status == VersionStatus.CHECKED
    row.status = VersionStatus.DRAFT.value
    row.revision += 1
    row.saved_by_id, row.saved_at = by.officer_id, now
    row.content_hash = own_hash(stored)
    row.shared_id = needed_part()
    if "procedure.yaml" in names and (procedure := readable(files_of(row.id), row.shared_id)):
        for column, value in described(procedure).items():
            setattr(row, column, value)
    row.save()
    if was_checked:
        record(row, LifeAct.EDITED, now, by, ", ".join(sorted(names)))
    return row.revision
