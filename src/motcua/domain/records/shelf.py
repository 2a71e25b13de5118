"""Where this city keeps its files. Another store than the local folder joins here."""

from __future__ import annotations

from django.conf import settings

from motcua.infra.files import FolderStore, Previews, Store


def store() -> Store:
    """The bytes of all documents."""
    return FolderStore(settings.FILES)


def previews() -> Previews:
    """Pictures of their pages: made from the store, and made again when the folder is emptied."""
    return Previews(store(), settings.FILES / "previews")
