"""The chain of seals: what an entry's and a seal's digest are made of, and making the next seal.

Writers wait for nobody: entries are inserted freely, and once a minute a seal closes over those
that are committed and in no seal yet. An entry whose transaction commits late gets into a later
seal. Each seal holds the digest of the one before it, so that whoever alters, removes or inserts
an entry or a seal must make every later seal anew; the heads kept elsewhere show that.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Sum

from sohotich.foundation.audit.models import AuditSeal
from sohotich.foundation.database.speaking import AUDIT_VIEW, Speaker, speaking

BEGINNING = "0" * 64
"""What the first seal names as the one before it."""

# An entry's bytes: one JSON array, as PostgreSQL writes jsonb, in UTF-8.
ENTRY_DIGEST = """sha256(convert_to(jsonb_build_array(
    number, key, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor_key,
    actor_name, action, unit, subject, subject_key, purpose, facts)::text, 'UTF8'))"""

LATEST = timedelta(hours=24)
"""No transaction lives longer: after this, a hole in the numbers stays a hole."""

WHOLE_LOG = Speaker(service="scheduler", reach={AUDIT_VIEW: None})
"""Who seals and verifies: a chain over some of the entries would be none."""

BATCH = 50_000
_LOCK = 0x5345414C
_UNSEALED = f"""
    WITH open AS (
        SELECT int8multirange(int8range(%(low)s, greatest(last_value, %(low)s), '(]')) - coalesce(
            (SELECT range_agg(r) FROM audit_auditseal, unnest(members::int8multirange) AS r
             WHERE number > %(since)s), '{{}}') AS numbers
        FROM audit_number
    ), batch AS (
        SELECT e.* FROM open, unnest(open.numbers) AS r, LATERAL (
            SELECT number, {ENTRY_DIGEST} AS digest FROM audit_auditentry
            WHERE number >= lower(r) AND number < upper(r) ORDER BY number LIMIT %(batch)s
        ) AS e
        ORDER BY e.number LIMIT %(batch)s
    )
    SELECT count(*), max(number), string_agg(digest, ''::bytea ORDER BY number),
           range_agg(int8range(number, number, '[]'))::text
    FROM batch"""  # noqa: S608


@dataclass(frozen=True)
class Head:
    """The end of the chain: number and digest of the last seal, how many entries are sealed."""

    seal: int
    digest: str
    made_at: datetime
    entries: int


def seal_digest(
    *, number: int, previous: str, made_at: datetime, made_by: str, members: str, digests: bytes
) -> str:
    """SHA-256 over the seal's lines: number, previous, moment, maker, members, entries' digest.

    Lines end in LF; the moment is UTC with microseconds; the last line is the SHA-256 (hex) of the
    entries' digests one after the other.
    """
    moment = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    last = hashlib.sha256(digests).hexdigest()
    lines = (str(number), previous, moment, made_by, members, last)
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def seal_all(*, maker: str) -> int:
    """Seal every committed entry that is in no seal; returns how many. Safe to call anywhere.

    Of several callers at the same time one seals, the others return 0.
    """
    sealed = 0
    with speaking(WHOLE_LOG):
        while made := _seal_batch(maker):
            sealed += made
    return sealed


@transaction.atomic
def _seal_batch(maker: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = AuditSeal.objects.order_by("-number").defer("digests").first()
        closed = last_closed()
        low, since = (closed.top, closed.number) if closed else (0, 0)
        cursor.execute(_UNSEALED, {"low": low, "since": since, "batch": BATCH})
        count, top, digests, members = cursor.fetchone()
    if not count:
        return 0
    number, previous = (last.number + 1, last.digest) if last else (1, BEGINNING)
    made_at = datetime.now(UTC)
    AuditSeal.objects.create(
        number=number,
        made_at=made_at,
        made_by=maker,
        members=members,
        top=max(top, last.top if last else 0),
        entries=count,
        digests=bytes(digests),
        previous=previous,
        digest=seal_digest(
            number=number,
            previous=previous,
            made_at=made_at,
            made_by=maker,
            members=members,
            digests=bytes(digests),
        ),
    )
    return int(count)


def last_closed() -> AuditSeal | None:
    """The last seal so old that nothing below its `top` can still be on its way; None: no such."""
    old = datetime.now(UTC) - LATEST
    return AuditSeal.objects.filter(made_at__lt=old).order_by("-number").defer("digests").first()


def head() -> Head | None:
    """The end of the chain now; None before the first seal."""
    last = AuditSeal.objects.order_by("-number").defer("digests").first()
    if last is None:
        return None
    total = AuditSeal.objects.aggregate(total=Sum("entries"))["total"]
    return Head(last.number, last.digest, last.made_at, total)
