"""Births (khai sinh): the ministry's template of October 2024 and the 60 columns before it.

Keys, order and lengths are the template's (sources OT, TST, FORM); labels and help are ours.
"""

from functools import partial

from sohotich.domain.record_types.lines import (
    ABROAD_KEYS,
    BOOK,
    CODE,
    COND,
    DATE,
    LIKELY,
    LISTED,
    NO,
    NUMBER,
    PAGE,
    PAPER,
    PERSON,
    PERSONAL_ID,
    PLACE,
    TEXT,
    YES,
    codes_of,
    line,
)
from sohotich.domain.schema import (
    FEMALE,
    MALE,
    Abroad,
    RecordType,
    Section,
    Standing,
    Version,
    person_role,
)

_VERSIONS = (
    Version(
        "2024-10",
        "Mẫu 10/2024: STT và 69 cột",
        Standing.OFFICIAL,
        "OT",
        row_number="STT",
        spaced=True,
    ),
    Version("60", "Mẫu cũ: 60 cột", Standing.CONFIRMED, "TST; FORM"),
)

_SECTIONS = (
    Section("dang_ky", "Việc đăng ký"),
    Section("nguoi_duoc_khai_sinh", "Người được khai sinh"),
    Section("cha", "Cha"),
    Section("me", "Mẹ"),
    Section("nguoi_di_khai", "Người đi khai"),
    Section("nguoi_ky", "Người ký và người thực hiện"),
    Section("ghi_chu", "Ghi chú"),
    Section("nuoc_ngoai", "Việc đã đăng ký ở nước ngoài"),
)

DANG_KY, NGUOI_DUOC_KHAI_SINH, CHA, ME, NGUOI_DI_KHAI, NGUOI_KY, GHI_CHU, NUOC_NGOAI = (
    section.code for section in _SECTIONS
)
_NEW = frozenset({"2024-10"})
_field = partial(line, versions=codes_of(_VERSIONS))

# fmt: off
_FIELDS = (
    _field("so", "Số đăng ký (số/năm)", NUMBER, DANG_KY, YES, maxlen=20, marked=True, hint="Số và năm, ví dụ 41/1998; năm là năm đăng ký"),
    _field("quyenSo", "Quyển số (quyển/năm mở sổ)", BOOK, DANG_KY, YES, maxlen=10, marked=True, hint="Quyển và năm mở sổ, ví dụ 02/1998; sổ nhiều năm: 01/2007-2009"),
    _field("trangSo", "Trang số", PAGE, DANG_KY, NO, maxlen=10, marked=True, hint="Số trang trong sổ"),
    _field("ngayDangKy", "Ngày, tháng, năm đăng ký", DATE, DANG_KY, YES, maxlen=10, marked=True, hint="Đủ ngày, tháng, năm"),
    _field("loaiDangKy", "Loại đăng ký", CODE, DANG_KY, LIKELY, codes="ks_loaiDangKy", hint="Theo ô chọn hoặc ghi chú trong sổ; không có thì để trống (phím F2), không tự chọn"),
    _field("noiDangKy", "Nơi đăng ký", PLACE, DANG_KY, YES, hint="Tên cơ quan và địa danh lúc đăng ký, đủ các cấp"),
    _field("nguoiKy", "Người ký", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("chucVuNguoiKy", "Chức vụ người ký", TEXT, NGUOI_KY, NO, maxlen=50),
    _field("nguoiThucHien", "Người thực hiện", PERSON, NGUOI_KY, NO, maxlen=50),
    _field("ghiChu", "Ghi chú", TEXT, GHI_CHU, NO, hint="Nguyên văn cột ghi chú; cũng ghi ở đây tuổi, nghề nghiệp, người làm chứng nếu sổ có in"),
    _field("nksSoDinhDanh", "Số định danh cá nhân", PERSONAL_ID, NGUOI_DUOC_KHAI_SINH, NO, maxlen=12, versions=_NEW, hint="12 chữ số; sổ trước năm 2016 không có"),
    _field("nksHoTen", "Họ, chữ đệm, tên", PERSON, NGUOI_DUOC_KHAI_SINH, YES, maxlen=50, marked=True, hint="Đúng như trong sổ, đủ dấu"),
    _field("nksGioiTinh", "Giới tính", CODE, NGUOI_DUOC_KHAI_SINH, LIKELY, codes="gioiTinh"),
    _field("nksNgaySinh", "Ngày, tháng, năm sinh", DATE, NGUOI_DUOC_KHAI_SINH, LIKELY, maxlen=10, marked=True, hint="Sổ chỉ ghi năm hoặc tháng, năm thì nhập đúng như vậy"),
    _field("nksNgaySinhBangChu", "Ngày sinh ghi bằng chữ", TEXT, NGUOI_DUOC_KHAI_SINH, NO, hint="Nguyên văn phần ghi bằng chữ"),
    _field("nksNoiSinh", "Nơi sinh (chi tiết)", PLACE, NGUOI_DUOC_KHAI_SINH, NO, hint="Nguyên văn, ví dụ Trạm y tế xã"),
    _field("nksNoiSinhDVHC", "Nơi sinh theo đơn vị hành chính", PLACE, NGUOI_DUOC_KHAI_SINH, NO),
    _field("nksQueQuan", "Quê quán", PLACE, NGUOI_DUOC_KHAI_SINH, NO),
    _field("nksDanToc", "Dân tộc", LISTED, NGUOI_DUOC_KHAI_SINH, LIKELY, maxlen=50, codes="danToc", marked=True),
    _field("nksQuocTich", "Quốc tịch", LISTED, NGUOI_DUOC_KHAI_SINH, LIKELY, maxlen=100, codes="quocTich", marked=True),
    _field("nksQuocTichStr", "Quốc tịch (ghi chữ tự do)", TEXT, NGUOI_DUOC_KHAI_SINH, NO, versions=_NEW, hint="Dùng khi quốc tịch không có trong danh mục"),
    _field("nksQuocTichKhac", "Quốc tịch khác", LISTED, NGUOI_DUOC_KHAI_SINH, NO, maxlen=100, codes="quocTich"),
    _field("nksQuocTichKhacStr", "Quốc tịch khác (ghi chữ tự do)", TEXT, NGUOI_DUOC_KHAI_SINH, NO, versions=_NEW, hint="Dùng khi quốc tịch không có trong danh mục"),
    _field("nksLoaiKhaiSinh", "Loại khai sinh", CODE, NGUOI_DUOC_KHAI_SINH, YES, codes="nksLoaiKhaiSinh", hint="Theo phần ghi về cha, mẹ trong sổ"),
    _field("nksMatTich", "Tuyên bố mất tích", CODE, GHI_CHU, NO, codes="tuyenBo"),
    _field("nksMatTichNgayGhiChuTuyenBo", "Ngày ghi chú tuyên bố mất tích", DATE, GHI_CHU, NO, maxlen=10),
    _field("nksMatTichCanCuTuyenBo", "Căn cứ tuyên bố mất tích", TEXT, GHI_CHU, NO),
    _field("nksMatTichNgayGhiChuHuyTuyenBo", "Ngày ghi chú hủy tuyên bố mất tích", DATE, GHI_CHU, NO, maxlen=10),
    _field("nksMatTichCanCuHuyTuyenBo", "Căn cứ hủy tuyên bố mất tích", TEXT, GHI_CHU, NO, maxlen=50),
    _field("nksHanCheNangLucHanhVi", "Mất/hạn chế năng lực hành vi", CODE, GHI_CHU, NO, codes="tuyenBo"),
    _field("nksHanCheNangLucHanhViNgayGhiChuTuyenBo", "Ngày ghi chú tuyên bố hạn chế năng lực hành vi", DATE, GHI_CHU, NO, maxlen=10),
    _field("nksHanCheNangLucHanhViCanCuTuyenBo", "Căn cứ tuyên bố hạn chế năng lực hành vi", TEXT, GHI_CHU, NO),
    _field("nksHanCheNangLucHanhViNgayGhiChuHuyTuyenBo", "Ngày ghi chú hủy tuyên bố hạn chế năng lực hành vi", DATE, GHI_CHU, NO, maxlen=10),
    _field("nksHanCheNangLucHanhViNgayCanCuHuyTuyenBo", "Căn cứ hủy tuyên bố hạn chế năng lực hành vi", TEXT, GHI_CHU, NO, maxlen=10, hint="Mẫu của Bộ chỉ nhận 10 ký tự"),
    _field("meSoDinhDanhCaNhan", "Số định danh cá nhân của mẹ", PERSONAL_ID, ME, NO, maxlen=12, versions=_NEW),
    _field("meHoTen", "Họ, chữ đệm, tên mẹ", PERSON, ME, COND, maxlen=50, marked=True, hint="Để trống khi sổ không ghi mẹ"),
    _field("meNgaySinh", "Ngày, tháng, năm sinh của mẹ", DATE, ME, COND, maxlen=10, marked=True, hint="Sổ chỉ ghi năm thì nhập năm; sổ ghi tuổi thì ghi tuổi vào ghi chú"),
    _field("meDanToc", "Dân tộc của mẹ", LISTED, ME, COND, maxlen=50, codes="danToc", marked=True),
    _field("meQuocTich", "Quốc tịch của mẹ", LISTED, ME, COND, maxlen=100, codes="quocTich", marked=True),
    _field("meQuocTichStr", "Quốc tịch của mẹ (ghi chữ tự do)", TEXT, ME, NO, versions=_NEW, hint="Dùng khi quốc tịch không có trong danh mục"),
    _field("meQuocTichKhac", "Quốc tịch khác của mẹ", LISTED, ME, NO, maxlen=100, codes="quocTich"),
    _field("meQuocTichKhacStr", "Quốc tịch khác của mẹ (ghi chữ tự do)", TEXT, ME, NO, versions=_NEW, hint="Dùng khi quốc tịch không có trong danh mục"),
    _field("meLoaiCuTru", "Loại cư trú của mẹ", CODE, ME, COND, codes="loaiCuTru", marked=True),
    _field("meNoiCuTru", "Nơi cư trú của mẹ", PLACE, ME, NO, hint="Ghi “Đã chết” nếu sổ ghi đã chết"),
    _field("meLoaiGiayToTuyThan", "Loại giấy tờ tùy thân của mẹ", CODE, ME, NO, codes="loaiGiayToTuyThan"),
    _field("meSoGiayToTuyThan", "Số giấy tờ tùy thân của mẹ", PAPER, ME, NO, maxlen=50),
    _field("chaSoDinhDanhCaNhan", "Số định danh cá nhân của cha", PERSONAL_ID, CHA, NO, maxlen=12, versions=_NEW),
    _field("chaHoTen", "Họ, chữ đệm, tên cha", PERSON, CHA, COND, maxlen=50, marked=True, hint="Để trống khi sổ không ghi cha"),
    _field("chaNgaySinh", "Ngày, tháng, năm sinh của cha", DATE, CHA, COND, maxlen=10, marked=True, hint="Sổ chỉ ghi năm thì nhập năm; sổ ghi tuổi thì ghi tuổi vào ghi chú"),
    _field("chaDanToc", "Dân tộc của cha", LISTED, CHA, COND, maxlen=50, codes="danToc", marked=True),
    _field("chaQuocTich", "Quốc tịch của cha", LISTED, CHA, COND, maxlen=100, codes="quocTich", marked=True),
    _field("chaQuocTichStr", "Quốc tịch của cha (ghi chữ tự do)", TEXT, CHA, NO, versions=_NEW, hint="Dùng khi quốc tịch không có trong danh mục"),
    _field("chaQuocTichKhac", "Quốc tịch khác của cha", LISTED, CHA, NO, maxlen=100, codes="quocTich"),
    _field("chaQuocTichKhacStr", "Quốc tịch khác của cha (ghi chữ tự do)", TEXT, CHA, NO, versions=_NEW, hint="Dùng khi quốc tịch không có trong danh mục"),
    _field("chaLoaiCuTru", "Loại cư trú của cha", CODE, CHA, COND, codes="loaiCuTru", marked=True),
    _field("chaNoiCuTru", "Nơi cư trú của cha", PLACE, CHA, NO, hint="Ghi “Đã chết” nếu sổ ghi đã chết"),
    _field("chaLoaiGiayToTuyThan", "Loại giấy tờ tùy thân của cha", CODE, CHA, NO, codes="loaiGiayToTuyThan"),
    _field("chaSoGiayToTuyThan", "Số giấy tờ tùy thân của cha", PAPER, CHA, NO, maxlen=50),
    _field("nycHoTen", "Họ, chữ đệm, tên người đi khai", PERSON, NGUOI_DI_KHAI, NO, maxlen=50),
    _field("nycQuanHe", "Quan hệ với người được khai sinh", TEXT, NGUOI_DI_KHAI, NO),
    _field("nycLoaiGiayToTuyThan", "Loại giấy tờ tùy thân người yêu cầu", CODE, NGUOI_DI_KHAI, NO, codes="loaiGiayToTuyThan"),
    _field("nycGiayToKhac", "Tên giấy tờ khác của người yêu cầu", TEXT, NGUOI_DI_KHAI, COND, hint="Khi loại giấy tờ là giấy tờ khác"),
    _field("nycSoGiayToTuyThan", "Số giấy tờ tùy thân người yêu cầu", PAPER, NGUOI_DI_KHAI, NO, maxlen=50),
    _field("nycNgayCapGiayToTuyThan", "Ngày cấp giấy tờ tùy thân người yêu cầu", DATE, NGUOI_DI_KHAI, NO, maxlen=10),
    _field("nycNoiCapGiayToTuyThan", "Nơi cấp giấy tờ tùy thân người yêu cầu", TEXT, NGUOI_DI_KHAI, NO),
    _field("soDangKyNuocNgoai", "Số đăng ký của giấy tờ do nước ngoài cấp", TEXT, NUOC_NGOAI, COND, maxlen=50, hint="Chỉ khi ghi vào sổ việc đã đăng ký ở nước ngoài"),
    _field("ngayDangKyNuocNgoai", "Ngày đăng ký ở nước ngoài", DATE, NUOC_NGOAI, COND, maxlen=10),
    _field("cqNuocNgoaiDaDangKy", "Cơ quan nước ngoài đã đăng ký", TEXT, NUOC_NGOAI, COND, maxlen=100),
    _field("qgNuocNgoaiDaDangKy", "Quốc gia đã đăng ký", LISTED, NUOC_NGOAI, COND, maxlen=100, codes="quocTich"),
)
# fmt: on

_KEYS = frozenset(field.key for field in _FIELDS)

_PERSONS = (
    person_role(_KEYS, "nks", "Người được khai sinh", principal=True),
    person_role(_KEYS, "me", "Mẹ", sex=FEMALE),
    person_role(_KEYS, "cha", "Cha", sex=MALE),
    person_role(_KEYS, "nyc", "Người đi khai"),
)

_ABROAD = Abroad("loaiDangKy", codes=("3",), listed=True, fields=ABROAD_KEYS)

KHAI_SINH = RecordType(
    "KS",
    "khai_sinh",
    "Đăng ký khai sinh",
    _VERSIONS,
    _SECTIONS,
    _FIELDS,
    _PERSONS,
    _ABROAD,
)
