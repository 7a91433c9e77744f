from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "sohotich.oversight.staffing"
    label = "staffing"
    verbose_name = "Lực lượng, máy móc"

    def ready(self) -> None:
        from sohotich.oversight.staffing.menu import register_menu

        register_menu()
