from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "sohotich.pipeline.transfer"
    label = "transfer"
    verbose_name = "Chuyển"
