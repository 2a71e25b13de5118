from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "motcua.domain.feedback"
    verbose_name = "Đánh giá, phản ánh"
