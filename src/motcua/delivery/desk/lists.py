"""Which list an officer is looking at: as its address says it, and as the dossier page remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from motcua.delivery.desk.posted import clean
from motcua.domain.dossiers.queries.inbox import InboxFilter, Urgency, Whose

PAGE = 50
_KEPT = "desk list"
_WHOSE = {"cua-toi": Whose.MINE, "chua-nhan": Whose.FREE, "bo-phan": Whose.OFFICE}
_URGENCY = {
    "qua-han": Urgency.LATE,
    "sap-den-han": Urgency.SOON,
    "trong-han": Urgency.IN_TIME,
    "cho-nguoi-nop": Urgency.WAITING,
}
_WHOSE_WORD = {whose: word for word, whose in _WHOSE.items()}
_URGENCY_WORD = {urgency: word for word, urgency in _URGENCY.items()}


@dataclass(frozen=True, slots=True)
class ListChoice:
    """A part of the inbox, narrowed or not, and the page of it (from 1)."""

    wanted: InboxFilter
    page: int = 1

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE

    def query(self, **changes: object) -> str:
        """The address of this list with some of it changed. A change of the filter leads to its first page."""
        page = changes.pop("page", 1)
        wanted = replace(self.wanted, **changes)  # type: ignore[arg-type] # the fields of the filter, by name
        said = {
            "xem": _WHOSE_WORD[wanted.whose],
            "han": _URGENCY_WORD[wanted.urgency] if wanted.urgency else "",
            "thu-tuc": wanted.procedure_code,
            "buoc": wanted.step,
            "trang": "" if page == 1 else str(page),
        }
        return urlencode({name: value for name, value in said.items() if value})


def read_choice(asked: QueryDict, counts: Mapping[Whose, int]) -> ListChoice:
    """The list that an address asks for; without one, the first part that holds anything."""
    whose = _WHOSE.get(asked.get("xem", "")) or _first_with_work(counts)
    number = asked.get("trang", "1")
    wanted = InboxFilter(
        whose,
        _URGENCY.get(asked.get("han", "")),
        clean(asked.get("thu-tuc", ""))[:40],
        clean(asked.get("buoc", ""))[:60],
    )
    return ListChoice(wanted, int(number) if number.isdecimal() and 0 < int(number) <= 1000 else 1)


def remember(request: HttpRequest, choice: ListChoice) -> None:
    """Keep the list for the dossier pages that are opened from it. Written only when it changed."""
    query = choice.query()
    if request.session.get(_KEPT) != query:
        request.session[_KEPT] = query


def remembered(request: HttpRequest, counts: Mapping[Whose, int]) -> ListChoice:
    """The list from which the officer came; the first with work for one who came from nowhere."""
    return read_choice(QueryDict(request.session.get(_KEPT, "")), counts)


def _first_with_work(counts: Mapping[Whose, int]) -> Whose:
    return next((whose for whose in Whose if counts.get(whose)), Whose.MINE)
