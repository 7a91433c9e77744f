from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "sohotich.foundation.jobs"
    label = "jobs"
    verbose_name = "Việc chạy nền"
