"""`motcua appoint PERSONAL_ID LOGIN FULL_NAME --office CODE --role ROLE --decision NUMBER [--from DAY]`: the first
officers of a city. Whoever runs commands on its server may appoint anywhere; all others appoint within their postings.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date

from django.db import transaction

from motcua.core.forms.values.identifiers import is_possible_personal_id
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.queries import agency_by_code
from motcua.domain.identity.services import appoint_officer, record_person
from motcua.domain.identity.types import IdentityError
from motcua.infra import clock

PERSONAL_ID = re.compile(r"[0-9]{12}")


def appoint(arguments: list[str]) -> int:
    """Give a person a role in an office; he becomes an officer under his login at the officers' identity provider."""
    given = _options(arguments)
    try:
        posting = _appointed(given)
    except IdentityError as problem:
        print(f"motcua appoint: {problem}", file=sys.stderr)
        return 1
    print(f"posting {posting}: {given.full_name} ({given.login}) is {given.role} in {given.office} from {given.day} on")
    return 0


@transaction.atomic
def _appointed(given: argparse.Namespace) -> int:
    if not PERSONAL_ID.fullmatch(given.personal_id) or not is_possible_personal_id(given.personal_id, given.day.year):
        raise IdentityError(
            f"Số định danh cá nhân {given.personal_id} không hợp lệ: hãy ghi đúng 12 chữ số trên căn cước.",
            f"{given.personal_id} is no personal id number: give the 12 digits that stand on the identity card.",
        )
    office = agency_by_code(given.office, given.day)
    record_person(given.full_name, personal_id=given.personal_id)
    operator = Scope(None, frozenset(), frozenset(), frozenset({office.id}))
    return appoint_officer(
        given.personal_id, given.login, office.id, given.role, given.day, by=operator, decision=given.decision
    )


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua appoint", description=__doc__)
    parser.add_argument("personal_id", help="12 digits")
    parser.add_argument("login", help="the name under which the officers' identity provider knows the person")
    parser.add_argument("full_name")
    parser.add_argument("--office", required=True, help="code of the office, like H29.27094.03")
    parser.add_argument("--role", required=True, help="administrator, or a role of catalogue/shared/roles.yaml")
    parser.add_argument("--decision", required=True, help="number of the decision that appoints")
    today = clock.now().date()
    parser.add_argument("--from", dest="day", type=date.fromisoformat, default=today, help="first day (today)")
    return parser.parse_args(arguments)
