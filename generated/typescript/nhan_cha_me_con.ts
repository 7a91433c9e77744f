// Đăng ký nhận cha, mẹ, con. Rendered from the record type: make generate.

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

export interface NhanChaMeCon {
  /** Số đăng ký (số/năm) */
  so: string;
  /** Quyển số (quyển/năm mở sổ) */
  quyenSo: string;
  /** Trang số */
  trangSo: string;
  /** Quyết định số */
  quyetDinhSo: string;
  /** Ngày, tháng, năm đăng ký */
  ngayDangKy: string;
  /** Loại đăng ký */
  loaiDangKy: string;
  /** Loại xác nhận */
  loaiXacNhan: string;
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
  /** Họ, chữ đệm, tên (người nhận là cha/mẹ) */
  cmHoTen: string;
  /** Giới tính (cha/mẹ) */
  cmGioiTinh: string;
  /** Ngày, tháng, năm sinh (người nhận là cha/mẹ) */
  cmNgaySinh: string;
  /** Dân tộc (người nhận là cha/mẹ) */
  cmDanToc: string;
  /** Quốc tịch (người nhận là cha/mẹ) */
  cmQuocTich: string;
  /** Quốc tịch khác (người nhận là cha/mẹ) */
  cmQuocTichKhac: string;
  /** Quê quán (người nhận là cha/mẹ) */
  cmQueQuan: string;
  /** Loại cư trú (người nhận là cha/mẹ) */
  cmLoaiCuTru: string;
  /** Nơi cư trú (người nhận là cha/mẹ) */
  cmNoiCuTru: string;
  /** Loại giấy tờ tùy thân (người nhận là cha/mẹ) */
  cmLoaiGiayToTuyThan: string;
  /** Tên giấy tờ khác (người nhận là cha/mẹ) */
  cmGiayToKhac: string;
  /** Số giấy tờ tùy thân (người nhận là cha/mẹ) */
  cmSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân (người nhận là cha/mẹ) */
  cmNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân (người nhận là cha/mẹ) */
  cmNoiCapGiayToTuyThan: string;
  /** Họ, chữ đệm, tên (người được nhận là con) */
  ncHoTen: string;
  /** Giới tính (con) */
  ncGioiTinh: string;
  /** Ngày, tháng, năm sinh (người được nhận là con) */
  ncNgaySinh: string;
  /** Dân tộc (người được nhận là con) */
  ncDanToc: string;
  /** Quốc tịch (người được nhận là con) */
  ncQuocTich: string;
  /** Quốc tịch khác (người được nhận là con) */
  ncQuocTichKhac: string;
  /** Quê quán (người được nhận là con) */
  ncQueQuan: string;
  /** Loại cư trú (người được nhận là con) */
  ncLoaiCuTru: string;
  /** Nơi cư trú (người được nhận là con) */
  ncNoiCuTru: string;
  /** Loại giấy tờ tùy thân (người được nhận là con) */
  ncLoaiGiayToTuyThan: string;
  /** Tên giấy tờ khác (người được nhận là con) */
  ncGiayToKhac: string;
  /** Số giấy tờ tùy thân (người được nhận là con) */
  ncSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân (người được nhận là con) */
  ncNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân (người được nhận là con) */
  ncNoiCapGiayToTuyThan: string;
  /** Họ, chữ đệm, tên người yêu cầu */
  nycHoTen: string;
  /** Quan hệ của người yêu cầu với người được nhận */
  nycQHNguoiDuocNhan: string;
  /** Quan hệ của người yêu cầu với người nhận */
  nycQHNguoiNhan: string;
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

export const CMC_FIELDS: readonly {
  key: keyof NhanChaMeCon;
  kind: FieldKind;
  section: string;
  list: string | null;
}[] = [
  { key: "so", kind: "number", section: "dang_ky", list: null },
  { key: "quyenSo", kind: "book", section: "dang_ky", list: null },
  { key: "trangSo", kind: "page", section: "dang_ky", list: null },
  { key: "quyetDinhSo", kind: "text", section: "dang_ky", list: null },
  { key: "ngayDangKy", kind: "date", section: "dang_ky", list: null },
  { key: "loaiDangKy", kind: "code", section: "dang_ky", list: "cmc_loaiDangKy" },
  { key: "loaiXacNhan", kind: "code", section: "dang_ky", list: "cmc_loaiXacNhan" },
  { key: "noiDangKy", kind: "place", section: "dang_ky", list: null },
  { key: "nguoiKy", kind: "person", section: "nguoi_ky", list: null },
  { key: "chucVuNguoiKy", kind: "text", section: "nguoi_ky", list: null },
  { key: "nguoiThucHien", kind: "person", section: "nguoi_ky", list: null },
  { key: "ghiChu", kind: "text", section: "ghi_chu", list: null },
  { key: "cmHoTen", kind: "person", section: "cha_me", list: null },
  { key: "cmGioiTinh", kind: "code", section: "cha_me", list: "gioiTinh" },
  { key: "cmNgaySinh", kind: "date", section: "cha_me", list: null },
  { key: "cmDanToc", kind: "listed", section: "cha_me", list: "danToc" },
  { key: "cmQuocTich", kind: "listed", section: "cha_me", list: "quocTich" },
  { key: "cmQuocTichKhac", kind: "listed", section: "cha_me", list: "quocTich" },
  { key: "cmQueQuan", kind: "place", section: "cha_me", list: null },
  { key: "cmLoaiCuTru", kind: "code", section: "cha_me", list: "loaiCuTru" },
  { key: "cmNoiCuTru", kind: "place", section: "cha_me", list: null },
  { key: "cmLoaiGiayToTuyThan", kind: "code", section: "cha_me", list: "loaiGiayToTuyThan" },
  { key: "cmGiayToKhac", kind: "text", section: "cha_me", list: null },
  { key: "cmSoGiayToTuyThan", kind: "paper", section: "cha_me", list: null },
  { key: "cmNgayCapGiayToTuyThan", kind: "date", section: "cha_me", list: null },
  { key: "cmNoiCapGiayToTuyThan", kind: "text", section: "cha_me", list: null },
  { key: "ncHoTen", kind: "person", section: "con", list: null },
  { key: "ncGioiTinh", kind: "code", section: "con", list: "gioiTinh" },
  { key: "ncNgaySinh", kind: "date", section: "con", list: null },
  { key: "ncDanToc", kind: "listed", section: "con", list: "danToc" },
  { key: "ncQuocTich", kind: "listed", section: "con", list: "quocTich" },
  { key: "ncQuocTichKhac", kind: "listed", section: "con", list: "quocTich" },
  { key: "ncQueQuan", kind: "place", section: "con", list: null },
  { key: "ncLoaiCuTru", kind: "code", section: "con", list: "loaiCuTru" },
  { key: "ncNoiCuTru", kind: "place", section: "con", list: null },
  { key: "ncLoaiGiayToTuyThan", kind: "code", section: "con", list: "loaiGiayToTuyThan" },
  { key: "ncGiayToKhac", kind: "text", section: "con", list: null },
  { key: "ncSoGiayToTuyThan", kind: "paper", section: "con", list: null },
  { key: "ncNgayCapGiayToTuyThan", kind: "date", section: "con", list: null },
  { key: "ncNoiCapGiayToTuyThan", kind: "text", section: "con", list: null },
  { key: "nycHoTen", kind: "person", section: "nguoi_yeu_cau", list: null },
  { key: "nycQHNguoiDuocNhan", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycQHNguoiNhan", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycLoaiGiayToTuyThan", kind: "code", section: "nguoi_yeu_cau", list: "loaiGiayToTuyThan" },
  { key: "nycGiayToKhac", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "nycSoGiayToTuyThan", kind: "paper", section: "nguoi_yeu_cau", list: null },
  { key: "nycNgayCapGiayToTuyThan", kind: "date", section: "nguoi_yeu_cau", list: null },
  { key: "nycNoiCapGiayToTuyThan", kind: "text", section: "nguoi_yeu_cau", list: null },
  { key: "soDangKyNuocNgoai", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "ngayDangKyNuocNgoai", kind: "date", section: "nuoc_ngoai", list: null },
  { key: "cqNuocNgoaiDaDangKy", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "qgNuocNgoaiDaDangKy", kind: "listed", section: "nuoc_ngoai", list: "quocTich" },
];
