"""Addresses: each door of `delivery` brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.delivery.api import message_reports
from motcua.delivery.api.api import api
from motcua.delivery.api.payments import callback
from motcua.delivery.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.delivery.signin.urls")),
    path("healthz", health),
    path("api/v1/", api.urls),
    path("api/payments/callback", callback),
    path("api/messages/zalo", message_reports.zalo),
    path("api/messages/sms", message_reports.sms),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("lam-viec/", include("motcua.delivery.desk.urls")),
    path("dieu-hanh/", include("motcua.delivery.dashboard.urls")),
    path("cai-cach/", include("motcua.delivery.lab.urls")),
    path("dia-ban/", include("motcua.delivery.ui.filling.urls")),
    path("", include("motcua.delivery.portal.urls")),
]

handler403 = "motcua.delivery.ui.problems.not_allowed"
handler404 = "motcua.delivery.ui.problems.not_found"
handler500 = "motcua.delivery.ui.problems.failed"
