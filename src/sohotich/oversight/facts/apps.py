from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "sohotich.oversight.facts"
    label = "facts"
    verbose_name = "Tiến độ"
