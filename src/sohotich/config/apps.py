"""The rooms that are Django apps, lower layers first."""

from pathlib import Path

FOUNDATION = [
    "sohotich.foundation.database",
    "sohotich.foundation.audit",
    "sohotich.foundation.people",
    "sohotich.foundation.files",
    "sohotich.foundation.jobs",
    "sohotich.foundation.worklists",
    "sohotich.foundation.policies",
    "sohotich.foundation.pages",
    "sohotich.foundation.schema_forms",
    "sohotich.foundation.administration",
]
REGISTER = [
    "sohotich.register.books",
    "sohotich.register.ledger",
    "sohotich.register.images",
    "sohotich.register.records",
]
PIPELINE = [
    "sohotich.pipeline.scanning",
    "sohotich.pipeline.keying",
    "sohotich.pipeline.review",
    "sohotich.pipeline.transfer",
]
WEB = ["sohotich.web"]
LIBRARIES = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
]


def present(names: list[str]) -> list[str]:
    """Those of the rooms that stand already."""
    root = Path(__file__).resolve().parents[2]
    return [name for name in names if (root / name.replace(".", "/") / "apps.py").is_file()]
