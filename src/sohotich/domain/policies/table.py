"""The table of policies, one row each."""

from sohotich.domain.policies.policy import Kind, Policy
from sohotich.domain.second_key import Table


def _whole(
    name: str, title: str, default: int, low: int, high: int, unit: str, origin: str
) -> Policy:
    return Policy(name, title, Kind.INTEGER, default, origin, unit, low, high)


def _share(name: str, title: str, default: float, origin: str) -> Policy:
    return Policy(name, title, Kind.DECIMAL, default, origin, "tỷ lệ", 0.0, 1.0)


def _between(name: str, title: str, default: float, low: float, high: float, origin: str) -> Policy:
    return Policy(name, title, Kind.DECIMAL, default, origin, "tỷ lệ", low, high)


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
    _whole("upload.max_workbooks", "Số bảng tính tối đa của một lượt nhập từ Excel", 3_000, 1,
           20_000, "tệp", "inferred: PLAN nêu 2.606 quyển, mỗi quyển một tệp"),
    _whole("upload.min_free_bytes", "Dung lượng đĩa trống tối thiểu để nhận tệp", 2_000_000_000,
           100_000_000, 10_000_000_000_000, "byte", "inferred"),
)

_WORK = (
    _choice("keying.second_key", "Nhập lần hai",
            {"blind": "mọi trường, không thấy lần một", "risk": "theo bảng quyết định"},
            "PLAN I.4: xã chịu trách nhiệm về độ chính xác"),
    Policy("keying.second_key_table", "Bảng quyết định nhập lần hai", Kind.DECISIONS,
           Table.default().text(), "inferred: như nhập lần hai mọi trường, tới khi tỉnh quyết"),
    _whole("keying.claim_minutes", "Thời gian giữ một trường hợp đang nhập", 30, 5, 240, "phút",
           "inferred"),
    _whole("keying.claim_batch", "Số trường hợp giữ trước cho một người nhập", 3, 1, 50,
           "trường hợp", "inferred: làm tiếp khi mất mạng"),
    _whole("keying.sending_days", "Thời gian giữ bảng tính đã gửi và kết quả", 30, 1, 365, "ngày",
           "inferred: trong đợt cao điểm"),
    _whole("keying.take_back_minutes", "Thời gian được mở lại bản vừa nhập xong", 30, 0, 1_440,
           "phút", "inferred: chưa ai làm tiếp"),
    _whole("keying.lease_records", "Số trường hợp một người được lấy về máy để làm khi mất mạng",
           300, 0, 1_000, "trường hợp", "inferred: một ngày nhập; 0 là không cho lấy"),
    _whole("keying.lease_hours", "Thời gian giữ việc đã lấy về máy", 12, 1, 72, "giờ",
           "inferred: hết ngày làm việc"),
    _whole("keying.local_hours", "Bản sao trên máy tự xóa khi không liên lạc được quá", 48, 1, 336,
           "giờ", "inferred: dữ liệu cá nhân trên máy của người nhập"),
    _whole("keying.unsent_days", "Ô chưa gửi trên máy tự xóa khi không liên lạc được quá", 14, 1,
           90, "ngày", "inferred: không mất việc đã làm"),
    _choice("keying.unlisted_keyer", "Người nhập chưa được ghi loại sổ",
            {"all": "nhập mọi loại sổ", "none": "chưa được giao sổ nào"},
            "inferred: xã quen người nhập của mình"),
    _whole("contest.hours", "Số giờ người nhập được nêu ý kiến về ô đã chọn khác", 48, 0, 720,
           "giờ", "inferred: trong lúc sổ chưa ký"),
    _choice("training.before_work", "Học nhập liệu trước khi nhận việc",
            {"remind": "nhắc người nhập liệu chưa đạt", "lent": "bắt buộc với tài khoản tạm",
             "keyers": "bắt buộc với mọi người nhập liệu", "none": "không nhắc"},
            "inferred: học khoảng 15 phút"),
    _share("training.pass_share", "Đạt phần tập khi đúng ngay lần đầu từ", 0.9, "inferred"),
    _choice("review.own_keying", "Soát xét trường hợp do chính mình nhập, giải quyết hoặc sửa",
            {"forbid": "cấm", "allow": "cho phép (xã chỉ có một công chức)"},
            "inferred: bốn mắt"),
    _whole("book.max_entries", "Số trường hợp tối đa của một quyển sổ", 5_000, 1, 100_000,
           "trường hợp", "inferred"),
    _between("sampling.good", "Kiểm mẫu: tỷ lệ ô sai chấp nhận được", 0.003, 0.0001, 0.2,
             "inferred: 3 ô sai trong 1.000"),
    _between("sampling.bad", "Kiểm mẫu: từ tỷ lệ ô sai này là không đạt", 0.015, 0.0002, 0.5,
             "inferred: 15 ô sai trong 1.000"),
    _between("sampling.alpha", "Kiểm mẫu: xác suất đánh trượt nhầm lô tốt", 0.05, 0.001, 0.4,
             "inferred: Wald 1945"),
    _between("sampling.beta", "Kiểm mẫu: xác suất cho qua nhầm lô xấu", 0.1, 0.001, 0.4,
             "inferred: Wald 1945"),
    _whole("sampling.least_records", "Kiểm mẫu: số trường hợp ít nhất của một lô", 5, 1, 100,
           "trường hợp", "inferred"),
    _whole("sampling.most_records", "Kiểm mẫu: số trường hợp nhiều nhất của một lô", 100, 5,
           2_000, "trường hợp", "inferred"),
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
    _whole("staffing.early_minutes", "Số phút vào trước giờ ca vẫn tính là của ca", 30, 0, 120,
           "phút", "inferred"),
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
    _choice("public_page.shown", "Trang công khai số liệu",
            {"shown": "mở cho mọi người", "hidden": "tắt"}, "inferred: công khai tiến độ"),
    _whole("public_page.least", "Số nhỏ nhất được công bố; ít hơn thì ghi “<”", 5, 3, 50,
           "trường hợp", "inferred: không ai nhận ra được một trường hợp"),
    Policy("report.addressees", "Kính gửi của báo cáo ({cấp trên}, {tỉnh}; nhiều nơi cách bằng ;)",
           Kind.TABLE,
           {"commune": "{cấp trên}", "district": "Sở Tư pháp {tỉnh}; Công an {tỉnh}",
            "province": "Ủy ban nhân dân {tỉnh}; Tổ công tác Đề án 06 {tỉnh}"},
           "PLAN phần IX", pattern=".{1,500}", key_pattern="commune|district|province"),
    Policy("report.recipients", "Nơi nhận của báo cáo ({cấp trên}, {tỉnh}; nhiều nơi cách bằng ;)",
           Kind.TABLE,
           {"commune": "Như trên; Lưu: VT", "district": "Như trên; Lưu: VT",
            "province": "Như trên; Lưu: VT"},
           "NĐ 30/2020 phụ lục I, mục II.9", pattern=".{1,500}",
           key_pattern="commune|district|province"),
    _choice("report.mail", "Nhắc báo cáo bằng thư điện tử",
            {"no": "không gửi", "yes": "gửi cho người xác nhận đã ghi địa chỉ"}, "inferred"),
    _whole("report.mail_minutes", "Số phút trước giờ chốt thì gửi thư nhắc", 30, 5, 240, "phút",
           "inferred: kịp xem số liệu và xác nhận"),
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

_PAY = (
    _whole("pay.short_chars", "Trường ngắn: số ký tự nhiều nhất", 15, 1, 100, "ký tự",
           "TT 194/2012/TT-BTC điều 4"),
    _whole("pay.medium_chars", "Trường vừa: số ký tự nhiều nhất", 50, 2, 1_000, "ký tự",
           "TT 194/2012/TT-BTC điều 4"),
    _whole("pay.ceiling_short", "Mức tối đa của trường ngắn", 300, 1, 100_000, "đồng/trường",
           "TT 194/2012/TT-BTC điều 4"),
    _whole("pay.ceiling_medium", "Mức tối đa của trường vừa (phải xác nhận theo văn bản)", 375, 1,
           100_000, "đồng/trường", "inferred: thường được dẫn, chưa thấy văn bản"),
    _whole("pay.ceiling_long", "Mức tối đa của trường dài", 450, 1, 100_000, "đồng/trường",
           "TT 194/2012/TT-BTC điều 4"),
    _whole("pay.page_plain", "Mức tối đa của trang chữ và số", 9_500, 1, 1_000_000, "đồng/trang",
           "TT 194/2012/TT-BTC điều 4: trang 46 dòng × 70 ký tự"),
    _whole("pay.page_tables", "Mức tối đa của trang có bảng biểu", 11_700, 1, 1_000_000,
           "đồng/trang", "TT 194/2012/TT-BTC điều 4"),
    _whole("pay.page_special", "Mức tối đa của trang đặc biệt", 14_000, 1, 1_000_000,
           "đồng/trang", "TT 194/2012/TT-BTC điều 4"),
    _whole("pay.web_simple", "Mức tối đa của trang web đơn giản", 12_000, 1, 1_000_000,
           "đồng/trang", "TT 194/2012/TT-BTC điều 4: từ một trang A4"),
    _whole("pay.web_complex", "Mức tối đa của trang web phức tạp", 42_000, 1, 1_000_000,
           "đồng/trang", "TT 194/2012/TT-BTC điều 4"),
    Policy("pay.local_factor", "Hệ số địa phương trên đơn giá", Kind.DECIMAL, 1.0,
           "inferred: mức tối đa giữ nguyên nên hệ số không quá 1", "lần", 0.1, 1.0),
    _whole("pay.second_percent", "Phần giá của trường dành cho lần nhập thứ hai (lấy từ lần một)",
           0, 0, 50, "%", "inferred: TT 194/2012/TT-BTC điều 4: giá đã gồm hiệu đính"),
    _whole("pay.import_percent", "Tạo từ dữ liệu điện tử có sẵn (nhập từ Excel)", 15, 0, 15, "%",
           "TT 194/2012/TT-BTC điều 4: không quá 15 %"),
    _whole("pay.scan_percent", "Quét, nhận dạng và sửa thành văn bản", 30, 0, 30, "%",
           "TT 194/2012/TT-BTC điều 4: không quá 30 % của trang"),
    _whole("pay.image_percent", "Số hóa hình ảnh, so với trang web đơn giản", 30, 0, 30, "%",
           "TT 194/2012/TT-BTC điều 4: không quá 30 %"),
    _choice("pay.images", "Trả tiền ảnh của trường hợp cho người quét",
            {"no": "không trả", "yes": "trả theo ảnh đã dùng"}, "inferred"),
    _whole("pay.language_percent", "Cộng thêm cho tiếng nước ngoài, tiếng dân tộc thiểu số", 10,
           10, 30, "%", "TT 194/2012/TT-BTC điều 4: 10 đến 30 %"),
    _choice("pay.language_fields", "Trường tính là tiếng nước ngoài",
            {"none": "không trường nào", "abroad": "trường của việc đã đăng ký ở nước ngoài"},
            "inferred"),
    _choice("pay.blank", "Trường trống trong sổ, không đọc được",
            {"none": "không tính", "short": "tính như trường ngắn"}, "inferred"),
    _choice("pay.carried", "Trường điền sẵn (theo sổ, theo số trước)",
            {"none": "không tính", "full": "tính như trường gõ"}, "inferred"),
    _choice("pay.completed", "Trường máy điền giúp khi gõ",
            {"full": "tính như trường gõ", "none": "không tính"}, "inferred"),
    _choice("pay.from_stage", "Trường hợp được tính công từ lúc",
            {"agreed": "thống nhất", "approved": "đã ký duyệt"}, "inferred"),
    _choice("pay.officers", "Công chức tự nhập",
            {"overtime": "làm thêm giờ, không tính theo trường", "share": "một phần đơn giá"},
            "TT 194/2012/TT-BTC điều 3: khi không thuê ngoài được"),
    _whole("pay.officers_percent", "Phần đơn giá cho công chức", 50, 0, 50, "%",
           "TT 194/2012/TT-BTC điều 3: không quá 50 %"),
    _whole("pay.measured_records", "Số bản ghi đo được để dự toán theo số đo", 30, 1, 10_000,
           "bản ghi", "inferred"),
    _whole("pay.doubt_fields_per_hour", "Nghi vấn: số trường gõ trong một giờ quá", 900, 60,
           10_000, "trường", "inferred: bốn giây một trường"),
    _whole("pay.doubt_repeat_seconds", "Nghi vấn: hai trường hợp giống hệt nhau cách dưới", 60, 1,
           3_600, "giây", "inferred"),
    _whole("pay.doubt_switch_seconds", "Nghi vấn: xong hai trường hợp của hai sổ cách dưới", 10, 1,
           600, "giây", "inferred: một tài khoản ở hai máy"),
    _whole("pay.doubt_blank_percent", "Nghi vấn: tỷ lệ trường trống của một trường hợp từ", 80, 10,
           100, "%", "inferred"),
    _whole("pay.doubt_returned", "Nghi vấn: số trường hợp bị trả nhập lại từ", 3, 1, 1_000,
           "trường hợp", "inferred"),
)

_HELP = (
    _whole("difficulty.hours_stopped", "Số giờ trả lời khó khăn làm dừng việc", 2, 1, 240, "giờ",
           "inferred: người và máy đang chờ"),
    _whole("difficulty.hours_slowed", "Số giờ trả lời khó khăn làm chậm việc", 8, 1, 240, "giờ",
           "inferred: trong ngày"),
    _whole("difficulty.hours_question", "Số giờ trả lời điều cần hỏi", 24, 1, 240, "giờ",
           "inferred"),
    _choice("difficulty.clock", "Cách đếm giờ trả lời",
            {"every": "mọi giờ của đợt", "working": "giờ làm việc"}, "PLAN: 15 ngày đêm"),
    Policy("difficulty.working_hours", "Giờ làm việc (từ và đến)", Kind.TABLE,
           {"07:30": "11:30", "13:30": "17:00"}, "inferred: giờ hành chính",
           pattern=r"(?:[01]\d|2[0-3]):[0-5]\d", key_pattern=r"(?:[01]\d|2[0-3]):[0-5]\d"),
    _whole("difficulty.close_days", "Số ngày sau khi trả lời thì khó khăn tự đóng", 3, 1, 60,
           "ngày", "inferred: người nêu không phản hồi"),
    _whole("difficulty.pictures", "Số ảnh tối đa kèm một khó khăn", 5, 0, 20, "ảnh", "inferred"),
    _whole("difficulty.picture_bytes", "Dung lượng tối đa của một ảnh kèm khó khăn", 15_000_000,
           100_000, 100_000_000, "byte", "inferred: ảnh chụp bằng điện thoại"),
    _whole("difficulty.picture_pixels", "Số điểm ảnh tối đa của một ảnh kèm khó khăn", 60_000_000,
           1_000_000, 150_000_000, "điểm ảnh", "inferred: ảnh chụp bằng điện thoại"),
    _whole("broadcast.attachment_bytes", "Dung lượng tối đa của tệp PDF kèm thông báo", 20_000_000,
           100_000, 200_000_000, "byte", "inferred: một công văn quét"),
)

_RECOGNITION = (
    _choice("recognition.hints", "Gợi ý của máy đọc cho người nhập lần một",
            {"off": "không gợi ý", "digits": "số và ngày", "all": "số, ngày và máy đọc chữ viết"},
            "inferred: người nhập lần hai không bao giờ thấy"),
    Policy("recognition.reader", "Máy đọc chữ viết được hỏi (server hoặc tên phần cài thêm)",
           Kind.TEXT, "none", "inferred: none là không hỏi máy nào",
           pattern=r"[A-Za-z0-9_.-]{1,40}"),
    Policy("recognition.server", "Địa chỉ máy đọc của tỉnh (đến hết /v1)", Kind.TEXT, "none",
           "inferred: none là không có", pattern=r"none|https?://[^\s@?#]{1,200}"),
    Policy("recognition.hosts", "Máy chủ máy đọc được phép hỏi (tên[:cổng] và ghi chú)",
           Kind.TABLE, {"localhost": "chính máy chủ này"},
           "inferred: ảnh có dữ liệu cá nhân không ra ngoài", pattern=".{1,200}",
           key_pattern=r"[A-Za-z0-9.-]{1,120}(?::\d{1,5})?"),
    Policy("recognition.model", "Tên mô hình trên máy đọc của tỉnh", Kind.TEXT, "default",
           "inferred", pattern=r"[^\s]{1,120}"),
    _whole("recognition.seconds", "Số giây chờ máy đọc của tỉnh trả lời", 10, 1, 60, "giây",
           "inferred"),
)

# fmt: on

POLICIES: dict[str, Policy] = {
    policy.name: policy
    for group in (
        *(_SCAN, _UPLOAD, _WORK, _RULES, _NAMING, _CAMPAIGN),
        *(_SIGN_IN, _KEEPING, _API, _HELP, _MERIT, _PAY, _RECOGNITION),
    )
    for policy in group
}
