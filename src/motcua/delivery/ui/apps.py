from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "motcua.delivery.ui"
    label = "ui"
