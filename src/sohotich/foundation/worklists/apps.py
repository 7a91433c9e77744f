from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    name = "sohotich.foundation.worklists"
    label = "worklists"
    verbose_name = "Danh sách việc"
