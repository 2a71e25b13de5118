"""What lies on the citizens' own desks: the paper that stands for all uploads, and drafts begun and not filed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.invention.answers import Answers
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.errors import RecipeError
from motcua.domain.dossiers.invention.people import address, family_of, known_human
from motcua.domain.dossiers.invention.recipe import Plain, Recipe
from motcua.domain.dossiers.services.drafts import open_draft, save_draft
from motcua.domain.identity import queries as identity
from motcua.domain.identity.services import sign_in
from motcua.domain.identity.types import AccountKind, Claims, Person
from motcua.domain.records.services import issue
from motcua.domain.records.types import Document, Origin
from motcua.infra.letters import render

_DRAFTS = "drafts"


def specimen(recipe: Recipe, now: datetime) -> Document:
    """A page that says that it is nobody's paper, uploaded by the first citizen who may file."""
    content = render(recipe.specimen, {}, issued_at=now)
    by = _account(recipe.people, next(iter(recipe.people["citizens"]["may_file"])), now)
    return issue(content, name="Giấy tờ mẫu.pdf", origin=Origin.UPLOAD, now=now, by=by)


def drafts(recipe: Recipe, until: datetime) -> int:
    """Forms that citizens of the demo city have begun; how many."""
    people = recipe.people
    begun = people["citizens"]["drafts"]
    for n, said in enumerate(begun, 1):
        at = until - timedelta(days=said["days_ago"])
        account = _account(people, said["citizen"], at)
        draft = open_draft(account, said["procedure"], said["case"], {}, at)
        save_draft(draft, account, _partly_filled(recipe, said, n, at.date()), at + timedelta(minutes=said["minutes"]))
    return len(begun)


def _partly_filled(recipe: Recipe, said: Plain, n: int, on: date) -> Plain:
    people, chance = recipe.people, Chance(_DRAFTS, n)
    home = address(people, chance, chance.choice(people["home_towns"]))
    applicant = known_human(citizen_of_city(said["citizen"])).living_at(home)
    answers = Answers(recipe.answers, family_of(people, _DRAFTS, applicant, n, on), chance, on)
    form = catalogue.version(catalogue.published(said["procedure"], on)).form
    typed = answers.to(said["procedure"], form)
    return dict(list(typed.items())[: round(len(typed) * said["filled"])])


def _account(people: Plain, personal_id: str, now: datetime) -> UUID:
    """The account with which the citizen signs in at the test identity provider."""
    person = citizen_of_city(personal_id)
    claims = Claims(
        issuer=settings.IDENTITY_PROVIDERS["citizens"]["issuer"],
        subject=subject_of(people, personal_id),
        kind=AccountKind.CITIZEN,
        level=2,
        full_name=person.full_name,
        personal_id=personal_id,
    )
    return sign_in(claims, now).account_id


def subject_of(people: Plain, personal_id: str) -> str:
    """By which name the test identity provider knows a citizen."""
    return str(uuid5(NAMESPACE_URL, people["citizens"]["subject"].format(personal_id=personal_id)))


def citizen_of_city(personal_id: str) -> Person:
    """A citizen whom people.yaml names. Raises RecipeError where the city does not know him."""
    person = identity.person_by_personal_id(personal_id)
    if person is None:
        raise RecipeError(f"people.yaml: the city has nobody with the personal id {personal_id}; load its people first")
    return person
