from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "sohotich.foundation.administration"
    label = "administration"
    verbose_name = "Quản trị"

    def ready(self) -> None:
        from sohotich.foundation.administration.menu import register_menu

        register_menu()
