"""Roles and rights, and the identities under which the system itself works."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Where a role is granted; it reaches that unit and every unit below it."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Role:
    """`code` is what is stored; `levels` are the kinds of unit it may be granted for."""

    code: str
    title: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class ServiceIdentity:
    """Scheduled work signs the audit log with `name` and has rights like a person."""

    name: str
    title: str
    permissions: frozenset[str]


PERMISSIONS: dict[str, str] = {
    "page.home": "Xem việc hôm nay",
    "book.view": "Xem sổ và trường hợp",
    "book.edit": "Khai và sửa thông tin sổ",
    "book.submit": "Trình ký sổ",
    "book.approve": "Duyệt và ký sổ",
    "scan.upload": "Tải ảnh quét lên",
    "scan.confirm": "Xác nhận ảnh của từng số",
    "keying.key": "Nhập liệu",
    "dispute.settle": "Giải quyết tranh chấp",
    "review.do": "Soát xét",
    "package.make": "Lập gói chuyển",
    "package.receive": "Ghi nhận kết quả tiếp nhận",
    "people.manage": "Quản lý tài khoản và phân quyền",
    "policy.view": "Xem quy định của tỉnh",
    "policy.set": "Đặt quy định của tỉnh",
    "job.view": "Xem việc chạy nền",
    "audit.view": "Xem nhật ký truy cập",
}

_COMMUNE = (Level.COMMUNE,)
_PROVINCE = (Level.PROVINCE,)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("nguoi_quet", "Người quét", _COMMUNE),
        Role("nguoi_nhap_lieu", "Người nhập liệu", _COMMUNE),
        Role("cong_chuc_ho_tich", "Công chức Tư pháp – Hộ tịch", _COMMUNE),
        Role("chu_tich", "Chủ tịch UBND cấp xã", _COMMUNE),
        Role("cong_an_xa", "Công an cấp xã", _COMMUNE),
        Role("phong_tu_phap", "Phòng Tư pháp", (Level.DISTRICT,)),
        Role("so_tu_phap", "Sở Tư pháp", _PROVINCE),
        Role("quan_tri", "Quản trị hệ thống", _PROVINCE),
        Role("ho_tro_ky_thuat", "Hỗ trợ kỹ thuật", tuple(Level)),
    )
}


def _rights(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    "nguoi_quet": _rights("page.home book.view scan.upload scan.confirm job.view"),
    # A keyer sees only the registrations handed out by claim, hence no book.view.
    "nguoi_nhap_lieu": _rights("page.home keying.key"),
    "cong_chuc_ho_tich": _rights(
        "page.home book.view book.edit book.submit scan.upload scan.confirm keying.key"
        " dispute.settle review.do package.make package.receive policy.view job.view"
    ),
    "chu_tich": _rights("page.home book.view book.approve package.make policy.view audit.view"),
    "cong_an_xa": _rights("page.home book.view"),
    "phong_tu_phap": _rights("page.home book.view package.receive policy.view"),
    "so_tu_phap": _rights(
        "page.home book.view package.make package.receive policy.view policy.set job.view"
        " audit.view"
    ),
    # Those who run the machine see no register data.
    "quan_tri": _rights("page.home people.manage policy.view policy.set job.view audit.view"),
    "ho_tro_ky_thuat": _rights("page.home job.view"),
}

SERVICES: dict[str, ServiceIdentity] = {
    service.name: service
    for service in (
        ServiceIdentity("scheduler", "Hệ thống: việc định kỳ", _rights("job.view")),
        ServiceIdentity(
            "installer",
            "Hệ thống: cài đặt",
            _rights("people.manage policy.view policy.set job.view"),
        ),
    )
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """The union of the rights of these roles; a role no longer known gives none."""
    return frozenset().union(*(ROLE_PERMISSIONS.get(role, frozenset()) for role in roles))
