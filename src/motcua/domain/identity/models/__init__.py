"""Tables. Private to this app: others see the frozen values in `types`."""

from motcua.domain.identity.models.calendar import CalendarDay, OfficeHours
from motcua.domain.identity.models.offices import Agency, AgencySuccession
from motcua.domain.identity.models.people import Account, Officer, Organisation, Person, Posting
from motcua.domain.identity.models.signing import SigningKey
from motcua.domain.identity.models.units import AdminUnit, UnitSuccession
from motcua.domain.identity.models.validity import ReferenceVersion

__all__ = [
    "Account",
    "AdminUnit",
    "Agency",
    "AgencySuccession",
    "CalendarDay",
    "OfficeHours",
    "Officer",
    "Organisation",
    "Person",
    "Posting",
    "ReferenceVersion",
    "SigningKey",
    "UnitSuccession",
]
