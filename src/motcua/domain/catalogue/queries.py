"""What others may ask of the catalogue. All answers are frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from motcua.core.deadlines import Grounds
from motcua.core.forms import FileRule, Language, Text
from motcua.core.procedure import Audience, Basis, Level, OnlineService, Procedure, Shared, read_package, read_shared
from motcua.core.procedure.search import Phrase, SearchIndex
from motcua.domain.catalogue import models
from motcua.domain.catalogue.cache import kept
from motcua.domain.catalogue.held import held_version
from motcua.domain.catalogue.types import (
    CatalogueError,
    Counts,
    Found,
    NotOfferedError,
    ProcedureCard,
    UnknownVersionError,
    VersionStatus,
)

_COMPILED_AT_ONCE = 512
_SHARED_AT_ONCE = 8
_IN_FORCE = (VersionStatus.PUBLISHED.value, VersionStatus.SUSPENDED.value, VersionStatus.RETIRED.value)
# Procedures that run only between agencies are offered to nobody.
_OFFICES_ONLY = [Audience.AGENCY.value]
_OTHER_LANGUAGE, _FULL_NAME, _FIELD = 0.9, 0.8, 0.4


def search(text: str, language: Language, on: date, limit: int = 20) -> tuple[Found, ...]:
    """The procedures offered on that day that everyday words mean, best first: with or without diacritics, with a slip
    of the finger, the last word not yet finished. Words of the other language are understood too, and count less.
    """
    index = kept(("index", language, on), lambda: _index(language, on))
    return tuple(Found(hit.key, hit.score) for hit in index.find(text, limit))


def published(code: str, on: date) -> int:
    """The id of the version that holds for dossiers of that day. Raises NotOfferedError, with the successor if any."""
    found = kept(("published", code, on), lambda: _published(code, on))
    if isinstance(found, NotOfferedError):
        raise NotOfferedError(found.code, on, found.replaced_by)
    return found


def _published(code: str, on: date) -> int | NotOfferedError:
    newest = (
        models.ProcedureVersion.objects.filter(procedure__code=code, valid_from__lte=on, status__in=_IN_FORCE)
        .order_by("-valid_from", "-number")
        .values_list("id", "status")
        .first()
    )
    if newest is None or newest[1] != VersionStatus.PUBLISHED:
        successor = models.ReplacedProcedure.objects.filter(code=code).values_list("replaced_by__code", flat=True)
        return NotOfferedError(code, on, successor.first() or "")
    return newest[0]


def version(version_id: int) -> Procedure:
    """The procedure as this version describes it; it never changes. Raises UnknownVersionError."""
    return held_version(version_id) or _version(version_id)


@lru_cache(maxsize=_COMPILED_AT_ONCE)
def _version(version_id: int) -> Procedure:
    row = models.ProcedureVersion.objects.filter(id=version_id).first()
    if row is None:
        raise UnknownVersionError(version_id)
    files = row.files.values_list("name", "content__content")
    return read_package({name: bytes(content) for name, content in files}, _shared(row.shared_id))


def file_rule(code: str, component: str, on: date) -> FileRule:
    """Which files may be uploaded for a component of the procedure that holds on that day.

    Raises NotOfferedError, and CatalogueError for a component that takes no files.
    """
    procedure = version(published(code, on))
    for case in procedure.cases.values():
        for each in case.components:
            if each.key == component and each.file:
                return each.file
    raise CatalogueError(
        f"Thủ tục {code} không nhận tệp cho “{component}”.", f"{code} takes no files for “{component}”."
    )


def list_published(
    on: date, *, field: str | None = None, audience: Audience | None = None, level: Level | None = None
) -> tuple[ProcedureCard, ...]:
    """The procedures offered on that day, in Vietnamese order; of one field, audience or level if asked."""
    return tuple(
        card
        for card in _cards(on)
        if (field is None or card.field == field)
        and (audience is None or audience in card.audience)
        and (level is None or level in card.levels)
    )


def counts(on: date) -> Counts:
    """How many procedures are offered on that day, by field, level and way online."""
    cards = _cards(on)
    return Counts(
        total=len(cards),
        by_field=Counter(card.field for card in cards),
        by_level=Counter(level for card in cards for level in card.levels),
        by_online=Counter(card.online for card in cards),
    )


def grounds(act: str, basis: Basis | None) -> Grounds:
    """Why the law lets an act of `shared/acts.yaml` be done: its words, and its article or the more special `basis`.

    Raises CatalogueError for an act that the file does not have.
    """
    known = kept("shared", _newest_shared).acts.get(act)
    if known is None:
        raise CatalogueError(
            f"Chưa có căn cứ cho việc «{act}»; hãy thêm vào shared/acts.yaml rồi nạp lại danh mục.",
            f"There are no grounds for “{act}”; add it to shared/acts.yaml and load the catalogue again.",
        )
    return Grounds(known.reason.vi, basis.cited if basis else known.law)


def reason_in_words(said: str) -> Text:
    """The reason of an act in both languages, by its Vietnamese words, which the log keeps; one that the newest
    `shared/acts.yaml` does not have stays as it was said.
    """
    acts = kept("shared", _newest_shared).acts.values()
    return next((act.reason for act in acts if act.reason.vi == said), Text(said, said))


def leading_roles() -> frozenset[str]:
    """The roles whose holders lead their office, as the newest `shared/roles.yaml` says; none before one is loaded."""
    return kept("leading", _leading_roles)


def _leading_roles() -> frozenset[str]:
    part = _newest_part()
    roles = _shared(part).roles.values() if part else ()
    return frozenset(role.key for role in roles if role.leads)


def _cards(on: date) -> Sequence[ProcedureCard]:
    return kept(("cards", on), lambda: tuple(_card(row) for row in _offered(on)))


def _offered(on: date) -> list[models.ProcedureVersion]:
    newest = (
        models.ProcedureVersion.objects.filter(valid_from__lte=on, status__in=_IN_FORCE)
        .order_by("procedure_id", "-valid_from", "-number")
        .distinct("procedure_id")
        .select_related("procedure")
    )
    rows = [row for row in newest if row.status == VersionStatus.PUBLISHED and row.procedure.audience != _OFFICES_ONLY]
    return sorted(rows, key=lambda row: (row.procedure.sort_key, row.procedure.code))


def _card(row: models.ProcedureVersion) -> ProcedureCard:
    procedure = row.procedure
    return ProcedureCard(
        code=procedure.code,
        version_id=row.id,
        name=Text(procedure.name_vi, procedure.name_en),
        short_name=Text(procedure.short_name_vi, procedure.short_name_en),
        field=procedure.field,
        field_name=Text(procedure.field_name_vi, procedure.field_name_en),
        levels=frozenset(map(Level, procedure.levels)),
        audience=frozenset(map(Audience, procedure.audience)),
        online=OnlineService(procedure.online),
    )


def _index(language: Language, on: date) -> SearchIndex[ProcedureCard]:
    return SearchIndex((_card(row), tuple(_phrases(row.procedure, language))) for row in _offered(on))


def _phrases(row: models.Procedure, language: Language) -> Iterator[Phrase]:
    """What a procedure is found by: what it is called, what people say, and less what it is about."""
    yield Phrase(row.code)
    for spoken, short, full, keywords in (
        ("vi", row.short_name_vi, row.name_vi, row.keywords_vi),
        ("en", row.short_name_en, row.name_en, row.keywords_en),
    ):
        weight = 1.0 if spoken == language else _OTHER_LANGUAGE
        yield from (Phrase(text, weight) for text in (short, *keywords))
        yield Phrase(full, weight * _FULL_NAME)
    yield Phrase(row.field_name_vi, _FIELD)


@lru_cache(maxsize=_SHARED_AT_ONCE)
def _shared(part_id: int) -> Shared:
    files = models.SharedFile.objects.filter(part_id=part_id).values_list("name", "content__content")
    return read_shared({name: bytes(content) for name, content in files})


def _newest_shared() -> Shared:
    newest = _newest_part()
    if newest is None:
        raise CatalogueError(
            "Chưa nạp danh mục thủ tục; hãy chạy motcua catalogue load.",
            "No catalogue is loaded; run motcua catalogue load.",
        )
    return _shared(newest)


def _newest_part() -> int | None:
    return models.SharedPart.objects.order_by("-loaded_at", "-id").values_list("id", flat=True).first()
