from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "sohotich.foundation.files"
    label = "files"
    verbose_name = "Tệp"
