"""Storing a file for something, and opening it again with a purpose on record."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from sohotich.domain.text import nfc
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files import store as blobs
from sohotich.foundation.files.models import Link
from sohotich.foundation.people.actors import Actor


@transaction.atomic
def store(
    *,
    actor: Actor,
    source: blobs.Source,
    unit: str,
    subject: str,
    subject_key: UUID,
    purpose: str,
    name: str,
    media_type: str,
) -> Link:
    """Store content and link it to its owner; the caller has checked the actor's right.

    The same content for the same owner and purpose gives the link that is there. Should the
    transaction fail, the blob stays without a link: unreachable, harmless, found again next time.
    """
    blob = blobs.put(source)
    same = Link.objects.filter(
        subject=subject, subject_key=subject_key, purpose=purpose, sha256=blob.sha256
    ).first()
    if same is not None:
        return same
    link = Link.objects.create(
        unit_code=unit,
        subject=subject,
        subject_key=subject_key,
        purpose=purpose,
        name=nfc(name),
        sha256=blob.sha256,
        bytes=blob.bytes,
        media_type=media_type,
        created_by=actor.key,
    )
    facts = {"link": str(link.key), "purpose": purpose, "sha256": blob.sha256, "bytes": blob.bytes}
    record(
        actor=actor, action="file.store", unit=unit, subject=subject, key=subject_key, facts=facts
    )
    return link


def open_link(*, actor: Actor, link: Link, purpose: str) -> BinaryIO:
    """Open a stored file for reading and put that on record; `purpose` says why it is read.

    The caller has checked the actor's right to the owner. `UserError` when the content is gone.
    """
    record(
        actor=actor,
        action="file.read",
        unit=link.unit_code,
        subject=link.subject,
        key=link.subject_key,
        purpose=purpose,
        facts={"link": str(link.key)},
    )
    try:
        return blobs.blob_path(link.sha256).open("rb")
    except FileNotFoundError as error:
        raise UserError(
            "Không thấy nội dung tệp trong kho.",
            where=link.name,
            mend="Báo người quản trị phục hồi kho tệp từ bản sao lưu.",
        ) from error
