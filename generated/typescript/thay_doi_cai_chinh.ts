// Đăng ký thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc. Rendered from the record type: make generate.

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

export interface ThayDoiCaiChinh {
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
  /** Việc đăng ký (loại việc) */
  viecDangKy: string;
  /** Họ, chữ đệm, tên người có nội dung thay đổi */
  ntdHoTen: string;
  /** Ngày sinh */
  ntdNgaySinh: string;
  /** Giới tính */
  ntdGioiTinh: string;
  /** Dân tộc */
  ntdDanToc: string;
  /** Quốc tịch */
  ntdQuocTich: string;
  /** Số định danh cá nhân */
  ntdSoDDCN: string;
  /** Loại giấy tờ tùy thân */
  ntdLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân */
  ntdSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân */
  ntdNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân */
  ntdNoiCapGiayToTuyThan: string;
  /** Loại cư trú */
  ntdLoaiCuTru: string;
  /** Nơi cư trú */
  ntdNoiCuTru: string;
  /** Loại hồ sơ hộ tịch gốc */
  nghiepVuDK: string;
  /** Số đăng ký hồ sơ gốc */
  soDangKyHSGoc: string;
  /** Quyển số hồ sơ gốc */
  quyenDangKyHSGoc: string;
  /** Ngày đăng ký hồ sơ gốc */
  ngayDangKyHSGoc: string;
  /** Nơi đăng ký hồ sơ gốc */
  noiDangKyHSGoc: string;
  /** Nội dung thay đổi, cải chính, bổ sung, xác định lại */
  noiDungDK: string;
  /** Từ (giá trị cũ) */
  thayDoiTu: string;
  /** Thành (giá trị mới) */
  thayDoiThanh: string;
  /** Lý do */
  lyDoDK: string;
  /** Căn cứ */
  canCu: string;
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

export const TDCC_FIELDS: readonly {
  key: keyof ThayDoiCaiChinh;
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
  { key: "viecDangKy", kind: "listed", section: "dang_ky", list: "viecDangKyThayDoi" },
  { key: "ntdHoTen", kind: "person", section: "nguoi_thay_doi", list: null },
  { key: "ntdNgaySinh", kind: "date", section: "nguoi_thay_doi", list: null },
  { key: "ntdGioiTinh", kind: "code", section: "nguoi_thay_doi", list: "gioiTinh" },
  { key: "ntdDanToc", kind: "listed", section: "nguoi_thay_doi", list: "danToc" },
  { key: "ntdQuocTich", kind: "listed", section: "nguoi_thay_doi", list: "quocTich" },
  { key: "ntdSoDDCN", kind: "personal_id", section: "nguoi_thay_doi", list: null },
  { key: "ntdLoaiGiayToTuyThan", kind: "code", section: "nguoi_thay_doi", list: "loaiGiayToTuyThan" },
  { key: "ntdSoGiayToTuyThan", kind: "paper", section: "nguoi_thay_doi", list: null },
  { key: "ntdNgayCapGiayToTuyThan", kind: "date", section: "nguoi_thay_doi", list: null },
  { key: "ntdNoiCapGiayToTuyThan", kind: "text", section: "nguoi_thay_doi", list: null },
  { key: "ntdLoaiCuTru", kind: "code", section: "nguoi_thay_doi", list: "loaiCuTru" },
  { key: "ntdNoiCuTru", kind: "place", section: "nguoi_thay_doi", list: null },
  { key: "nghiepVuDK", kind: "listed", section: "ho_so_goc", list: "loaiSuKienGoc" },
  { key: "soDangKyHSGoc", kind: "number", section: "ho_so_goc", list: null },
  { key: "quyenDangKyHSGoc", kind: "book", section: "ho_so_goc", list: null },
  { key: "ngayDangKyHSGoc", kind: "date", section: "ho_so_goc", list: null },
  { key: "noiDangKyHSGoc", kind: "place", section: "ho_so_goc", list: null },
  { key: "noiDungDK", kind: "text", section: "noi_dung", list: null },
  { key: "thayDoiTu", kind: "text", section: "noi_dung", list: null },
  { key: "thayDoiThanh", kind: "text", section: "noi_dung", list: null },
  { key: "lyDoDK", kind: "text", section: "noi_dung", list: null },
  { key: "canCu", kind: "text", section: "noi_dung", list: null },
  { key: "nycHoTen", kind: "person", section: "nguoi_yeu_cau", list: null },
  { key: "nycQuanHe", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycLoaiGiayToTuyThan", kind: "code", section: "nguoi_yeu_cau", list: "loaiGiayToTuyThan" },
  { key: "nycSoGiayToTuyThan", kind: "paper", section: "nguoi_yeu_cau", list: null },
  { key: "nycNgayCapGiayToTuyThan", kind: "date", section: "nguoi_yeu_cau", list: null },
  { key: "nycNoiCapGiayToTuyThan", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycSoDinhDanh", kind: "personal_id", section: "nguoi_yeu_cau", list: null },
];
