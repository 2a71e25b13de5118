from __future__ import annotations

from django.urls import path

from motcua.delivery.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.leader, name="leader"),
    path("so-lieu/", views.figures, name="figures"),
    path("hai-long/", views.satisfaction, name="satisfaction"),
    path("<slug:word>/", views.dossiers, name="dossiers"),
]
