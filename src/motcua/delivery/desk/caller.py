"""Who stands at the counter, as the page says it: typed, read from the chip card's code, or found by the number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from motcua.core.forms import FormDefinition
from motcua.delivery.desk.posted import Posted
from motcua.domain.dossiers.services.intake import LONGEST_NAME, Caller
from motcua.domain.identity import queries as identity
from motcua.domain.identity.known import known_of


def read_caller(posted: Posted) -> Caller:
    """The caller of a posted page. A reader types the card's whole code into the box of the number: number, old number,
    name, birth day, sex, address, day of issue, with upright lines between.
    """
    typed = posted.words("caller_id")
    name = posted.words("caller_name")[:LONGEST_NAME]
    number, *rest = typed.split("|")
    if len(rest) >= 2 and not name:
        name = rest[1].strip()[:LONGEST_NAME]
    digits = re.sub(r"[\s.]", "", number)[:20]
    return Caller(name, digits, re.sub(r"[\s.]", "", posted.words("caller_phone"))[:20])


def found_by_number(caller: Caller) -> Caller:
    """The caller with what the city knows of his number already; as he is when it knows nothing."""
    known = identity.person_by_personal_id(caller.personal_id) if caller.personal_id else None
    if known is None:
        return caller
    return Caller(known.full_name, caller.personal_id, caller.phone or known.phone)


def told_to(form: FormDefinition, raw: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
    """The form with what is known of the caller where nothing has been typed yet."""
    person = identity.person_by_personal_id(caller.personal_id) if caller.personal_id else None
    known = known_of(person) if person else {}
    said = {"full_name": caller.full_name, "personal_id": caller.personal_id, "phone": caller.phone}
    known |= {f"identity.{name}": value for name, value in said.items() if value}
    plan = [each for each in form.prefill_plan() if each.source in known and "." not in each.path]
    return {**raw, **{each.path: known[each.source] for each in plan if not raw.get(each.path)}}
