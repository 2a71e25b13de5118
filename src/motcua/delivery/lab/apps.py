from django.apps import AppConfig


class LabConfig(AppConfig):
    name = "motcua.delivery.lab"
    label = "lab"
