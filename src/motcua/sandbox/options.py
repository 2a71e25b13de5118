from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """How this outside world is reached, which city it belongs to, and where it keeps what must outlive it (nowhere, if
    not told). Handed to the worker in its environment.
    """

    public_url: str
    city_url: str
    people: Path
    kept: Path | None = None

    def as_environment(self) -> dict[str, str]:
        return {
            "SANDBOX_PUBLIC_URL": self.public_url,
            "SANDBOX_CITY_URL": self.city_url,
            "SANDBOX_PEOPLE": str(self.people),
            "SANDBOX_KEPT": str(self.kept or ""),
        }

    @classmethod
    def from_environment(cls) -> Options:
        kept = os.environ.get("SANDBOX_KEPT")
        return cls(
            os.environ["SANDBOX_PUBLIC_URL"],
            os.environ["SANDBOX_CITY_URL"],
            Path(os.environ["SANDBOX_PEOPLE"]),
            Path(kept) if kept else None,
        )
