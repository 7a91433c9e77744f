"""The rooms that are Django apps, lower layers first."""

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
    "sohotich.foundation.connect",
    "sohotich.foundation.administration",
]
REGISTER = [
    "sohotich.register.books",
    "sohotich.register.ledger",
    "sohotich.register.accuracy",
    "sohotich.register.images",
    "sohotich.register.records",
    "sohotich.register.search",
    "sohotich.register.contests",
]
PIPELINE = [
    "sohotich.pipeline.scanning",
    "sohotich.pipeline.keying",
    "sohotich.pipeline.review",
    "sohotich.pipeline.sampling",
    "sohotich.pipeline.transfer",
    "sohotich.pipeline.workbooks",
    "sohotich.pipeline.training",
]
OVERSIGHT = [
    "sohotich.oversight.facts",
    "sohotich.oversight.difficulties",
    "sohotich.oversight.staffing",
    "sohotich.oversight.forecast",
    "sohotich.oversight.reports",
    "sohotich.oversight.dashboards",
    "sohotich.oversight.merit",
    "sohotich.oversight.public_page",
    "sohotich.oversight.pay",
    "sohotich.oversight.audit_trail",
    "sohotich.oversight.retention",
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
