from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "sohotich.pipeline.review"
    label = "review"
    verbose_name = "Soát xét"

    def ready(self) -> None:
        from sohotich.pipeline.review.menu import register_menu

        register_menu()
