"""Who is who in a dossier of an invented past: found by its number alone, in a microsecond or two each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from motcua.domain.dossiers.bulk.material import Material
from motcua.domain.dossiers.invention.people import SEXES, Human, invented, known_human, years_of
from motcua.domain.identity import queries as identity

_KEPT = 100_000


class Draw:
    """Whole numbers drawn from words: the same words, the same numbers in the same order."""

    __slots__ = ("_rest",)

    def __init__(self, *words: object) -> None:
        digest = hashlib.blake2b("/".join(map(str, words)).encode(), digest_size=64).digest()
        self._rest = int.from_bytes(digest, "big")

    def below(self, most: int) -> int:
        """A number from 0 that is smaller than `most`."""
        self._rest, found = divmod(self._rest, most)
        return found

    def choice(self, items: Any) -> Any:
        """One of a list."""
        return items[self.below(len(items))]


@dataclass(frozen=True, slots=True)
class Cast:
    """Those whom the answers of a form may name, and a number for papers."""

    applicant: Human
    spouse: Human
    mother: Human
    father: Human
    child: Human
    other: Human
    serial: str

    def named(self) -> Mapping[str, object]:
        """By the names that answers.yaml uses."""
        return {name: getattr(self, name) for name in self.__slots__}


class People:
    """The inhabitants. Nobody is made before a dossier needs him."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._first, last = material.people["born"]
        self._years = last - self._first + 1
        self._each = max(1, material.inhabitants // (self._years * len(SEXES)))
        self.person = lru_cache(_KEPT)(self._person)

    def cast(self, n: int, ward: str, filed_on: date, code: str, citizen: str) -> Cast:
        """Who is who in the dossier with number `n` by the procedure `code`, whose applicant lives in `ward`; a known
        citizen of the city if his personal id is told.
        """
        material, draw = self._material, Draw(self._material.seed, n, "cast")
        home, years = _home(material.people, draw, ward), years_of(material.people, code, filed_on)
        applicant = (_known(citizen) if citizen else self._somebody(draw, years)).living_at(home)
        year, apart = int(applicant.born[:4]), material.people["couple_years"]
        spouse = self._somebody(draw, (year - apart, year + apart), _other(applicant.sex)).living_at(home)
        father, mother = (applicant, spouse) if applicant.sex == "male" else (spouse, applicant)
        return Cast(
            applicant,
            spouse,
            mother,
            father,
            self._child(draw, applicant, father, filed_on),
            self._somebody(draw, None),
            f"{1000 + draw.below(999_000):06d}",
        )

    def _child(self, draw: Draw, applicant: Human, father: Human, filed_on: date) -> Human:
        people, sex = self._material.people, draw.choice(SEXES)
        least, most = people["child_days"]
        born = filed_on - timedelta(days=least + draw.below(most - least + 1))
        name = f"{father.name.split()[0]} {draw.choice(people[sex]['middle'])} {draw.choice(people[sex]['given'])}"
        return replace(applicant, name=name, personal_id="", born=born.isoformat(), sex=sex, phone="", email="")

    def _somebody(self, draw: Draw, years: tuple[int, int] | None, sex: str = "") -> Human:
        """Somebody born in these years, or in any, as far as there are people of that age."""
        last = self._first + self._years - 1
        earliest, latest = years or (self._first, last)
        earliest = min(max(earliest, self._first), last)
        year = earliest + draw.below(max(1, min(latest, last) - earliest + 1))
        chosen = sex or draw.choice(SEXES)
        place = draw.below(self._each) * self._years + year - self._first
        return self.person(place * len(SEXES) + SEXES.index(chosen))

    def _person(self, number: int) -> Human:
        """The number says the sex and the year, so that somebody who fits is found without looking."""
        place, sex = divmod(number, len(SEXES))
        year = self._first + place % self._years
        return invented(self._material.people, self._material.seed, number, SEXES[sex], (year, year))


@lru_cache
def _known(personal_id: str) -> Human:
    person = identity.person_by_personal_id(personal_id)
    if person is None:
        raise LookupError(personal_id)
    return known_human(person)


def _home(people: Mapping[str, Any], draw: Draw, ward: str) -> Mapping[str, str]:
    lanes = people["lanes"]
    lane = f"/{1 + draw.below(lanes['up_to'])}" if draw.below(1000) < lanes["share"] * 1000 else ""
    street = f"{1 + draw.below(people['houses'])}{lane} đường {draw.choice(people['streets'])}"
    return {"province": people["province"], "commune": ward, "street": street}


def _other(sex: str) -> str:
    return SEXES[1 - SEXES.index(sex)]
