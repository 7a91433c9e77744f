from django.apps import AppConfig


class MeritConfig(AppConfig):
    name = "sohotich.oversight.merit"
    label = "merit"
    verbose_name = "Thi đua"

    def ready(self) -> None:
        from sohotich.foundation.pages.notices import register
        from sohotich.oversight.merit.menu import register_menu
        from sohotich.oversight.merit.standing import merit_notices

        register_menu()
        register(merit_notices)
