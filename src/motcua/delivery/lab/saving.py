"""Saving one file of a draft, and taking back what was saved last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from motcua.delivery.lab.access import Reformer
from motcua.delivery.lab.frame import Opened
from motcua.domain.catalogue.drafting import save_file
from motcua.domain.catalogue.errors import StaleRevisionError

_LAST = "lab: what was saved last"


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
    change with it.
    """
    revision = seen_revision(request, opened.draft.revision)
    try:
        for other, content in (along or {}).items():
            revision = save_file(opened.card.id, other, content, revision, by.author, by.now)
        saved = save_file(opened.card.id, name, text.encode(), revision, by.author, by.now)
    except StaleRevisionError as stale:
        return Saved(stale.revision, stale)
    if saved != revision:
        request.session[_LAST] = {"version": opened.card.id, "name": name, "text": before, "revision": saved}
    return Saved(saved)


def can_take_back(request: HttpRequest, opened: Opened) -> bool:
    """Whether the newest revision is this officer's own last saving."""
    last = request.session.get(_LAST)
    return last is not None and last["version"] == opened.card.id and last["revision"] == opened.draft.revision


def take_back(request: HttpRequest, by: Reformer, opened: Opened) -> Saved | None:
    """Save again what the last saved file was before; None when there is nothing to be taken back."""
    if not can_take_back(request, opened):
        return None
    last: dict[str, Any] = request.session.pop(_LAST)
    content = str(last["text"]).encode()
    saved = save_file(opened.card.id, last["name"], content, opened.draft.revision, by.author, by.now)
    return Saved(saved)
