"""Who is let in to the books, and how an act on them that is refused is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.core.text import ToldError
from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import DossierError, NotAllowedError
from motcua.domain.payments.receipts.policies import MoneyPower, NoMoneyPowerError, agencies_with
from motcua.domain.payments.types import By

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, "Books", P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Books:
    """The books that an officer may look into. agencies: those whose money he sees."""

    by: AtWork
    agencies: frozenset[int]

    def with_power(self, power: MoneyPower) -> frozenset[int]:
        """The agencies over whose books he has a power."""
        return agencies_with(self.by.scope, power)

    def may(self, power: MoneyPower) -> bool:
        """Whether he has the power over any books."""
        return bool(self.with_power(power))

    def must(self, power: MoneyPower, agency_id: int | None) -> None:
        """Raises NoMoneyPowerError unless he has the power over the books of that agency."""
        if agency_id not in self.with_power(power):
            raise NoMoneyPowerError

    @property
    def hand(self) -> By:
        """As services of payments take him."""
        office = min((office for office, _ in self.by.scope.roles), default=None)
        return By(f"officer:{self.by.officer_id}", self.by.officer_id, office)


def books_only(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in officers who may look into books. What an act refuses is told on the page from which it came."""

    @officers_only
    @wraps(view)
    def let_in(request: HttpRequest, by: AtWork, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        agencies = agencies_with(by.scope, MoneyPower.BOOKS)
        if not agencies:
            why = NoMoneyPowerError()
            raise NotAllowedError(why.vi, why.en)
        books = Books(by, agencies)
        try:
            return view(request, books, *args, **kwargs)
        except NoMoneyPowerError as why:
            raise NotAllowedError(why.vi, why.en) from why
        except DossierError:
            raise
        except ToldError as why:
            messages.error(request, in_language(why), extra_tags="late")
            back = request.POST.get("back", "")
            return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "desk:books")

    return let_in


def money_page(request: HttpRequest, books: Books, template: str, words: Mapping[str, object]) -> HttpResponse:
    """A page of the books, with the tabs that the officer may open."""
    tabs = {
        "books": True,
        "reconciliation": books.may(MoneyPower.RECONCILE),
        "settlement": True,
        "payouts": books.may(MoneyPower.PREPARE) or books.may(MoneyPower.APPROVE),
    }
    shown = [name for name, opens in tabs.items() if opens]
    return desk_page(request, books.by, f"desk/money/{template}.html", {**words, "tabs": shown, "place": "books"})


def day_asked(request: HttpRequest, otherwise: date) -> date:
    """The day of the address (`?ngay=2026-11-24`)."""
    try:
        return date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return otherwise


def month_asked(request: HttpRequest, otherwise: date) -> date:
    """The first day of the month of the address (`?thang=2026-11`)."""
    try:
        return date.fromisoformat(f"{request.GET.get('thang', '')}-01")
    except ValueError:
        return otherwise.replace(day=1)
