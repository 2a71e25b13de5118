from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "motcua.delivery.signin"
    verbose_name = "Đăng nhập"
