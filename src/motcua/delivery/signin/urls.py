from __future__ import annotations

from django.urls import path, re_path

from motcua.delivery.signin import views

app_name = "signin"
urlpatterns = [
    path("dang-nhap/", views.choose, name="choose"),
    path("dang-nhap/cong-dan/", views.begin, {"name": "citizens"}, name="citizens"),
    path("dang-nhap/can-bo/", views.begin, {"name": "officers"}, name="officers"),
    re_path(r"^dang-nhap/tra-ve/(citizens|officers)/$", views.callback, name="callback"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
]
