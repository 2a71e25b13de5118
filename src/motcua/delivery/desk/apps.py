from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "motcua.delivery.desk"
    label = "desk"
