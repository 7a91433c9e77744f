from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "sohotich.pipeline.training"
    label = "training"
    verbose_name = "Học nhập liệu"

    def ready(self) -> None:
        from sohotich.pipeline.training.menu import register_menu
        from sohotich.pipeline.training.passing import register_gate

        register_menu()
        register_gate()
