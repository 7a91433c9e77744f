from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "sohotich.foundation.pages"
    label = "pages"
    verbose_name = "Khung trang"
