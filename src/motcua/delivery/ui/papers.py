"""How papers are said to people: how many of each, which files are taken, how large a file is."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.core.forms import FileRule
from motcua.core.forms.files import KINDS, megabytes
from motcua.core.procedure import Quantity
from motcua.delivery.ui.words import in_language

# What the store of papers can open; a rule may name more, which nobody can upload.
_OPENED = ("pdf", "image")


def quantity_in_words(quantity: Quantity) -> str:
    """`1 bản chính, 1 bản sao`."""
    parts = [
        (quantity.originals, ngettext("%(n)s bản chính", "%(n)s bản chính", quantity.originals)),
        (
            quantity.certified_copies,
            ngettext("%(n)s bản sao chứng thực", "%(n)s bản sao chứng thực", quantity.certified_copies),
        ),
        (quantity.plain_copies, ngettext("%(n)s bản sao thường", "%(n)s bản sao thường", quantity.plain_copies)),
        (
            quantity.show_only,
            ngettext("%(n)s bản chính để đối chiếu", "%(n)s bản chính để đối chiếu", quantity.show_only),
        ),
    ]
    return ", ".join(words % {"n": n} for n, words in parts if n)


def files_in_words(rule: FileRule) -> str:
    """`PDF, ảnh (JPG, PNG, WEBP, TIFF); mỗi tệp tối đa 20 MB, nhiều nhất 10 tệp`."""
    kinds = ", ".join(in_language(KINDS[kind][0]) for kind in rule.accept if kind in _OPENED)
    largest = in_language(megabytes(rule.max_bytes))
    most = ngettext("nhiều nhất %(n)s tệp", "nhiều nhất %(n)s tệp", rule.max_files) % {"n": rule.max_files}
    return _("%(kinds)s; mỗi tệp tối đa %(largest)s, %(most)s") % {"kinds": kinds, "largest": largest, "most": most}


def accepted_types(rule: FileRule) -> str:
    """The media types for the `accept` of an input."""
    return ",".join(sorted(kind for name in rule.accept if name in _OPENED for kind in KINDS[name][1]))


def size_in_words(size: int) -> str:
    """`1,2 MB`."""
    return in_language(megabytes(size))
