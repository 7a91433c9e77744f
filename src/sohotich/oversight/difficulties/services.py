"""What is done to a difficulty: one row held, one transaction, an event, an entry in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.database.lengths import REASON
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.people.units import unit_names
from sohotich.oversight.difficulties.about import NOTHING, About
from sohotich.oversight.difficulties.attachments import Sent, picture_store, pictures_checked
from sohotich.oversight.difficulties.clock import due_from, minutes_passed
from sohotich.oversight.difficulties.errors import Overtaken
from sohotich.oversight.difficulties.models import (
    Difficulty,
    EventKind,
    Picture,
    State,
    Tier,
)
from sohotich.oversight.difficulties.names import kept_name
from sohotich.oversight.difficulties.people import (
    answers,
    first_tier,
    raising_unit,
    sees,
    speaks_for_raiser,
)
from sohotich.oversight.difficulties.telling import told
from sohotich.oversight.difficulties.texts import optional, written


@dataclass(frozen=True)
class Draft:
    """What somebody wants to raise; `category` and `urgency` are codes."""

    category: str
    urgency: str
    text: str
    about: About = NOTHING


@transaction.atomic
def difficulty_raise(*, actor: Actor, draft: Draft, pictures: Sequence[Sent] = ()) -> Difficulty:
    """Raise a difficulty of one's own unit; its clock starts.

    Raises `engines.guard.Refused` for a picture that may not come in: then nothing is kept.
    """
    unit = raising_unit(actor)
    if not unit:
        raise Forbidden
    text = written(draft.text, "Nội dung")
    drawn = pictures_checked(pictures)
    moment, key = campaign_now(), new_key()
    row = Difficulty.objects.create(
        key=key,
        unit_code=unit,
        unit_name=unit_names([unit]).get(unit, unit),
        category=draft.category,
        urgency=draft.urgency,
        text=text,
        about=draft.about.words,
        book_key=draft.about.book,
        entry_key=draft.about.entry,
        raised_by=actor.key,
        raised_by_name=kept_name(actor),
        raised_at=moment,
        opened_at=moment,
        due_at=due_from(moment, draft.urgency),
        tier=first_tier(unit),
    )
    for order, jpeg in enumerate(drawn, start=1):
        link = picture_store(actor=actor, unit=unit, key=key, jpeg=jpeg, order=order)
        Picture.objects.create(difficulty=row, link=link, order=order)
    told(row, EventKind.RAISED, actor)
    return row


@transaction.atomic
def difficulty_take(*, actor: Actor, key: UUID) -> Difficulty:
    """Say that one is at it, so that nobody else begins; again takes it over."""
    row = _to_answer(actor, key)
    if row.holder == actor.key:
        return row
    row.state, row.holder, row.holder_name = State.IN_PROGRESS, actor.key, actor.name
    return _stored(row, EventKind.TAKEN, actor)


@transaction.atomic
def difficulty_pass(*, actor: Actor, key: UUID, text: str = "") -> Difficulty:
    """Hand it on from the district to the department; the clock goes on."""
    row = _to_answer(actor, key)
    if row.tier != Tier.DISTRICT:
        raise UserError("Khó khăn này đã ở Sở Tư pháp.", mend="Tải lại trang.")
    row.tier, row.state = Tier.PROVINCE, State.OPEN
    row.holder, row.holder_name = None, ""
    return _stored(row, EventKind.PASSED, actor, optional(text, "Nội dung"))


@transaction.atomic
def difficulty_answer(*, actor: Actor, key: UUID, text: str, seen: int) -> Difficulty:
    """Answer it. `seen`: how many events the writer had before them; `Overtaken` when somebody has
    written since, so that the writer reads that first and no text is lost.
    """
    row = _held(actor, key)
    if not answers(actor, row):
        raise Forbidden("Khó khăn này không thuộc phần anh/chị trả lời.")
    answer = written(text, "Trả lời")
    if row.events.count() != seen or not row.waiting:
        raise Overtaken(
            "Trong lúc anh/chị viết, đã có người viết thêm.",
            mend="Đọc phần mới, sửa lại nếu cần rồi gửi. Nội dung của anh/chị còn nguyên ở dưới.",
        )
    moment = campaign_now()
    row.state, row.answered_at = State.ANSWERED, moment
    if row.answer_minutes is None:
        row.answer_minutes = minutes_passed(row.raised_at, moment)
    return _stored(row, EventKind.ANSWERED, actor, answer)


@transaction.atomic
def difficulty_say(*, actor: Actor, key: UUID, text: str) -> Difficulty:
    """Add to the conversation, from either side, as long as it is not closed."""
    row = _held(actor, key)
    if row.state == State.CLOSED:
        raise UserError("Khó khăn này đã đóng.", mend="Mở lại, nêu lý do.")
    return _stored(row, EventKind.SAID, actor, written(text, "Trao đổi"))


@transaction.atomic
def difficulty_close(*, actor: Actor, key: UUID) -> Difficulty:
    """The raiser's side is content, or needs no answer any more."""
    row = _of_raiser(actor, key)
    if row.state == State.CLOSED:
        return row
    row.state, row.closed_at = State.CLOSED, campaign_now()
    return _stored(row, EventKind.CLOSED, actor)


@transaction.atomic
def difficulty_reopen(*, actor: Actor, key: UUID, reason: str) -> Difficulty:
    """The answer did not help: open again for whoever had it, the clock from the beginning."""
    row = _of_raiser(actor, key)
    if row.state not in (State.ANSWERED, State.CLOSED):
        raise UserError("Khó khăn này đang chờ trả lời.", mend="Viết thêm ở phần trao đổi.")
    why = written(reason, "Lý do", REASON)
    moment = campaign_now()
    row.state, row.opened_at, row.closed_at = State.OPEN, moment, None
    row.due_at, row.escalated_at = due_from(moment, row.urgency), None
    row.holder, row.holder_name = None, ""
    return _stored(row, EventKind.REOPENED, actor, why)


def _held(actor: Actor, key: UUID) -> Difficulty:
    row = Difficulty.objects.select_for_update().filter(pk=key).first()
    if row is None or not sees(actor, row):
        raise Forbidden("Khó khăn này của đơn vị khác.")
    return row


def _to_answer(actor: Actor, key: UUID) -> Difficulty:
    row = _held(actor, key)
    if not answers(actor, row):
        raise Forbidden("Khó khăn này không thuộc phần anh/chị trả lời.")
    if not row.waiting:
        raise UserError("Khó khăn này đã có trả lời.", mend="Tải lại trang.")
    return row


def _of_raiser(actor: Actor, key: UUID) -> Difficulty:
    row = _held(actor, key)
    if not speaks_for_raiser(actor, row):
        raise Forbidden("Chỉ đơn vị nêu khó khăn đóng hoặc mở lại được.")
    return row


def _stored(row: Difficulty, kind: EventKind, actor: Actor, text: str = "") -> Difficulty:
    row.save()
    told(row, kind, actor, text)
    return row
