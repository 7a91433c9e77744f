"""The database under test: made and emptied by the owner, used by the code as the application.

One server for the run, started when the first test asks for it; one template database, migrated
once; one copy of it per worker of pytest-xdist.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from sohotich.foundation.database.connection import addresses
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.locks import alone
from sohotich.foundation.database.place import forget, place_of
from sohotich.foundation.database.roles import ensure_embedded_roles
from sohotich.foundation.database.server import EmbeddedServer, running_pid

# Kept over the tests: what migrations and loading put there.
KEPT = {"django_migrations", "django_content_type", "auth_permission", "people_unit"}
_FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nshared_buffers = 64MB\n"
_RUN = Path(os.environ["SOHOTICH_TEST_HOME"]).name.replace("-", "_")


def home() -> Home:
    return Home(Path(os.environ["SOHOTICH_TEST_HOME"]))


def start_server() -> EmbeddedServer | None:
    """Start (or join) the run's server; None when a server was given."""
    if not addresses(home()).embedded:
        return None
    server = EmbeddedServer(home(), extra_settings=_FAST)
    server.attach()
    ensure_embedded_roles(home())
    return server


def address(role: str, database: str) -> str:
    """The address of one of the run's databases as `owner` or `application`."""
    return make_conninfo(getattr(addresses(home()), role), dbname=database)


def database_name(worker: str) -> str:
    return f"{_RUN}_{worker}".lower()


def copy_template(worker: str) -> str:
    """A fresh copy of the migrated template for this worker; returns its name."""
    name, template = database_name(worker), f"{_RUN}_template"
    with alone(home().run / "test-template.lock"), _maintenance() as connection:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(known, [template]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(template)))
            _install(template)
        _drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    return name


def _install(template: str) -> None:
    from sohotich.config.install import install

    owner, application = address("owner", template), address("application", template)
    connections.databases["default"].update(_names(owner))
    try:
        install(owner, application)
    finally:
        connections["default"].close()


def use(name: str) -> None:
    """Point Django's connection at the worker's database, as the application role."""
    connections["default"].close()
    connections.databases["default"].update(_names(address("application", name)))


def _names(conninfo: str) -> dict[str, str]:
    parts = psycopg.conninfo.conninfo_to_dict(conninfo)
    return {
        "NAME": str(parts["dbname"]),
        "USER": str(parts.get("user", "")),
        "PASSWORD": str(parts.get("password", "")),
        "HOST": str(parts.get("host", "")),
        "PORT": str(parts.get("port", "")),
    }


def empty(name: str) -> None:
    """Remove every row a test stored, as the owner: the application role cannot."""
    with psycopg.connect(address("owner", name)) as connection:
        tables = {
            row[0]
            for row in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
        } - KEPT
        guarded = connection.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only'"
        ).fetchall()
        for switch in ("DISABLE", "ENABLE"):
            for (table,) in guarded:
                connection.execute(f"ALTER TABLE {table} {switch} TRIGGER append_only")
            if switch == "DISABLE":
                listed = sql.SQL(", ").join(map(sql.Identifier, sorted(tables)))
                connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(listed))


def drop(name: str) -> None:
    connections["default"].close()
    with _maintenance() as connection:
        _drop(connection, name)


def _drop(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


@contextmanager
def _maintenance() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(address("owner", "postgres"), autocommit=True) as connection:
        yield connection


def finish_run() -> None:
    """Take everything of the run away: databases of a given server, or the server and its home."""
    if addresses(home()).embedded:
        if running_pid(place_of(home())) is not None:
            server = EmbeddedServer(home())
            server.attach()
            server.detach()
        forget(home())
    else:
        with _maintenance() as connection:
            query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            for (name,) in connection.execute(query, [f"{_RUN}_"]).fetchall():
                _drop(connection, str(name))
    shutil.rmtree(home().path, ignore_errors=True)


def forget_homes(under: Path) -> None:
    """Take away what the databases of homes that tests made under this folder left elsewhere.

    Started as root, a server keeps its files outside of its home. One that still runs is left.
    """
    for secrets in under.rglob("secrets.json"):
        found = Home(secrets.parent)
        if running_pid(place_of(found)) is None:
            forget(found)
