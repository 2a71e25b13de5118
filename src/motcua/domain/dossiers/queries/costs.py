"""What a dossier will cost, told before it is filed."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from motcua.core.fees import Assessment, assess
from motcua.core.procedure import Channel
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.queries.drafts import DraftPage
from motcua.domain.dossiers.queries.readiness import Readiness


def expected_fees(draft: DraftPage, ready: Readiness, on: date) -> Assessment:
    """The fee of the draft if it were filed online on that day, from the same data that the fee notice will be made
    from. Raises AssessmentError while the answers do not suffice.
    """
    data = {
        "form": draft.procedure.form.facts(ready.result.values),
        "applicant": {"kind": ready.applicant.kind.value},
        "province": settings.PROVINCE,
    }
    policy = catalogue.fee_policy()
    return assess(draft.procedure.fees, on, Channel.ONLINE.value, draft.case_key, data, policy=policy)
