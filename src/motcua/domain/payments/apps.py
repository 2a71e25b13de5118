from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "motcua.domain.payments"
    verbose_name = "Phí, lệ phí, thanh toán"
