"""Many rows of one table at once: COPY into a table of the moment, then one INSERT … SELECT.

COPY into a table behind a wall of row-level security is refused by PostgreSQL; by this way the wall
and every constraint hold as for any other row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL
from psycopg import sql

_DRAFT = sql.Identifier("rows_in_hand")


@transaction.atomic
def insert_many(
    shared: models.Model,
    varying: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    skip_known: bool = False,
) -> int:
    """Store a row for each of `rows`: its values for the columns `varying`, everything else as the
    unsaved instance `shared` has it; returns how many were stored.

    `skip_known`: a row that breaks a unique constraint is left out instead of raising
    IntegrityError. Values go as PostgreSQL reads them: JSON as its text. Columns that the database
    fills in itself stay to be filled in. Made for thousands of rows: a few are stored quicker one
    by one.
    """
    table = sql.Identifier(shared._meta.db_table)
    stored_by_us = [field for field in shared._meta.concrete_fields if not field.has_db_default()]
    drafted = sql.SQL(", ").join(map(sql.Identifier, varying))
    same = [field for field in stored_by_us if field.column not in set(varying)]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(
                _DRAFT, drafted, table
            )
        )
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(_DRAFT, drafted)) as copy:
            for row in rows:
                copy.write_row(row)
        comma = sql.SQL(", ")
        insert = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}{}").format(
            table,
            comma.join([drafted, *[sql.Identifier(str(field.column)) for field in same]]),
            comma.join([drafted, *map(_typed, same)]),
            _DRAFT,
            sql.SQL(" ON CONFLICT DO NOTHING" if skip_known else ""),
        )
        cursor.execute(insert, [_value(field, shared) for field in same])
        stored = int(cursor.rowcount)
        cursor.execute(sql.SQL("DROP TABLE {}").format(_DRAFT))
    return stored


def plain_insert(row: models.Model) -> None:
    """Store one row and ask for nothing back, as `save` would: whoever may add to a table behind a
    wall is not always one who may read it. Columns that the database fills in stay unknown.
    """
    fields = [field for field in row._meta.concrete_fields if not field.has_db_default()]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(row._meta.db_table),
        sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields]),
        sql.SQL(", ").join(map(_typed, fields)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_value(field, row) for field in fields])


def _typed(field: models.Field[Any, Any]) -> sql.Composed:
    # A value in a SELECT has no column to take its type from.
    return sql.SQL("%s::{}").format(sql.SQL(field.db_type(connection) or "text"))


def _value(field: models.Field[Any, Any], shared: models.Model) -> Any:
    return field.get_db_prep_save(getattr(shared, field.attname), connection)


def among(column: str, keys: Sequence[UUID]) -> RawSQL:
    """For `filter()`: the column is one of thousands of keys, sent as one array.

    `__in` makes a parameter of each, and writing them costs more than finding the rows.
    """
    condition = sql.SQL("{} = ANY(%s::uuid[])").format(sql.Identifier(*column.split(".")))
    array = "{" + ",".join([key.hex for key in keys]) + "}"
    return RawSQL(condition.as_string(), [array], output_field=models.BooleanField())  # noqa: S611
