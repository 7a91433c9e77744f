from django.apps import AppConfig


class KeyingConfig(AppConfig):
    name = "sohotich.pipeline.keying"
    label = "keying"
    verbose_name = "Nhập liệu"

    def ready(self) -> None:
        from sohotich.foundation.policies.second_key import provide_basis
        from sohotich.pipeline.keying.measured import basis
        from sohotich.pipeline.keying.menu import register_menu

        register_menu()
        provide_basis(basis)
