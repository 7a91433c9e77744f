// Đăng ký chấm dứt giám hộ. Rendered from the record type: make generate.

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

export interface ChamDutGiamHo {
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
  /** Số trích lục/giấy chứng nhận giám hộ đã cấp */
  ghSoGiayChungNhan: string;
  /** Ngày cấp giấy chứng nhận giám hộ */
  ghNgayGiayChungNhan: string;
  /** Họ, chữ đệm, tên người được giám hộ */
  ndghHoTen: string;
  /** Giới tính người được giám hộ */
  ndghGioiTinh: string;
  /** Ngày, tháng, năm sinh người được giám hộ */
  ndghNgaySinh: string;
  /** Nơi sinh người được giám hộ */
  ndghNoiSinh: string;
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
  /** Họ, chữ đệm, tên người giám hộ */
  nghHoTen: string;
  /** Giới tính người giám hộ */
  nghGioiTinh: string;
  /** Ngày, tháng, năm sinh người giám hộ */
  nghNgaySinh: string;
  /** Dân tộc người giám hộ */
  nghDanToc: string;
  /** Quốc tịch người giám hộ */
  nghQuocTich: string;
  /** Loại cư trú người giám hộ */
  nghLoaiCuTru: string;
  /** Nơi cư trú người giám hộ */
  nghNoiCuTru: string;
  /** Loại giấy tờ tùy thân người giám hộ */
  nghLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân người giám hộ */
  nghSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân người giám hộ */
  nghNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân người giám hộ */
  nghNoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân người giám hộ */
  nghSoDinhDanh: string;
  /** Ngày chấm dứt giám hộ */
  ngayChamDut: string;
  /** Lý do chấm dứt */
  lyDoChamDut: string;
  /** Căn cứ chấm dứt */
  canCuChamDut: string;
  /** Số chấm dứt */
  soChamDut: string;
  /** Quyển số chấm dứt */
  quyenChamDut: string;
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
}

export const CDGH_FIELDS: readonly {
  key: keyof ChamDutGiamHo;
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
  { key: "ghSoGiayChungNhan", kind: "text", section: "viec_giam_ho", list: null },
  { key: "ghNgayGiayChungNhan", kind: "date", section: "viec_giam_ho", list: null },
  { key: "ndghHoTen", kind: "person", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghGioiTinh", kind: "code", section: "nguoi_duoc_giam_ho", list: "gioiTinh" },
  { key: "ndghNgaySinh", kind: "date", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghNoiSinh", kind: "place", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghDanToc", kind: "listed", section: "nguoi_duoc_giam_ho", list: "danToc" },
  { key: "ndghQuocTich", kind: "listed", section: "nguoi_duoc_giam_ho", list: "quocTich" },
  { key: "ndghLoaiCuTru", kind: "code", section: "nguoi_duoc_giam_ho", list: "loaiCuTru" },
  { key: "ndghNoiCuTru", kind: "place", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghLoaiGiayToTuyThan", kind: "code", section: "nguoi_duoc_giam_ho", list: "loaiGiayToTuyThan" },
  { key: "ndghSoGiayToTuyThan", kind: "paper", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghNgayCapGiayToTuyThan", kind: "date", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghNoiCapGiayToTuyThan", kind: "text", section: "nguoi_duoc_giam_ho", list: null },
  { key: "ndghSoDinhDanh", kind: "personal_id", section: "nguoi_duoc_giam_ho", list: null },
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
  { key: "ngayChamDut", kind: "date", section: "cham_dut", list: null },
  { key: "lyDoChamDut", kind: "text", section: "cham_dut", list: null },
  { key: "canCuChamDut", kind: "text", section: "cham_dut", list: null },
  { key: "soChamDut", kind: "text", section: "cham_dut", list: null },
  { key: "quyenChamDut", kind: "text", section: "cham_dut", list: null },
  { key: "nycHoTen", kind: "person", section: "nguoi_yeu_cau", list: null },
  { key: "nycQuanHe", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycLoaiGiayToTuyThan", kind: "code", section: "nguoi_yeu_cau", list: "loaiGiayToTuyThan" },
  { key: "nycSoGiayToTuyThan", kind: "paper", section: "nguoi_yeu_cau", list: null },
  { key: "nycNgayCapGiayToTuyThan", kind: "date", section: "nguoi_yeu_cau", list: null },
  { key: "nycNoiCapGiayToTuyThan", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycSoDinhDanh", kind: "personal_id", section: "nguoi_yeu_cau", list: null },
];
