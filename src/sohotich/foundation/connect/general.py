"""The API's common nouns: the token itself, units, record types, jobs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from sohotich.domain.record_types import RECORD_TYPES
from sohotich.domain.schema import RecordType
from sohotich.foundation.connect.asking import TokenRequest, needs
from sohotich.foundation.connect.paging import Part, part_of
from sohotich.foundation.connect.problems import Problem
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.jobs.selectors import jobs_visible
from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.units import in_force

router = Router(tags=["Chung"])


class TokenOut(Schema):
    """Whose token this is and how long it lasts."""

    key: UUID
    name: str
    unit: str = Field(description="Mã đơn vị.")
    rights: list[str]
    valid_to: date = Field(description="Ngày cuối dùng được, theo ngày của đợt.")


@router.get("/token", response=TokenOut, summary="Khóa đang dùng")
@needs("book.view")
def token(request: TokenRequest) -> TokenOut:
    """Đơn vị, các quyền và ngày hết hạn của khóa gửi kèm; dùng để thử kết nối."""
    one = request.token
    return TokenOut(
        key=one.key, name=one.name, unit=one.unit_code, rights=one.rights, valid_to=one.valid_to
    )


class UnitOut(Schema):
    """A unit in its meaning of today; dates None where open."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: date | None
    valid_to: date | None


class UnitPart(Schema):
    items: list[UnitOut]
    next: str | None = None


@router.get("/units", response=UnitPart, summary="Đơn vị trong phạm vi của khóa")
@needs("book.view")
def units(request: TokenRequest, part: Query[Part]) -> UnitPart:
    """Đơn vị của khóa và các đơn vị bên dưới, đang có hiệu lực hôm nay."""
    found = Unit.objects.filter(in_force(campaign_today()))
    reach = request.actor.units("book.view")
    if reach is not None:
        found = found.filter(code__in=reach)
    rows, following = part_of(found, ("code", "key"), part)
    return UnitPart(items=[_unit(row) for row in rows], next=following)


def _unit(row: Unit) -> UnitOut:
    return UnitOut(
        code=row.code,
        name=row.name,
        level=row.level,
        parent=row.parent_code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


class VersionOut(Schema):
    code: str
    title: str
    standing: str = Field(description="official, confirmed hoặc proposed (mẫu dự kiến).")


class RecordTypeOut(Schema):
    code: str
    file_name: str
    name: str
    versions: list[VersionOut]


class RecordTypes(Schema):
    items: list[RecordTypeOut]


class FieldOut(Schema):
    """`values` are the codes of a field that takes codes, [] for others."""

    key: str
    label: str
    kind: str
    required: str
    max_length: int | None
    code_list: str | None
    versions: list[str]
    help: str


class RecordTypeFields(RecordTypeOut):
    fields: list[FieldOut]


@router.get("/record-types", response=RecordTypes, summary="Các loại sổ nhập được")
@needs("book.view")
def record_types(request: TokenRequest) -> RecordTypes:
    """Mã loại (KS, KH, …) và các phiên bản mẫu của Bộ."""
    return RecordTypes(items=[RecordTypeOut(**_type(kind)) for kind in RECORD_TYPES])


@router.get("/record-types/{code}", response=RecordTypeFields, summary="Các trường của một loại sổ")
@needs("book.view")
def record_type_fields(request: TokenRequest, code: str) -> RecordTypeFields:
    """Tên trường đúng như cột trong mẫu của Bộ, theo thứ tự của mẫu."""
    kind = next((kind for kind in RECORD_TYPES if kind.code == code), None)
    if kind is None:
        known = ", ".join(kind.code for kind in RECORD_TYPES)
        raise Problem("not_found", "Không có loại sổ này.", where=code[:40], mend=f"Có: {known}.")
    fields = [
        FieldOut(
            key=field.key,
            label=field.label,
            kind=field.kind.value,
            required=field.required.value,
            max_length=field.maxlen,
            code_list=field.code_list,
            versions=sorted(field.versions),
            help=field.help,
        )
        for field in kind.fields
    ]
    return RecordTypeFields(**_type(kind), fields=fields)


def _type(kind: RecordType) -> dict[str, Any]:
    versions = [
        VersionOut(code=one.code, title=one.title, standing=one.standing.value)
        for one in kind.versions
    ]
    return {
        "code": kind.code,
        "file_name": kind.file_name,
        "name": kind.name,
        "versions": versions,
    }


class JobOut(Schema):
    """Background work; `subject_key` is the key of what it is about (a book)."""

    key: UUID
    kind: str
    title: str
    unit: str
    subject: str
    subject_key: UUID | None
    state: str = Field(description="waiting, running, done, failed hoặc cancelled.")
    done: int
    total: int
    note: str
    message: str = Field(description="Vì sao không xong.")
    created_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, job: Job) -> JobOut:
        return cls(
            key=job.key,
            kind=job.kind,
            title=job.title,
            unit=job.unit_code,
            subject=job.subject,
            subject_key=job.subject_key,
            state=job.state,
            done=job.done,
            total=job.total,
            note=job.note,
            message=job.message,
            created_at=job.created_at,
            ended_at=job.ended_at,
        )


class JobPart(Schema):
    items: list[JobOut]
    next: str | None = None


@router.get("/jobs", response=JobPart, summary="Việc chạy nền")
@needs("book.view")
def jobs(request: TokenRequest, part: Query[Part], subject_key: UUID | None = None) -> JobPart:
    """Việc do khóa này bắt đầu; có quyền xem việc chạy nền thì mọi việc trong phạm vi."""
    found = jobs_visible(request.actor)
    if subject_key is not None:
        found = found.filter(subject_key=subject_key)
    rows, following = part_of(found, ("key",), part)
    return JobPart(items=[JobOut.of(row) for row in rows], next=following)


@router.get("/jobs/{uuid:key}", response=JobOut, summary="Một việc chạy nền")
@needs("book.view")
def job(request: TokenRequest, key: UUID) -> JobOut:
    """Tiến độ và kết quả; hỏi lại vài giây một lần tới khi state là done, failed hay cancelled."""
    return JobOut.of(get_object_or_404(jobs_visible(request.actor), pk=key))
