"""The daily backup: started once a day by whichever worker sees first that it is due."""

from __future__ import annotations

from datetime import datetime, time

from django.db import connection, transaction
from django.utils import timezone

from sohotich.foundation.database.clock import now
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.jobs.services import start
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import User
from sohotich.foundation.policies.services import value

_KIND = "backup.make"
_LOCK = 0x4241434B


@transaction.atomic
def backup_when_due() -> Job | None:
    """Start today's backup unless one was started since its hour (real time); None if not due."""
    due = due_at(timezone.localtime(now()), str(value("backup.at")))
    # An installation made after its hour waits for the next day: it has nothing to lose yet.
    if due is None or not User.objects.filter(created_at__lt=due).exists():
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return None
    if Job.objects.filter(kind=_KIND, created_at__gte=due).exists():
        return None
    scheduler = service_actor("scheduler")
    return start(actor=scheduler, kind=_KIND, unit="", subject="backup", subject_key=None)


def due_at(here: datetime, hour: str) -> datetime | None:
    """Today's moment of the backup when it has come (local time), None before it."""
    due = datetime.combine(here.date(), time.fromisoformat(hour), here.tzinfo)
    return due if here >= due else None
