// Đăng ký khai sinh. Rendered from the record type: make generate.

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

export interface KhaiSinh {
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
  /** Số định danh cá nhân */
  nksSoDinhDanh: string;
  /** Họ, chữ đệm, tên */
  nksHoTen: string;
  /** Giới tính */
  nksGioiTinh: string;
  /** Ngày, tháng, năm sinh */
  nksNgaySinh: string;
  /** Ngày sinh ghi bằng chữ */
  nksNgaySinhBangChu: string;
  /** Nơi sinh (chi tiết) */
  nksNoiSinh: string;
  /** Nơi sinh theo đơn vị hành chính */
  nksNoiSinhDVHC: string;
  /** Quê quán */
  nksQueQuan: string;
  /** Dân tộc */
  nksDanToc: string;
  /** Quốc tịch */
  nksQuocTich: string;
  /** Quốc tịch (ghi chữ tự do) */
  nksQuocTichStr: string;
  /** Quốc tịch khác */
  nksQuocTichKhac: string;
  /** Quốc tịch khác (ghi chữ tự do) */
  nksQuocTichKhacStr: string;
  /** Loại khai sinh */
  nksLoaiKhaiSinh: string;
  /** Tuyên bố mất tích */
  nksMatTich: string;
  /** Ngày ghi chú tuyên bố mất tích */
  nksMatTichNgayGhiChuTuyenBo: string;
  /** Căn cứ tuyên bố mất tích */
  nksMatTichCanCuTuyenBo: string;
  /** Ngày ghi chú hủy tuyên bố mất tích */
  nksMatTichNgayGhiChuHuyTuyenBo: string;
  /** Căn cứ hủy tuyên bố mất tích */
  nksMatTichCanCuHuyTuyenBo: string;
  /** Mất/hạn chế năng lực hành vi */
  nksHanCheNangLucHanhVi: string;
  /** Ngày ghi chú tuyên bố hạn chế năng lực hành vi */
  nksHanCheNangLucHanhViNgayGhiChuTuyenBo: string;
  /** Căn cứ tuyên bố hạn chế năng lực hành vi */
  nksHanCheNangLucHanhViCanCuTuyenBo: string;
  /** Ngày ghi chú hủy tuyên bố hạn chế năng lực hành vi */
  nksHanCheNangLucHanhViNgayGhiChuHuyTuyenBo: string;
  /** Căn cứ hủy tuyên bố hạn chế năng lực hành vi */
  nksHanCheNangLucHanhViNgayCanCuHuyTuyenBo: string;
  /** Số định danh cá nhân của mẹ */
  meSoDinhDanhCaNhan: string;
  /** Họ, chữ đệm, tên mẹ */
  meHoTen: string;
  /** Ngày, tháng, năm sinh của mẹ */
  meNgaySinh: string;
  /** Dân tộc của mẹ */
  meDanToc: string;
  /** Quốc tịch của mẹ */
  meQuocTich: string;
  /** Quốc tịch của mẹ (ghi chữ tự do) */
  meQuocTichStr: string;
  /** Quốc tịch khác của mẹ */
  meQuocTichKhac: string;
  /** Quốc tịch khác của mẹ (ghi chữ tự do) */
  meQuocTichKhacStr: string;
  /** Loại cư trú của mẹ */
  meLoaiCuTru: string;
  /** Nơi cư trú của mẹ */
  meNoiCuTru: string;
  /** Loại giấy tờ tùy thân của mẹ */
  meLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân của mẹ */
  meSoGiayToTuyThan: string;
  /** Số định danh cá nhân của cha */
  chaSoDinhDanhCaNhan: string;
  /** Họ, chữ đệm, tên cha */
  chaHoTen: string;
  /** Ngày, tháng, năm sinh của cha */
  chaNgaySinh: string;
  /** Dân tộc của cha */
  chaDanToc: string;
  /** Quốc tịch của cha */
  chaQuocTich: string;
  /** Quốc tịch của cha (ghi chữ tự do) */
  chaQuocTichStr: string;
  /** Quốc tịch khác của cha */
  chaQuocTichKhac: string;
  /** Quốc tịch khác của cha (ghi chữ tự do) */
  chaQuocTichKhacStr: string;
  /** Loại cư trú của cha */
  chaLoaiCuTru: string;
  /** Nơi cư trú của cha */
  chaNoiCuTru: string;
  /** Loại giấy tờ tùy thân của cha */
  chaLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân của cha */
  chaSoGiayToTuyThan: string;
  /** Họ, chữ đệm, tên người đi khai */
  nycHoTen: string;
  /** Quan hệ với người được khai sinh */
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

export const KS_FIELDS: readonly {
  key: keyof KhaiSinh;
  kind: FieldKind;
  section: string;
  list: string | null;
}[] = [
  { key: "so", kind: "number", section: "dang_ky", list: null },
  { key: "quyenSo", kind: "book", section: "dang_ky", list: null },
  { key: "trangSo", kind: "page", section: "dang_ky", list: null },
  { key: "ngayDangKy", kind: "date", section: "dang_ky", list: null },
  { key: "loaiDangKy", kind: "code", section: "dang_ky", list: "ks_loaiDangKy" },
  { key: "noiDangKy", kind: "place", section: "dang_ky", list: null },
  { key: "nguoiKy", kind: "person", section: "nguoi_ky", list: null },
  { key: "chucVuNguoiKy", kind: "text", section: "nguoi_ky", list: null },
  { key: "nguoiThucHien", kind: "person", section: "nguoi_ky", list: null },
  { key: "ghiChu", kind: "text", section: "ghi_chu", list: null },
  { key: "nksSoDinhDanh", kind: "personal_id", section: "nguoi_duoc_khai_sinh", list: null },
  { key: "nksHoTen", kind: "person", section: "nguoi_duoc_khai_sinh", list: null },
  { key: "nksGioiTinh", kind: "code", section: "nguoi_duoc_khai_sinh", list: "gioiTinh" },
  { key: "nksNgaySinh", kind: "date", section: "nguoi_duoc_khai_sinh", list: null },
  { key: "nksNgaySinhBangChu", kind: "text", section: "nguoi_duoc_khai_sinh", list: null },
  { key: "nksNoiSinh", kind: "place", section: "nguoi_duoc_khai_sinh", list: null },
  { key: "nksNoiSinhDVHC", kind: "place", section: "nguoi_duoc_khai_sinh", list: null },
  { key: "nksQueQuan", kind: "place", section: "nguoi_duoc_khai_sinh", list: null },
  { key: "nksDanToc", kind: "listed", section: "nguoi_duoc_khai_sinh", list: "danToc" },
  { key: "nksQuocTich", kind: "listed", section: "nguoi_duoc_khai_sinh", list: "quocTich" },
  { key: "nksQuocTichStr", kind: "text", section: "nguoi_duoc_khai_sinh", list: null },
  { key: "nksQuocTichKhac", kind: "listed", section: "nguoi_duoc_khai_sinh", list: "quocTich" },
  { key: "nksQuocTichKhacStr", kind: "text", section: "nguoi_duoc_khai_sinh", list: null },
  { key: "nksLoaiKhaiSinh", kind: "code", section: "nguoi_duoc_khai_sinh", list: "nksLoaiKhaiSinh" },
  { key: "nksMatTich", kind: "code", section: "ghi_chu", list: "tuyenBo" },
  { key: "nksMatTichNgayGhiChuTuyenBo", kind: "date", section: "ghi_chu", list: null },
  { key: "nksMatTichCanCuTuyenBo", kind: "text", section: "ghi_chu", list: null },
  { key: "nksMatTichNgayGhiChuHuyTuyenBo", kind: "date", section: "ghi_chu", list: null },
  { key: "nksMatTichCanCuHuyTuyenBo", kind: "text", section: "ghi_chu", list: null },
  { key: "nksHanCheNangLucHanhVi", kind: "code", section: "ghi_chu", list: "tuyenBo" },
  { key: "nksHanCheNangLucHanhViNgayGhiChuTuyenBo", kind: "date", section: "ghi_chu", list: null },
  { key: "nksHanCheNangLucHanhViCanCuTuyenBo", kind: "text", section: "ghi_chu", list: null },
  { key: "nksHanCheNangLucHanhViNgayGhiChuHuyTuyenBo", kind: "date", section: "ghi_chu", list: null },
  { key: "nksHanCheNangLucHanhViNgayCanCuHuyTuyenBo", kind: "text", section: "ghi_chu", list: null },
  { key: "meSoDinhDanhCaNhan", kind: "personal_id", section: "me", list: null },
  { key: "meHoTen", kind: "person", section: "me", list: null },
  { key: "meNgaySinh", kind: "date", section: "me", list: null },
  { key: "meDanToc", kind: "listed", section: "me", list: "danToc" },
  { key: "meQuocTich", kind: "listed", section: "me", list: "quocTich" },
  { key: "meQuocTichStr", kind: "text", section: "me", list: null },
  { key: "meQuocTichKhac", kind: "listed", section: "me", list: "quocTich" },
  { key: "meQuocTichKhacStr", kind: "text", section: "me", list: null },
  { key: "meLoaiCuTru", kind: "code", section: "me", list: "loaiCuTru" },
  { key: "meNoiCuTru", kind: "place", section: "me", list: null },
  { key: "meLoaiGiayToTuyThan", kind: "code", section: "me", list: "loaiGiayToTuyThan" },
  { key: "meSoGiayToTuyThan", kind: "paper", section: "me", list: null },
  { key: "chaSoDinhDanhCaNhan", kind: "personal_id", section: "cha", list: null },
  { key: "chaHoTen", kind: "person", section: "cha", list: null },
  { key: "chaNgaySinh", kind: "date", section: "cha", list: null },
  { key: "chaDanToc", kind: "listed", section: "cha", list: "danToc" },
  { key: "chaQuocTich", kind: "listed", section: "cha", list: "quocTich" },
  { key: "chaQuocTichStr", kind: "text", section: "cha", list: null },
  { key: "chaQuocTichKhac", kind: "listed", section: "cha", list: "quocTich" },
  { key: "chaQuocTichKhacStr", kind: "text", section: "cha", list: null },
  { key: "chaLoaiCuTru", kind: "code", section: "cha", list: "loaiCuTru" },
  { key: "chaNoiCuTru", kind: "place", section: "cha", list: null },
  { key: "chaLoaiGiayToTuyThan", kind: "code", section: "cha", list: "loaiGiayToTuyThan" },
  { key: "chaSoGiayToTuyThan", kind: "paper", section: "cha", list: null },
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
