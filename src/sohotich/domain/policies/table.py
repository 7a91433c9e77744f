"""The table of policies, one row each."""

from sohotich.domain.policies.policy import Kind, Policy


def _whole(
    name: str, title: str, default: int, low: int, high: int, unit: str, origin: str
) -> Policy:
    return Policy(name, title, Kind.INTEGER, default, origin, unit, low, high)


def _share(name: str, title: str, default: float, origin: str) -> Policy:
    return Policy(name, title, Kind.DECIMAL, default, origin, "tỷ lệ", 0.0, 1.0)


def _choice(name: str, title: str, choices: dict[str, str], origin: str) -> Policy:
    """The first choice is the default."""
    default = next(iter(choices))
    return Policy(name, title, Kind.CHOICE, default, origin, choices=choices)


def _time(name: str, title: str, default: str, origin: str) -> Policy:
    return Policy(name, title, Kind.TIME, default, origin, "giờ:phút")


_ABBREVIATION = r"[a-z]{2,8}"
_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"

# fmt: off

_SCAN = (
    _whole("scan.max_bytes", "Dung lượng tối đa của một tệp PDF", 100_000, 20_000, 500_000, "byte",
           "PLAN I.2: 100 KB"),
    _share("scan.legibility_loss_ok", "Mất nét mảnh: đến mức này là rõ", 0.003,
           "measured: worst page of the prototype"),
    _share("scan.legibility_loss_rescan", "Mất nét mảnh: quá mức này phải quét lại", 0.005,
           "measured"),
    _share("scan.cut_confidence_ok", "Độ chắc chắn để không hỏi lại khi cắt trang", 0.9,
           "inferred"),
    _choice("scan.pdf_profile", "Cách nén PDF",
            {"auto": "máy chọn cho từng trang", "jpeg": "chỉ JPEG"}, "measured"),
    _whole("scan.dpi", "Độ phân giải đích", 300, 150, 600, "dpi", "measured"),
)

_UPLOAD = (
    _whole("upload.max_file_bytes", "Dung lượng tối đa của một tệp tải lên", 200_000_000,
           1_000_000, 4_000_000_000, "byte", "inferred: A3, 600 dpi, TIFF không nén"),
    _whole("upload.max_pixels", "Số điểm ảnh tối đa của một ảnh", 150_000_000, 10_000_000,
           1_000_000_000, "điểm ảnh", "inferred: A2, 600 dpi"),
    _whole("upload.max_pages", "Số trang tối đa của một tệp nhiều trang", 1_000, 1, 10_000,
           "trang", "inferred"),
    _whole("upload.max_batch_files", "Số tệp tối đa của một lượt tải lên", 1_000, 1, 10_000,
           "tệp", "inferred"),
    _whole("upload.max_unpacked_bytes", "Dung lượng tối đa sau khi giải nén", 2_000_000_000,
           1_000_000, 100_000_000_000, "byte", "inferred"),
    _whole("upload.max_rows", "Số dòng tối đa của một bảng tính", 20_000, 100, 1_000_000, "dòng",
           "inferred"),
    _whole("upload.min_free_bytes", "Dung lượng đĩa trống tối thiểu để nhận tệp", 2_000_000_000,
           100_000_000, 10_000_000_000_000, "byte", "inferred"),
)

_WORK = (
    _choice("keying.second_key", "Nhập lần hai", {"blind": "không thấy lần một"},
            "PLAN I.4: xã chịu trách nhiệm về độ chính xác"),
    _whole("keying.claim_minutes", "Thời gian giữ một trường hợp đang nhập", 30, 5, 240, "phút",
           "inferred"),
    _whole("keying.claim_batch", "Số trường hợp giữ trước cho một người nhập", 3, 1, 50,
           "trường hợp", "inferred: làm tiếp khi mất mạng"),
    _whole("keying.take_back_minutes", "Thời gian được mở lại bản vừa nhập xong", 30, 0, 1_440,
           "phút", "inferred: chưa ai làm tiếp"),
    _choice("review.own_keying", "Soát xét trường hợp do chính mình nhập, giải quyết hoặc sửa",
            {"forbid": "cấm", "allow": "cho phép (xã chỉ có một công chức)"},
            "inferred: bốn mắt"),
    _whole("book.max_entries", "Số trường hợp tối đa của một quyển sổ", 5_000, 1, 100_000,
           "trường hợp", "inferred"),
    _whole("sign.sample_records", "Số trường hợp rút mẫu cho người ký xem", 5, 0, 50,
           "trường hợp", "inferred: xem trên một trang"),
)

_RULES = (
    _whole("rules.earliest_registration_year", "Năm đăng ký sớm nhất được coi là bình thường",
           1945, 1850, 2025, "năm", "inferred"),
    _whole("rules.earliest_birth_year", "Năm sinh sớm nhất được coi là bình thường", 1850, 1700,
           2025, "năm", "inferred"),
    _whole("rules.oldest_age", "Tuổi cao nhất được coi là bình thường", 120, 90, 150, "tuổi",
           "inferred"),
    _whole("rules.parent_min_age", "Tuổi tối thiểu của cha, mẹ khi sinh con", 12, 8, 20, "tuổi",
           "domain Q09"),
)

_NAMING = (
    Policy("naming.pdf_pattern", "Mẫu tên tệp PDF", Kind.TEXT,
           "{type}.{year}.{volume}.{date}.{number}", "PLAN I.2; NT, TST",
           pattern=r"[A-Za-z0-9{}._-]{1,120}",
           needs=("{type}", "{year}", "{volume}", "{date}", "{number}")),
    _whole("naming.number_padding", "Số chữ số của số đăng ký trong tên tệp", 3, 1, 6, "chữ số",
           "TST"),
    Policy("naming.province_abbreviation", "Viết tắt tên tỉnh trong tên gói", Kind.TEXT, "tbn",
           "inferred after TST", pattern=_ABBREVIATION),
    Policy("naming.district_abbreviations", "Viết tắt tên huyện trong tên gói", Kind.TABLE,
           {"256": "tpbn", "258": "hyp", "259": "txqv", "260": "htd",
            "261": "tpts", "262": "txtt", "263": "hgb", "264": "hlt"},
           "inferred after TST", pattern=_ABBREVIATION, key_pattern=r"\d{3}"),
    _choice("transfer.template_version", "Mẫu Excel của gói chuyển",
            {"2024-10": "mẫu 10/2024 (69 cột)", "60": "mẫu cũ (60 cột)"}, "OT"),
)

_CAMPAIGN = (
    _whole("campaign.days", "Số ngày của đợt số hóa", 15, 1, 366, "ngày", "PLAN: 01–15/01/2025"),
    _time("report.commune_at", "Giờ chốt báo cáo của xã", "17:00", "PLAN"),
    _time("report.district_at", "Giờ chốt báo cáo của huyện", "18:00", "PLAN"),
    _time("report.province_at", "Giờ chốt báo cáo của tỉnh", "18:30", "PLAN"),
    _whole("report.facts_minutes", "Số phút giữa hai lần tính lại số liệu", 5, 1, 60, "phút",
           "inferred: PLAN báo cáo theo giờ"),
    _whole("report.days_after", "Số ngày còn tính số liệu sau ngày cuối của đợt", 30, 0, 366,
           "ngày", "inferred: việc xong muộn vẫn phải đếm"),
    Policy("staffing.shifts", "Giờ của các ca (từ–đến)", Kind.TABLE,
           {"sang": "07:30-11:30", "chieu": "13:30-17:30", "toi": "19:00-22:00"},
           "inferred: PLAN “15 ngày đêm”", pattern=f"{_HOUR}-{_HOUR}",
           key_pattern="sang|chieu|toi"),
    _whole("staffing.readings_an_hour", "Số lượt nhập của một người trong một giờ", 20, 1, 500,
           "lượt", "inferred: ước số người cần, trước khi xã có số đo"),
    _whole("report.grace_minutes", "Số phút sau giờ chốt vẫn tính là đúng giờ", 0, 0, 30, "phút",
           "inferred: PLAN ghi “trước 17 giờ”"),
    _choice("report.days", "Ngày phải báo cáo",
            {"every": "mọi ngày của đợt", "working": "trừ thứ Bảy, Chủ nhật và ngày nghỉ"},
            "PLAN: 15 ngày đêm"),
    Policy("report.days_off", "Ngày nghỉ (năm-tháng-ngày và tên)", Kind.TABLE,
           {"2025-01-01": "Tết Dương lịch"}, "Bộ luật Lao động điều 112", pattern=".{1,80}",
           key_pattern=r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
    _whole("board.days_behind", "Số ngày chậm so với mức cần đạt còn là chậm ít", 2, 1, 30,
           "ngày", "inferred: chậm hơn thì không bù được trong đợt 15 ngày"),
    Policy("report.basis", "Văn bản mà báo cáo căn cứ", Kind.TEXT,
           "Kế hoạch số 563/KH-UBND ngày 27/12/2024 của Ủy ban nhân dân tỉnh Bắc Ninh", "PLAN"),
)

# Codes and words of the roles, which a test holds equal to the table of roles.
_ROLES = {
    "nguoi_quet": "Người quét",
    "nguoi_nhap_lieu": "Người nhập liệu",
    "cong_chuc_ho_tich": "Công chức Tư pháp – Hộ tịch",
    "chu_tich": "Chủ tịch UBND cấp xã",
    "pho_chu_tich": "Phó Chủ tịch UBND cấp xã",
    "cong_an_xa": "Công an cấp xã",
    "phong_tu_phap": "Phòng Tư pháp",
    "so_tu_phap": "Sở Tư pháp",
    "cong_an_tinh": "Công an tỉnh",
    "co_quan_an_tich": "Cơ quan gửi hồ sơ án tích",
    "theo_doi": "Cơ quan theo dõi cấp tỉnh",
    "quan_tri": "Quản trị hệ thống",
    "ho_tro_ky_thuat": "Hỗ trợ kỹ thuật",
}
_SIGN_WITH_CODE = {"chu_tich", "pho_chu_tich", "phong_tu_phap", "so_tu_phap", "quan_tri"}

_SIGN_IN = (
    _whole("session.lock_minutes", "Tự khóa màn hình sau khi không thao tác", 10, 1, 240, "phút",
           "inferred: máy dùng chung ở xã"),
    Policy("people.totp_roles", "Vai trò phải có mã xác thực khi đăng nhập", Kind.TICKS,
           {role: "có" if role in _SIGN_WITH_CODE else "không" for role in _ROLES},
           "inferred: ký, quản trị, xem nhiều đơn vị", choices=_ROLES),
    _whole("people.lent_days", "Số ngày tối đa của một tài khoản tạm", 31, 1, 366, "ngày",
           "inferred: hết đợt thì hết tài khoản"),
    _whole("session.idle_minutes", "Tự đăng xuất sau khi không thao tác", 60, 5, 720, "phút",
           "inferred"),
    _whole("session.max_hours", "Thời gian tối đa của một lần đăng nhập", 12, 1, 24, "giờ",
           "inferred: một ngày làm việc"),
    _whole("sign_in.attempts_per_user", "Số lần nhập sai mật khẩu của một người", 5, 3, 50, "lần",
           "inferred"),
    _whole("sign_in.window_minutes", "Khoảng thời gian đếm số lần nhập sai", 15, 1, 1_440, "phút",
           "inferred"),
    _whole("sign_in.password_length", "Độ dài tối thiểu của mật khẩu", 10, 8, 64, "ký tự",
           "inferred"),
)
_KEEPING = (
    _time("backup.at", "Giờ sao lưu hằng ngày", "01:30", "inferred: ngoài giờ làm việc"),
    _whole("backup.keep", "Số bản sao lưu lành giữ lại", 14, 1, 1_000, "bản", "inferred"),
    _whole("backup.warn_hours", "Báo khi bản sao lưu lành mới nhất cũ hơn", 36, 1, 720, "giờ",
           "inferred: lỡ một đêm"),
    _whole("backup.min_free_bytes", "Dung lượng trống phải chừa trên ổ đĩa sao lưu", 2_000_000_000,
           100_000_000, 10_000_000_000_000, "byte", "inferred"),
    _whole("disk.warn_free_bytes", "Báo người quản trị khi ổ đĩa trống dưới", 10_000_000_000,
           1_000_000_000, 100_000_000_000_000, "byte", "inferred"),
    _choice("retention.readings", "Lần nhập dở và lần nhập đã được thay, sau khi sổ đã chuyển",
            {"keep": "giữ", "destroy": "hủy theo thủ tục"}, "inferred: giữ cho tới khi tỉnh quyết"),
    _whole("retention.readings_days", "Số ngày sau đợt mới được hủy lần nhập đã được thay", 90, 0,
           3_650, "ngày", "inferred"),
    _whole("retention.lent_days", "Số ngày sau hạn mới được hủy thông tin của tài khoản tạm", 90, 0,
           3_650, "ngày", "inferred: còn tra cứu, khiếu nại"),
    _whole("retention.audit_years", "Số năm giữ nhật ký truy cập", 10, 1, 100, "năm",
           "inferred; hệ thống không tự hủy nhật ký"),
)

_API = (
    _whole("api.requests_per_minute", "Số lần gọi API trong một phút của một khóa kết nối", 600, 1,
           100_000, "lần", "inferred: máy quét 10 trang một giây"),
    _whole("api.idempotency_hours", "Thời gian nhớ câu trả lời để gửi lại không làm hai lần", 72, 1,
           720, "giờ", "inferred: mất mạng qua cuối tuần"),
    _whole("api.token_days", "Số ngày dùng tối đa của một khóa kết nối", 366, 1, 1_830, "ngày",
           "inferred: một năm cấp lại một lần"),
)

_MERIT = (
    _whole("merit.unit_progress", "Thi đua đơn vị: điểm của tiến độ", 40, 0, 100, "điểm",
           "inferred: PLAN III.2.e phê bình vì chậm tiến độ"),
    _whole("merit.unit_pace", "Thi đua đơn vị: điểm của năng suất nhập", 15, 0, 100, "điểm",
           "inferred"),
    _whole("merit.unit_accuracy", "Thi đua đơn vị: điểm của nhập đúng", 15, 0, 100, "điểm",
           "inferred: PLAN I.4 xã chịu trách nhiệm về độ chính xác"),
    _whole("merit.unit_returned", "Thi đua đơn vị: điểm của ít bị trả lại", 10, 0, 100, "điểm",
           "inferred"),
    _whole("merit.unit_punctual", "Thi đua đơn vị: điểm của báo cáo đúng giờ", 20, 0, 100, "điểm",
           "inferred: PLAN III.9 giờ báo cáo"),
    _whole("merit.person_pace", "Thi đua cá nhân: điểm của năng suất nhập", 50, 0, 100, "điểm",
           "inferred"),
    _whole("merit.person_accuracy", "Thi đua cá nhân: điểm của nhập đúng", 50, 0, 100, "điểm",
           "inferred"),
    _whole("merit.progress_full", "Tiến độ đủ điểm khi đạt so với mức cần", 120, 100, 300, "%",
           "inferred: vượt mức cần mới đủ điểm"),
    _whole("merit.pace_full", "Năng suất đủ điểm khi đạt so với mức giữa", 150, 100, 500, "%",
           "inferred"),
    _share("merit.error_full", "Tỷ lệ sai, bị trả lại: đến mức này đủ điểm", 0.01, "inferred"),
    _share("merit.error_none", "Tỷ lệ sai, bị trả lại: từ mức này không có điểm", 0.1,
           "inferred"),
    _whole("merit.late_worth", "Một ngày nộp muộn tính bằng phần của ngày đúng giờ", 50, 0, 100,
           "%", "inferred"),
    _whole("merit.worn_weight", "Độ khó của sổ cũ, còn đọc được, so với sổ tốt", 110, 100, 300,
           "%", "inferred"),
    _whole("merit.damaged_weight", "Độ khó của sổ rách, mờ so với sổ tốt", 130, 100, 300, "%",
           "inferred"),
    _whole("merit.book_weight", "Việc mở, soát, ký một quyển sổ tính bằng", 5, 0, 100,
           "trường hợp", "inferred: sổ ít trường hợp tốn công hơn"),
    _whole("merit.min_load", "Đơn vị được xếp hạng khi phải làm từ", 200, 1, 100_000,
           "trường hợp", "inferred: số nhỏ không nói được gì"),
    _whole("merit.min_readings", "Cá nhân được xếp hạng khi đã nhập từ", 100, 1, 100_000,
           "lần nhập", "inferred: số nhỏ không nói được gì"),
    _whole("merit.commend_points", "Đề nghị khen thưởng khi đạt từ", 80, 0, 100, "điểm",
           "inferred"),
    _whole("merit.commend_units", "Tỷ lệ đơn vị được đề nghị khen thưởng, nhiều nhất", 20, 1, 100,
           "%", "inferred: PLAN III.8 hoàn thành xuất sắc"),
    _whole("merit.commend_people", "Tỷ lệ cá nhân được đề nghị khen thưởng, nhiều nhất", 10, 1,
           100, "%", "inferred: PLAN III.8 hoàn thành xuất sắc"),
    _whole("merit.criticise_progress", "Đề nghị phê bình khi tiến độ dưới mức cần", 60, 0, 100,
           "%", "inferred: PLAN III.2.e để chậm tiến độ"),
    _whole("merit.criticise_days", "Đề nghị phê bình khi báo cáo muộn hoặc không báo cáo từ", 3,
           1, 366, "ngày", "inferred: PLAN III.2.e để chậm thời gian"),
    _whole("merit.comment_days", "Số ngày đơn vị, cá nhân được kiến nghị", 2, 1, 60, "ngày",
           "inferred"),
)

# fmt: on

POLICIES: dict[str, Policy] = {
    policy.name: policy
    for group in (
        *(_SCAN, _UPLOAD, _WORK, _RULES, _NAMING, _CAMPAIGN),
        *(_SIGN_IN, _KEEPING, _API, _MERIT),
    )
    for policy in group
}
