"""Writing guidance: published, changed, withdrawn; every text it had is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from sohotich.domain.text import clean
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import REASON
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.difficulties.errors import LooksPersonal, Overtaken
from sohotich.oversight.difficulties.models import (
    Difficulty,
    Guidance,
    GuidanceHelped,
    GuidanceVersion,
)
from sohotich.oversight.difficulties.names import with_names
from sohotich.oversight.difficulties.personal import traces_in
from sohotich.oversight.difficulties.searching import keys_of
from sohotich.oversight.difficulties.texts import LONGEST_TITLE, optional, written

EDIT = "guidance.edit"
_MOST_TAGS = 8
_LONGEST_TAG = 40


@dataclass(frozen=True)
class Lesson:
    """A text for everybody; `tags` one text, parted by commas. `looked_at`: its writer has seen
    what looks personal and stands for it that it is not.
    """

    title: str
    text: str
    category: str
    tags: str = ""
    looked_at: bool = False


@transaction.atomic
def guidance_publish(*, actor: Actor, lesson: Lesson, source: Difficulty | None = None) -> Guidance:
    """Publish what an answer taught, or something new; `LooksPersonal` unless looked at."""
    kept = _checked(actor, lesson, source)
    moment = campaign_now()
    row = Guidance(
        **kept,
        from_difficulty=source.key if source is not None else None,
        published_at=moment,
        changed_at=moment,
        changed_by_name=actor.name,
    )
    row.save(force_insert=True)
    _keep(row, actor)
    _record(actor, "guidance.publish", row)
    return row


@transaction.atomic
def guidance_change(*, actor: Actor, key: UUID, lesson: Lesson, seen: int) -> Guidance:
    """A new version; `seen` is the version its writer began from, `Overtaken` if it is not the
    last one any more. A withdrawn one stands again.
    """
    row = _held(key)
    kept = _checked(actor, lesson, None)
    if row.version != seen:
        raise Overtaken(
            f"Trong lúc anh/chị sửa, {row.changed_by_name} đã lưu bản {row.version}.",
            mend="Xem bản mới ở dưới, sửa lại nếu cần rồi lưu. Nội dung của anh/chị còn nguyên.",
        )
    for name, value in kept.items():
        setattr(row, name, value)
    row.version += 1
    row.changed_at, row.changed_by_name = campaign_now(), actor.name
    row.withdrawn_at, row.withdrawn_by_name, row.withdrawn_reason = None, "", ""
    row.save()
    _keep(row, actor)
    _record(actor, "guidance.change", row)
    return row


@transaction.atomic
def guidance_withdraw(*, actor: Actor, key: UUID, reason: str) -> Guidance:
    """Say that it holds no more; it stays, shown as withdrawn."""
    _ensure(actor)
    row = _held(key)
    if row.withdrawn_at is not None:
        raise UserError("Hướng dẫn này đã thu hồi.", mend="Tải lại trang.")
    row.withdrawn_reason = written(reason, "Lý do", REASON)
    row.withdrawn_at, row.withdrawn_by_name = campaign_now(), actor.name
    row.save()
    _record(actor, "guidance.withdraw", row)
    return row


def guidance_helped(*, actor: Actor, key: UUID) -> int:
    """Count that it helped the actor, once; how many it helped so far."""
    row = Guidance.objects.filter(pk=key).first()
    if row is None:
        raise UserError("Không thấy hướng dẫn này.", mend="Tải lại trang.")
    said = GuidanceHelped(guidance=row, person=actor.key, at=campaign_now())
    GuidanceHelped.objects.bulk_create([said], ignore_conflicts=True)
    return row.helped.count()


def _checked(actor: Actor, lesson: Lesson, source: Difficulty | None) -> dict[str, object]:
    _ensure(actor)
    title = written(clean(lesson.title), "Tiêu đề", LONGEST_TITLE)
    text = written(lesson.text, "Nội dung")
    tags = _tags(lesson.tags)
    known = _names(source)
    traces = traces_in("\n".join((title, text, " ".join(tags))), known)
    if traces and not lesson.looked_at:
        raise LooksPersonal(traces)
    search_key, title_key = keys_of(title, tags, lesson.category, text)
    return {
        "title": title,
        "text": text,
        "category": lesson.category,
        "tags": tags,
        "search_key": search_key,
        "title_key": title_key,
    }


def _names(source: Difficulty | None) -> Sequence[str]:
    """Whoever spoke in it: not theirs to be named in a text for everybody."""
    if source is None:
        return ()
    return sorted({event.actor_name for event in with_names(source.events.all())})


def _tags(text: str) -> list[str]:
    tags = list(dict.fromkeys(filter(None, (clean(tag) for tag in text.split(",")))))
    if len(tags) > _MOST_TAGS:
        raise UserError(f"Nhiều quá {_MOST_TAGS} từ khóa.", where="Từ khóa", mend="Bớt đi.")
    return [optional(tag, "Từ khóa", _LONGEST_TAG) for tag in tags]


def _ensure(actor: Actor) -> None:
    if not actor.can_somewhere(EDIT):
        raise Forbidden("Hướng dẫn chung do Sở Tư pháp soạn.")


def _held(key: UUID) -> Guidance:
    row = Guidance.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise UserError("Không thấy hướng dẫn này.", mend="Tải lại trang.")
    return row


def _keep(row: Guidance, actor: Actor) -> None:
    GuidanceVersion.objects.create(
        guidance=row,
        number=row.version,
        category=row.category,
        tags=row.tags,
        title=row.title,
        text=row.text,
        by=actor.key,
        by_name=actor.name,
        at=row.changed_at,
    )


def _record(actor: Actor, action: str, row: Guidance) -> None:
    facts = {"category": row.category, "version": row.version}
    record(actor=actor, action=action, unit="", subject="guidance", key=row.key, facts=facts)
