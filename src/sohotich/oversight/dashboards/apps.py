from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "sohotich.oversight.dashboards"
    label = "dashboards"
    verbose_name = "Điều hành"

    def ready(self) -> None:
        from sohotich.oversight.dashboards.menu import register_menu

        register_menu()
