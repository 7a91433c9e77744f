from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sohotich.foundation.people"
    label = "people"
    verbose_name = "Người dùng và phân quyền"
