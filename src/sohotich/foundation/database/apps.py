from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "sohotich.foundation.database"
    label = "database"
    verbose_name = "Cơ sở dữ liệu"
