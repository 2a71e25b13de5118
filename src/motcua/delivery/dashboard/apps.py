from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "motcua.delivery.dashboard"
    label = "dashboard"
