from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "motcua.domain.identity"
    verbose_name = "Người và cơ quan"
