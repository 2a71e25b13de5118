"""What all services of the life have in common: whose power, which row, in which state."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from motcua.core.forms import Text
from motcua.core.procedure import Power
from motcua.domain.catalogue.errors import NoPowerError, WrongStatusError
from motcua.domain.catalogue.keeping import digest
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.types import Author, UnknownVersionError, VersionStatus

EDITABLE = frozenset({VersionStatus.DRAFT, VersionStatus.CHECKED})


def must_have(by: Author, *powers: Power) -> None:
    """Raises NoPowerError unless the author has one of the powers."""
    if by.powers.isdisjoint(powers):
        raise NoPowerError(*powers)


def locked(version_id: int) -> ProcedureVersion:
    """The version, which nobody else changes until this transaction ends. Raises UnknownVersionError."""
    row = (
        ProcedureVersion.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .filter(id=version_id)
        .first()
    )
    if row is None:
        raise UnknownVersionError(version_id)
    return row


def must_be(row: ProcedureVersion, allowed: Collection[VersionStatus], act: Text) -> None:
    """Raises WrongStatusError unless the act begins where the version is."""
    status = VersionStatus(row.status)
    if status not in allowed:
        raise WrongStatusError(status, act)


def own_hash(stored: Mapping[str, str]) -> str:
    """The hash of a package's own files, by the hashes of their contents: of a draft that may not be readable yet."""
    return digest("".join(f"{name} {each}\n" for name, each in sorted(stored.items())).encode())


def stored_names(row: ProcedureVersion) -> dict[str, str]:
    """The hash of each file of a version, by name."""
    return dict(row.files.values_list("name", "content_id"))
