"""Sending a broadcast, reading it, reminding those who have not, withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from sohotich.domain.text import clean
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now, campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.database.lengths import REASON
from sohotich.foundation.database.once import ask_anew
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.people.units import unit_names
from sohotich.oversight.difficulties.attachments import Sent, letter_store
from sohotich.oversight.difficulties.audience import SEND, follows, readers
from sohotich.oversight.difficulties.models import Broadcast, BroadcastReceipt
from sohotich.oversight.difficulties.names import kept_name
from sohotich.oversight.difficulties.texts import LONGEST_TITLE, written


@dataclass(frozen=True)
class Message:
    """`units`: codes addressed, `roles`: of these alone (empty: everybody there)."""

    title: str
    text: str
    importance: str
    units: Sequence[str]
    roles: Sequence[str] = ()
    must_confirm: bool = False
    last_day: date | None = None


@transaction.atomic
def broadcast_send(*, actor: Actor, message: Message, letter: Sent | None = None) -> Broadcast:
    """Send it to units the actor's right reaches. `Refused` for a letter that is no sound PDF."""
    own = next((held.unit_code for held in actor.grants if SEND in held.permissions), "")
    if not own or not all(actor.can(SEND, unit) for unit in message.units):
        raise Forbidden("Chỉ gửi được cho đơn vị của mình và cấp dưới.")
    if not message.units:
        raise UserError("Chưa chọn đơn vị nhận.", where="Gửi cho", mend="Chọn ít nhất một.")
    if message.last_day is not None and message.last_day < campaign_today():
        where = f"{message.last_day:%d/%m/%Y}"
        raise UserError("Ngày hết hiệu lực đã qua.", where=where, mend="Chọn từ hôm nay trở đi.")
    key = new_key()
    link = letter_store(actor=actor, unit=own, key=key, sent=letter) if letter else None
    row = Broadcast.objects.create(
        key=key,
        unit_code=own,
        unit_name=unit_names([own]).get(own, own),
        sent_by=actor.key,
        sent_by_name=actor.name,
        sent_at=campaign_now(),
        title=written(clean(message.title), "Tiêu đề", LONGEST_TITLE),
        text=written(message.text, "Nội dung"),
        importance=message.importance,
        units=sorted(set(message.units)),
        roles=sorted(set(message.roles)),
        must_confirm=message.must_confirm,
        last_day=message.last_day,
        link=link.key if link else None,
        link_name=link.name if link else "",
        link_bytes=link.bytes if link else None,
    )
    if not readers(row):
        raise UserError("Chưa có ai ở đơn vị, vai trò đã chọn.", mend="Chọn lại nơi nhận.")
    _record(actor, "broadcast.send", row, units=len(row.units), roles=row.roles)
    return row


@transaction.atomic
def broadcast_read(
    *, actor: Actor, row: Broadcast, confirm: bool = False
) -> BroadcastReceipt | None:
    """Note that the actor has it before them, with `confirm` that they say so; the first time
    counts. None for somebody it does not address.
    """
    held = next((h for h in actor.grants if h.unit_code in row.units
                 and (not row.roles or h.role in row.roles)), None)  # fmt: skip
    if held is None or row.sent_by == actor.key:
        return None
    moment = campaign_now()
    new = BroadcastReceipt(
        broadcast=row,
        reader=actor.key,
        reader_name=kept_name(actor),
        unit_code=held.unit_code,
        read_at=moment,
    )
    BroadcastReceipt.objects.bulk_create([new], ignore_conflicts=True)
    receipt = BroadcastReceipt.objects.select_for_update().get(broadcast=row, reader=actor.key)
    if confirm and receipt.confirmed_at is None and row.withdrawn_at is None:
        receipt.confirmed_at = moment
        receipt.save(update_fields=["confirmed_at"])
    ask_anew()
    return receipt


@transaction.atomic
def broadcast_remind(*, actor: Actor, key: UUID) -> int:
    """Bring it before everybody who has not read (or confirmed) it, on their every page; how many
    they are.
    """
    row = _held(actor, key)
    missing = missing_readers(row)
    if missing and row.withdrawn_at is None:
        row.reminded_at = campaign_now()
        row.save(update_fields=["reminded_at"])
        _record(actor, "broadcast.remind", row, missing=missing)
    return missing


@transaction.atomic
def broadcast_withdraw(*, actor: Actor, key: UUID, reason: str) -> Broadcast:
    """Take it back; it stays to be read as withdrawn, with the reason and the receipts."""
    row = _held(actor, key)
    if row.withdrawn_at is not None:
        raise UserError("Thông báo này đã thu hồi.", mend="Tải lại trang.")
    row.withdrawn_reason = written(reason, "Lý do", REASON)
    row.withdrawn_at, row.withdrawn_by_name = campaign_now(), actor.name
    row.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_reason"])
    _record(actor, "broadcast.withdraw", row)
    return row


def missing_readers(row: Broadcast) -> int:
    """How many of those addressed have not read it, or not confirmed it where that is asked."""
    return sum(
        (one.confirmed_at if row.must_confirm else one.read_at) is None
        for one in readers(row)
        if not one.gone
    )


def _held(actor: Actor, key: UUID) -> Broadcast:
    row = Broadcast.objects.select_for_update().filter(pk=key).first()
    if row is None or not follows(actor, row):
        raise Forbidden("Thông báo này do đơn vị khác gửi.")
    return row


def _record(actor: Actor, action: str, row: Broadcast, **facts: object) -> None:
    record(
        actor=actor,
        action=action,
        unit=row.unit_code,
        subject="broadcast",
        key=row.key,
        facts={"importance": row.importance, **facts},
    )
