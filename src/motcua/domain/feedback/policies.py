"""Who hears what people say of an office: whoever leads it."""

from __future__ import annotations

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.policies import led_offices
from motcua.domain.identity.policies import Scope


def offices_answered_for(scope: Scope) -> frozenset[int]:
    """The offices whose dissatisfied people the officer answers: those that he leads."""
    return led_offices(scope, catalogue.leading_roles())
