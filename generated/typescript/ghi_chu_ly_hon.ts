// Ghi chú ly hôn, hủy việc kết hôn ở nước ngoài. Rendered from the record type: make generate.

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

export interface GhiChuLyHon {
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
  /** Loại việc (ly hôn, hủy việc kết hôn) */
  loaiViec: string;
  /** Họ, chữ đệm, tên chồng */
  chongHoTen: string;
  /** Ngày sinh chồng */
  chongNgaySinh: string;
  /** Dân tộc chồng */
  chongDanToc: string;
  /** Quốc tịch chồng */
  chongQuocTich: string;
  /** Nơi cư trú chồng */
  chongNoiCuTru: string;
  /** Loại giấy tờ tùy thân chồng */
  chongLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân chồng */
  chongSoGiayToTuyThan: string;
  /** Họ, chữ đệm, tên vợ */
  voHoTen: string;
  /** Ngày sinh vợ */
  voNgaySinh: string;
  /** Dân tộc vợ */
  voDanToc: string;
  /** Quốc tịch vợ */
  voQuocTich: string;
  /** Nơi cư trú vợ */
  voNoiCuTru: string;
  /** Loại giấy tờ tùy thân vợ */
  voLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân vợ */
  voSoGiayToTuyThan: string;
  /** Số đăng ký kết hôn trước đây */
  khSo: string;
  /** Ngày đăng ký kết hôn */
  khNgay: string;
  /** Nơi đăng ký kết hôn */
  khNoi: string;
  /** Số bản án/quyết định nước ngoài */
  bqSo: string;
  /** Ngày bản án/quyết định */
  bqNgay: string;
  /** Cơ quan ra bản án/quyết định */
  bqCoQuan: string;
  /** Quốc gia */
  bqQuocGia: string;
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

export const GCLH_FIELDS: readonly {
  key: keyof GhiChuLyHon;
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
  { key: "loaiViec", kind: "text", section: "dang_ky", list: null },
  { key: "chongHoTen", kind: "person", section: "chong", list: null },
  { key: "chongNgaySinh", kind: "date", section: "chong", list: null },
  { key: "chongDanToc", kind: "listed", section: "chong", list: "danToc" },
  { key: "chongQuocTich", kind: "listed", section: "chong", list: "quocTich" },
  { key: "chongNoiCuTru", kind: "place", section: "chong", list: null },
  { key: "chongLoaiGiayToTuyThan", kind: "code", section: "chong", list: "loaiGiayToTuyThan" },
  { key: "chongSoGiayToTuyThan", kind: "paper", section: "chong", list: null },
  { key: "voHoTen", kind: "person", section: "vo", list: null },
  { key: "voNgaySinh", kind: "date", section: "vo", list: null },
  { key: "voDanToc", kind: "listed", section: "vo", list: "danToc" },
  { key: "voQuocTich", kind: "listed", section: "vo", list: "quocTich" },
  { key: "voNoiCuTru", kind: "place", section: "vo", list: null },
  { key: "voLoaiGiayToTuyThan", kind: "code", section: "vo", list: "loaiGiayToTuyThan" },
  { key: "voSoGiayToTuyThan", kind: "paper", section: "vo", list: null },
  { key: "khSo", kind: "number", section: "ket_hon", list: null },
  { key: "khNgay", kind: "date", section: "ket_hon", list: null },
  { key: "khNoi", kind: "place", section: "ket_hon", list: null },
  { key: "bqSo", kind: "text", section: "ban_an", list: null },
  { key: "bqNgay", kind: "date", section: "ban_an", list: null },
  { key: "bqCoQuan", kind: "text", section: "ban_an", list: null },
  { key: "bqQuocGia", kind: "listed", section: "ban_an", list: "quocTich" },
  { key: "nycHoTen", kind: "person", section: "nguoi_yeu_cau", list: null },
  { key: "nycQuanHe", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycLoaiGiayToTuyThan", kind: "code", section: "nguoi_yeu_cau", list: "loaiGiayToTuyThan" },
  { key: "nycSoGiayToTuyThan", kind: "paper", section: "nguoi_yeu_cau", list: null },
  { key: "nycNgayCapGiayToTuyThan", kind: "date", section: "nguoi_yeu_cau", list: null },
  { key: "nycNoiCapGiayToTuyThan", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycSoDinhDanh", kind: "personal_id", section: "nguoi_yeu_cau", list: null },
];
