from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "sohotich.register.contests"
    label = "contests"
    verbose_name = "Ý kiến về ô đã chọn khác"
