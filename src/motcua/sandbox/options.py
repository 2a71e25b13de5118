from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """How this outside world is reached, and which city it belongs to. Handed to the worker in its environment."""

    public_url: str
    city_url: str
    people: Path

    def as_environment(self) -> dict[str, str]:
        return {
            "SANDBOX_PUBLIC_URL": self.public_url,
            "SANDBOX_CITY_URL": self.city_url,
            "SANDBOX_PEOPLE": str(self.people),
        }

    @classmethod
    def from_environment(cls) -> Options:
        return cls(os.environ["SANDBOX_PUBLIC_URL"], os.environ["SANDBOX_CITY_URL"], Path(os.environ["SANDBOX_PEOPLE"]))
