"""The backup as a background job: by the button, or by the clock."""

from __future__ import annotations

from typing import Any

from sohotich.foundation.administration.backup.place import backup_folder, backup_words
from sohotich.foundation.administration.backup.services import Where, backup_make
from sohotich.foundation.database.home import Home
from sohotich.foundation.jobs.context import JobContext
from sohotich.foundation.jobs.registry import job

BACKUP = "backup.make"
_MEGABYTE = 1_000_000


@job(kind=BACKUP, title="Sao lưu", right="backup.make")
def backup(context: JobContext) -> dict[str, Any]:
    """Back up to this machine's folder; progress counts megabytes."""

    def progress(done: int, total: int, note: str) -> None:
        context.progress(done // _MEGABYTE, max(total // _MEGABYTE, 1), note)

    where = Where(backup_folder(Home.current()), backup_words())
    made = backup_make(actor=context.actor, where=where, progress=progress)
    return {"name": made.backup.name, "good": made.backup.good}
