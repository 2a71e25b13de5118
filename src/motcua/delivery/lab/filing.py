"""How a test dossier shall be filed: for which case, in which way, by which invented person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from motcua.core.procedure import Channel, Procedure

LONGEST_SEED = 40


@dataclass(frozen=True, slots=True)
class FilingAsked:
    """What a page asks for; the first of each where it asks for nothing that the procedure has."""

    case: str
    channel: Channel
    seed: str

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        return urlencode(asdict(self))


def filing_asked(sent: Mapping[str, str], procedure: Procedure | None) -> FilingAsked:
    """What was sent, by the cases and the ways that the procedure has; there is none while its package is broken."""
    case, channel = sent.get("case", ""), sent.get("channel", "")
    cases = list(procedure.cases) if procedure else []
    ways = ways_to_file(procedure) or list(Channel)
    return FilingAsked(
        case=case if case in cases else next(iter(cases), ""),
        channel=next((each for each in ways if each.value == channel), ways[0]),
        seed=sent.get("seed", "").strip()[:LONGEST_SEED] or "1",
    )


def ways_to_file(procedure: Procedure | None) -> list[Channel]:
    """The channels of a procedure in the order in which they are always named."""
    return [each for each in Channel if procedure and each in procedure.channels]
