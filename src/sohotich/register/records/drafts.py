"""An empty reading of an entry, by whom and of which kind."""

from __future__ import annotations

from sohotich.domain.record_types import record_type
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading


def draft_made(actor: Actor, entry: Entry, kind: str, slot: int = 0) -> Reading:
    """A draft begun now; rights and blindness are the caller's to check. `slot` 0: of no keying."""
    schema = record_type(entry.book.type_code)
    return Reading.objects.create(
        entry=entry,
        book_id=entry.book_id,
        unit_code=entry.unit_code,
        kind=kind,
        slot=slot,
        by=actor.key,
        by_name=actor.name,
        started_at=now(),
        type_code=schema.code,
        version=schema.default_version,
    )
