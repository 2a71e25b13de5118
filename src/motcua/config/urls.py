"""Addresses: each door of `delivery` brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.delivery.signin.urls")),
]
