"""A small drawing and scenarios of it, as files that commands are given."""

from __future__ import annotations

from pathlib import Path

from tests.core.process.drawn import xml

DRAWN = "start s\nuser check\nuser sign\nend e\ns -> check -> sign -> e"
SCENARIO = """
processes:
  drawn:
    arrivals: {{per_working_day: {a_day}}}
    steps:
      check: {{work: {{exponential: 40 min}}, pools: [desk]}}
      sign: {{work: {{exponential: 10 min}}, pools: [leader]}}
    limit: {{working_hours: 4}}
pools:
  desk: {{people: {desk}, cost: {cost}}}
  leader: {{people: 1, cost: {dear}}}
assumed: [chỉ là ví dụ (an example only)]
"""


def drawing(folder: Path) -> Path:
    """The drawing as a file."""
    file = folder / "drawn.bpmn"
    file.write_bytes(xml(DRAWN))
    return file


def scenario(folder: Path, name: str, *, a_day: float = 20, desk: int = 2, cost: int = 0, dear: int = 0) -> Path:
    """A scenario of it as a file."""
    file = folder / f"{name}.yaml"
    file.write_text(SCENARIO.format(a_day=a_day, desk=desk, cost=cost, dear=dear), "utf-8")
    return file
