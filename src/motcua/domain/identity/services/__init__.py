"""What can be done to people and offices. Each service owns its transaction."""

from motcua.domain.identity.services.calendar import CalendarPlan, change_calendar, override_calendar_day, tried_out
from motcua.domain.identity.services.people import Said, record_organisation, record_people, record_person
from motcua.domain.identity.services.postings import appoint_officer, end_posting
from motcua.domain.identity.services.sign_in import SignedIn, sign_in
from motcua.domain.identity.services.signing import open_signing_key, register_signing_key, revoke_signing_key
from motcua.domain.identity.services.units import end_unit

__all__ = [
    "CalendarPlan",
    "Said",
    "SignedIn",
    "appoint_officer",
    "change_calendar",
    "end_posting",
    "end_unit",
    "open_signing_key",
    "override_calendar_day",
    "record_organisation",
    "record_people",
    "record_person",
    "register_signing_key",
    "revoke_signing_key",
    "sign_in",
    "tried_out",
]
