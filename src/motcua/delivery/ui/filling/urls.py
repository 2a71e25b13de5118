from __future__ import annotations

from django.urls import path

from motcua.delivery.ui.filling import views

app_name = "filling"
urlpatterns = [path("", views.places, name="places")]
