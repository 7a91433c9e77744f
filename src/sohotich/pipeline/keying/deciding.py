"""Letters from the comparison screen: a decision, taken back, late or twice, and the settling."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction

from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.disputes import dispute_choose, dispute_settle, dispute_undo
from sohotich.pipeline.keying.holding import dispute_hold
from sohotich.register.ledger.models import Entry
from sohotich.register.records.decisions import decision_of
from sohotich.register.records.errors import ReadingError
from sohotich.register.records.models import Reading, ReadingKind, ReadingState

# The screen's keys; H leaves the field open, U takes its decision back.
CHOICES: Final = {"A": "a", "B": "b", "S": "other", "K": "unreadable", "T": "blank"}
OPEN: Final = ("H", "U")


@transaction.atomic
def decision_letter(
    *, actor: Actor, entry: Entry, field: str, choice: str, value: str, seq: int
) -> bool:
    """Take in one answer of the screen; False for a repeated or late letter, which changes nothing.

    `seq` grows with each letter of the entry. Raises ReadingError for a settled entry or a wrong
    answer, InOtherHands.
    """
    locked = Entry.objects.select_for_update(of=("self",)).select_related("book").get(pk=entry.pk)
    if locked.state != "disputed":
        return _after_the_end(actor, locked, field, choice, seq)
    dispute_hold(actor=actor, entry=locked)
    before = decision_of(locked)
    if before is not None and before.by == actor.key and seq <= before.sequence.get(field, -1):
        return False
    if choice in OPEN:
        decision = dispute_undo(actor=actor, entry=locked, field=field)
    else:
        decision = dispute_choose(
            actor=actor, entry=locked, field=field, choice=CHOICES.get(choice, ""), value=value
        )
    decision.sequence[field] = seq
    decision.save(update_fields=["sequence"])
    return True


def _after_the_end(actor: Actor, entry: Entry, field: str, choice: str, seq: int) -> bool:
    done = _settled_by(actor.key, entry)
    if done is not None and choice not in OPEN and seq <= done.sequence.get(field, -1):
        return False
    raise ReadingError(
        f"Số {entry.label} đã chốt, không đổi ở đây được nữa.",
        where=entry.book.label,
        mend="Sửa ở bước soát xét, có ghi lý do.",
    )


@transaction.atomic
def settle_letter(*, actor: Actor, entry: Entry) -> bool:
    """Settle the entry; False when the actor has settled it already. Errors of `dispute_settle`.

    The same letter may come twice at once, from the page left and from the one that came after it:
    the second waits for the first.
    """
    locked = Entry.objects.select_for_update(of=("self",)).select_related("book").get(pk=entry.pk)
    if locked.state != "disputed" and _settled_by(actor.key, locked) is not None:
        return False
    dispute_settle(actor=actor, entry=locked)
    return True


def _settled_by(person: UUID, entry: Entry) -> Reading | None:
    decisions = Reading.objects.filter(
        entry=entry, by=person, kind=ReadingKind.DECISION, state=ReadingState.COMPLETE
    )
    return decisions.order_by("-completed_at").first()
