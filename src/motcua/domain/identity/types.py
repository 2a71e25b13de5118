"""What others see of people and offices: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from motcua.core.text import ToldError


class IdentityError(ToldError):
    """Something about people or offices cannot be done: `vi` and `en` say why and what to do next."""


class NotFoundError(IdentityError):
    """No such unit, office, officer or person."""


class NotAllowedError(IdentityError):
    """The officer has no right to do this."""


class SignInError(IdentityError):
    """The provider vouches for this subject, the city does not let it in."""


class NotAppointedError(SignInError):
    """The officer's login was never appointed here."""


class PostingEndedError(SignInError):
    """The officer has no posting today."""


class IdentityConflictError(SignInError):
    """What the provider says now contradicts what it said before, or does not say who it is."""


class PinError(IdentityError):
    """The PIN of a signing key was wrong, or was wrong too often; nothing was signed."""


class Level(StrEnum):
    """Levels of administrative units; the district level ended on 1 July 2025."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


UNIT_KINDS = {
    "province": "Tỉnh",
    "city": "Thành phố",
    "urban_district": "Quận",
    "rural_district": "Huyện",
    "town": "Thị xã",
    "ward": "Phường",
    "commune": "Xã",
    "township": "Thị trấn",
    "special_zone": "Đặc khu",
}


class Succession(StrEnum):
    """How an ended unit went into another."""

    UNCHANGED = "unchanged"
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Unit:
    """A province, district or commune. Valid from `valid_from` up to but without `valid_to`."""

    id: int
    code: str
    level: Level
    kind: str
    name: str
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None

    @property
    def full_name(self) -> str:
        """Phường An Khánh."""
        return f"{UNIT_KINDS[self.kind]} {self.name}"


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found by its words: its place in words and, when it has ended, what it went into, the main unit first."""

    unit: Unit
    label: str
    current: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """A body of the state, or with a `division` an office inside one."""

    id: int
    code: str
    kind: str
    division: str
    parent_id: int | None
    unit_id: int | None
    unit_code: str | None
    name: str
    name_en: str
    hotline: str
    address: str
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Whether it exists on `day`."""
        return is_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Person:
    """A human being."""

    id: UUID
    full_name: str
    born: date | None
    personal_id: str | None
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A company or another body with a tax code."""

    id: UUID
    name: str
    tax_code: str


@dataclass(frozen=True, slots=True)
class Officer:
    """A person in the city's service."""

    id: int
    person_id: UUID
    login: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Posting:
    """A role that an officer holds in an office."""

    id: int
    officer_id: int
    agency_id: int
    role: str
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Whether it is held on `day`."""
        return is_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Account:
    """One subject at one identity provider: a person's (perhaps for an organisation) or an officer's."""

    id: UUID
    issuer: str
    subject: str
    person_id: UUID | None
    organisation_id: UUID | None
    officer_id: int | None


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key in the city's key store, an officer's or an agency's, with what its certificate says.

    label: its name in the store. certificate: in DER. From `revoked_at` on it signs nothing more.
    """

    id: int
    label: str
    officer_id: int | None
    agency_id: int | None
    certificate: bytes
    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    revoked_at: datetime | None = None

    def signs_at(self, at: datetime) -> bool:
        """Whether it may sign at that moment, as far as the city knows."""
        revoked = self.revoked_at is not None and self.revoked_at <= at
        return not revoked and self.valid_from <= at <= self.valid_to


class AccountKind(StrEnum):
    """Whom a provider vouches for."""

    CITIZEN = "citizen"
    ORGANISATION = "organisation"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Claims:
    """What an identity provider said of a subject, already verified. `level` is its assurance, 1 or 2."""

    issuer: str
    subject: str
    kind: AccountKind
    level: int
    full_name: str
    login: str = ""
    personal_id: str | None = None
    born: date | None = None
    phone: str = ""
    email: str = ""
    tax_code: str = ""
    organisation_name: str = ""


def is_within(day: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Whether `day` lies from `valid_from` up to but without `valid_to`; None is no bound."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)
