"""Tables that only grow: a trigger forbids to everybody what the grants forbid the application."""

from __future__ import annotations

from django.db import migrations

FUNCTION = "refuse_change"

make_function = migrations.RunSQL(
    sql=f"""
    CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END $$
    """,
    reverse_sql=migrations.RunSQL.noop,
)


def append_only(table: str) -> migrations.RunSQL:
    """A migration operation: from now on rows of `table` are neither changed nor removed.

    The migration depends on ("database", "0002_append_only_and_cache").
    """
    return migrations.RunSQL(
        sql=f"""
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()
        """,
        reverse_sql=migrations.RunSQL.noop,
    )
