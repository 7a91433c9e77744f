from django.apps import AppConfig


class AccuracyConfig(AppConfig):
    name = "sohotich.register.accuracy"
    label = "accuracy"
    verbose_name = "Độ chính xác"
