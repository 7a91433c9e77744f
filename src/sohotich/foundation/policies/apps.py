from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "sohotich.foundation.policies"
    label = "policies"
    verbose_name = "Quy định của tỉnh"
