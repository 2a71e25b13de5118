from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "motcua.domain.records"
    verbose_name = "Giấy tờ điện tử"
