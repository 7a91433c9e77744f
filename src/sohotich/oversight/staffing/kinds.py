"""The words of this room as the plan uses them (III.2.b, III.5.a–c)."""

from __future__ import annotations

from django.db import models


class TeamRole(models.TextChoices):
    """Of a commune's task force, in its order."""

    LEAD = "to_truong", "Tổ trưởng"
    STANDING = "to_pho_thuong_truc", "Tổ phó thường trực"
    DEPUTY = "to_pho", "Tổ phó"
    MEMBER = "thanh_vien", "Thành viên"


class Organisation(models.TextChoices):
    """Whom the plan names; the last stands for its “…”."""

    COMMITTEE = "uy_ban", "Ủy ban nhân dân"
    JUSTICE = "tu_phap", "Tư pháp – Hộ tịch"
    POLICE = "cong_an", "Công an"
    FRONT = "mat_tran", "Mặt trận Tổ quốc"
    FARMERS = "nong_dan", "Hội Nông dân"
    YOUTH = "thanh_nien", "Đoàn Thanh niên"
    WOMEN = "phu_nu", "Hội Phụ nữ"
    TEACHERS = "giao_vien", "Giáo viên"
    STUDENTS = "sinh_vien", "Sinh viên"
    PUPILS = "hoc_sinh", "Học sinh"
    OTHER = "khac", "Khác"


class Task(models.TextChoices):
    """What a helper does; `TASK_ROLES` says by which role of an account."""

    SCAN = "quet", "Quét"
    KEY = "nhap", "Nhập liệu"


TASK_ROLES: dict[str, str] = {Task.SCAN: "nguoi_quet", Task.KEY: "nguoi_nhap_lieu"}


class Shift(models.TextChoices):
    """Parts of a day; their hours are the policy `staffing.shifts`."""

    MORNING = "sang", "Sáng"
    AFTERNOON = "chieu", "Chiều"
    EVENING = "toi", "Tối"


class Absence(models.TextChoices):
    """What the officer says of a planned shift."""

    AWAY = "vang", "Vắng"
    REPLACED = "thay", "Người khác làm thay"


class MachineKind(models.TextChoices):
    COMPUTER = "may_tinh", "Máy tính"
    SCANNER = "may_scan", "Máy scan"
    PHONE = "dien_thoai", "Điện thoại"
    COPIER = "may_photocopy", "Máy photocopy"
    LINE = "duong_truyen", "Đường truyền"


class Owner(models.TextChoices):
    COMMUNE = "xa", "Của xã"
    POLICE = "cong_an", "Công an hỗ trợ"
    BORROWED = "muon", "Mượn"


class MachineState(models.TextChoices):
    GOOD = "tot", "Tốt"
    BROKEN = "hong", "Hỏng"
    MENDING = "dang_sua", "Đang sửa"
    RETURNED = "da_tra", "Đã trả"


DOWN = (MachineState.BROKEN, MachineState.MENDING)
