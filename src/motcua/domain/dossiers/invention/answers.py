"""Filling in any form of the catalogue for an invented person, by the rules of answers.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from motcua.core.forms import FormDefinition, FormField
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.errors import RecipeError
from motcua.domain.dossiers.invention.people import Cast
from motcua.domain.dossiers.invention.recipe import Plain

_PLACE = re.compile(r"\{([a-z_.]+)\}")


class Answers:
    """The answers of one dossier."""

    def __init__(self, rules: Plain, cast: Cast, chance: Chance, filed_on: date) -> None:
        """`cast`: who is who; one of each list under `sets` joins it."""
        self._rules = rules
        self._chance = chance
        self._filed_on = filed_on
        self._cast = {**cast, **{name: chance.choice(items) for name, items in rules["sets"].items()}}

    def to(self, code: str, form: FormDefinition) -> dict[str, Any]:
        """What is typed into the form of a procedure: raw, as a browser would send it."""
        own = self._rules["procedures"].get(code, {})
        return self._fill(own, (field for section in form.sections for field in section.fields))

    def _fill(self, own: Plain, fields: Iterable[FormField]) -> dict[str, Any]:
        typed = {}
        for field in fields:
            rule = self._rule(own, field)
            if field.is_input and rule is not None:
                typed[field.id] = self._value(rule)
        return typed

    def _rule(self, own: Plain, field: FormField) -> Any:
        """The first rule that names the field: by itself, for all procedures, by its source, by its kind."""
        keys = ((own, field.id), ("fields", field.id), ("sources", field.source or ""), ("kinds", field.kind))
        for table, key in keys:
            rules = self._rules[table] if isinstance(table, str) else table
            if key in rules:
                return rules[key]
        return None

    def _value(self, rule: Any) -> Any:
        match rule:
            case str():
                return self._text(rule)
            case list():
                return [self._value(each) for each in rule]
            case {"one_of": list() as values}:
                return self._value(self._chance.choice(values))
            case {"weights": dict() as weights}:
                return self._chance.pick(weights)
            case {"from": int() as first, "to": int() as last}:
                return self._chance.randint(first, last)
            case {"days_ago": [int() as least, int() as most]}:
                return (self._filed_on - timedelta(days=self._chance.randint(least, most))).isoformat()
            case {"days_ahead": [int() as least, int() as most]}:
                return (self._filed_on + timedelta(days=self._chance.randint(least, most))).isoformat()
            case {"rows": dict() as row, "times": [int() as least, int() as most]}:
                return [self._value(row) for _ in range(self._chance.randint(least, most))]
            case dict():
                return {name: self._value(each) for name, each in rule.items()}
        return rule

    def _text(self, text: str) -> Any:
        whole = _PLACE.fullmatch(text)
        return self._found(whole[1]) if whole else _PLACE.sub(lambda place: str(self._found(place[1])), text)

    def _found(self, path: str) -> Any:
        value: Any = self._cast
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
        if value is None:
            raise RecipeError(f"answers.yaml: nobody and nothing is called {{{path}}}")
        return value
