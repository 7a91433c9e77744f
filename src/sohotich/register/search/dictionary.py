"""The search dictionary, kept in step with the records: set by set, safe to stop and to repeat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import service_actor
from sohotich.register.search.models import Reach

# A person's row is numbered when it is made and seen when its transaction ends: an import of a
# whole province ends within this time.
_LOOK_BACK: Final = timedelta(hours=1)
_REBUILD_EVERY: Final = timedelta(hours=24)
_LOCK: Final = 0x54494D
# The keys' first 48 bits are milliseconds: those made since then.
_SINCE: Final = "WHERE key >= %s"
_TAKE_IN: Final = """
    WITH met AS (SELECT DISTINCT unmarked_key COLLATE "C" AS name FROM records_person {since}),
    fresh AS (
        INSERT INTO search_knownname (key, name, words)
        SELECT gen_random_uuid(), name, string_to_array(name, ' ') FROM met
        WHERE name <> ''
          AND NOT EXISTS (SELECT FROM search_knownname known WHERE known.name = met.name)
        ON CONFLICT (name) DO NOTHING
        RETURNING words)
    INSERT INTO search_knownword (key, word)
    SELECT gen_random_uuid(), word
    FROM (SELECT DISTINCT unnest(words) COLLATE "C" AS word FROM fresh) said
    ON CONFLICT (word) DO NOTHING
"""
_FORGET: Final = (
    """DELETE FROM search_knownname known WHERE NOT EXISTS
       (SELECT FROM records_person met WHERE met.unmarked_key COLLATE "C" = known.name)""",
    """DELETE FROM search_knownword known WHERE NOT EXISTS
       (SELECT FROM search_knownname met WHERE met.words @> ARRAY[known.word]::varchar[])""",
)


def names_keep() -> bool:
    """Take in the names written since the last time; once a day, drop those that nobody has any
    more. Speaks as the search service. False where another process is at it.
    """
    with acting(service_actor("search")), transaction.atomic():
        if not _alone():
            return False
        reach, moment = Reach.objects.first(), now()
        if reach is None or moment - reach.rebuilt_at > _REBUILD_EVERY:
            _rebuild(moment)
        else:
            _take_in(reach.followed_to - _LOOK_BACK)
            Reach.objects.update(followed_to=moment)
    return True


def names_rebuild() -> None:
    """The same over every record, whenever it was done last; waits for another that is at it."""
    with acting(service_actor("search")), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        _rebuild(now())


def _rebuild(moment: datetime) -> None:
    _take_in(None)
    with connection.cursor() as cursor:
        for statement in _FORGET:
            cursor.execute(statement)
    Reach.objects.update_or_create(
        single=True, defaults={"followed_to": moment, "rebuilt_at": moment}
    )


def _take_in(since: datetime | None) -> None:
    with connection.cursor() as cursor:
        statement = _TAKE_IN.format(since=_SINCE if since else "")
        cursor.execute(statement, [_key_at(since)] if since else None)


def _key_at(moment: datetime) -> UUID:
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])
