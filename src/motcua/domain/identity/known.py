"""What the electronic identity tells of a person, so that it need not be typed."""

from __future__ import annotations

from motcua.domain.identity.types import Person

_IDENTITY = "identity."


def known_of(person: Person) -> dict[str, str]:
    """By the path of the source, as forms name it: `identity.full_name`. What is not known is left out."""
    told = {
        "full_name": person.full_name,
        "personal_id": person.personal_id or "",
        "phone": person.phone,
        "email": person.email,
        "birth_date": person.born.isoformat() if person.born else "",
    }
    return {f"{_IDENTITY}{name}": value for name, value in told.items() if value}
