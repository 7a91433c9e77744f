from django.apps import AppConfig


class KeyingConfig(AppConfig):
    name = "sohotich.pipeline.keying"
    label = "keying"
    verbose_name = "Nhập liệu"

    def ready(self) -> None:
        from sohotich.pipeline.keying.menu import register_menu

        register_menu()
