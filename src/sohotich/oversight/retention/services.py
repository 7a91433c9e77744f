"""Proposing, withdrawing, destroying: two people, one transaction, on record."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import ensure_short
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.forgetting import FORGOTTEN, account_forget
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.retention.models import Destruction
from sohotich.oversight.retention.planning import plan_of_today
from sohotich.register.records.forgetting import readings_forget


def destruction_propose(*, actor: Actor, reason: str) -> Destruction:
    """Write down what may be destroyed today, for somebody else to do it."""
    _ensure(actor)
    if not reason.strip():
        raise UserError("Thiếu căn cứ.", where="Căn cứ", mend="Ghi số, ngày của quyết định.")
    ensure_short(reason.strip(), "Căn cứ")
    plan = plan_of_today()
    if plan.empty:
        raise UserError("Hôm nay không có gì đến hạn hủy.", mend="Xem thời hạn ở mục Quy định.")
    try:
        with transaction.atomic():
            made = Destruction.objects.create(
                content=plan.content,
                content_sha256=plan.sha256,
                policies=plan.policies,
                reason=reason.strip(),
                proposed_by=actor.key,
                proposed_by_name=actor.name,
                proposed_by_title=actor.title,
                proposed_at=now(),
            )
            _record(actor, "retention.propose", made)
    except IntegrityError as error:
        raise UserError(
            "Đang có một đề nghị hủy chưa xong.", mend="Thực hiện hoặc rút đề nghị đó trước."
        ) from error
    return made


@transaction.atomic
def destruction_withdraw(*, actor: Actor, key: UUID) -> Destruction:
    """Take a proposal back; it stays on record, nothing is destroyed."""
    _ensure(actor)
    row = _open(key)
    row.withdrawn_at, row.withdrawn_by = now(), actor.key
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record(actor, "retention.withdraw", row)
    return row


@transaction.atomic
def destruction_do(*, actor: Actor, key: UUID) -> Destruction:
    """Destroy what was proposed, all of it or nothing; the view has asked for the password.

    UserError when the same person proposed it, or when what may go is no longer what was proposed.
    """
    _ensure(actor)
    row = _open(key)
    if row.proposed_by == actor.key:
        raise UserError(
            "Anh/chị là người đề nghị.", mend="Người thứ hai của Sở Tư pháp xem và thực hiện."
        )
    plan = plan_of_today()
    if plan.sha256 != row.content_sha256:
        raise UserError(
            "Những gì đến hạn hủy đã khác với lúc đề nghị.",
            where=f"đề nghị ngày {row.proposed_at:%d/%m/%Y}",
            mend="Rút đề nghị này rồi đề nghị lại.",
        )
    for account in plan.accounts:
        account_forget(account)
    Job.objects.filter(started_by__in=plan.accounts).update(started_by_name=FORGOTTEN)
    if readings_forget(plan.readings) != len(plan.readings):
        raise UserError("Có lần nhập không hủy được; chưa hủy gì.", mend="Thử lại.")
    row.destroyed_at, row.destroyed_by = now(), actor.key
    row.destroyed_by_name, row.destroyed_by_title = actor.name, actor.title
    row.save(
        update_fields=["destroyed_at", "destroyed_by", "destroyed_by_name", "destroyed_by_title"]
    )
    _record(actor, "retention.destroy", row)
    return row


def _ensure(actor: Actor) -> None:
    if not actor.can_somewhere("retention.do"):
        raise Forbidden


def _open(key: UUID) -> Destruction:
    row = Destruction.objects.select_for_update().filter(key=key).first()
    if row is None or not row.open:
        raise UserError("Đề nghị này đã thực hiện hoặc đã rút.", mend="Tải lại trang.")
    return row


def _record(actor: Actor, action: str, row: Destruction) -> None:
    record(
        actor=actor,
        action=action,
        unit="",
        subject="destruction",
        key=row.key,
        purpose=row.reason,
        facts={
            "sha256": row.content_sha256,
            "accounts": row.count("accounts"),
            "readings": row.count("readings"),
        },
    )
