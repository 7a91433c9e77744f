"""The API's records: what was settled, by the ministry's names; each reading leaves its trace."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from sohotich.domain.record_types import record_type
from sohotich.foundation.audit.services import record_many
from sohotich.foundation.connect.asking import TokenRequest, needs
from sohotich.foundation.connect.paging import Part, part_of
from sohotich.register.books.asked import book_asked
from sohotich.register.records.models import Record
from sohotich.register.records.selectors import records_of_book

router = Router(tags=["Nội dung đăng ký"])
_PURPOSE: Final = "api"
_ORDER: Final = ("entry__year", "entry__number", "entry__suffix", "entry__twin")


class RecordOut(Schema):
    """`values` by the column names of the ministry's template; `marks` says of a field
    blank_in_book, unreadable or as_written. `digest` changes when either does.
    """

    entry: UUID
    label: str
    state: str
    type: str
    version: str
    values: dict[str, str]
    marks: dict[str, str]
    digest: str
    updated_at: datetime

    @classmethod
    def of(cls, row: Record) -> RecordOut:
        hidden = record_type(row.type_code).kept_back
        return cls(
            entry=row.entry_id,
            label=row.entry.label,
            state=row.entry.state,
            type=row.type_code,
            version=row.version,
            values={name: value or "" for name, value in row.values.items() if name not in hidden},
            marks={name: mark for name, mark in row.marks.items() if name not in hidden},
            digest=row.digest,
            updated_at=row.updated_at,
        )


class RecordPart(Schema):
    items: list[RecordOut]
    next: str | None = None


class RecordsAsked(Schema):
    approved: bool = Field(True, description="Chỉ nội dung đã ký duyệt; false: cả chưa ký.")


@router.get("/books/{uuid:key}/records", response=RecordPart, summary="Nội dung đăng ký của sổ")
@needs("package.make")
def records(
    request: TokenRequest, key: UUID, asked: Query[RecordsAsked], part: Query[Part]
) -> RecordPart:
    """Dữ liệu cá nhân: mỗi trường hợp đọc ra đều ghi vào nhật ký truy cập."""
    book = book_asked(request, key, "package.make")
    found = records_of_book(book)
    if asked.approved:
        found = found.filter(entry__state__in=("approved", "exported", "accepted"))
    rows, following = part_of(found, _ORDER, part)
    record_many(
        actor=request.actor,
        action="record.read",
        subject="entry",
        done=[(row.unit_code, row.entry_id, {}) for row in rows],
        purpose=_PURPOSE,
    )
    return RecordPart(items=[RecordOut.of(row) for row in rows], next=following)
