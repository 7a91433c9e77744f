// Đăng ký kết hôn. Rendered from the record type: make generate.

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

export interface KetHon {
  /** Số đăng ký (số/năm) */
  so: string;
  /** Quyển số (quyển/năm mở sổ) */
  quyenSo: string;
  /** Trang số */
  trangSo: string;
  /** Ngày, tháng, năm đăng ký */
  ngayDangKy: string;
  /** Loại đăng ký */
  loaiDangKy: string;
  /** Nơi đăng ký */
  noiDangKy: string;
  /** Người ký */
  nguoiKy: string;
  /** Chức vụ người ký */
  chucVuNguoiKy: string;
  /** Ngày xác lập quan hệ hôn nhân */
  ngayXacLapQuanHeHonNhan: string;
  /** Người thực hiện */
  nguoiThucHien: string;
  /** Ghi chú */
  ghiChu: string;
  /** Tình trạng kết hôn */
  tinhTrangKetHon: string;
  /** Ngày ghi chú ly hôn / hủy kết hôn */
  huyKetHonNgayGhiChu: string;
  /** Căn cứ ly hôn / hủy kết hôn */
  huyKetHonCanCu: string;
  /** Ngày ghi chú công nhận việc kết hôn */
  congNhanKetHonNgayGhiChu: string;
  /** Căn cứ công nhận việc kết hôn */
  congNhanKetHonCanCu: string;
  /** Họ, chữ đệm, tên (chồng) */
  chongHoTen: string;
  /** Ngày, tháng, năm sinh (chồng) */
  chongNgaySinh: string;
  /** Dân tộc (chồng) */
  chongDanToc: string;
  /** Quốc tịch (chồng) */
  chongQuocTich: string;
  /** Quốc tịch khác (chồng) */
  chongQuocTichKhac: string;
  /** Loại cư trú (chồng) */
  chongLoaiCuTru: string;
  /** Nơi cư trú (chồng) */
  chongNoiCuTru: string;
  /** Loại giấy tờ tùy thân (chồng) */
  chongLoaiGiayToTuyThan: string;
  /** Tên giấy tờ khác (chồng) */
  chongGiayToKhac: string;
  /** Số giấy tờ tùy thân (chồng) */
  chongSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân (chồng) */
  chongNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân (chồng) */
  chongNoiCapGiayToTuyThan: string;
  /** Họ, chữ đệm, tên (vợ) */
  voHoTen: string;
  /** Ngày, tháng, năm sinh (vợ) */
  voNgaySinh: string;
  /** Dân tộc (vợ) */
  voDanToc: string;
  /** Quốc tịch (vợ) */
  voQuocTich: string;
  /** Quốc tịch khác (vợ) */
  voQuocTichKhac: string;
  /** Loại cư trú (vợ) */
  voLoaiCuTru: string;
  /** Nơi cư trú (vợ) */
  voNoiCuTru: string;
  /** Loại giấy tờ tùy thân (vợ) */
  voLoaiGiayToTuyThan: string;
  /** Tên giấy tờ khác (vợ) */
  voGiayToKhac: string;
  /** Số giấy tờ tùy thân (vợ) */
  voSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân (vợ) */
  voNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân (vợ) */
  voNoiCapGiayToTuyThan: string;
  /** Số đăng ký của giấy tờ do nước ngoài cấp */
  soDangKyNuocNgoai: string;
  /** Ngày đăng ký ở nước ngoài */
  ngayDangKyNuocNgoai: string;
  /** Cơ quan nước ngoài đã đăng ký */
  cqNuocNgoaiDaDangKy: string;
  /** Quốc gia đã đăng ký */
  qgNuocNgoaiDaDangKy: string;
}

export const KH_FIELDS: readonly {
  key: keyof KetHon;
  kind: FieldKind;
  section: string;
  list: string | null;
}[] = [
  { key: "so", kind: "number", section: "dang_ky", list: null },
  { key: "quyenSo", kind: "book", section: "dang_ky", list: null },
  { key: "trangSo", kind: "page", section: "dang_ky", list: null },
  { key: "ngayDangKy", kind: "date", section: "dang_ky", list: null },
  { key: "loaiDangKy", kind: "code", section: "dang_ky", list: "kh_loaiDangKy" },
  { key: "noiDangKy", kind: "place", section: "dang_ky", list: null },
  { key: "nguoiKy", kind: "person", section: "nguoi_ky", list: null },
  { key: "chucVuNguoiKy", kind: "text", section: "nguoi_ky", list: null },
  { key: "ngayXacLapQuanHeHonNhan", kind: "date", section: "dang_ky", list: null },
  { key: "nguoiThucHien", kind: "person", section: "nguoi_ky", list: null },
  { key: "ghiChu", kind: "text", section: "ghi_chu", list: null },
  { key: "tinhTrangKetHon", kind: "listed", section: "ghi_chu", list: "tinhTrangKetHon" },
  { key: "huyKetHonNgayGhiChu", kind: "date", section: "ghi_chu", list: null },
  { key: "huyKetHonCanCu", kind: "text", section: "ghi_chu", list: null },
  { key: "congNhanKetHonNgayGhiChu", kind: "date", section: "ghi_chu", list: null },
  { key: "congNhanKetHonCanCu", kind: "text", section: "ghi_chu", list: null },
  { key: "chongHoTen", kind: "person", section: "chong", list: null },
  { key: "chongNgaySinh", kind: "date", section: "chong", list: null },
  { key: "chongDanToc", kind: "listed", section: "chong", list: "danToc" },
  { key: "chongQuocTich", kind: "listed", section: "chong", list: "quocTich" },
  { key: "chongQuocTichKhac", kind: "listed", section: "chong", list: "quocTich" },
  { key: "chongLoaiCuTru", kind: "code", section: "chong", list: "loaiCuTru" },
  { key: "chongNoiCuTru", kind: "place", section: "chong", list: null },
  { key: "chongLoaiGiayToTuyThan", kind: "code", section: "chong", list: "loaiGiayToTuyThan" },
  { key: "chongGiayToKhac", kind: "text", section: "chong", list: null },
  { key: "chongSoGiayToTuyThan", kind: "paper", section: "chong", list: null },
  { key: "chongNgayCapGiayToTuyThan", kind: "date", section: "chong", list: null },
  { key: "chongNoiCapGiayToTuyThan", kind: "text", section: "chong", list: null },
  { key: "voHoTen", kind: "person", section: "vo", list: null },
  { key: "voNgaySinh", kind: "date", section: "vo", list: null },
  { key: "voDanToc", kind: "listed", section: "vo", list: "danToc" },
  { key: "voQuocTich", kind: "listed", section: "vo", list: "quocTich" },
  { key: "voQuocTichKhac", kind: "listed", section: "vo", list: "quocTich" },
  { key: "voLoaiCuTru", kind: "code", section: "vo", list: "loaiCuTru" },
  { key: "voNoiCuTru", kind: "place", section: "vo", list: null },
  { key: "voLoaiGiayToTuyThan", kind: "code", section: "vo", list: "loaiGiayToTuyThan" },
  { key: "voGiayToKhac", kind: "text", section: "vo", list: null },
  { key: "voSoGiayToTuyThan", kind: "paper", section: "vo", list: null },
  { key: "voNgayCapGiayToTuyThan", kind: "date", section: "vo", list: null },
  { key: "voNoiCapGiayToTuyThan", kind: "text", section: "vo", list: null },
  { key: "soDangKyNuocNgoai", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "ngayDangKyNuocNgoai", kind: "date", section: "nuoc_ngoai", list: null },
  { key: "cqNuocNgoaiDaDangKy", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "qgNuocNgoaiDaDangKy", kind: "listed", section: "nuoc_ngoai", list: "quocTich" },
];
