from __future__ import annotations

from django.urls import path, re_path

from motcua.delivery.desk.money.urls import urlpatterns as money
from motcua.delivery.desk.views import (
    acts,
    apology,
    batch,
    calendar,
    cashier,
    counter,
    dead_letters,
    dossier,
    follow_ups,
    inbox,
    papers,
    registers,
    search,
    supplement,
    tablet,
    told,
)

app_name = "desk"
_DOSSIER = "ho-so/<uuid:dossier_id>/"
urlpatterns = [
    *money,
    path("", inbox.inbox, name="inbox"),
    path("so-viec/", inbox.news, name="news"),
    path("nhieu-viec/", batch.batch, name="batch"),
    path("tim/", search.search, name="search"),
    path("so-theo-doi/", registers.register, name="register"),
    path("so-theo-doi/<slug:kind>/", registers.register_file, name="register_file"),
    path(_DOSSIER, dossier.dossier, name="dossier"),
    path(f"{_DOSSIER}phieu-kiem-soat/<slug:kind>/", registers.control_sheet, name="control_sheet"),
    path(f"{_DOSSIER}giay-to/<int:n>/", papers.original, name="original"),
    path(f"{_DOSSIER}giay-to/<int:n>/<int:page>/<int:width>/", papers.picture, name="picture"),
    path(f"{_DOSSIER}van-ban/<int:n>/", papers.letter, name="letter"),
    path(f"{_DOSSIER}xem-truoc/<int:n>/", papers.result_preview, name="result_preview"),
    path(f"{_DOSSIER}xem-truoc-xin-loi/", apology.apology_preview, name="apology_preview"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/<int:change_id>/", calendar.calendar_change, name="calendar_change"),
    path(f"{_DOSSIER}xem-truoc-ky/<int:n>/", papers.sign_preview, name="sign_preview"),
    path(f"{_DOSSIER}bo-sung/", supplement.supplement, name="supplement"),
    path(f"{_DOSSIER}viec/<slug:word>/", acts.act, name="act"),
    path(f"{_DOSSIER}thu-phi/", cashier.charges, name="cashier"),
    path(f"{_DOSSIER}thu-phi/bien-lai/<int:proof_id>/", cashier.proof, name="cashier_proof"),
    path(f"{_DOSSIER}thu-phi/<slug:word>/", cashier.do, name="cashier_do"),
    path("khong-hai-long/", follow_ups.follow_ups, name="follow_ups"),
    path("khong-hai-long/thang/", follow_ups.answer_month, name="answer_month"),
    path("khong-hai-long/<int:follow_up_id>/", follow_ups.answer, name="answer_follow_up"),
    path("tin-loi/", dead_letters.dead_letters, name="dead_letters"),
    path("tin-loi/<int:message_id>/gui-lai/", dead_letters.resend, name="resend"),
    path("tin-bao/", told.told, name="told"),
    path("tin-bao/da-doc/", told.read, name="told_read"),
    path("quay/", counter.find, name="counter"),
    path("quay/danh-gia/", tablet.wait, name="tablet"),
    path("quay/danh-gia/cam-on/", tablet.thank, name="tablet_thanks"),
    path("quay/danh-gia/thoi/", tablet.leave, name="tablet_leave"),
    path("quay/danh-gia/<uuid:subject_ref>/", tablet.ask, name="tablet_rating"),
    path("quay/xong/<uuid:dossier_id>/", counter.receipt, name="receipt"),
    re_path(r"^quay/(?P<code>[0-9A-Z.]{1,40})/$", counter.take, name="take"),
]
