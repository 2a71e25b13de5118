"""Saving files of a draft, and taking back what was saved last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from motcua.delivery.lab.access import Reformer
from motcua.delivery.lab.frame import Opened
from motcua.domain.catalogue.drafting import save_files
from motcua.domain.catalogue.errors import StaleRevisionError

_LAST = "lab: the files that were saved last"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of it. stale: who was quicker; nothing was saved then."""

    revision: int
    stale: StaleRevisionError | None = None


def seen_revision(request: HttpRequest, otherwise: int) -> int:
    """The revision that the page showed."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else otherwise


def save_text(
    request: HttpRequest,
    by: Reformer,
    opened: Opened,
    name: str,
    text: str,
    *,
    before: str,
    along: Mapping[str, bytes] | None = None,
) -> Saved:
    """Save a file that was edited; remember what it was, so that it can be taken back. along: other files that must
    change with it, in the same saving.
    """
    changes = {name: text.encode(), **(along or {})}
    revision = seen_revision(request, opened.draft.revision)
    try:
        saved = save_files(opened.card.id, changes, revision, by.author, by.now)
    except StaleRevisionError as stale:
        return Saved(stale.revision, stale)
    if saved != revision:
        were = {name: before, **{other: opened.text(other) for other in along or {}}}
        request.session[_LAST] = {"version": opened.card.id, "files": were, "revision": saved}
    return Saved(saved)


def can_take_back(request: HttpRequest, opened: Opened) -> bool:
    """Whether the newest revision is this officer's own last saving."""
    last = request.session.get(_LAST)
    return last is not None and last["version"] == opened.card.id and last["revision"] == opened.draft.revision


def take_back(request: HttpRequest, by: Reformer, opened: Opened) -> Saved | None:
    """Save again what the files saved last were before; None when there is nothing to be taken back."""
    if not can_take_back(request, opened):
        return None
    last: dict[str, Any] = request.session.pop(_LAST)
    were = {str(name): str(text).encode() for name, text in last["files"].items()}
    return Saved(save_files(opened.card.id, were, opened.draft.revision, by.author, by.now))
