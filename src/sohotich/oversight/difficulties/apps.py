from django.apps import AppConfig


class DifficultiesConfig(AppConfig):
    name = "sohotich.oversight.difficulties"
    label = "difficulties"
    verbose_name = "Khó khăn, hướng dẫn, thông báo"
