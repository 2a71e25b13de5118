"""What others may ask of the catalogue. All answers are frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from motcua.core.deadlines import Grounds
from motcua.core.fees import Relief
from motcua.core.forms import FileRule, Language, Text
from motcua.core.procedure import Audience, Basis, Level, OnlineService, Procedure
from motcua.core.procedure.reminders import NO_REMINDERS, Reminders
from motcua.core.procedure.search import Phrase, SearchIndex
from motcua.domain.catalogue import models
from motcua.domain.catalogue.cache import kept
from motcua.domain.catalogue.held import held_version
from motcua.domain.catalogue.lives import (
    drafts_in_hand,
    export_package,
    life_of,
    newest_version,
    package_files,
    version_card,
    versions_of,
)
from motcua.domain.catalogue.powers import author_of, powers_of
from motcua.domain.catalogue.stored import (
    NEWEST_FIRST,
    closed_on,
    in_force,
    newest_part,
    newest_shared,
    procedure_of,
    published_versions,
    shared_of,
    why_suspended,
)
from motcua.domain.catalogue.types import (
    CatalogueError,
    Counts,
    Found,
    NotOfferedError,
    ProcedureCard,
)

# Procedures that run only between agencies are offered to nobody.
_OFFICES_ONLY = [Audience.AGENCY.value]
__all__ = [
    "author_of",
    "counts",
    "drafts_in_hand",
    "export_package",
    "fee_policy",
    "file_rule",
    "grounds",
    "leading_roles",
    "life_of",
    "list_published",
    "newest_version",
    "package_files",
    "powers_of",
    "published",
    "reason_in_words",
    "reminders",
    "search",
    "version",
    "version_card",
    "versions_of",
]

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
        raise NotOfferedError(found.code, on, found.replaced_by, found.reason)
    return found


def _published(code: str, on: date) -> int | NotOfferedError:
    rows = kept(("versions", code), lambda: tuple(published_versions(code)))
    found = next((row for row in rows if row.valid_from <= on), None)
    if found is None or found.procedure_id in kept(("closed", on), lambda: closed_on(on)):
        successor = models.ReplacedProcedure.objects.filter(code=code).values_list("replaced_by__code", flat=True)
        return NotOfferedError(code, on, successor.first() or "", why_suspended(code, on))
    return found.id


def version(version_id: int) -> Procedure:
    """The procedure as this version describes it; once published it never changes.

    Raises UnknownVersionError, and BrokenPackageError for a draft that cannot be read.
    """
    return held_version(version_id) or procedure_of(version_id)


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
    known = kept("shared", newest_shared).acts.get(act)
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
    acts = kept("shared", newest_shared).acts.values()
    return next((act.reason for act in acts if act.reason.vi == said), Text(said, said))


def leading_roles() -> frozenset[str]:
    """The roles whose holders lead their office, as the newest `shared/roles.yaml` says; none before one is loaded."""
    return kept("leading", _leading_roles)


def reminders() -> Reminders:
    """Who is reminded of what, as the newest `shared/reminders.yaml` says; nobody before one is loaded."""
    return kept("reminders", _reminders)


def fee_policy() -> tuple[Relief, ...]:
    """The city's own reliefs on the fees of all procedures, as the newest `shared/fee_policy.yaml` says; none without
    one. The basis of each is cited in words. Each holds on its own days, so the file of today also knows those of the
    past.
    """
    return kept("fee policy", _fee_policy)


def _fee_policy() -> tuple[Relief, ...]:
    part = newest_part()
    return shared_of(part).fee_policy if part else ()


def _reminders() -> Reminders:
    part = newest_part()
    return shared_of(part).reminders if part else NO_REMINDERS


def _leading_roles() -> frozenset[str]:
    part = newest_part()
    roles = shared_of(part).roles.values() if part else ()
    return frozenset(role.key for role in roles if role.leads)


def _cards(on: date) -> Sequence[ProcedureCard]:
    return kept(("cards", on), lambda: tuple(_card(row) for row in _offered(on)))


def _offered(on: date) -> list[models.ProcedureVersion]:
    newest = in_force(on).order_by("procedure_id", *NEWEST_FIRST).distinct("procedure_id")
    closed = closed_on(on)
    rows = [
        row
        for row in newest.select_related("procedure")
        if row.procedure_id not in closed and row.audience != _OFFICES_ONLY
    ]
    return sorted(rows, key=lambda row: (row.sort_key, row.procedure.code))


def _card(row: models.ProcedureVersion) -> ProcedureCard:
    return ProcedureCard(
        code=row.procedure.code,
        version_id=row.id,
        name=Text(row.name_vi, row.name_en),
        short_name=Text(row.short_name_vi, row.short_name_en),
        field=row.field,
        field_name=Text(row.field_name_vi, row.field_name_en),
        levels=frozenset(map(Level, row.levels)),
        audience=frozenset(map(Audience, row.audience)),
        online=OnlineService(row.online),
    )


def _index(language: Language, on: date) -> SearchIndex[ProcedureCard]:
    return SearchIndex((_card(row), tuple(_phrases(row, language))) for row in _offered(on))


def _phrases(row: models.ProcedureVersion, language: Language) -> Iterator[Phrase]:
    """What a procedure is found by: what it is called, what people say, and less what it is about."""
    yield Phrase(row.procedure.code)
    for spoken, short, full, keywords in (
        ("vi", row.short_name_vi, row.name_vi, row.keywords_vi),
        ("en", row.short_name_en, row.name_en, row.keywords_en),
    ):
        weight = 1.0 if spoken == language else _OTHER_LANGUAGE
        yield from (Phrase(text, weight) for text in (short, *keywords))
        yield Phrase(full, weight * _FULL_NAME)
    yield Phrase(row.field_name_vi, _FIELD)
