from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "sohotich.oversight.facts"
    label = "facts"
    verbose_name = "Tiến độ"

    def ready(self) -> None:
        from sohotich.oversight.facts.menu import register_menu

        register_menu()
