from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "sohotich.register.records"
    label = "records"
    verbose_name = "Bản ghi"
