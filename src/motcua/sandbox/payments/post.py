"""Posting call-backs to the city, or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from motcua.sandbox.payments.faults import Fault

_SECONDS = 10.0


@dataclass
class Post:
    """Where call-backs go, and what may happen to them on the way. `answers` keeps what the city said."""

    url: str
    fault: Fault | None = None
    held: list[Mapping[str, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    async def send(self, callback: Mapping[str, str]) -> None:
        """Post a call-back as the present fault has it."""
        if self.fault is Fault.LOSE:
            return
        if self.fault is Fault.HOLD:
            self.held.append(callback)
            return
        for _ in range(3 if self.fault is Fault.REPEAT else 1):
            await self._post(callback)

    async def release(self) -> int:
        """Post what was held, the last first; how many."""
        held, self.held = self.held[::-1], []
        for callback in held:
            await self._post(callback)
        return len(held)

    async def _post(self, callback: Mapping[str, str]) -> None:
        try:
            async with httpx.AsyncClient(timeout=_SECONDS) as http:
                answer = await http.post(self.url, json=dict(callback))
            self.answers.append(answer.text[:200])
        except httpx.HTTPError as error:
            self.answers.append(f"no answer: {type(error).__name__}")
