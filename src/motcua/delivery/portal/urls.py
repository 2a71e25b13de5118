"""The citizen's addresses: Vietnamese without diacritics, with no form data in them."""

from __future__ import annotations

from django.urls import path, re_path

from motcua.delivery.portal.views import (
    acts,
    begin,
    checking,
    documents,
    dossiers,
    drafts,
    home,
    papers,
    paying,
    procedures,
    ratings,
    receipts,
    review,
    sections,
    told,
    tracking,
)

app_name = "portal"

_DRAFT = "ho-so/nhap/<uuid:draft_id>/"
_DOSSIER = "ho-so/<uuid:dossier_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("tro-giup/", home.help_page, name="help"),
    path("kha-nang-tiep-can/", home.accessibility, name="accessibility"),
    path("thu-tuc/", procedures.results, name="procedures"),
    path("thu-tuc/goi-y/", procedures.suggestions, name="suggestions"),
    path("thu-tuc/<str:code>/", procedures.procedure, name="procedure"),
    path("tra-cuu/", tracking.search, name="tracking"),
    path("tra-cuu/<path:key>/", tracking.show, name="track"),
    path("kiem-tra/", checking.search, name="check"),
    path("kiem-tra/tep/", checking.take_file, name="check_file"),
    re_path(r"^kiem-tra/tep/(?P<sha256>[0-9a-f]{64})/$", checking.by_hash, name="check_hash"),
    path("kiem-tra/<path:code>/", checking.by_code, name="check_code"),
    path("bien-lai/<path:code>/", receipts.check, name="check_receipt"),
    path("nop/<str:code>/", begin.begin, name="begin"),
    path("ho-so/", dossiers.mine, name="dossiers"),
    path(_DRAFT, drafts.tasks, name="draft"),
    path(f"{_DRAFT}tu-luu/", drafts.keep, name="draft_keep"),
    path(f"{_DRAFT}truong-hop/", drafts.choose_case, name="draft_case"),
    path(f"{_DRAFT}xoa-nhap/", drafts.discard, name="draft_discard"),
    path(f"{_DRAFT}giay-to/", papers.papers, name="draft_papers"),
    path(f"{_DRAFT}giay-to/<uuid:document_id>/", papers.file, name="draft_file"),
    path(f"{_DRAFT}giay-to/<uuid:document_id>/anh/", papers.picture, name="draft_picture"),
    path(f"{_DRAFT}giay-to/<uuid:document_id>/bo/", papers.remove, name="draft_remove"),
    path(f"{_DRAFT}giay-to/<slug:component>/", papers.upload, name="draft_upload"),
    path(f"{_DRAFT}xem-lai/", review.review, name="draft_review"),
    path(f"{_DRAFT}nop-ho-so/", review.submit, name="draft_submit"),
    path(f"{_DRAFT}<slug:section_id>/", sections.section, name="draft_section"),
    path(_DOSSIER, dossiers.dossier, name="dossier"),
    path(f"{_DOSSIER}da-nop/", dossiers.receipt, name="receipt"),
    path(f"{_DOSSIER}bo-sung/", acts.supplement, name="supplement"),
    path(f"{_DOSSIER}xac-nhan/", acts.confirm, name="confirm"),
    path(f"{_DOSSIER}rut/", acts.withdraw, name="withdraw"),
    path(f"{_DOSSIER}danh-gia/", ratings.own, name="rating"),
    path("danh-gia/<str:code>/", ratings.by_link, name="rating_by_link"),
    path("thong-bao/", told.told, name="told"),
    path("thong-bao/da-doc/", told.read, name="told_read"),
    path("thong-bao/tuy-chon/", told.preferences, name="told_preferences"),
    path("thong-bao/trinh-duyet/", told.browser, name="told_browser"),
    path("thong-bao.js", told.worker, name="push_worker"),
    path(f"{_DOSSIER}bien-lai/<int:receipt_id>.pdf", receipts.receipt_pdf, name="receipt_pdf"),
    path(f"{_DOSSIER}bien-lai/<int:receipt_id>.xml", receipts.receipt_xml, name="receipt_xml"),
    path(f"{_DOSSIER}thanh-toan/", paying.pay, name="pay"),
    path(f"{_DOSSIER}thanh-toan/tinh-trang/", paying.state, name="pay_state"),
    path(f"{_DOSSIER}thanh-toan/<int:charge_id>/truc-tuyen/", paying.begin, name="pay_begin"),
    path(f"{_DOSSIER}thanh-toan/<int:charge_id>/bien-lai/", paying.proof, name="pay_proof"),
    path("thanh-toan/tro-ve/<slug:reference>/", paying.come_back, name="pay_back"),
    path(f"{_DOSSIER}giay-to/<int:n>/", documents.paper, name="paper"),
    path(f"{_DOSSIER}van-ban/<int:n>/", documents.letter, name="letter"),
]
