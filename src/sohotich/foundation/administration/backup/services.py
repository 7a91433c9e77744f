"""Making a backup as somebody: their right, the policies, the record of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from sohotich.foundation.administration.backup import dump, making
from sohotich.foundation.administration.backup.making import Made, Progress, Wish
from sohotich.foundation.administration.backup.store import store_at
from sohotich.foundation.administration.models import BackupRun
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.home import Home
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import number


@dataclass(frozen=True)
class Where:
    """The folder of the backups and the words of its key (None: not encrypted)."""

    folder: Path
    words: str | None


def backup_make(
    *,
    actor: Actor,
    where: Where,
    keep: int | None = None,
    progress: Progress = lambda *_: None,
) -> Made:
    """Make a backup of this home, keep what the policy says, put the outcome on record.

    UserError when none was made; that is on record too.
    """
    if not actor.can_somewhere("backup.make"):
        raise Forbidden
    home, started = Home.current(), now()
    record(actor=actor, action="backup.start", unit="", subject="backup")
    try:
        wish = Wish(
            home=home,
            address=dump.backup_address(home),
            least_free=number("backup.min_free_bytes"),
            keep=keep or number("backup.keep"),
        )
        made = making.make(store_at(where.folder, where.words, make=True), wish, progress)
    except UserError as error:
        _ended(actor, where.folder, started, None, str(error))
        raise
    _ended(actor, where.folder, started, made, " ".join(made.backup.problems))
    return made


@transaction.atomic
def _ended(actor: Actor, folder: Path, started: datetime, made: Made | None, message: str) -> None:
    manifest = made.backup.manifest if made else None
    run = BackupRun.objects.create(
        started_at=started,
        ended_at=now(),
        folder=str(folder),
        name=made.backup.name if made else "",
        good=made is not None and made.backup.good,
        message=message,
        files=manifest["files"]["count"] if manifest else 0,
        stored=_stored(manifest) if manifest else 0,
        by=actor.key,
        by_name=actor.name,
    )
    record(
        actor=actor,
        action="backup.make",
        unit="",
        subject="backup",
        key=run.key,
        facts={"name": run.name, "good": run.good, "removed": list(made.removed) if made else []},
    )


def _stored(manifest: dict[str, Any]) -> int:
    parts = sum(int(part["stored"]) for part in manifest["parts"].values())
    return parts + int(manifest["files"]["new_bytes"])
