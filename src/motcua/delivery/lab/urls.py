from __future__ import annotations

from django.urls import path, re_path

from motcua.delivery.lab.views import (
    changeover,
    decisions,
    files,
    home,
    letters,
    life,
    process,
    sheets,
    trial,
    trial_form,
    versions,
)

app_name = "lab"
_PROCEDURE = r"^thu-tuc/(?P<code>[0-9A-Z.]{1,40})/"
_VERSION = "phien-ban/<int:n>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("nhap/", home.import_package, name="import"),
    re_path(f"{_PROCEDURE}$", home.procedure, name="procedure"),
    re_path(f"{_PROCEDURE}soan/$", home.open_draft, name="open"),
    re_path(f"{_PROCEDURE}viec/(?P<word>[-a-z]{{1,40}})/$", life.act_on_procedure, name="act_on_procedure"),
    path(_VERSION, versions.version, name="version"),
    path(f"{_VERSION}goi.zip", versions.export, name="export"),
    path(f"{_VERSION}viec/<slug:word>/", life.act, name="act"),
    path(f"{_VERSION}so-sanh/<int:page>/", versions.difference, name="difference"),
    path(f"{_VERSION}quy-trinh/", process.process, name="process"),
    path(f"{_VERSION}quy-trinh/kiem/", process.check, name="process_check"),
    path(f"{_VERSION}quy-trinh/luu/", process.save, name="process_save"),
    path(f"{_VERSION}quy-trinh/ve-lai/", process.lay_out_anew, name="process_layout"),
    path(f"{_VERSION}bieu-thuc/", process.expression, name="expression"),
    path(f"{_VERSION}phan/<slug:word>/", sheets.sheet, name="sheet"),
    path(f"{_VERSION}don/xem-thu/", sheets.preview, name="form_preview"),
    path(f"{_VERSION}van-ban/", letters.letters, name="letters"),
    path(f"{_VERSION}van-ban/<slug:key>/", letters.letter, name="letter"),
    path(f"{_VERSION}van-ban/<slug:key>/xem-thu/", letters.preview, name="letter_preview"),
    path(f"{_VERSION}thu/", trial.trials, name="trials"),
    path(f"{_VERSION}thu/don/", trial_form.trial_form, name="trial_form"),
    path(f"{_VERSION}thu/<uuid:key>/", trial.one, name="trial"),
    path(f"{_VERSION}thu/<uuid:key>/viec/", trial.act, name="trial_act"),
    path(f"{_VERSION}thu/<uuid:key>/van-ban/<int:page>/", trial.letter, name="trial_letter"),
    path(f"{_VERSION}chuyen-doi/", changeover.affected, name="affected"),
    path(f"{_VERSION}chuyen-doi/<int:page>/", changeover.changeover, name="changeover"),
    path(f"{_VERSION}chuyen-doi/<int:page>/hoan-tac/", changeover.undo, name="changeover_undo"),
    path(f"{_VERSION}bang/", decisions.decisions, name="decisions"),
    path(f"{_VERSION}bang/<slug:key>/", decisions.decision, name="decision"),
    path(f"{_VERSION}tep/", files.files, name="files"),
    path(f"{_VERSION}tep/<path:name>", files.file, name="file"),
]
