from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "sohotich.oversight.retention"
    label = "retention"
    verbose_name = "Hủy dữ liệu"

    def ready(self) -> None:
        from sohotich.oversight.retention.menu import register_menu

        register_menu()
