"""Whose figures an officer may see."""

from __future__ import annotations

from datetime import date

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.policies import led_offices
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.types import Agency


def led_agencies(scope: Scope, on: date) -> tuple[Agency, ...]:
    """The agencies that he leads today, himself or as the leadership around them, in the order of their codes. The
    offices inside them decide nothing under their own name.
    """
    led = (identity.agency(office) for office in led_offices(scope, catalogue.leading_roles()))
    return tuple(sorted((each for each in led if not each.division and each.valid_on(on)), key=lambda each: each.code))
