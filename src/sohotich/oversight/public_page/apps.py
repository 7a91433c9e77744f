from django.apps import AppConfig


class PublicPageConfig(AppConfig):
    name = "sohotich.oversight.public_page"
    label = "public_page"
    verbose_name = "Trang công khai"
