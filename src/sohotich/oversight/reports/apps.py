from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "sohotich.oversight.reports"
    label = "reports"
    verbose_name = "Báo cáo ngày"

    def ready(self) -> None:
        from sohotich.foundation.pages.notices import register
        from sohotich.oversight.reports.menu import register_menu
        from sohotich.oversight.reports.standing import report_notices

        register_menu()
        register(report_notices)
