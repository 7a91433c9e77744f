from django.apps import AppConfig


class AuditTrailConfig(AppConfig):
    name = "sohotich.oversight.audit_trail"
    label = "audit_trail"
    verbose_name = "Tra cứu nhật ký truy cập"

    def ready(self) -> None:
        from sohotich.oversight.audit_trail.menu import register_menu

        register_menu()
