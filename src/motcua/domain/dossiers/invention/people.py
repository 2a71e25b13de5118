"""Inventing people: names, personal numbers, telephones and addresses that look real and belong to nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from motcua.core.text import fold
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.recipe import Plain
from motcua.domain.identity.types import Person

SEXES = ("male", "female")
# Invented people have numbers. From these on, by the number of a dossier: who comes once, spouses, all others.
ONCE, SPOUSES, OTHERS = 20_000, 40_000, 60_000
LAST = 80_000
Years = tuple[int, int] | None
ANY_YEAR: Years = None
Cast = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Human:
    """A person as forms ask for one. born: ISO text. home: an address, ward: the same without its street."""

    name: str
    personal_id: str
    born: str
    sex: str
    phone: str
    email: str
    home: Plain
    ward: Plain

    def living_at(self, home: Plain) -> Human:
        """The same person with that home."""
        return replace(self, home=home, ward={name: home[name] for name in ("province", "commune")})


def invented(people: Plain, seed: str, number: int, sex: str = "", years: Years = ANY_YEAR) -> Human:
    """The invented person with that number, always the same one; of that sex and born in those years, if they are
    given.
    """
    chance = Chance(seed, "person", number)
    sex = sex or chance.choice(SEXES)
    family = chance.pick(people["families"])
    first, last = years or people["born"]
    born = date(chance.randint(first, last), 1, 1) + timedelta(days=chance.randrange(365))
    name = f"{family} {chance.choice(people[sex]['middle'])} {chance.choice(people[sex]['given'])}"
    home = address(people, chance, chance.choice(people["home_towns"]))
    return Human(
        name=name,
        personal_id=_personal_id(people, chance.pick(people["birth_provinces"]), born, sex, number),
        born=born.isoformat(),
        sex=sex,
        phone=f"{people['marks']['phone']}{number % 100_000:05d}",
        email=f"{fold(name).replace(' ', '.')}.{number}@example.com",
        home=home,
        ward={},
    ).living_at(home)


def years_of(people: Plain, code: str, on: date) -> Years:
    """The years in which those were born who file a procedure on a day; None for any."""
    ages = people["ages"].get(code)
    return (on.year - ages[1], on.year - ages[0]) if ages else ANY_YEAR


def address(people: Plain, chance: Chance, ward: str) -> Plain:
    """A home in a ward."""
    lanes = people["lanes"]
    lane = f"/{chance.randint(1, lanes['up_to'])}" if chance.happens(lanes["share"]) else ""
    street = f"{chance.randint(1, people['houses'])}{lane} đường {chance.choice(people['streets'])}"
    return {"province": people["province"], "commune": ward, "street": street}


def family_of(people: Plain, seed: str, applicant: Human, number: int, filed_on: date) -> Cast:
    """The applicant and those around him, as the answers name them. `number` is that of the dossier."""
    chance = Chance(seed, "family", number)
    year, apart = date.fromisoformat(applicant.born).year, people["couple_years"]
    other_sex = "female" if applicant.sex == "male" else "male"
    spouse = invented(people, seed, SPOUSES + number, other_sex, (year - apart, year + apart))
    spouse = spouse.living_at(applicant.home)
    other = invented(people, seed, OTHERS + number)
    father, mother = (applicant, spouse) if applicant.sex == "male" else (spouse, applicant)
    sex = chance.choice(SEXES)
    born = filed_on - timedelta(days=chance.randint(*people["child_days"]))
    named = f"{father.name.split()[0]} {chance.choice(people[sex]['middle'])} {chance.choice(people[sex]['given'])}"
    child = replace(applicant, name=named, personal_id="", born=born.isoformat(), sex=sex, phone="", email="")
    return {
        "applicant": applicant,
        "spouse": spouse,
        "mother": mother,
        "father": father,
        "child": child,
        "other": other,
        "serial": f"{chance.randrange(1000, 999_999):06d}",
    }


def _personal_id(people: Plain, province: str, born: date, sex: str, number: int) -> str:
    """Province of birth, century and sex, year, and six digits that begin with the mark of the invented."""
    century_and_sex = (born.year - 1900) // 100 * 2 + SEXES.index(sex)
    serial = int(people["marks"]["personal_id"]) * 10_000 + number % LAST
    return f"{province}{century_and_sex}{born.year % 100:02d}{serial}"


def known_human(person: Person) -> Human:
    """A person the city knows, as forms ask for one; the fourth digit of the personal number tells the sex."""
    number = person.personal_id or ""
    born = person.born.isoformat() if person.born else ""
    sex = "female" if int(number[3]) % 2 else "male"
    return Human(person.full_name, number, born, sex, person.phone, person.email, {}, {})
