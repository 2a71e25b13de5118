"""The hash of all that a version of a procedure consists of: its own files, and what it names of the shared ones.

A new role for another procedure, or a mended letter this one never prints, is no new version of this one. Nor is a
scenario: it tries the version out and changes nothing for any dossier.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from motcua.core.procedure.document import Value
from motcua.core.procedure.shared import Shared
from motcua.core.procedure.types import Letter

SCENARIOS = "scenarios/"


def content_hash(
    files: Mapping[str, bytes], letters: Mapping[str, Letter], names: Iterable[str], shared: Shared
) -> str:
    """64 hexadecimal digits, equal for equal content. `names`: all words that may be names of shared entries."""
    parts = [(name, content) for name, content in sorted(files.items()) if not name.startswith(SCENARIOS)]
    parts += [(f"letter {key}", letter.source) for key, letter in sorted(letters.items())]
    for name in sorted(set(names)):
        for table, entries in shared.entries.items():
            if name in entries:
                stated = json.dumps(entries[name], ensure_ascii=False, sort_keys=True)
                parts.append((f"{table} {name}", stated.encode()))
    digest = hashlib.sha256()
    for name, content in parts:
        for piece in (name.encode(), content):
            digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def all_words(value: Value) -> Iterator[str]:
    """Every text in a document, because any of them may name a shared entry."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from all_words(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from all_words(item)
