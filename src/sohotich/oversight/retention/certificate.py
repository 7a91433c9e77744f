"""Biên bản hủy dữ liệu: what was destroyed, by which digest, by whom, on what ground."""

from __future__ import annotations

import io

from django.utils import timezone

from sohotich.domain.places import letter_place
from sohotich.engines.documents import Fact, Minutes, Signature, minutes_pdf
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.people.units import unit_on
from sohotich.oversight.retention.models import Destruction

_OFFICE = "Sở Tư pháp"


def certificate(*, actor: Actor, row: Destruction) -> bytes:
    """The minutes as a PDF to be signed in ink, the same bytes each time. Audited."""
    if not actor.can_somewhere("retention.do") or row.destroyed_at is None:
        raise Forbidden
    record(
        actor=actor,
        action="retention.print",
        unit="",
        subject="destruction",
        key=row.key,
    )
    done = timezone.localtime(row.destroyed_at)
    province = _province()
    out = io.BytesIO()
    minutes_pdf(
        Minutes(
            superior=f"Ủy ban nhân dân {province[:1].lower()}{province[1:]}",
            agency=_OFFICE,
            symbol="STP",
            place=letter_place(province),
            day=done.date(),
            subject="hủy dữ liệu hết hạn giữ",
            opening=(
                f"Hôm nay, lúc {done:%H:%M} ngày {done:%d/%m/%Y}, tại {_OFFICE}, căn cứ "
                f"{row.reason}, đã hủy các dữ liệu sau khỏi hệ thống số hóa sổ hộ tịch:",
            ),
            facts=tuple(_facts(row)),
            statement=(
                "Bản ghi, ảnh, PDF, sự kiện của sổ và nhật ký truy cập không bị hủy. Danh sách "
                "khóa của những gì đã hủy có mã SHA-256 ghi dưới đây; nhật ký truy cập ghi cùng "
                "mã đó và đã được niêm phong. Bản sao lưu lập trước lúc hủy còn chứa dữ liệu này "
                "cho tới khi hết hạn giữ bản sao lưu.",
                f"Người đề nghị: {row.proposed_by_name}. Người thực hiện: {row.destroyed_by_name}. "
                "Biên bản lập thành 02 bản, mỗi bên giữ 01 bản.",
            ),
            content_sha256=row.content_sha256,
            signatures=(
                Signature(row.proposed_by_title or "Người đề nghị", row.proposed_by_name),
                Signature(row.destroyed_by_title or "Người thực hiện", row.destroyed_by_name),
            ),
        ),
        out,
    )
    return out.getvalue()


def _facts(row: Destruction) -> list[Fact]:
    years = int(row.policies["retention.audit_years"])
    return [
        Fact("Thông tin cá nhân của tài khoản tạm", grouped(row.count("accounts")), figure=True),
        Fact("Lần nhập dở, lần nhập đã được thay", grouped(row.count("readings")), figure=True),
        Fact("Nhật ký truy cập còn giữ", f"{years} năm", figure=True),
    ]


def _province() -> str:
    found = campaign()
    unit = unit_on(found.root_unit) if found else None
    return unit.name if unit else ""
