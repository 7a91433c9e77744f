from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "sohotich.pipeline.transfer"
    label = "transfer"
    verbose_name = "Chuyển"

    def ready(self) -> None:
        from sohotich.pipeline.transfer.menu import register_menu

        register_menu()
