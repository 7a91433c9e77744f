"""Connections that put who speaks in front of the statements; see `database.speaking`.

Outside of a transaction every statement carries it: the two travel together and are one
transaction to the server. Inside one, the first statement does, and any that another speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.db.backends.postgresql import base

from sohotich.foundation.database.speaking import NOBODY, Speaker, speaker

# These touch no rows; in a failed transaction the server takes nothing before the first three, and
# the others stand in no transaction.
_BARE: Final = re.compile(
    r"\s*(ROLLBACK|SAVEPOINT|RELEASE|VACUUM|(CREATE|DROP)(\sUNIQUE)?\sINDEX\sCONCURRENTLY)\b"
)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection; `told` is whom the transaction under way knows to speak, None: unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: Speaker | None = None
        self.execute_wrappers.append(_tell_first)

    def connect(self) -> None:
        self.told = None
        super().connect()

    def _set_autocommit(self, autocommit: bool) -> None:
        self.told = None
        super()._set_autocommit(autocommit)  # type: ignore[misc]

    def _commit(self) -> None:
        self.told = None
        super()._commit()  # type: ignore[misc]

    def _rollback(self) -> None:
        self.told = None
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        # What was told since the savepoint is undone with it.
        self.told = None
        super()._savepoint_rollback(sid)  # type: ignore[misc]

    def chunked_cursor(self) -> Any:
        # A cursor kept on the server is declared by one statement: nothing fits in front of it.
        return self.cursor()


def _tell_first(
    execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    connection: DatabaseWrapper = context["connection"]
    text = statement if isinstance(statement, str) else statement.as_string(connection.connection)
    if many:
        return _tell_many(execute, text, params, context)
    who = speaker()
    if _BARE.match(text) or _knows(connection, who):
        return execute(text, params, False, context)
    connection.told = None
    result = execute(f"{who.words}; {text}", params, False, context)
    context["cursor"].nextset()
    if not connection.get_autocommit():
        connection.told = who
    return result


def _knows(connection: DatabaseWrapper, who: Speaker) -> bool:
    if connection.get_autocommit():
        return who is NOBODY
    return connection.told is who


def _tell_many(
    execute: Callable[..., Any], statement: str, params: Any, context: dict[str, Any]
) -> Any:
    connection: DatabaseWrapper = context["connection"]
    with transaction.atomic(using=connection.alias, savepoint=False):
        who = speaker()
        if not _knows(connection, who):
            # By a cursor of its own: this one is about to run the whole batch.
            with connection.connection.cursor() as cursor:
                cursor.execute(who.words)
            connection.told = who
        return execute(statement, params, True, context)
