from django.apps import AppConfig


class ScanningConfig(AppConfig):
    name = "sohotich.pipeline.scanning"
    label = "scanning"
    verbose_name = "Quét"

    def ready(self) -> None:
        from sohotich.foundation.pages.navigation import NavItem, register
        from sohotich.pipeline.scanning.screens import pages_waiting

        line = NavItem(
            "Quét", "scanning:list", "scan", "scan.upload", 30, count=pages_waiting, short="Quét"
        )
        register(line)
