"""The log's codes in words: what was done, what for."""

from __future__ import annotations

from sohotich.domain.workflow import ACTIONS

_DONE = {
    "api.refuse": "Từ chối một lời gọi của máy kết nối",
    "audit.read": "Xem nhật ký",
    "audit.verify": "Kiểm tra chuỗi niêm phong",
    "backup.make": "Sao lưu",
    "backup.restore": "Phục hồi",
    "backup.start": "Bắt đầu sao lưu",
    "book.create": "Khai sổ",
    "book.defaults": "Đặt giá trị điền sẵn của sổ",
    "book.form": "Xác nhận mẫu của sổ",
    "book.give_back": "Trả lại sổ đã trình",
    "book.reopen": "Mở lại sổ đã ký",
    "book.sign": "Ký duyệt sổ",
    "book.sign_refused": "Ký không thành",
    "book.submit": "Trình ký sổ",
    "book.update": "Sửa thông tin sổ",
    "book.withdraw": "Rút lại sổ đã trình",
    "delegation.give": "Ủy quyền ký",
    "delegation.revoke": "Thu hồi ủy quyền ký",
    "entries.read": "Xem danh sách trường hợp của sổ",
    "entry.add": "Thêm số",
    "entry.open": "Mở dãy số",
    "file.read": "Mở tệp",
    "file.store": "Lưu tệp",
    "grant.create": "Giao vai trò",
    "grant.revoke": "Thu hồi vai trò",
    "image.clear": "Xác nhận ảnh đọc được",
    "image.make": "Tạo PDF",
    "job.cancel": "Dừng việc nền",
    "job.retry": "Chạy lại việc nền",
    "job.start": "Bắt đầu việc nền",
    "minutes.print": "In biên bản duyệt sổ",
    "package.check": "Kiểm tra gói chuyển",
    "package.download": "Tải gói chuyển",
    "package.make": "Lập gói chuyển",
    "package.receive": "Ghi nhận kết quả tiếp nhận",
    "page.accept": "Xác nhận trang",
    "page.cut": "Chia trang",
    "page.mark": "Đánh dấu trang",
    "page.process": "Xử lý trang",
    "page.receive": "Nhận ảnh trang",
    "page.reopen": "Mở lại trang",
    "page.replace": "Thay ảnh trang",
    "page.reset": "Làm lại trang",
    "people.read": "Xem danh sách tài khoản",
    "policy.set": "Đặt quy định",
    "public_page.publish": "Công bố số liệu trong ngày",
    "reading.complete": "Nhập xong",
    "reading.import": "Nhập từ Excel",
    "reading.start": "Bắt đầu nhập",
    "reading.supersede": "Thay lần nhập",
    "reading.take_back": "Lấy lại lần nhập vừa xong",
    "record.read": "Xem trường hợp",
    "record.write": "Ghi bản ghi",
    "report.confirm": "Xác nhận báo cáo ngày",
    "report.remind": "Nhắc báo cáo ngày",
    "report.reopen": "Mở lại báo cáo ngày",
    "retention.destroy": "Hủy dữ liệu",
    "retention.print": "In biên bản hủy dữ liệu",
    "retention.propose": "Đề nghị hủy dữ liệu",
    "retention.withdraw": "Rút đề nghị hủy dữ liệu",
    "sample.store": "Dựng dữ liệu mẫu",
    "sheet.read": "Xem bảng ảnh",
    "token.issue": "Cấp mã kết nối",
    "token.revoke": "Thu hồi mã kết nối",
    "user.change_password": "Đổi mật khẩu",
    "user.close": "Khóa tài khoản",
    "user.create": "Tạo tài khoản",
    "user.end": "Tài khoản hết hạn",
    "user.lent_import": "Nhập bảng người mượn",
    "user.move_end": "Đổi ngày hết hạn tài khoản",
    "user.open": "Mở lại tài khoản",
    "user.recovery_renew": "Tạo lại mã dự phòng",
    "user.reset_password": "Đặt lại mật khẩu",
    "user.second_step_reset": "Gỡ mã xác thực",
    "user.second_step_set": "Đặt mã xác thực",
    "user.sign_in": "Đăng nhập",
    "user.unlock": "Mở khóa đăng nhập",
    "user.unlock_screen": "Mở khóa màn hình",
}

DONE: dict[str, str] = _DONE | {f"ledger.{code}": one.title for code, one in ACTIONS.items()}
"""Action of an entry → what was done."""

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "xem": (
        "Xem, mở, in, tải",
        ("record.read", "file.read", "sheet.read", "minutes.print", "package.download", "audit.",
         "people.read", "entries.read"),
    ),
    "nhap": ("Nhập, sửa bản ghi", ("reading.", "record.write")),
    "anh": ("Ảnh và trang", ("page.", "image.", "file.store")),
    "so": ("Sổ và số", ("book.", "entry.", "ledger.")),
    "chuyen": ("Gói chuyển", ("package.",)),
    "bao-cao": ("Báo cáo ngày", ("report.",)),
    "tai-khoan": ("Tài khoản, quyền", ("user.", "grant.", "delegation.", "token.", "people.")),
    "he-thong": ("Hệ thống", ("job.", "policy.", "backup.", "audit.", "retention.", "api.",
                             "sample.")),
}  # fmt: skip
"""Filter → its title, and how the actions in it begin."""

_PURPOSES = {
    "keying": "nhập liệu",
    "dispute": "giải quyết tranh chấp",
    "review": "soát xét",
    "sign": "ký duyệt",
    "package": "lập gói chuyển",
    "screen": "xem trên màn hình",
    "process": "xử lý ảnh",
}


def done_words(action: str) -> str:
    """What was done, in words; the code itself where there are none."""
    return DONE.get(action, action)


def purpose_words(purpose: str) -> str:
    """What for, in words; purposes written as words stay."""
    return _PURPOSES.get(purpose, purpose)
