"""The empty view as a server of its own: the product's settings and middleware, one address."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sohotich.config.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402

settings.ROOT_URLCONF = "bench.nothing"
application = WSGIHandler()
