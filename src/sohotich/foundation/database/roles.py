"""The two roles: an owner that migrates, an application role that only reads and writes rows.

The application role is no superuser, does not pass by row-level security, makes no objects but
tables of its own session, cannot empty tables, and can only add to what is append-only.
"""

from __future__ import annotations

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from sohotich.foundation.database.connection import (
    APPLICATION,
    DATABASE,
    OWNER,
    superuser_address,
)
from sohotich.foundation.database.home import Home

_LOCK = 0x524F4C45
READER = "sohotich_public"
"""Whom the pages for everybody ask as: signs in nowhere, reads published counts and nothing else;
the application may become it.
"""
# The application reads which migrations ran, and changes none of it.
READ_ONLY_TABLES = ("django_migrations",)
_PLAIN = sql.SQL("NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS")


def ensure_embedded_roles(home: Home) -> None:
    """Make roles and database of the embedded server, or set what differs."""
    secrets = home.secrets()
    with psycopg.connect(superuser_address(home), autocommit=True) as connection:
        # Two commands may start at once; the lock falls with the connection.
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        _ensure_role(connection, OWNER, secrets["owner_password"], "CREATEDB")
        _ensure_role(connection, APPLICATION, secrets["application_password"], "NOCREATEDB")
        _ensure_reader(connection)
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(query, [DATABASE]).fetchone() is None:
            name, owner = sql.Identifier(DATABASE), sql.Identifier(OWNER)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
        with psycopg.connect(superuser_address(home, DATABASE), autocommit=True) as inside:
            role = sql.Identifier(OWNER)
            inside.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(role))


def _ensure_role(
    connection: psycopg.Connection[tuple[object, ...]], name: str, password: str, database: str
) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = sql.SQL("ALTER ROLE") if known else sql.SQL("CREATE ROLE")
    connection.execute(
        sql.SQL("{} {} LOGIN {} {} PASSWORD {}").format(
            verb, sql.Identifier(name), _PLAIN, sql.SQL(database), sql.Literal(password)
        )
    )


def _ensure_reader(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    reader = sql.Identifier(READER)
    if not _reader_known(connection):
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN {}").format(reader, _PLAIN))
    connection.execute(sql.SQL("GRANT {} TO {}").format(reader, sql.Identifier(APPLICATION)))


def _reader_known(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    query = "SELECT 1 FROM pg_roles WHERE rolname = %s"
    return connection.execute(query, [READER]).fetchone() is not None


def role_of(address: str) -> str:
    """The role an address signs in as."""
    return str(conninfo_to_dict(address).get("user") or "")


def grant_application(owner_address: str, application: str, append_only: list[str]) -> None:
    """Give the application role its rights on everything the owner made; safe to repeat.

    `append_only`: tables that take INSERT and SELECT only.
    """
    role = sql.Identifier(application)
    owner = sql.Identifier(role_of(owner_address))
    rows = sql.SQL("SELECT, INSERT, UPDATE, DELETE")
    statements: list[sql.Composed | sql.SQL] = [
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role),
        sql.SQL("GRANT {} ON ALL TABLES IN SCHEMA public TO {}").format(rows, role),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role),
    ]
    default = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT {} ON {} TO {}")
    statements.append(default.format(owner, rows, sql.SQL("TABLES"), role))
    sequences = sql.SQL("USAGE, SELECT")
    statements.append(default.format(owner, sequences, sql.SQL("SEQUENCES"), role))
    revoke = sql.SQL("REVOKE {} ON {} FROM {}")
    for table in append_only:
        rights = sql.SQL("UPDATE, DELETE")
        statements.append(revoke.format(rights, sql.Identifier(table), role))
    for table in READ_ONLY_TABLES:
        rights = sql.SQL("INSERT, UPDATE, DELETE")
        statements.append(revoke.format(rights, sql.Identifier(table), role))
    with psycopg.connect(owner_address) as connection:
        for statement in statements:
            connection.execute(statement)


def grant_reader(owner_address: str, tables: list[str]) -> None:
    """Let the reader see these tables and no other; does nothing where the server has none."""
    role = sql.Identifier(READER)
    with psycopg.connect(owner_address) as connection:
        if not _reader_known(connection):
            return
        connection.execute(
            sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role)
        )
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        for table in tables:
            name = sql.Identifier(table)
            connection.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(name, role))
