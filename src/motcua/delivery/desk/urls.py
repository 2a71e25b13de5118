from __future__ import annotations

from django.urls import path, re_path

from motcua.delivery.desk.views import acts, batch, counter, dossier, inbox, papers, search, supplement

app_name = "desk"
_DOSSIER = "ho-so/<uuid:dossier_id>/"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("so-viec/", inbox.news, name="news"),
    path("nhieu-viec/", batch.batch, name="batch"),
    path("tim/", search.search, name="search"),
    path(_DOSSIER, dossier.dossier, name="dossier"),
    path(f"{_DOSSIER}giay-to/<int:n>/", papers.original, name="original"),
    path(f"{_DOSSIER}giay-to/<int:n>/<int:page>/<int:width>/", papers.picture, name="picture"),
    path(f"{_DOSSIER}van-ban/<int:n>/", papers.letter, name="letter"),
    path(f"{_DOSSIER}xem-truoc/<int:n>/", papers.result_preview, name="result_preview"),
    path(f"{_DOSSIER}bo-sung/", supplement.supplement, name="supplement"),
    path(f"{_DOSSIER}viec/<slug:word>/", acts.act, name="act"),
    path("quay/", counter.find, name="counter"),
    path("quay/xong/<uuid:dossier_id>/", counter.receipt, name="receipt"),
    re_path(r"^quay/(?P<code>[0-9A-Z.]{1,40})/$", counter.take, name="take"),
]
