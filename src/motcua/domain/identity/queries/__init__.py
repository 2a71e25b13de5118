"""Questions about people and offices. All answers are frozen values; what hot paths ask is kept in the process."""

from motcua.domain.identity.queries.calendars import calendar_of
from motcua.domain.identity.queries.offices import (
    agencies,
    agency,
    agency_by_code,
    competent_agency,
    current_agency,
    find_office,
    offices_of,
)
from motcua.domain.identity.queries.people import (
    account,
    account_of,
    officer,
    officer_by_login,
    officers_with_any_role,
    officers_with_role,
    offices_with,
    organisation,
    person,
    person_by_personal_id,
    postings_of,
    scope,
)
from motcua.domain.identity.queries.signing import (
    signing_key,
    signing_key_of_agency,
    signing_key_of_officer,
    signing_keys,
)
from motcua.domain.identity.queries.units import (
    current_unit,
    province_of,
    search_units,
    successors,
    unit,
    units_children,
)

__all__ = [
    "account",
    "account_of",
    "agencies",
    "agency",
    "agency_by_code",
    "calendar_of",
    "competent_agency",
    "current_agency",
    "current_unit",
    "find_office",
    "officer",
    "officer_by_login",
    "officers_with_any_role",
    "officers_with_role",
    "offices_of",
    "offices_with",
    "organisation",
    "person",
    "person_by_personal_id",
    "postings_of",
    "province_of",
    "scope",
    "search_units",
    "signing_key",
    "signing_key_of_agency",
    "signing_key_of_officer",
    "signing_keys",
    "successors",
    "unit",
    "units_children",
]
