// Đăng ký khai tử. Rendered from the record type: make generate.

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

export interface KhaiTu {
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
  /** Người thực hiện */
  nguoiThucHien: string;
  /** Ghi chú */
  ghiChu: string;
  /** Họ, chữ đệm, tên (người chết) */
  nktHoTen: string;
  /** Giới tính (người chết) */
  nktGioiTinh: string;
  /** Ngày, tháng, năm sinh (người chết) */
  nktNgaySinh: string;
  /** Dân tộc (người chết) */
  nktDanToc: string;
  /** Quốc tịch (người chết) */
  nktQuocTich: string;
  /** Quốc tịch khác (người chết) */
  nktQuocTichKhac: string;
  /** Loại cư trú (người chết) */
  nktLoaiCuTru: string;
  /** Nơi cư trú (người chết) */
  nktNoiCuTru: string;
  /** Loại giấy tờ tùy thân (người chết) */
  nktLoaiGiayToTuyThan: string;
  /** Tên giấy tờ khác (người chết) */
  nktGiayToKhac: string;
  /** Số giấy tờ tùy thân (người chết) */
  nktSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân (người chết) */
  nktNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân (người chết) */
  nktNoiCapGiayToTuyThan: string;
  /** Ngày, tháng, năm chết */
  nktNgayChet: string;
  /** Ngày chết ghi bằng chữ */
  nktNgayChetGhiBangChu: string;
  /** Giờ, phút chết */
  nktGioPhutChet: string;
  /** Nơi chết */
  nktNoiChet: string;
  /** Nguyên nhân chết */
  nktNguyenNhanChet: string;
  /** Tình trạng tuyên bố việc chết */
  nktTinhTrangTuyenBoViecChet: string;
  /** Ngày ghi chú tuyên bố việc chết */
  nktNgayGhiChuTuyenBoViecChet: string;
  /** Căn cứ tuyên bố việc chết */
  nktCanCuTuyenBoViecChet: string;
  /** Ngày ghi chú hủy tuyên bố việc chết */
  nktNgayGhiChuHuyTuyenBoViecChet: string;
  /** Căn cứ hủy tuyên bố việc chết */
  nktCanCuHuyTuyenBoViecChet: string;
  /** Loại giấy báo tử / giấy thay thế */
  gbtLoai: string;
  /** Số giấy báo tử */
  gbtSo: string;
  /** Ngày giấy báo tử */
  gbtNgay: string;
  /** Cơ quan cấp giấy báo tử */
  gbtCoQuanCap: string;
  /** Họ, chữ đệm, tên người đi khai */
  nycHoTen: string;
  /** Quan hệ với người chết */
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
  /** Số đăng ký của giấy tờ do nước ngoài cấp */
  soDangKyNuocNgoai: string;
  /** Ngày đăng ký ở nước ngoài */
  ngayDangKyNuocNgoai: string;
  /** Cơ quan nước ngoài đã đăng ký */
  cqNuocNgoaiDaDangKy: string;
  /** Quốc gia đã đăng ký */
  qgNuocNgoaiDaDangKy: string;
}

export const KT_FIELDS: readonly {
  key: keyof KhaiTu;
  kind: FieldKind;
  section: string;
  list: string | null;
}[] = [
  { key: "so", kind: "number", section: "dang_ky", list: null },
  { key: "quyenSo", kind: "book", section: "dang_ky", list: null },
  { key: "trangSo", kind: "page", section: "dang_ky", list: null },
  { key: "ngayDangKy", kind: "date", section: "dang_ky", list: null },
  { key: "loaiDangKy", kind: "code", section: "dang_ky", list: "kt_loaiDangKy" },
  { key: "noiDangKy", kind: "place", section: "dang_ky", list: null },
  { key: "nguoiKy", kind: "person", section: "nguoi_ky", list: null },
  { key: "chucVuNguoiKy", kind: "text", section: "nguoi_ky", list: null },
  { key: "nguoiThucHien", kind: "person", section: "nguoi_ky", list: null },
  { key: "ghiChu", kind: "text", section: "ghi_chu", list: null },
  { key: "nktHoTen", kind: "person", section: "nguoi_chet", list: null },
  { key: "nktGioiTinh", kind: "code", section: "nguoi_chet", list: "gioiTinh" },
  { key: "nktNgaySinh", kind: "date", section: "nguoi_chet", list: null },
  { key: "nktDanToc", kind: "listed", section: "nguoi_chet", list: "danToc" },
  { key: "nktQuocTich", kind: "listed", section: "nguoi_chet", list: "quocTich" },
  { key: "nktQuocTichKhac", kind: "listed", section: "nguoi_chet", list: "quocTich" },
  { key: "nktLoaiCuTru", kind: "code", section: "nguoi_chet", list: "loaiCuTru" },
  { key: "nktNoiCuTru", kind: "place", section: "nguoi_chet", list: null },
  { key: "nktLoaiGiayToTuyThan", kind: "code", section: "nguoi_chet", list: "loaiGiayToTuyThan" },
  { key: "nktGiayToKhac", kind: "text", section: "nguoi_chet", list: null },
  { key: "nktSoGiayToTuyThan", kind: "paper", section: "nguoi_chet", list: null },
  { key: "nktNgayCapGiayToTuyThan", kind: "date", section: "nguoi_chet", list: null },
  { key: "nktNoiCapGiayToTuyThan", kind: "text", section: "nguoi_chet", list: null },
  { key: "nktNgayChet", kind: "date", section: "viec_chet", list: null },
  { key: "nktNgayChetGhiBangChu", kind: "text", section: "viec_chet", list: null },
  { key: "nktGioPhutChet", kind: "text", section: "viec_chet", list: null },
  { key: "nktNoiChet", kind: "place", section: "viec_chet", list: null },
  { key: "nktNguyenNhanChet", kind: "text", section: "viec_chet", list: null },
  { key: "nktTinhTrangTuyenBoViecChet", kind: "code", section: "ghi_chu", list: "tuyenBo" },
  { key: "nktNgayGhiChuTuyenBoViecChet", kind: "date", section: "ghi_chu", list: null },
  { key: "nktCanCuTuyenBoViecChet", kind: "text", section: "ghi_chu", list: null },
  { key: "nktNgayGhiChuHuyTuyenBoViecChet", kind: "date", section: "ghi_chu", list: null },
  { key: "nktCanCuHuyTuyenBoViecChet", kind: "text", section: "ghi_chu", list: null },
  { key: "gbtLoai", kind: "code", section: "giay_bao_tu", list: "gbtLoai" },
  { key: "gbtSo", kind: "text", section: "giay_bao_tu", list: null },
  { key: "gbtNgay", kind: "date", section: "giay_bao_tu", list: null },
  { key: "gbtCoQuanCap", kind: "text", section: "giay_bao_tu", list: null },
  { key: "nycHoTen", kind: "person", section: "nguoi_di_khai", list: null },
  { key: "nycQuanHe", kind: "text", section: "nguoi_di_khai", list: null },
  { key: "nycLoaiGiayToTuyThan", kind: "code", section: "nguoi_di_khai", list: "loaiGiayToTuyThan" },
  { key: "nycGiayToKhac", kind: "text", section: "nguoi_di_khai", list: null },
  { key: "nycSoGiayToTuyThan", kind: "paper", section: "nguoi_di_khai", list: null },
  { key: "nycNgayCapGiayToTuyThan", kind: "date", section: "nguoi_di_khai", list: null },
  { key: "nycNoiCapGiayToTuyThan", kind: "text", section: "nguoi_di_khai", list: null },
  { key: "soDangKyNuocNgoai", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "ngayDangKyNuocNgoai", kind: "date", section: "nuoc_ngoai", list: null },
  { key: "cqNuocNgoaiDaDangKy", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "qgNuocNgoaiDaDangKy", kind: "listed", section: "nuoc_ngoai", list: "quocTich" },
];
