"""Telephone numbers and e-mail addresses: which of them can be reached, and how they are shown to others."""

from __future__ import annotations

import re

_MOBILE = re.compile(r"(?:\+?84|0)([35789]\d{8})")
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")


def mobile(phone: str) -> str:
    """A Vietnamese mobile number as 84…; empty when it is none: a landline gets no messages."""
    found = _MOBILE.fullmatch(re.sub(r"[\s.\-()]", "", phone))
    return f"84{found[1]}" if found else ""


def mailbox(email: str) -> str:
    """The e-mail address; empty when it is none."""
    stripped = email.strip()
    return stripped if _EMAIL.fullmatch(stripped) and stripped.isascii() else ""


def masked(address: str) -> str:
    """What an officer needs to recognise an address he was told, and no more: 84*****123, n***@example.vn."""
    if "@" in address:
        name, _, host = address.partition("@")
        return f"{name[:1]}***@{host}"
    return f"{address[:2]}*****{address[-3:]}" if len(address) > 6 else ""
