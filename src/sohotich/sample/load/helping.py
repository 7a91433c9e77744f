"""Difficulties, guidance and broadcasts of the invented province, by the services people use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sohotich.foundation.people.actors import Actor, actor_by_username
from sohotich.oversight.difficulties.broadcasting import Message, broadcast_send
from sohotich.oversight.difficulties.guiding import Lesson, guidance_helped, guidance_publish
from sohotich.oversight.difficulties.models import Broadcast, Difficulty
from sohotich.oversight.difficulties.services import (
    Draft,
    difficulty_answer,
    difficulty_close,
    difficulty_pass,
    difficulty_raise,
    difficulty_take,
)
from sohotich.sample.load.staff import Staff, parent_of, staff_of, stem_of

_JAMMED: Final = Draft(
    "may_moc", "stopped", "Máy quét kẹt giấy từ 14 giờ, khởi động lại hai lần vẫn báo đèn đỏ."
)
_TORN: Final = Draft(
    "so_hong", "slowed", "Sổ khai sinh 1998 quyển 02 rách mép, mất chữ ở cột ghi chú vài trang."
)
_EMPTY_LINE: Final = Draft(
    "nghiep_vu", "question", "Sổ không ghi dân tộc của cha thì bỏ trống ô hay ghi theo con?"
)
_FADED: Final = Draft("so_hong", "question", "Mực phai, đọc bằng mắt còn rõ hơn trên ảnh quét.")

_LESSONS: Final = (
    Lesson(
        "Dòng sổ không ghi gì",
        "Không suy ra từ dòng khác. Bấm F2 “trống trong sổ”; nếu có chữ mà không đọc được thì F4.",
        "nghiep_vu",
        "ô trống, dân tộc, F2",
    ),
    Lesson(
        "Mực phai, chữ mờ",
        "Quét màu ở 400 điểm mỗi inch, không để máy tự tẩy nền. Vẫn mờ thì chụp bằng điện thoại"
        " ở nơi sáng đều rồi tải lên thay trang.",
        "so_hong",
        "mực phai, chữ mờ, quét lại",
    ),
    Lesson(
        "Máy quét kẹt giấy",
        "Tắt máy, mở nắp, kéo giấy theo chiều ra, lau trục bằng vải ẩm. Sổ đóng chắc thì không"
        " dùng khay tự nạp, đặt trên mặt kính.",
        "may_moc",
        "kẹt giấy, máy quét",
    ),
)


def help_bring(communes: Sequence[str]) -> None:
    """What is asked, answered and told in mid-campaign; once, whatever is there already stays.

    Only the first commune's district has an account: its communes ask, and hear from it.
    """
    over = parent_of(communes[0])
    district = actor_by_username(f"{stem_of(over)}.tuphap")
    department = actor_by_username("so.tuphap")
    below = [code for code in communes if parent_of(code) == over]
    if not Difficulty.objects.exists():
        _ask([staff_of(code) for code in below], district, department)
    if not Broadcast.objects.exists():
        _tell_all(department, [*communes, over])
        _tell_below(district, below)


def _ask(staffs: Sequence[Staff], district: Actor, department: Actor) -> None:
    first, last = staffs[0], staffs[-1]
    difficulty_raise(actor=first.officer, draft=_JAMMED)
    torn = difficulty_raise(actor=last.officer, draft=_TORN)
    difficulty_take(actor=district, key=torn.key)
    difficulty_pass(actor=district, key=torn.key)
    asked = difficulty_raise(actor=first.keyers[0], draft=_EMPTY_LINE)
    faded = difficulty_raise(actor=last.officer, draft=_FADED)
    for row, lesson in ((asked, _LESSONS[0]), (faded, _LESSONS[1])):
        answered = difficulty_answer(
            actor=district, key=row.key, text=lesson.text, seen=row.events.count()
        )
        made = guidance_publish(actor=department, lesson=lesson, source=answered)
        guidance_helped(actor=last.officer, key=made.key)
    difficulty_close(actor=last.officer, key=faded.key)
    guidance_publish(actor=department, lesson=_LESSONS[2])


def _tell_all(department: Actor, units: Sequence[str]) -> None:
    exact = Message(
        "Ngày, tháng ghi đúng như sổ",
        "Sổ chỉ ghi năm thì nhập năm, không thêm ngày 01 tháng 01. Ai đã nhập khác thì mở lại"
        " hoặc báo công chức hộ tịch.",
        "important",
        units,
        must_confirm=True,
    )
    broadcast_send(actor=department, message=exact)


def _tell_below(district: Actor, communes: Sequence[str]) -> None:
    meeting = Message(
        "Giao ban 17:30", "Mỗi xã một người dự, nói trước những việc đang vướng.", "usual", communes
    )
    broadcast_send(actor=district, message=meeting)
