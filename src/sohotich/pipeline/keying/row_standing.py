"""How the entries that rows speak of stand: free for a first reading, read already, or not yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.queues import FIRST, SECOND, STATE_OF
from sohotich.pipeline.keying.taking_back import built_upon
from sohotich.register.ledger.bulk import Held
from sohotich.register.records.bulk import Imported, in_the_way, rows_imported
from sohotich.register.records.models import Reading

_WITHOUT_IMAGE: Final = ("expected", "missing", "cancelled")
_OF_ANOTHER: Final = "đã được nhập; muốn sửa thì sửa khi soát xét"
_BUILT_UPON: Final = "đã có người làm tiếp: muốn sửa thì sửa khi soát xét"


@dataclass(frozen=True)
class Standing:
    """Of the entries asked for, by their key: why some take no row; what the person's own earlier
    rows said; the readings that a row supersedes; which of these are the person's own.
    """

    refused: Mapping[UUID, str]
    old: Mapping[UUID, UUID]
    replaced: frozenset[UUID]
    _there: Mapping[UUID, Sequence[Imported]]

    def said(self, entry: UUID) -> Sequence[Mapping[str, str]]:
        """What rows of this person taken in earlier said of the entry. Whether somebody else's row
        says the same is for no second reader to find out.
        """
        return [one.said for one in self._there.get(entry, ())]


def standing_of(actor: Actor, held: Mapping[UUID, Held]) -> Standing:
    """How these entries stand for a person who brings rows.

    A free one waits for its first reading with an image. A row that differs from one's own earlier
    row goes in its place as long as nobody has gone on from that; a reading made otherwise, or by
    somebody else, is never replaced.
    """
    free = [key for key, entry in held.items() if entry.state == STATE_OF[FIRST]]
    others = {key: entry for key, entry in held.items() if entry.state != STATE_OF[FIRST]}
    there = rows_imported(list(others))
    way = in_the_way(actor, free)
    own = _own_rows(actor, others, there)
    refused = dict(way.refused)
    for key, entry in others.items():
        if key not in own:
            without = entry.state in _WITHOUT_IMAGE
            refused[key] = "chưa có ảnh" if without else _why(there.get(key, ()), actor)
    old = way.left_behind | own
    mine = {key: [one for one in rows if one.by == actor.key] for key, rows in there.items()}
    return Standing(refused, old, frozenset(own), mine)


def _own_rows(
    actor: Actor, others: Mapping[UUID, Held], there: Mapping[UUID, Sequence[Imported]]
) -> dict[UUID, UUID]:
    own = {
        key: rows[0].key
        for key, rows in there.items()
        if len(rows) == 1 and rows[0].by == actor.key and others[key].state == STATE_OF[SECOND]
    }
    if not own:
        return {}
    gone_on = built_upon(list(Reading.objects.filter(pk__in=list(own.values()))))
    return {key: reading for key, reading in own.items() if reading not in gone_on}


def _why(there: Sequence[Imported], actor: Actor) -> str:
    mine = any(one.by == actor.key for one in there)
    return _BUILT_UPON if mine else _OF_ANOTHER
