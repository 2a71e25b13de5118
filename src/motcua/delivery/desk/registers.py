"""Which register an officer asks for, as the address says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from motcua.core.workcal import office_time
from motcua.delivery.desk.access import AtWork
from motcua.delivery.desk.posted import clean
from motcua.domain.dossiers.policies import receives_for
from motcua.domain.dossiers.queries.register import RegisterState, RegisterWanted
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Agency

_STATES = {
    "dang-giai-quyet": RegisterState.OPEN,
    "co-ket-qua": RegisterState.RESOLVED,
    "da-tra": RegisterState.RETURNED,
    "qua-han": RegisterState.LATE,
}
_EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class RegisterChoice:
    """A register, and whether the days that were asked for are days in their order."""

    wanted: RegisterWanted
    is_sound: bool

    @property
    def state_word(self) -> str:
        return next((word for word, state in _STATES.items() if state is self.wanted.state), "")

    @property
    def query(self) -> str:
        """The address of the same register."""
        wanted = self.wanted
        said = {
            "co-quan": wanted.office_id,
            "tu": wanted.since.isoformat(),
            "den": wanted.until.isoformat(),
            "thu-tuc": wanted.procedure_code,
            "tinh-trang": self.state_word,
        }
        return urlencode({name: value for name, value in said.items() if value})


def offices_to_choose(by: AtWork) -> tuple[Agency, ...]:
    """The offices in the officer's sight, by name."""
    found = (identity.agency(each) for each in by.scope.agencies)
    return tuple(sorted(found, key=lambda each: (each.name, each.id)))


def read_register(asked: QueryDict, by: AtWork, offices: Iterable[Agency]) -> RegisterChoice:
    """The register of an office in his sight; without one, of his own counter or first office, for the last month."""
    today = office_time(by.now).date()
    since, until = _day(asked.get("tu", ""), today - MONTH), _day(asked.get("den", ""), today)
    is_sound = since is not None and until is not None and since <= until
    days = (since, until) if since and until and is_sound else (today - MONTH, today)
    wanted = RegisterWanted(
        office_id=_office(asked.get("co-quan", ""), by, offices),
        since=days[0],
        until=days[1],
        procedure_code=clean(asked.get("thu-tuc", ""))[:40],
        state=_STATES.get(asked.get("tinh-trang", "")),
    )
    return RegisterChoice(wanted, is_sound)


def _office(asked: str, by: AtWork, offices: Iterable[Agency]) -> int:
    seen = {str(each.id): each.id for each in offices}
    own = sorted(receives_for(by.scope)) or sorted(office for office, _ in by.scope.roles)
    return seen.get(asked, own[0])


def _day(text: str, otherwise: date) -> date | None:
    """The day of an address; None for what is no day."""
    if not text:
        return otherwise
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _EARLIEST <= day <= _LATEST else None
