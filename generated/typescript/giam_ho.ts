// Đăng ký giám hộ. Rendered from the record type: make generate.

export type FieldKind =
  | "text"
  | "person"
  | "place"
  | "date"
  | "number"
  | "book"
  | "page"
  | "code"
  | "listed"
  | "paper"
  | "personal_id";

export interface GiamHo {
  /** Số đăng ký (số/năm) */
  so: string;
  /** Quyển số (quyển/năm mở sổ) */
  quyenSo: string;
  /** Trang số */
  trangSo: string;
  /** Ngày đăng ký */
  ngayDangKy: string;
  /** Loại đăng ký */
  loaiDangKy: string;
  /** Nơi đăng ký */
  noiDangKy: string;
  /** Người ký */
  nguoiKy: string;
  /** Chức vụ người ký */
  chucVuNguoiKy: string;
  /** Người thực hiện */
  nguoiThucHien: string;
  /** Ghi chú */
  ghiChu: string;
  /** Họ, chữ đệm, tên người được giám hộ */
  ndghHoTen: string;
  /** Giới tính người được giám hộ */
  ndghGioiTinh: string;
  /** Ngày, tháng, năm sinh người được giám hộ */
  ndghNgaySinh: string;
  /** Nơi sinh người được giám hộ */
  ndghNoiSinh: string;
  /** Quê quán người được giám hộ */
  ndghQueQuan: string;
  /** Dân tộc người được giám hộ */
  ndghDanToc: string;
  /** Quốc tịch người được giám hộ */
  ndghQuocTich: string;
  /** Loại cư trú người được giám hộ */
  ndghLoaiCuTru: string;
  /** Nơi cư trú người được giám hộ */
  ndghNoiCuTru: string;
  /** Loại giấy tờ tùy thân người được giám hộ */
  ndghLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân người được giám hộ */
  ndghSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân người được giám hộ */
  ndghNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân người được giám hộ */
  ndghNoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân người được giám hộ */
  ndghSoDinhDanh: string;
  /** Lý do giám hộ */
  ndghLyDo: string;
  /** Họ, chữ đệm, tên người giám hộ (thứ nhất) */
  nghHoTen: string;
  /** Giới tính người giám hộ (thứ nhất) */
  nghGioiTinh: string;
  /** Ngày, tháng, năm sinh người giám hộ (thứ nhất) */
  nghNgaySinh: string;
  /** Dân tộc người giám hộ (thứ nhất) */
  nghDanToc: string;
  /** Quốc tịch người giám hộ (thứ nhất) */
  nghQuocTich: string;
  /** Loại cư trú người giám hộ (thứ nhất) */
  nghLoaiCuTru: string;
  /** Nơi cư trú người giám hộ (thứ nhất) */
  nghNoiCuTru: string;
  /** Loại giấy tờ tùy thân người giám hộ (thứ nhất) */
  nghLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân người giám hộ (thứ nhất) */
  nghSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân người giám hộ (thứ nhất) */
  nghNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân người giám hộ (thứ nhất) */
  nghNoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân người giám hộ (thứ nhất) */
  nghSoDinhDanh: string;
  /** Họ, chữ đệm, tên người giám hộ thứ hai (nếu có) */
  ngh2HoTen: string;
  /** Giới tính người giám hộ thứ hai (nếu có) */
  ngh2GioiTinh: string;
  /** Ngày, tháng, năm sinh người giám hộ thứ hai (nếu có) */
  ngh2NgaySinh: string;
  /** Dân tộc người giám hộ thứ hai (nếu có) */
  ngh2DanToc: string;
  /** Quốc tịch người giám hộ thứ hai (nếu có) */
  ngh2QuocTich: string;
  /** Loại cư trú người giám hộ thứ hai (nếu có) */
  ngh2LoaiCuTru: string;
  /** Nơi cư trú người giám hộ thứ hai (nếu có) */
  ngh2NoiCuTru: string;
  /** Loại giấy tờ tùy thân người giám hộ thứ hai (nếu có) */
  ngh2LoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân người giám hộ thứ hai (nếu có) */
  ngh2SoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân người giám hộ thứ hai (nếu có) */
  ngh2NgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân người giám hộ thứ hai (nếu có) */
  ngh2NoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân người giám hộ thứ hai (nếu có) */
  ngh2SoDinhDanh: string;
  /** Loại giám hộ */
  loaiGiamHo: string;
  /** Tình trạng giám hộ */
  tinhTrangGiamHo: string;
  /** Căn cứ */
  canCu: string;
  /** Số quyết định */
  soQuyetDinh: string;
  /** Cơ quan ra quyết định */
  coQuanQuyetDinh: string;
  /** Họ, chữ đệm, tên người yêu cầu */
  nycHoTen: string;
  /** Quan hệ của người yêu cầu */
  nycQuanHe: string;
  /** Loại giấy tờ tùy thân người yêu cầu */
  nycLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân người yêu cầu */
  nycSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân người yêu cầu */
  nycNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân người yêu cầu */
  nycNoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân người yêu cầu */
  nycSoDinhDanh: string;
  /** Số đăng ký của giấy tờ do nước ngoài cấp */
  soDangKyNuocNgoai: string;
  /** Ngày đăng ký ở nước ngoài */
  ngayDangKyNuocNgoai: string;
  /** Cơ quan nước ngoài đã đăng ký */
  cqNuocNgoaiDaDangKy: string;
  /** Quốc gia đã đăng ký */
  qgNuocNgoaiDaDangKy: string;
}

export const GH_FIELDS: readonly {
  key: keyof GiamHo;
  kind: FieldKind;
  section: string;
  list: string | null;
}[] = [
  { key: "so", kind: "number", section: "dang_ky", list: null },
  { key: "quyenSo", kind: "book", section: "dang_ky", list: null },
  { key: "trangSo", kind: "page", section: "dang_ky", list: null },
  { key: "ngayDangKy", kind: "date", section: "dang_ky", list: null },
  { key: "loaiDangKy", kind: "text", section: "dang_ky", list: null },
  { key: "noiDangKy", kind: "place", section: "dang_ky", list: null },
  { key: "nguoiKy", kind: "person", section: "nguoi_ky", list: null },
  { key: "chucVuNguoiKy", kind: "text", section: "nguoi_ky", list: null },
  { key: "nguoiThucHien", kind: "person", section: "nguoi_ky", list: null },
  { key: "ghiChu", kind: "text", section: "ghi_chu", list: null },
  { key: "ndghHoTen", kind: "person", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghGioiTinh", kind: "code", section: "nguoi_duoc_giam_ho", list: "gioiTinh" },
  { key: "ndghNgaySinh", kind: "date", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghNoiSinh", kind: "place", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghQueQuan", kind: "place", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghDanToc", kind: "listed", section: "nguoi_duoc_giam_ho", list: "danToc" },
  { key: "ndghQuocTich", kind: "listed", section: "nguoi_duoc_giam_ho", list: "quocTich" },
  { key: "ndghLoaiCuTru", kind: "code", section: "nguoi_duoc_giam_ho", list: "loaiCuTru" },
  { key: "ndghNoiCuTru", kind: "place", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghLoaiGiayToTuyThan", kind: "code", section: "nguoi_duoc_giam_ho", list: "loaiGiayToTuyThan" },
  { key: "ndghSoGiayToTuyThan", kind: "paper", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghNgayCapGiayToTuyThan", kind: "date", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghNoiCapGiayToTuyThan", kind: "text", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghSoDinhDanh", kind: "personal_id", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghLyDo", kind: "text", section: "viec_giam_ho", list: null },
  { key: "nghHoTen", kind: "person", section: "nguoi_giam_ho", list: null },
  { key: "nghGioiTinh", kind: "code", section: "nguoi_giam_ho", list: "gioiTinh" },
  { key: "nghNgaySinh", kind: "date", section: "nguoi_giam_ho", list: null },
  { key: "nghDanToc", kind: "listed", section: "nguoi_giam_ho", list: "danToc" },
  { key: "nghQuocTich", kind: "listed", section: "nguoi_giam_ho", list: "quocTich" },
  { key: "nghLoaiCuTru", kind: "code", section: "nguoi_giam_ho", list: "loaiCuTru" },
  { key: "nghNoiCuTru", kind: "place", section: "nguoi_giam_ho", list: null },
  { key: "nghLoaiGiayToTuyThan", kind: "code", section: "nguoi_giam_ho", list: "loaiGiayToTuyThan" },
  { key: "nghSoGiayToTuyThan", kind: "paper", section: "nguoi_giam_ho", list: null },
  { key: "nghNgayCapGiayToTuyThan", kind: "date", section: "nguoi_giam_ho", list: null },
  { key: "nghNoiCapGiayToTuyThan", kind: "text", section: "nguoi_giam_ho", list: null },
  { key: "nghSoDinhDanh", kind: "personal_id", section: "nguoi_giam_ho", list: null },
  { key: "ngh2HoTen", kind: "person", section: "nguoi_giam_ho_2", list: null },
  { key: "ngh2GioiTinh", kind: "code", section: "nguoi_giam_ho_2", list: "gioiTinh" },
  { key: "ngh2NgaySinh", kind: "date", section: "nguoi_giam_ho_2", list: null },
  { key: "ngh2DanToc", kind: "listed", section: "nguoi_giam_ho_2", list: "danToc" },
  { key: "ngh2QuocTich", kind: "listed", section: "nguoi_giam_ho_2", list: "quocTich" },
  { key: "ngh2LoaiCuTru", kind: "code", section: "nguoi_giam_ho_2", list: "loaiCuTru" },
  { key: "ngh2NoiCuTru", kind: "place", section: "nguoi_giam_ho_2", list: null },
  { key: "ngh2LoaiGiayToTuyThan", kind: "code", section: "nguoi_giam_ho_2", list: "loaiGiayToTuyThan" },
  { key: "ngh2SoGiayToTuyThan", kind: "paper", section: "nguoi_giam_ho_2", list: null },
  { key: "ngh2NgayCapGiayToTuyThan", kind: "date", section: "nguoi_giam_ho_2", list: null },
  { key: "ngh2NoiCapGiayToTuyThan", kind: "text", section: "nguoi_giam_ho_2", list: null },
  { key: "ngh2SoDinhDanh", kind: "personal_id", section: "nguoi_giam_ho_2", list: null },
  { key: "loaiGiamHo", kind: "listed", section: "viec_giam_ho", list: "gh_loaiGiamHo" },
  { key: "tinhTrangGiamHo", kind: "listed", section: "viec_giam_ho", list: "gh_tinhTrang" },
  { key: "canCu", kind: "text", section: "viec_giam_ho", list: null },
  { key: "soQuyetDinh", kind: "text", section: "viec_giam_ho", list: null },
  { key: "coQuanQuyetDinh", kind: "text", section: "viec_giam_ho", list: null },
  { key: "nycHoTen", kind: "person", section: "nguoi_yeu_cau", list: null },
  { key: "nycQuanHe", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycLoaiGiayToTuyThan", kind: "code", section: "nguoi_yeu_cau", list: "loaiGiayToTuyThan" },
  { key: "nycSoGiayToTuyThan", kind: "paper", section: "nguoi_yeu_cau", list: null },
  { key: "nycNgayCapGiayToTuyThan", kind: "date", section: "nguoi_yeu_cau", list: null },
  { key: "nycNoiCapGiayToTuyThan", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycSoDinhDanh", kind: "personal_id", section: "nguoi_yeu_cau", list: null },
  { key: "soDangKyNuocNgoai", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "ngayDangKyNuocNgoai", kind: "date", section: "nuoc_ngoai", list: null },
  { key: "cqNuocNgoaiDaDangKy", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "qgNuocNgoaiDaDangKy", kind: "listed", section: "nuoc_ngoai", list: "quocTich" },
];
