"""Who is told of a rating: the head of an office of dissatisfaction, the person of the office's answer."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.feedback.links import rating_path
from motcua.domain.feedback.models import FollowUp, Rating, Reply
from motcua.domain.feedback.subjects import Subject, subject_of
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import LEADERSHIP
from motcua.domain.identity.types import Officer
from motcua.domain.notifications.services import notify
from motcua.domain.notifications.types import Recipient

FOLLOW_UPS_PATH = "/lam-viec/khong-hai-long/"


def tell_heads(follow_up: FollowUp, subject: Subject, now: datetime) -> None:
    """Tell those who lead the office that somebody waits for their answer, and until when."""
    facts = {
        "code": subject.code,
        "url": f"{settings.PUBLIC_URL}{FOLLOW_UPS_PATH}",
        "due": follow_up.due_at.isoformat(),
    }
    for head in heads_of(follow_up.office_id, now.date()):
        notify(
            "dissatisfied",
            Recipient(head.full_name, officer_id=head.id),
            facts,
            subject_ref=subject.ref,
            key=f"dissatisfied:{follow_up.pk}",
            now=now,
            agency_id=subject.agency_id,
        )


def tell_person(rating: Rating, reply: Reply, now: datetime) -> None:
    """Tell the person that the office has answered; what it says he reads behind the link, not in the message."""
    if rating.subject_ref is None:
        return
    subject = subject_of(rating.subject_ref, now)
    contact = subject.contact
    if rating.person_id is not None:
        name = identity.person(rating.person_id).full_name
        url = f"{settings.PUBLIC_URL}/ho-so/{subject.ref}/danh-gia/"
        to = Recipient(name, person_id=rating.person_id)
    else:
        url = f"{settings.PUBLIC_URL}{rating_path(subject.ref)}"
        to = Recipient(contact.name, contact.person_id, phone=contact.phone, email=contact.email)
    facts = {"code": subject.code, "url": url, "agency": str(rating.office_id)}
    key = f"rating answered:{reply.pk}"
    notify("rating_answered", to, facts, subject_ref=subject.ref, key=key, now=now, agency_id=subject.agency_id)


def heads_of(office_id: int, on: date) -> tuple[Officer, ...]:
    """Those who lead an office on a day; where nobody does, those who lead the agency around it."""
    leading = catalogue.leading_roles()
    for agency in identity.agencies().upwards(office_id):
        inside = [each for each in identity.offices_of(agency.id, on) if each.division == LEADERSHIP]
        for office in (agency, *inside):
            if found := identity.officers_with_any_role(office.id, leading, on):
                return tuple(map(identity.officer, found))
    return ()
