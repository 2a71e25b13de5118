"""Who may see what could not be delivered, and send it again."""

from __future__ import annotations

from motcua.domain.identity.policies import Scope
from motcua.domain.notifications.reading import book


def sees_dead_letters(scope: Scope) -> bool:
    """Whether somebody looks after messages: his roles are named in messages.yaml."""
    operators = book().operators
    return any(role in operators for _, role in scope.roles)


def may_resend(scope: Scope, agency_id: int | None) -> bool:
    """Whether he looks after those of this agency; what no agency sent is everybody's who looks after any."""
    in_sight = agency_id is None or scope.covers(agency_id) or scope.administers(agency_id)
    return sees_dead_letters(scope) and in_sight
