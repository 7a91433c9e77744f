from django.apps import AppConfig


class ScanningConfig(AppConfig):
    name = "sohotich.pipeline.scanning"
    label = "scanning"
    verbose_name = "Quét"
