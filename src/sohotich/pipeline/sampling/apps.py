from django.apps import AppConfig


class SamplingConfig(AppConfig):
    name = "sohotich.pipeline.sampling"
    label = "sampling"
    verbose_name = "Kiểm mẫu"

    def ready(self) -> None:
        from sohotich.pipeline.sampling.menu import register_menu

        register_menu()
