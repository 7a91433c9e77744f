from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "sohotich.foundation.administration"
    label = "administration"
    verbose_name = "Quản trị"

    def ready(self) -> None:
        from sohotich.foundation.administration.backup.standing import backup_notices
        from sohotich.foundation.administration.menu import register_menu
        from sohotich.foundation.pages.notices import register

        register_menu()
        register(backup_notices)
