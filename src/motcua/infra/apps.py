from django.apps import AppConfig


class InfraConfig(AppConfig):
    name = "motcua.infra"
    verbose_name = "Hạ tầng"
