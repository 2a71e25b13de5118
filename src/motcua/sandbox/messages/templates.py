"""The texts that Zalo has approved for the city, with how long each of their parameters may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Template:
    """One approved text. lengths: of each parameter, the most characters it may have."""

    text: str
    lengths: Mapping[str, int]

    def wrong_with(self, values: Mapping[str, str]) -> str:
        """What is wrong with these parameters; nothing, usually."""
        if missing := sorted(self.lengths.keys() - values.keys()):
            return f"missing: {', '.join(missing)}"
        if long := sorted(name for name, most in self.lengths.items() if len(values[name]) > most):
            return f"too long: {', '.join(long)}"
        if len(self.text.format_map(values)) > MOST_CHARACTERS:
            return f"more than {MOST_CHARACTERS} characters"
        return ""


def approved_templates(file: Path) -> dict[str, Template]:
    """By their numbers."""
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    lengths: Mapping[str, int] = content["types"]
    return {
        number: Template(
            content["events"][event]["text"]["vi"],
            {name: lengths[kind] for name, kind in content["events"][event]["facts"].items()},
        )
        for event, number in content["vendors"]["zalo"]["templates"].items()
    }
