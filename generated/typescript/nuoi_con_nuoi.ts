// Đăng ký nuôi con nuôi. Rendered from the record type: make generate.

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

export interface NuoiConNuoi {
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
  /** Họ, chữ đệm, tên con nuôi */
  conHoTen: string;
  /** Giới tính con nuôi */
  conGioiTinh: string;
  /** Ngày, tháng, năm sinh con nuôi */
  conNgaySinh: string;
  /** Nơi sinh con nuôi */
  conNoiSinh: string;
  /** Quê quán con nuôi */
  conQueQuan: string;
  /** Dân tộc con nuôi */
  conDanToc: string;
  /** Quốc tịch con nuôi */
  conQuocTich: string;
  /** Loại cư trú con nuôi */
  conLoaiCuTru: string;
  /** Nơi cư trú con nuôi */
  conNoiCuTru: string;
  /** Loại giấy tờ tùy thân con nuôi */
  conLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân con nuôi */
  conSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân con nuôi */
  conNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân con nuôi */
  conNoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân con nuôi */
  conSoDinhDanh: string;
  /** Họ, chữ đệm, tên cha nuôi */
  chaHoTen: string;
  /** Ngày, tháng, năm sinh cha nuôi */
  chaNgaySinh: string;
  /** Dân tộc cha nuôi */
  chaDanToc: string;
  /** Quốc tịch cha nuôi */
  chaQuocTich: string;
  /** Loại cư trú cha nuôi */
  chaLoaiCuTru: string;
  /** Nơi cư trú cha nuôi */
  chaNoiCuTru: string;
  /** Loại giấy tờ tùy thân cha nuôi */
  chaLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân cha nuôi */
  chaSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân cha nuôi */
  chaNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân cha nuôi */
  chaNoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân cha nuôi */
  chaSoDinhDanh: string;
  /** Họ, chữ đệm, tên mẹ nuôi */
  meHoTen: string;
  /** Ngày, tháng, năm sinh mẹ nuôi */
  meNgaySinh: string;
  /** Dân tộc mẹ nuôi */
  meDanToc: string;
  /** Quốc tịch mẹ nuôi */
  meQuocTich: string;
  /** Loại cư trú mẹ nuôi */
  meLoaiCuTru: string;
  /** Nơi cư trú mẹ nuôi */
  meNoiCuTru: string;
  /** Loại giấy tờ tùy thân mẹ nuôi */
  meLoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân mẹ nuôi */
  meSoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân mẹ nuôi */
  meNgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân mẹ nuôi */
  meNoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân mẹ nuôi */
  meSoDinhDanh: string;
  /** Họ, chữ đệm, tên người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1HoTen: string;
  /** Ngày, tháng, năm sinh người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1NgaySinh: string;
  /** Dân tộc người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1DanToc: string;
  /** Quốc tịch người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1QuocTich: string;
  /** Loại cư trú người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1LoaiCuTru: string;
  /** Nơi cư trú người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1NoiCuTru: string;
  /** Loại giấy tờ tùy thân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1LoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1SoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1NgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1NoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân người giao con nuôi thứ nhất (cha/mẹ đẻ hoặc người giám hộ) */
  giao1SoDinhDanh: string;
  /** Họ, chữ đệm, tên người giao con nuôi thứ hai */
  giao2HoTen: string;
  /** Ngày, tháng, năm sinh người giao con nuôi thứ hai */
  giao2NgaySinh: string;
  /** Dân tộc người giao con nuôi thứ hai */
  giao2DanToc: string;
  /** Quốc tịch người giao con nuôi thứ hai */
  giao2QuocTich: string;
  /** Loại cư trú người giao con nuôi thứ hai */
  giao2LoaiCuTru: string;
  /** Nơi cư trú người giao con nuôi thứ hai */
  giao2NoiCuTru: string;
  /** Loại giấy tờ tùy thân người giao con nuôi thứ hai */
  giao2LoaiGiayToTuyThan: string;
  /** Số giấy tờ tùy thân người giao con nuôi thứ hai */
  giao2SoGiayToTuyThan: string;
  /** Ngày cấp giấy tờ tùy thân người giao con nuôi thứ hai */
  giao2NgayCapGiayToTuyThan: string;
  /** Nơi cấp giấy tờ tùy thân người giao con nuôi thứ hai */
  giao2NoiCapGiayToTuyThan: string;
  /** Số định danh cá nhân người giao con nuôi thứ hai */
  giao2SoDinhDanh: string;
  /** Tên cơ sở nuôi dưỡng */
  coSoNuoiDuong: string;
  /** Người đại diện cơ sở nuôi dưỡng */
  daiDienCoSo: string;
  /** Chức vụ người đại diện */
  chucVuDaiDien: string;
  /** Số quyết định */
  soQuyetDinh: string;
  /** Ngày quyết định */
  ngayQuyetDinh: string;
  /** Lý do giao con nuôi */
  lyDoGiao: string;
  /** Tình trạng (đang hiệu lực / chấm dứt) */
  tinhTrang: string;
  /** Số đăng ký của giấy tờ do nước ngoài cấp */
  soDangKyNuocNgoai: string;
  /** Ngày đăng ký ở nước ngoài */
  ngayDangKyNuocNgoai: string;
  /** Cơ quan nước ngoài đã đăng ký */
  cqNuocNgoaiDaDangKy: string;
  /** Quốc gia đã đăng ký */
  qgNuocNgoaiDaDangKy: string;
}

export const CN_FIELDS: readonly {
  key: keyof NuoiConNuoi;
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
  { key: "conHoTen", kind: "person", section: "con_nuoi", list: null },
  { key: "conGioiTinh", kind: "code", section: "con_nuoi", list: "gioiTinh" },
  { key: "conNgaySinh", kind: "date", section: "con_nuoi", list: null },
  { key: "conNoiSinh", kind: "place", section: "con_nuoi", list: null },
  { key: "conQueQuan", kind: "place", section: "con_nuoi", list: null },
  { key: "conDanToc", kind: "listed", section: "con_nuoi", list: "danToc" },
  { key: "conQuocTich", kind: "listed", section: "con_nuoi", list: "quocTich" },
  { key: "conLoaiCuTru", kind: "code", section: "con_nuoi", list: "loaiCuTru" },
  { key: "conNoiCuTru", kind: "place", section: "con_nuoi", list: null },
  { key: "conLoaiGiayToTuyThan", kind: "code", section: "con_nuoi", list: "loaiGiayToTuyThan" },
  { key: "conSoGiayToTuyThan", kind: "paper", section: "con_nuoi", list: null },
  { key: "conNgayCapGiayToTuyThan", kind: "date", section: "con_nuoi", list: null },
  { key: "conNoiCapGiayToTuyThan", kind: "text", section: "con_nuoi", list: null },
  { key: "conSoDinhDanh", kind: "personal_id", section: "con_nuoi", list: null },
  { key: "chaHoTen", kind: "person", section: "cha", list: null },
  { key: "chaNgaySinh", kind: "date", section: "cha", list: null },
  { key: "chaDanToc", kind: "listed", section: "cha", list: "danToc" },
  { key: "chaQuocTich", kind: "listed", section: "cha", list: "quocTich" },
  { key: "chaLoaiCuTru", kind: "code", section: "cha", list: "loaiCuTru" },
  { key: "chaNoiCuTru", kind: "place", section: "cha", list: null },
  { key: "chaLoaiGiayToTuyThan", kind: "code", section: "cha", list: "loaiGiayToTuyThan" },
  { key: "chaSoGiayToTuyThan", kind: "paper", section: "cha", list: null },
  { key: "chaNgayCapGiayToTuyThan", kind: "date", section: "cha", list: null },
  { key: "chaNoiCapGiayToTuyThan", kind: "text", section: "cha", list: null },
  { key: "chaSoDinhDanh", kind: "personal_id", section: "cha", list: null },
  { key: "meHoTen", kind: "person", section: "me", list: null },
  { key: "meNgaySinh", kind: "date", section: "me", list: null },
  { key: "meDanToc", kind: "listed", section: "me", list: "danToc" },
  { key: "meQuocTich", kind: "listed", section: "me", list: "quocTich" },
  { key: "meLoaiCuTru", kind: "code", section: "me", list: "loaiCuTru" },
  { key: "meNoiCuTru", kind: "place", section: "me", list: null },
  { key: "meLoaiGiayToTuyThan", kind: "code", section: "me", list: "loaiGiayToTuyThan" },
  { key: "meSoGiayToTuyThan", kind: "paper", section: "me", list: null },
  { key: "meNgayCapGiayToTuyThan", kind: "date", section: "me", list: null },
  { key: "meNoiCapGiayToTuyThan", kind: "text", section: "me", list: null },
  { key: "meSoDinhDanh", kind: "personal_id", section: "me", list: null },
  { key: "giao1HoTen", kind: "person", section: "giao1", list: null },
  { key: "giao1NgaySinh", kind: "date", section: "giao1", list: null },
  { key: "giao1DanToc", kind: "listed", section: "giao1", list: "danToc" },
  { key: "giao1QuocTich", kind: "listed", section: "giao1", list: "quocTich" },
  { key: "giao1LoaiCuTru", kind: "code", section: "giao1", list: "loaiCuTru" },
  { key: "giao1NoiCuTru", kind: "place", section: "giao1", list: null },
  { key: "giao1LoaiGiayToTuyThan", kind: "code", section: "giao1", list: "loaiGiayToTuyThan" },
  { key: "giao1SoGiayToTuyThan", kind: "paper", section: "giao1", list: null },
  { key: "giao1NgayCapGiayToTuyThan", kind: "date", section: "giao1", list: null },
  { key: "giao1NoiCapGiayToTuyThan", kind: "text", section: "giao1", list: null },
  { key: "giao1SoDinhDanh", kind: "personal_id", section: "giao1", list: null },
  { key: "giao2HoTen", kind: "person", section: "giao2", list: null },
  { key: "giao2NgaySinh", kind: "date", section: "giao2", list: null },
  { key: "giao2DanToc", kind: "listed", section: "giao2", list: "danToc" },
  { key: "giao2QuocTich", kind: "listed", section: "giao2", list: "quocTich" },
  { key: "giao2LoaiCuTru", kind: "code", section: "giao2", list: "loaiCuTru" },
  { key: "giao2NoiCuTru", kind: "place", section: "giao2", list: null },
  { key: "giao2LoaiGiayToTuyThan", kind: "code", section: "giao2", list: "loaiGiayToTuyThan" },
  { key: "giao2SoGiayToTuyThan", kind: "paper", section: "giao2", list: null },
  { key: "giao2NgayCapGiayToTuyThan", kind: "date", section: "giao2", list: null },
  { key: "giao2NoiCapGiayToTuyThan", kind: "text", section: "giao2", list: null },
  { key: "giao2SoDinhDanh", kind: "personal_id", section: "giao2", list: null },
  { key: "coSoNuoiDuong", kind: "text", section: "co_so", list: null },
  { key: "daiDienCoSo", kind: "person", section: "co_so", list: null },
  { key: "chucVuDaiDien", kind: "text", section: "co_so", list: null },
  { key: "soQuyetDinh", kind: "text", section: "quyet_dinh", list: null },
  { key: "ngayQuyetDinh", kind: "date", section: "quyet_dinh", list: null },
  { key: "lyDoGiao", kind: "text", section: "quyet_dinh", list: null },
  { key: "tinhTrang", kind: "text", section: "quyet_dinh", list: null },
  { key: "soDangKyNuocNgoai", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "ngayDangKyNuocNgoai", kind: "date", section: "nuoc_ngoai", list: null },
  { key: "cqNuocNgoaiDaDangKy", kind: "text", section: "nuoc_ngoai", list: null },
  { key: "qgNuocNgoaiDaDangKy", kind: "listed", section: "nuoc_ngoai", list: "quocTich" },
];
