"""The minutes (biên bản) of a book's approval, for ink and seal."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from sohotich.domain.places import letter_place
from sohotich.domain.record_types import register_type
from sohotich.engines.documents import Fact, Minutes, Signature, minutes_pdf
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import shown
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.people.units import unit_names, unit_on
from sohotich.register.ledger.models import BookApproval


def approval_minutes(*, actor: Actor, approval: BookApproval) -> bytes:
    """The minutes of one signing as a PDF, dated the campaign day it was signed."""
    book = approval.book
    ensure(actor, "book.view", book.unit_code)
    audit.record(
        actor=actor,
        action="minutes.print",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        facts={"version": approval.version},
    )
    signed = shown(approval.campaign_at)
    unit = _unit_name(book.unit_code, signed.date())
    committee = f"Ủy ban nhân dân {_lowered(unit)}"
    out = io.BytesIO()
    minutes_pdf(
        Minutes(
            agency=committee,
            place=letter_place(unit),
            day=signed.date(),
            subject=f"duyệt dữ liệu số hóa sổ {book.label}",
            opening=(
                f"Hôm nay, lúc {signed:%H:%M} ngày {signed:%d/%m/%Y}, tại {committee}, "
                f"đã xem xét kết quả số hóa {_type(book.type_code)} quyển số "
                f"{book.volume_text} ({book.label}) như sau:",
            ),
            facts=tuple(_facts(approval.figures)),
            statement=(approval.statement,),
            content_sha256=approval.content_sha256,
            signatures=(
                Signature(approval.signer_title, approval.signer_name, "(Ký tên, đóng dấu)"),
            ),
        ),
        out,
    )
    return out.getvalue()


_ROWS = (
    ("numbers", "Số đăng ký trong sổ"),
    ("records", "Trường hợp đã số hóa"),
    ("missing", "Số thiếu trong sổ"),
    ("cancelled", "Số bị hủy"),
    ("declared", "Số trường hợp theo lời khóa sổ"),
    ("pdfs", "Tệp PDF"),
    ("keyers", "Người tham gia nhập, sửa"),
    ("disputes", "Trường hợp hai lần nhập khác nhau, đã giải quyết"),
    ("corrections", "Lần sửa khi soát xét"),
    ("confirmations", "Lần xác nhận đúng như trong sổ khi soát xét, không đổi giá trị"),
)


def _facts(figures: Mapping[str, Any]) -> list[Fact]:
    facts = [
        Fact(title, f"{figures[key]:,}".replace(",", "."), figure=True)
        for key, title in _ROWS
        if figures.get(key) is not None
    ]
    for label, state, reason in figures.get("explained", ()):
        word = "thiếu" if state == "missing" else "bị hủy"
        facts.append(Fact(f"Số {label} {word}", reason))
    return facts


def _unit_name(code: str, on: date) -> str:
    """As the unit was called that day, however often it is printed later."""
    unit = unit_on(code, on)
    return unit.name if unit is not None else unit_names([code]).get(code, code)


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _type(code: str) -> str:
    return f"sổ {register_type(code).name.lower()}"
