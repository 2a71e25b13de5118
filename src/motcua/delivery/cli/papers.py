"""`motcua papers check | revoke | replace`: papers of the city that are out of force, on a decision that was taken.

    motcua papers check 7KQF-2M9T-XD4B-8KJ2
    motcua papers revoke 7KQF-2M9T-XD4B-8KJ2 --reason "Quyết định 12/QĐ-UBND: cấp sai thẩm quyền" --by LOGIN
    motcua papers replace 7KQF-2M9T-XD4B-8KJ2 9F2K-71TM-QX4D-8KJ2 --reason "Quyết định 13/QĐ-UBND" --by LOGIN

A paper is named by the code on it, or by the SHA-256 of its file. The reason is told to everybody who checks the paper.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime

from motcua.core.text import ToldError
from motcua.core.workcal import office_time
from motcua.domain.identity import queries as identity
from motcua.domain.records.queries import standing_by_key, standing_log
from motcua.domain.records.services import replace_document, revoke_document
from motcua.domain.records.types import DocumentStanding
from motcua.infra import clock

NAME = "motcua papers"


class _UnknownPaperError(ToldError):
    """The city has issued nothing under this code or hash."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Không có văn bản nào mang mã {key}. Hãy so lại với mã in trên văn bản, hoặc dùng SHA-256 của tệp.",
            f"There is no paper {key}: compare it with the code on the paper, or give the SHA-256 of its file.",
        )


def check(arguments: list[str]) -> int:
    """How a paper stands, and every line of its log with who said so."""
    given = _parser("check").parse_args(arguments)

    def look() -> None:
        standing = _standing(given.paper)
        facts = standing.facts
        print(f"{standing.validity}: {facts.title}, {facts.number}, {facts.issuer}, {_day(facts.issued_at)}")
        for entry in standing_log(standing.document_id):
            print(f"  {_day(entry.at)}  {entry.validity}  {entry.by}  {entry.reason}")

    return _telling(look)


def revoke(arguments: list[str]) -> int:
    """Take a paper out of force."""
    given = _ordered(_parser("revoke")).parse_args(arguments)

    def do() -> None:
        document = _standing(given.paper).document_id
        revoke_document(document, given.reason, _officer(given.by), clock.now())
        print(f"{given.paper} is revoked")

    return _telling(do)


def replace(arguments: list[str]) -> int:
    """Let another paper hold in place of one."""
    parser = _parser("replace")
    parser.add_argument("successor", help="the code of the paper that holds from now on")
    given = _ordered(parser).parse_args(arguments)

    def do() -> None:
        old, new = _standing(given.paper).document_id, _standing(given.successor).document_id
        replace_document(old, new, given.reason, _officer(given.by), clock.now())
        print(f"{given.paper} is replaced by {given.successor}")

    return _telling(do)


def _parser(verb: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"{NAME} {verb}")
    parser.add_argument("paper", help="the code on the paper, or the SHA-256 of its file")
    return parser


def _ordered(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--reason", required=True, help="told to everybody who checks the paper; names nobody")
    parser.add_argument("--by", required=True, help="the login of the officer who orders it")
    return parser


def _standing(key: str) -> DocumentStanding:
    found = standing_by_key(key)
    if found is None:
        raise _UnknownPaperError(key)
    return found


def _officer(login: str) -> str:
    return f"officer:{identity.officer_by_login(login).id}"


def _day(moment: datetime) -> str:
    return f"{office_time(moment):%Y-%m-%d}"


def _telling(do: Callable[[], None]) -> int:
    try:
        do()
    except ToldError as problem:
        print(f"{NAME}: {problem.en}\n{problem.vi}", file=sys.stderr)
        return 1
    return 0
