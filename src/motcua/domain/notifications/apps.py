from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "motcua.domain.notifications"
    verbose_name = "Thông báo"
