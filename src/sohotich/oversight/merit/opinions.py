"""What those named say of their line before the deadline, and the answer they get."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now, shown
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.merit.models import MeritLine, MeritList, Opinion, Stage
from sohotich.oversight.merit.rights import speaks_for
from sohotich.oversight.merit.services import list_hold, list_where, written

LONGEST = 2_000


@transaction.atomic
def opinion_write(*, actor: Actor, line: UUID, text: str, appeal: bool) -> Opinion:
    """Comment on one's line or, with `appeal`, ask for it to be changed; before the deadline."""
    row = MeritLine.objects.select_related("merit_list").filter(key=line).first()
    if row is None or not speaks_for(actor, row):
        raise Forbidden("Chỉ đơn vị, người được nêu tên nêu ý kiến về dòng này.")
    found = MeritList.objects.select_for_update().get(key=row.merit_list_id)
    if not takes_words(found):
        raise UserError(
            "Không còn trong hạn nêu ý kiến.",
            where=list_where(found),
            mend=f"Hạn: {shown(found.comment_until):%H:%M %d/%m/%Y}."
            if found.comment_until
            else "",
        )
    made = Opinion.objects.create(
        line=row,
        subject=row.subject,
        unit_code=row.unit_code,
        person_key=row.person_key,
        appeal=appeal,
        text=written(text, "Ý kiến", LONGEST),
        by=actor.key,
        by_name=actor.name,
        at=campaign_now(),
    )
    _record(actor, "merit.appeal" if appeal else "merit.comment", made)
    return made


@transaction.atomic
def opinion_answer(*, actor: Actor, opinion: UUID, text: str) -> Opinion:
    """Answer once, with name and time, before the list is issued."""
    said = Opinion.objects.select_related("line").filter(key=opinion).first()
    if said is None:
        raise Forbidden
    found = list_hold(actor, said.line.merit_list_id)
    row = Opinion.objects.select_for_update().get(key=opinion)
    if found.stage != Stage.ANNOUNCED or row.answered_at is not None:
        raise UserError("Ý kiến này đã trả lời.", where=list_where(found), mend="Tải lại trang.")
    row.answer = written(text, "Trả lời", LONGEST)
    row.answered_by_name, row.answered_at = actor.name, campaign_now()
    row.save()
    _record(actor, "merit.answer", row)
    return row


def takes_words(found: MeritList) -> bool:
    """Whether those named may speak now."""
    until = found.comment_until
    return found.stage == Stage.ANNOUNCED and until is not None and campaign_now() <= until


def _record(actor: Actor, action: str, row: Opinion) -> None:
    record(
        actor=actor,
        action=action,
        unit=row.unit_code,
        subject="merit_opinion",
        key=row.key,
        facts={"line": str(row.line_id)},
    )
