// Cấp giấy xác nhận tình trạng hôn nhân. Rendered from the record type: make generate.

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

export interface XacNhanHonNhan {
  /** Số đăng ký (số/năm) */
  so: string;
  /** Quyển số (quyển/năm mở sổ) */
  quyenSo: string;
  /** Trang số */
  trangSo: string;
  /** Ngày, tháng, năm đăng ký */
  ngayDangKy: string;
  /** Nơi cấp */
  noiCap: string;
  /** Người ký */
  nguoiKy: string;
  /** Chức vụ người ký */
  chucVuNguoiKy: string;
  /** Người thực hiện */
  nguoiThucHien: string;
  /** Ghi chú */
  ghiChu: string;
  /** Họ, chữ đệm, tên (người được xác nhận) */
  nxnHoTen: string;
  /** Giới tính (người được xác nhận) */
  nxnGioiTinh: string;
  /** Ngày, tháng, năm sinh (người được xác nhận) */
  nxnNgaySinh: string;
  /** Dân tộc (người được xác nhận) */
  nxnDanToc: string;
  /** Quốc tịch (người được xác nhận) */
  nxnQuocTich: string;
  /** Quốc tịch khác (người được xác nhận) */
  nxnQuocTichKhac: string;
  /** Loại cư trú (người được xác nhận) */
  nxnLoaiCuTru: string;
  /** Nơi cư trú (người được xác nhận) */
  nxnNoiCuTru: string;
  /** Loại giấy tờ tùy thân (người được xác nhận) */
  nxnLoaiGiayToTuyThan: string;
  /** Tên giấy tờ khác (người được xác nhận) */
  nxnGiayToKhac: string;
  /** Số giấy tờ tùy thân (người được xác nhận) */
  nxnSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân (người được xác nhận) */
  nxnNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân (người được xác nhận) */
  nxnNoiCapGiayToTuyThan: string;
  /** Thời gian cư trú tại (nơi) */
  nxnThoiGianCuTruTai: string;
  /** Cư trú từ ngày */
  nxnThoiGianCuTruTu: string;
  /** Cư trú đến ngày */
  nxnThoiGianCuTruDen: string;
  /** Tình trạng hôn nhân */
  nxnTinhTrangHonNhan: string;
  /** Loại mục đích sử dụng */
  nxnLoaiMucDichSuDung: string;
  /** Mục đích sử dụng (chữ) */
  nxnMucDichSuDung: string;
  /** Họ, chữ đệm, tên người yêu cầu */
  nycHoTen: string;
  /** Quan hệ với người được xác nhận */
  nycQuanHe: string;
  /** Loại giấy tờ tùy thân người yêu cầu */
  nycLoaiGiayToTuyThan: string;
  /** Tên giấy tờ khác của người yêu cầu */
  nycGiayToKhac: string;
  /** Số giấy tờ tùy thân người yêu cầu */
  nycSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân người yêu cầu */
  nycNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân người yêu cầu */
  nycNoiCapGiayToTuyThan: string;
}

export const HN_FIELDS: readonly {
  key: keyof XacNhanHonNhan;
  kind: FieldKind;
  section: string;
  list: string | null;
}[] = [
  { key: "so", kind: "number", section: "dang_ky", list: null },
  { key: "quyenSo", kind: "book", section: "dang_ky", list: null },
  { key: "trangSo", kind: "page", section: "dang_ky", list: null },
  { key: "ngayDangKy", kind: "date", section: "dang_ky", list: null },
  { key: "noiCap", kind: "place", section: "dang_ky", list: null },
  { key: "nguoiKy", kind: "person", section: "nguoi_ky", list: null },
  { key: "chucVuNguoiKy", kind: "text", section: "nguoi_ky", list: null },
  { key: "nguoiThucHien", kind: "person", section: "nguoi_ky", list: null },
  { key: "ghiChu", kind: "text", section: "ghi_chu", list: null },
  { key: "nxnHoTen", kind: "person", section: "nguoi_duoc_xac_nhan", list: null },
  { key: "nxnGioiTinh", kind: "code", section: "nguoi_duoc_xac_nhan", list: "gioiTinh" },
  { key: "nxnNgaySinh", kind: "date", section: "nguoi_duoc_xac_nhan", list: null },
  { key: "nxnDanToc", kind: "listed", section: "nguoi_duoc_xac_nhan", list: "danToc" },
  { key: "nxnQuocTich", kind: "listed", section: "nguoi_duoc_xac_nhan", list: "quocTich" },
  { key: "nxnQuocTichKhac", kind: "listed", section: "nguoi_duoc_xac_nhan", list: "quocTich" },
  { key: "nxnLoaiCuTru", kind: "code", section: "nguoi_duoc_xac_nhan", list: "loaiCuTru" },
  { key: "nxnNoiCuTru", kind: "place", section: "nguoi_duoc_xac_nhan", list: null },
  { key: "nxnLoaiGiayToTuyThan", kind: "code", section: "nguoi_duoc_xac_nhan", list: "loaiGiayToTuyThan" },
  { key: "nxnGiayToKhac", kind: "text", section: "nguoi_duoc_xac_nhan", list: null },
  { key: "nxnSoGiayToTuyThan", kind: "paper", section: "nguoi_duoc_xac_nhan", list: null },
  { key: "nxnNgayCapGiayToTuyThan", kind: "date", section: "nguoi_duoc_xac_nhan", list: null },
  { key: "nxnNoiCapGiayToTuyThan", kind: "text", section: "nguoi_duoc_xac_nhan", list: null },
  { key: "nxnThoiGianCuTruTai", kind: "place", section: "xac_nhan", list: null },
  { key: "nxnThoiGianCuTruTu", kind: "date", section: "xac_nhan", list: null },
  { key: "nxnThoiGianCuTruDen", kind: "date", section: "xac_nhan", list: null },
  { key: "nxnTinhTrangHonNhan", kind: "text", section: "xac_nhan", list: null },
  { key: "nxnLoaiMucDichSuDung", kind: "code", section: "xac_nhan", list: "nxnLoaiMucDichSuDung" },
  { key: "nxnMucDichSuDung", kind: "text", section: "xac_nhan", list: null },
  { key: "nycHoTen", kind: "person", section: "nguoi_yeu_cau", list: null },
  { key: "nycQuanHe", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycLoaiGiayToTuyThan", kind: "code", section: "nguoi_yeu_cau", list: "loaiGiayToTuyThan" },
  { key: "nycGiayToKhac", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycSoGiayToTuyThan", kind: "paper", section: "nguoi_yeu_cau", list: null },
  { key: "nycNgayCapGiayToTuyThan", kind: "date", section: "nguoi_yeu_cau", list: null },
  { key: "nycNoiCapGiayToTuyThan", kind: "text", section: "nguoi_yeu_cau", list: null },
];
