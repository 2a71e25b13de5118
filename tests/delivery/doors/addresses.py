"""All addresses of the city, as its routing knows them: a door that is added tomorrow is tried tomorrow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

NOBODYS = UUID("00000000-0000-4000-8000-000000000001")
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# What stands in a place when the test does not care.
_ANYTHING = {
    "n": "1",
    "page": "1",
    "width": "400",
    "component": "land_paper",
    "section_id": "site",
    "word": "accept",
    "code": "1.013225",
    "key": "AAAA-AAAA-AA",
    "document_id": str(NOBODYS),
    "name": "procedure.yaml",
    "kind": "pdf",
    "what": "ban-giao.xlsx",
    "sha256": "0" * 64,
    "reference": "AAAA",
    "subject_ref": str(NOBODYS),
    **dict.fromkeys(
        (
            *("receipt_id", "difference_id", "list_id", "payout_id", "batch_id", "change_id", "proof_id", "charge_id"),
            *("follow_up_id", "message_id"),
        ),
        "1",
    ),
}


@dataclass(frozen=True)
class Address:
    """One route and the name that the city calls it by."""

    name: str
    route: str

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_one_dossier(self) -> bool:
        """Whether it names a dossier or a draft."""
        return bool({"dossier_id", "draft_id"} & set(_PLACE.findall(self.route)))

    def path(self, given: Mapping[str, object] = _ANYTHING) -> str:
        """The address with something in each place."""
        words = {**_ANYTHING, **given}
        return "/" + _PLACE.sub(lambda place: str(words[place[1]]), self.route)


def addresses() -> list[Address]:
    """All of them; only the way back from an identity provider is tried elsewhere, with real answers in it."""
    return [each for each in _below(get_resolver(), "", "") if each.name != "signin:callback"]


def _below(resolver: URLResolver, route: str, space: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        # An address given as a regular expression has its places too.
        whole = route + re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", str(each.pattern)).strip("^$")
        if isinstance(each, URLResolver):
            yield from _below(each, whole, f"{each.namespace}:" if each.namespace else space)
        elif isinstance(each, URLPattern):
            yield Address(f"{space}{each.name or whole}", whole)
