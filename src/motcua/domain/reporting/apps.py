from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "motcua.domain.reporting"
    verbose_name = "Báo cáo"
