from django.apps import AppConfig


class DifficultiesConfig(AppConfig):
    name = "sohotich.oversight.difficulties"
    label = "difficulties"
    verbose_name = "Khó khăn, hướng dẫn, thông báo"

    def ready(self) -> None:
        from sohotich.foundation.pages.notices import register
        from sohotich.oversight.difficulties.menu import register_menu
        from sohotich.oversight.difficulties.standing import broadcast_notices

        register_menu()
        register(broadcast_notices)
