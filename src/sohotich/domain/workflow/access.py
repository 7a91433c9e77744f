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
    "record.search": "Tìm người trong các bản ghi",
    "book.edit": "Khai và sửa thông tin sổ",
    "book.submit": "Trình ký sổ",
    "book.approve": "Duyệt và ký sổ",
    "scan.upload": "Tải ảnh quét lên",
    "scan.confirm": "Xác nhận ảnh của từng số",
    "keying.key": "Nhập liệu",
    "region.teach": "Chỉ vị trí các ô trên ảnh của sổ",
    "work.assign": "Giao việc nhập liệu",
    "value.verify": "Soát giá trị từng ô",
    "dispute.settle": "Giải quyết tranh chấp",
    "sample.do": "Kiểm mẫu",
    "review.do": "Soát xét",
    "package.make": "Lập gói chuyển",
    "package.receive": "Ghi nhận kết quả tiếp nhận",
    "people.manage": "Quản lý tài khoản và phân quyền",
    "people.delegate": "Ủy quyền ký thay Chủ tịch",
    "people.unlock": "Mở khóa đăng nhập",
    "policy.view": "Xem quy định của tỉnh",
    "policy.set": "Đặt quy định của tỉnh",
    "job.view": "Xem việc chạy nền",
    "progress.view": "Xem tiến độ",
    "forecast.view": "Xem dự báo ngày xong",
    "audit.view": "Xem nhật ký truy cập",
    "backup.make": "Sao lưu dữ liệu",
    "retention.do": "Hủy dữ liệu hết hạn giữ",
    "token.issue": "Cấp khóa kết nối",
    "report.view": "Xem báo cáo ngày",
    "report.confirm": "Xác nhận báo cáo ngày của đơn vị",
    "report.follow": "Đôn đốc, mở lại báo cáo của cấp dưới",
    "pay.view": "Xem kinh phí, bảng thanh toán",
    "pay.own": "Xem công của mình",
    "pay.prepare": "Lập bảng thanh toán",
    "pay.settle": "Giải quyết trường hợp nghi vấn của bảng thanh toán",
    "pay.finalize": "Duyệt, chốt bảng thanh toán",
    "board.own": "Xem kết quả nhập của mình",
    "board.people": "Xem kết quả nhập của từng người",
    "merit.view": "Xem kết quả thi đua",
    "merit.people": "Xem kết quả thi đua của từng người",
    "merit.decide": "Công bố tiêu chí, quyết định danh sách khen thưởng",
    "merit.criticise": "Đề nghị phê bình",
    "merit.appeal": "Nêu ý kiến, kiến nghị về kết quả của đơn vị",
    "staffing.view": "Xem tổ công tác và số người, ca của đơn vị",
    "staffing.edit": "Ghi người, ca và máy móc của xã; xem tên người huy động",
    "machine.view": "Xem máy móc",
    "difficulty.raise": "Nêu khó khăn",
    "difficulty.view": "Xem khó khăn của đơn vị",
    "difficulty.answer": "Trả lời khó khăn của cấp dưới",
    "guidance.edit": "Soạn hướng dẫn chung",
    "broadcast.send": "Gửi thông báo cho cấp dưới",
}

_COMMUNE = (Level.COMMUNE,)
_PROVINCE = (Level.PROVINCE,)
_ABOVE = (Level.PROVINCE, Level.DISTRICT)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("nguoi_quet", "Người quét", _COMMUNE),
        Role("nguoi_nhap_lieu", "Người nhập liệu", _COMMUNE),
        Role("cong_chuc_ho_tich", "Công chức Tư pháp – Hộ tịch", _COMMUNE),
        Role("chu_tich", "Chủ tịch UBND cấp xã", _COMMUNE),
        Role("pho_chu_tich", "Phó Chủ tịch UBND cấp xã", _COMMUNE),
        Role("cong_an_xa", "Công an cấp xã", _COMMUNE),
        Role("phong_tu_phap", "Phòng Tư pháp", (Level.DISTRICT,)),
        Role("so_tu_phap", "Sở Tư pháp", _PROVINCE),
        Role("cong_an_tinh", "Công an tỉnh", _PROVINCE),
        Role("co_quan_an_tich", "Cơ quan gửi hồ sơ án tích", _ABOVE),
        Role("theo_doi", "Cơ quan theo dõi cấp tỉnh", _PROVINCE),
        Role("quan_tri", "Quản trị hệ thống", _PROVINCE),
        Role("ho_tro_ky_thuat", "Hỗ trợ kỹ thuật", tuple(Level)),
    )
}


def _rights(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    "nguoi_quet": _rights(
        "page.home book.view progress.view scan.upload scan.confirm job.view difficulty.raise"
        " pay.own"
    ),
    # A keyer sees only the registrations handed out by claim, hence no book.view.
    "nguoi_nhap_lieu": _rights(
        "page.home keying.key value.verify region.teach board.own difficulty.raise pay.own"
    ),
    "cong_chuc_ho_tich": _rights(
        "page.home book.view book.edit book.submit scan.upload scan.confirm keying.key"
        " region.teach work.assign value.verify sample.do"
        " dispute.settle review.do package.make package.receive policy.view job.view people.manage"
        " token.issue progress.view forecast.view report.view report.confirm difficulty.raise"
        " difficulty.view staffing.view staffing.edit machine.view"
        " merit.view merit.people merit.appeal board.people"
        " pay.view pay.own pay.prepare pay.settle"
        " record.search"
    ),
    "chu_tich": _rights(
        "page.home book.view book.approve package.make policy.view audit.view people.delegate"
        " record.search"
        " progress.view forecast.view report.view report.confirm difficulty.raise difficulty.view"
        " staffing.view staffing.edit machine.view merit.view merit.appeal"
        " pay.view pay.settle pay.finalize"
    ),
    # Signs only while a delegation of the chair's is in force: DEPUTY_RIGHTS.
    "pho_chu_tich": _rights(
        "page.home book.view policy.view progress.view forecast.view report.view difficulty.raise"
        " record.search"
        " difficulty.view staffing.view machine.view merit.view"
    ),
    "cong_an_xa": _rights(
        "page.home book.view progress.view report.view difficulty.raise difficulty.view"
        " record.search"
        " staffing.view machine.view"
    ),
    "phong_tu_phap": _rights(
        "page.home book.view package.receive policy.view progress.view forecast.view report.view"
        " record.search"
        " report.confirm report.follow difficulty.view difficulty.answer broadcast.send"
        " staffing.view machine.view merit.view merit.appeal"
        " pay.view"
    ),
    "so_tu_phap": _rights(
        "page.home book.view package.make package.receive policy.view policy.set job.view"
        " record.search"
        " retention.do audit.view token.issue progress.view forecast.view report.view"
        " report.confirm report.follow difficulty.view difficulty.answer guidance.edit"
        " broadcast.send staffing.view machine.view merit.view merit.people merit.decide"
        " pay.view"
    ),
    # These follow by counts alone; those of "án tích" hand in papers, which come with that station.
    "cong_an_tinh": _rights(
        "page.home policy.view progress.view forecast.view report.view machine.view"
        " merit.view merit.criticise"
    ),
    "co_quan_an_tich": _rights("page.home"),
    "theo_doi": _rights(
        "page.home policy.view progress.view forecast.view report.view broadcast.send"
        " merit.view merit.people"
        " pay.view"
    ),
    # Those who run the machine see no register data.
    "quan_tri": _rights(
        "page.home people.manage people.delegate people.unlock policy.view policy.set job.view"
        " audit.view backup.make token.issue"
    ),
    "ho_tro_ky_thuat": _rights("page.home job.view people.unlock"),
}

DEPUTY_ROLE = "pho_chu_tich"
"""Who may be delegated to sign for the chair of the same unit (KT. Chủ tịch)."""

DEPUTY_RIGHTS: frozenset[str] = _rights("book.approve")
"""What a delegation adds to the deputy's own rights while it is in force."""

GIVES: dict[str, frozenset[str]] = {
    # The officer takes in those lent for days; whoever answers for the commune comes from above.
    "cong_chuc_ho_tich": _rights("nguoi_quet nguoi_nhap_lieu"),
    "quan_tri": frozenset(ROLES),
    "installer": frozenset(ROLES),
}
"""Role, or service identity, holding `people.manage` → the roles it gives, takes and looks after.

Looking after an account means resetting its password: whoever may do that can act as its owner, so
nobody looks after an account that holds a role they could not give.
"""

TOKEN_BASE: frozenset[str] = _rights("book.view")
"""What every token of the API holds: the inventory and its counts, no record of a person."""

TOKEN_RIGHTS: dict[str, str] = {
    "book.view": "Xem sổ, số, trang ảnh và tiến độ (không có nội dung đăng ký)",
    "book.edit": "Khai sổ",
    "scan.upload": "Gửi ảnh quét",
    "scan.confirm": "Xác nhận các trang chắc chắn",
    "package.make": "Lập gói, tải gói, đọc nội dung đăng ký để chuyển",
    "package.receive": "Ghi kết quả tiếp nhận của phần mềm Bộ",
    "job.view": "Xem mọi việc chạy nền của đơn vị",
}
"""The rights a token may hold, as the form that issues it says them."""

SERVICES: dict[str, ServiceIdentity] = {
    service.name: service
    for service in (
        ServiceIdentity(
            "scheduler",
            "Hệ thống: việc định kỳ",
            _rights("job.view audit.view backup.make progress.view difficulty.view"),
        ),
        # Counts the ledger's events for the figures of each day.
        ServiceIdentity(
            "facts",
            "Hệ thống: tính số liệu",
            _rights("book.view progress.view staffing.view machine.view"),
        ),
        # Keeps and opens the files that go with difficulties and broadcasts, for those whose own
        # rights end before the wall of stored files.
        ServiceIdentity(
            "difficulties", "Hệ thống: tệp kèm khó khăn, thông báo", _rights("book.view")
        ),
        # Publishes each day's counts: of all that stands behind walls it sees the daily figures
        # alone. The page itself asks as nobody.
        ServiceIdentity("public_page", "Hệ thống: công bố số liệu", _rights("")),
        # Counts what everybody read, held to the units whose pay is reckoned.
        ServiceIdentity("pay", "Hệ thống: tính công", _rights("book.view pay.view")),
        ServiceIdentity(
            "installer",
            "Hệ thống: cài đặt",
            _rights("people.manage policy.view policy.set job.view"),
        ),
        # Runs each job as its starter; of its own it only keeps the list of jobs.
        ServiceIdentity("worker", "Hệ thống: việc nền", _rights("job.view")),
        # Follows which names there are, for the dictionary that a search goes by.
        ServiceIdentity("search", "Hệ thống: từ điển tìm kiếm", _rights("book.view")),
        # Sees both blind readings for those who may not, always held to the units of the work.
        ServiceIdentity("keying", "Hệ thống: giao việc và đối chiếu", _rights("book.view")),
    )
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """The union of the rights of these roles; a role no longer known gives none."""
    return frozenset().union(*(ROLE_PERMISSIONS.get(role, frozenset()) for role in roles))
