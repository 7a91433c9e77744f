from django.apps import AppConfig


class PayConfig(AppConfig):
    name = "sohotich.oversight.pay"
    label = "pay"
    verbose_name = "Kinh phí"

    def ready(self) -> None:
        from sohotich.oversight.pay import jobs  # noqa: F401
        from sohotich.oversight.pay.menu import register_menu

        register_menu()
