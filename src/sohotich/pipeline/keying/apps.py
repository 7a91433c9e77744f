from django.apps import AppConfig


class KeyingConfig(AppConfig):
    name = "sohotich.pipeline.keying"
    label = "keying"
    verbose_name = "Nhập liệu"
