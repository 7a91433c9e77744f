from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    name = "sohotich.pipeline.workbooks"
    label = "workbooks"
    verbose_name = "Nhập từ Excel"

    def ready(self) -> None:
        from sohotich.foundation.jobs.subjects import name_subjects
        from sohotich.pipeline.workbooks.menu import register_menu
        from sohotich.pipeline.workbooks.selectors import sending_labels

        register_menu()
        name_subjects("sending", sending_labels)
