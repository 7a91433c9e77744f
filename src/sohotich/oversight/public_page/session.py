"""The one way by which the public page asks the database: reading only, as a role that has no right
to any table but those of published counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from sohotich.foundation.database.roles import READER
from sohotich.foundation.database.speaking import NOBODY, speaking


@contextmanager
def public_session() -> Iterator[None]:
    """Within the block the connection is the reader's; ProgrammingError or DataError where the
    server has no such role (`sohotich check` says so).
    """
    with speaking(NOBODY), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(READER)}")
        yield
        # It ends by going back: inside another transaction the role would outlast the block.
        transaction.set_rollback(True)
