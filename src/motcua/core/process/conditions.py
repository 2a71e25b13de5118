"""The one place where processes meet the language of their conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Condition = Callable[[Mapping[str, object]], object]
CompileCondition = Callable[[str], Condition]
