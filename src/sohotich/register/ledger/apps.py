from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "sohotich.register.ledger"
    label = "ledger"
    verbose_name = "Sổ cái tiến độ"
