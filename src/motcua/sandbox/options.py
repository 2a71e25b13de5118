from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """How this outside world is reached, which city it belongs to, and where it keeps what must outlive it (nowhere, if
    not told). Handed to the worker in its environment. messages: what the city tells people, of which Zalo must have
    approved the words; without it there are no vendors of messages. smtp_port: where mail is taken.
    """

    public_url: str
    city_url: str
    people: Path
    kept: Path | None = None
    messages: Path | None = None
    smtp_port: int = 0

    def as_environment(self) -> dict[str, str]:
        return {
            "SANDBOX_PUBLIC_URL": self.public_url,
            "SANDBOX_CITY_URL": self.city_url,
            "SANDBOX_PEOPLE": str(self.people),
            "SANDBOX_KEPT": str(self.kept or ""),
            "SANDBOX_MESSAGES": str(self.messages or ""),
            "SANDBOX_SMTP_PORT": str(self.smtp_port),
        }

    @classmethod
    def from_environment(cls) -> Options:
        kept, messages = os.environ.get("SANDBOX_KEPT"), os.environ.get("SANDBOX_MESSAGES")
        return cls(
            os.environ["SANDBOX_PUBLIC_URL"],
            os.environ["SANDBOX_CITY_URL"],
            Path(os.environ["SANDBOX_PEOPLE"]),
            Path(kept) if kept else None,
            Path(messages) if messages else None,
            int(os.environ.get("SANDBOX_SMTP_PORT", "0")),
        )
