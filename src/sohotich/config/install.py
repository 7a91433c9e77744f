"""Bring a database up to this version: migrations, row-level security, rights of the application
role, units.

Runs as the owner (SOHOTICH_AS_OWNER=1 before Django starts) and may be repeated.
"""

from __future__ import annotations

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.roles import grant_application, grant_reader, role_of
from sohotich.foundation.database.speaking import EVERYTHING, speaking
from sohotich.foundation.database.walls import walls_raise
from sohotich.foundation.people.loading import units_load

# Two starting at once: the second waits and finds everything done.
_LOCK = 0x534F484F


def install(owner_address: str, application_address: str, alias: str = DEFAULT_DB_ALIAS) -> None:
    """Migrate, raise the walls, grant, load units; `alias` connects as the owner."""
    with psycopg.connect(owner_address, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        # A migration that moves data must see it: the walls hold for the owner too.
        with speaking(EVERYTHING):
            call_command("migrate", database=alias, interactive=False, verbosity=0)
        walls_raise(owner_address)
        grant_application(owner_address, role_of(application_address), append_only_tables())
        grant_reader(owner_address, published_tables())
        units_load()


def append_only_tables() -> list[str]:
    """The tables of every model that declares itself append-only."""
    models = [model for model in apps.get_models() if issubclass(model, Keyed)]
    return sorted(model._meta.db_table for model in models if model.append_only)


def published_tables() -> list[str]:
    """All that the pages for everybody may read."""
    models = apps.get_app_config("public_page").get_models()
    return sorted(model._meta.db_table for model in models)
