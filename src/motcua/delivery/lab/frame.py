"""The frame around every page of the laboratory."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.core.procedure import BrokenPackageError, Procedure, read_package
from motcua.delivery.lab.access import Reformer
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.drafting import draft
from motcua.domain.catalogue.types import Draft, VersionCard, VersionStatus

EDITABLE = frozenset({VersionStatus.DRAFT, VersionStatus.CHECKED})


def lab_page(
    request: HttpRequest, by: Reformer, template: str, words: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page of the laboratory."""
    return render(request, template, {**words, "by": by}, status=status)


class Opened:
    """A version that a page is about: its card, its files, and whether this officer may edit it now."""

    def __init__(self, version_id: int, by: Reformer) -> None:
        self.card: VersionCard = catalogue.version_card(version_id)
        self.draft: Draft = draft(version_id)
        self.may_edit = by.designs and self.draft.status in EDITABLE

    def text(self, name: str) -> str:
        """One file as text; empty where the package has none."""
        return self.draft.files.get(name, b"").decode("utf-8", "replace")

    @property
    def procedure(self) -> Procedure | None:
        """The procedure as far as it can be built."""
        return built(self.draft)


def built(of: Draft) -> Procedure | None:
    """The procedure of a draft; None while it cannot be read."""
    try:
        return read_package(of.files, of.shared)
    except BrokenPackageError:
        return None
