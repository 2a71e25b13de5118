"""Finds what in a PDF acts instead of being read: scripts, programs to start, attachments, forms of another program."""

from __future__ import annotations

import re
from typing import Final

from motcua.infra.files.findings import Active

_NAMES: Final = {
    b"JavaScript": Active.SCRIPT,
    b"Launch": Active.LAUNCH,
    b"EmbeddedFile": Active.ATTACHMENT,
    b"EmbeddedFiles": Active.ATTACHMENT,
    b"GoToE": Active.ATTACHMENT,
    b"FileAttachment": Active.ATTACHMENT,
    b"RichMedia": Active.MEDIA,
    b"Rendition": Active.MEDIA,
    b"Movie": Active.MEDIA,
    b"XFA": Active.XFA,
    b"SubmitForm": Active.SENDS_DATA,
    b"ImportData": Active.SENDS_DATA,
}


def active_content(original: bytes, written_anew: bytes) -> tuple[Active, ...]:
    """What the PDF would do, in the order of `Active`.

    The original shows what another reader may find although ours does not; the copy that our reader wrote shows what
    compression, encryption and odd spelling hide. A link that must be clicked is not active, nor is opening at a page.
    """
    found = {_NAMES[name] for pdf in (_spelled_out(original), written_anew) for name in _NAME.findall(pdf)}
    if _acts_on_opening(written_anew):
        found.add(Active.ON_OPENING)
    return tuple(kind for kind in Active if kind in found)


def _acts_on_opening(pdf: bytes) -> bool:
    """Whether opening does more than turn to a page. What is opened is a place (an array) or an action."""
    actions = (_object(pdf, reference) if reference else action for reference, action in _OPEN_ACTION.findall(pdf))
    return any(kind != b"GoTo" for action in actions for kind in re.findall(rb"/S ?/(\w+)", action))


def _object(pdf: bytes, number: bytes) -> bytes:
    found = re.search(rb"[\r\n]%s 0 obj\r\n(.*?)endobj" % number, pdf, re.DOTALL)
    return found[1] if found else b""


def _spelled_out(pdf: bytes) -> bytes:
    """Any letter of a name may be written as # and two hexadecimal digits: /L#61unch is /Launch."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), pdf)


_NAME: Final = re.compile(rb"/(" + b"|".join(_NAMES) + rb")(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)")
_OPEN_ACTION: Final = re.compile(rb"/OpenAction ?(?:(\d+) 0 R|(<<.*?)endobj)", re.DOTALL)
