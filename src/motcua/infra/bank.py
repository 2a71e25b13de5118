"""A bank that pays lists of people, over HTTP: names of accounts, batches in, results back."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

import httpx

_LARGEST_ANSWER: Final = 20_000_000


class BankError(Exception):
    """The bank does not answer, or not as agreed; what was asked may or may not have been done."""


class BankClient:
    """Asks the bank, each call with a time limit. Never tries again by itself: who calls knows when."""

    def __init__(self, url: str, token: str, seconds: float) -> None:
        self._http = httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=seconds, follow_redirects=False
        )

    def name_of(self, bank_bin: str, account: str) -> str | None:
        """In whose name an account is kept; None when there is no such account. Raises BankError."""
        answer = self._ask("GET", f"/accounts/{quote(bank_bin, safe='')}/{quote(account, safe='')}")
        if answer is None:
            return None
        try:
            name = answer.json()["name"]
        except (ValueError, KeyError, TypeError) as wrong:
            raise BankError("an answer without a name") from wrong
        if not isinstance(name, str) or not name:
            raise BankError("an answer without a name")
        return name[:200]

    def hand_in(self, reference: str, content: bytes) -> None:
        """Hand a batch in; under the same reference the bank carries it out once. Raises BankError."""
        if self._ask("PUT", f"/batches/{quote(reference, safe='')}", content) is None:
            raise BankError("the bank does not take batches here")

    def outcome(self, reference: str) -> bytes | None:
        """The file of results of a batch; None while there is none. Raises BankError."""
        answer = self._ask("GET", f"/batches/{quote(reference, safe='')}/results")
        return None if answer is None else answer.content

    def _ask(self, method: str, path: str, content: bytes | None = None) -> httpx.Response | None:
        """The answer; None when there is no such thing."""
        try:
            answer = self._http.request(method, path, content=content)
        except httpx.HTTPError as wrong:
            raise BankError(str(wrong)) from wrong
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return None
        if not answer.is_success or len(answer.content) > _LARGEST_ANSWER:
            raise BankError(f"answered with {answer.status_code}")
        return answer


def bank_from(given: Mapping[str, str], seconds: float) -> BankClient | None:
    """The bank that the settings name; None where they name none."""
    return BankClient(given["url"], given["token"], seconds) if given["url"] else None
