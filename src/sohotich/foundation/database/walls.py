"""Row-level security put up in the database, as the models' scopes say; done by the owner.

Every table with a scope gets one policy, `wall`, and forces it on its owner too. The policy carries
the digest of what it was made from: putting it up again changes, and locks, only what differs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

import psycopg
from django.apps import apps
from django.db import connection
from psycopg import sql

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import Open, Scope

POLICY: Final = "wall"
_STANDING: Final = """
    SELECT c.relname, obj_description(p.oid, 'pg_policy')
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polname = %s AND c.relrowsecurity AND c.relforcerowsecurity
      AND c.relnamespace = 'public'::regnamespace
"""


def declared() -> Iterator[tuple[type[Keyed], Scope | Open | None]]:
    """Every stored model of ours with what it declares; None where it says nothing."""
    for model in apps.get_models():
        if issubclass(model, Keyed):
            yield model, model.scope


def scoped() -> dict[str, tuple[type[Keyed], Scope]]:
    """Tables that stand behind a wall, by name."""
    return {
        model._meta.db_table: (model, scope)
        for model, scope in declared()
        if isinstance(scope, Scope)
    }


def walls_raise(owner_address: str) -> list[str]:
    """Bring every table's wall in line with its scope; returns the tables that were changed."""
    wanted = {table: _policy(model, scope) for table, (model, scope) in scoped().items()}
    known = {model._meta.db_table for model, _ in declared()}
    with psycopg.connect(owner_address) as owner:
        standing: dict[str, str] = dict(owner.execute(_STANDING, [POLICY]).fetchall())
        changed = sorted(t for t, made in wanted.items() if standing.get(t) != _digest(made))
        for table in changed:
            _execute(owner, _raise(table, wanted[table]))
        fallen = sorted(known & set(standing) - set(wanted))
        for table in fallen:
            _execute(owner, _tear_down(table))
    return changed + fallen


def walls_lacking() -> list[str]:
    """Tables whose wall is missing or not what their scope says; asked on Django's connection."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [POLICY])
        standing = dict(cursor.fetchall())
    wanted = {table: _digest(_policy(*declaration)) for table, declaration in scoped().items()}
    return sorted(table for table, digest in wanted.items() if standing.get(table) != digest)


def _policy(model: type[Keyed], scope: Scope) -> str:
    see = scope.see.sql(model)
    add = (scope.add or scope.see).sql(model)
    return f"USING ({see}) WITH CHECK ({add})"


def _digest(policy: str) -> str:
    return hashlib.sha256(policy.encode()).hexdigest()


def _raise(table: str, policy: str) -> Iterator[sql.Composed]:
    name, wall = sql.Identifier(table), sql.Identifier(POLICY)
    yield sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name)
    yield sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(name)
    yield sql.SQL("DROP POLICY IF EXISTS {} ON {}").format(wall, name)
    yield sql.SQL("CREATE POLICY {} ON {} ").format(wall, name) + sql.SQL(policy)
    comment = sql.SQL("COMMENT ON POLICY {} ON {} IS {}")
    yield comment.format(wall, name, sql.Literal(_digest(policy)))


def _tear_down(table: str) -> Iterator[sql.Composed]:
    name = sql.Identifier(table)
    yield sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(POLICY), name)
    yield sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(name)
    yield sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(name)


def _execute(
    owner: psycopg.Connection[tuple[object, ...]], statements: Iterable[sql.Composed]
) -> None:
    for statement in statements:
        owner.execute(statement)
