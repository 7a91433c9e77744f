from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "sohotich.register.search"
    label = "search"
    verbose_name = "Tìm kiếm"
