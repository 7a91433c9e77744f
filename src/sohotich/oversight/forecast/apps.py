from django.apps import AppConfig


class ForecastConfig(AppConfig):
    name = "sohotich.oversight.forecast"
    label = "forecast"
    verbose_name = "Dự báo ngày xong"

    def ready(self) -> None:
        from sohotich.oversight.forecast.menu import register_menu

        register_menu()
