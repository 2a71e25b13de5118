"""Where this city keeps its files. Another store than the local folder joins here."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from motcua.infra.files import FolderStore, Previews, Store
from motcua.infra.postgres.trial import is_inside


def store() -> Store:
    """The bytes of all documents. Those of trials lie in a folder of their own."""
    return FolderStore(_folder())


def previews() -> Previews:
    """Pictures of their pages: made from the store, and made again when the folder is emptied."""
    return Previews(store(), _folder() / "previews")


def _folder() -> Path:
    folder: Path = settings.FILES
    return folder / "trial" if is_inside() else folder
