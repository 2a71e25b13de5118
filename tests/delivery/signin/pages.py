"""The sign-in doors, and one page that says who came in."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from motcua.delivery.signin.acting import Acting, acting, authenticate_bearer
from motcua.domain.identity import queries


def who(request: HttpRequest) -> HttpResponse:
    return _told(acting(request))


def api(request: HttpRequest) -> HttpResponse:
    return _told(authenticate_bearer(request))


def _told(found: Acting | None) -> HttpResponse:
    if found is None:
        return JsonResponse({}, status=401)
    account = found.account
    name = (
        queries.officer(account.officer_id).full_name
        if account.officer_id
        else account.person_id and queries.person(account.person_id).full_name
    )
    organisation = account.organisation_id and queries.organisation(account.organisation_id).name
    return JsonResponse(
        {
            "name": name,
            "organisation": organisation,
            "level": found.level,
            "may_submit": found.may_submit,
            "is_officer": found.is_officer,
            "roles": sorted(role for _, role in found.scope.roles),
        }
    )


urlpatterns = [path("", include("motcua.config.urls")), path("ai/", who), path("api/ai/", api)]
