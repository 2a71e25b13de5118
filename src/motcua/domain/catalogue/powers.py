"""Who may do what in the life of procedures: roles that officers hold, and what the newest shared files say of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from motcua.core.procedure import Power
from motcua.domain.catalogue.cache import kept
from motcua.domain.catalogue.stored import newest_part, shared_of
from motcua.domain.catalogue.types import Author
from motcua.domain.identity import queries as identity

NO_POWERS: frozenset[Power] = frozenset()


def powers_of(officer_id: int, on: date) -> frozenset[Power]:
    """What an officer may do with procedures on a day: the powers of all roles that he holds then, in any office."""
    powers = kept("powers", _powers_by_role)
    held = {role for _, role in identity.scope(officer_id, on).roles}
    return NO_POWERS.union(*(powers.get(role, NO_POWERS) for role in held))


def author_of(officer_id: int, on: date) -> Author:
    """The officer as he acts on procedures on a day. Raises NotFoundError."""
    return Author(officer_id, identity.officer(officer_id).full_name, powers_of(officer_id, on))


def _powers_by_role() -> Mapping[str, frozenset[Power]]:
    part = newest_part()
    roles = shared_of(part).roles.values() if part else ()
    return {role.key: role.powers for role in roles if role.powers}
