from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "sohotich.foundation.audit"
    label = "audit"
    verbose_name = "Nhật ký truy cập"
