"""What happens to be registered: one function writes one kind of event on a page.

`Event.write` is given the page of the day; numbers, book and signer are the book's own matter.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sohotich.sample.world.families import Birth, Couple, Person
from sohotich.sample.world.registers.page import Page, date_text
from sohotich.sample.world.registers.people import MAN, Party

BOTH_KNOWN, FATHER_UNKNOWN = "1", "3"
ON_TIME, AGAIN, LATE = "1", "2", "4"
_ON_TIME_DAYS = {"KS": 60, "KT": 15}
Write = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Event:
    """A registration to be written in the register of that type on that day."""

    type_code: str
    day: date
    write: Write


def birth(born: Birth, parents: Couple, *, father_known: bool, dead_father: bool) -> Write:
    """A child, its parents (the father perhaps unknown or dead) and who brought it."""

    def write(page: Page) -> None:
        page.person("nks", Party(born.child), papers=page.day.year >= 2016)
        page.words("nksNgaySinh", "nksNgaySinhBangChu")
        page.put(
            loaiDangKy=_way("KS", page.day, born.child.born, page.chance),
            nksNoiSinh=born.place,
            nksQueQuan=page.home.native(page.chance),
            nksLoaiKhaiSinh=BOTH_KNOWN if father_known else FATHER_UNKNOWN,
        )
        whole = page.chance.random() < 0.3
        page.person("me", Party(parents.mother, whole_date=whole))
        if father_known:
            page.person("cha", Party(parents.father, whole_date=whole, dead=dead_father))
        mother_comes = born.by_mother or dead_father or not father_known
        page.person("nyc", Party(parents.mother if mother_comes else parents.father))
        page.put(nycQuanHe="Mẹ đẻ" if mother_comes else "Bố đẻ")

    return write


def marriage(couple: Couple, *, both_whole: bool, lived_since: date | None) -> Write:
    """`lived_since`: man and wife long before they registered (TT 04/2020 art. 33)."""

    def write(page: Page) -> None:
        page.put(loaiDangKy=AGAIN if page.chance.random() < 0.02 else "1")
        page.person("chong", Party(couple.father, whole_date=both_whole))
        page.person("vo", Party(couple.mother, whole_date=both_whole))
        if lived_since is not None:
            page.put(ngayXacLapQuanHeHonNhan=date_text(lived_since.replace(day=1)))
        if page.chance.random() < 0.02:
            later = date(page.day.year + page.chance.randint(1, 6), 6, 12)
            page.put(
                tinhTrangKetHon="Đã ly hôn",
                huyKetHonNgayGhiChu=date_text(later),
                huyKetHonCanCu=f"Bản án số {page.chance.randint(1, 90)}/{later.year}/HNGĐ-ST",
            )

    return write


def death(
    gone: Person, declarer: Person, relation: str, died: date, *, year_only: bool, hour: bool
) -> Write:
    """`year_only`: nobody remembers the day, and the book says so by leaving it out."""

    def write(page: Page) -> None:
        page.person("nkt", Party(gone, whole_date=page.chance.random() < 0.4))
        page.put(
            loaiDangKy=_way("KT", page.day, died, page.chance),
            nktNgayChet=date_text(died, whole=not year_only),
            nktNoiChet=page.chance.choice(("Tại nhà", "Bệnh viện đa khoa tỉnh", page.home.near)),
            nktNguyenNhanChet=page.chance.choice(("Già yếu", "Bệnh tật", "Tai nạn", "Ốm chết")),
            nktGioPhutChet=f"{page.chance.randrange(24)}g{page.chance.randrange(60):02d}"
            if hour
            else "",
        )
        if page.chance.random() < 0.5:
            page.words("nktNgayChet", "nktNgayChetGhiBangChu")
        if not year_only and page.chance.random() < 0.2:
            page.put(gbtLoai="1", gbtSo=f"{page.chance.randint(1, 99)}", gbtNgay=date_text(died),
                     gbtCoQuanCap=f"Bệnh viện {page.home.district}")  # fmt: skip
        page.person("nyc", Party(declarer))
        page.put(nycQuanHe=relation)

    return write


def acknowledgement(parent: Person, child: Person, asker: Person) -> Write:
    """A father or mother recognised as such (nhận cha, mẹ, con)."""

    def write(page: Page) -> None:
        ways = ("1", "3") if parent.sex == MAN else ("2", "4")
        page.put(loaiDangKy="1", loaiXacNhan=page.chance.choice(ways),
                 quyetDinhSo=str(page.chance.randint(1, 40)),
                 cmQueQuan=page.home.native(page.chance),
                 ncQueQuan=page.home.native(page.chance))  # fmt: skip
        page.person("cm", Party(parent, whole_date=page.chance.random() < 0.6))
        page.person("nc", Party(child))
        page.person("nyc", Party(asker))
        page.put(nycQHNguoiDuocNhan="Mẹ", nycQHNguoiNhan="Người cùng chung sống")

    return write


def guardianship(ward: Person, guardian: Person) -> Write:
    def write(page: Page) -> None:
        page.put(loaiDangKy="Đăng ký mới", ndghLyDo="Cha mẹ đã chết", loaiGiamHo="Giám hộ cử",
                 tinhTrangGiamHo="Đang giám hộ", ndghQueQuan=page.home.native(page.chance),
                 ndghNoiSinh=page.home.near, soQuyetDinh=f"{page.chance.randint(1, 30)}/QĐ-UBND",
                 coQuanQuyetDinh=page.home.office(0, page.day.year))  # fmt: skip
        page.person("ndgh", Party(ward))
        page.person("ngh", Party(guardian, whole_date=page.chance.random() < 0.7))
        page.person("nyc", Party(guardian))
        page.put(nycQuanHe="Bác ruột")

    return write


def end_of_guardianship(ward: Person, guardian: Person, begun: date, ended: date) -> Write:
    def write(page: Page) -> None:
        page.put(loaiDangKy="Đăng ký mới", ngayChamDut=date_text(ended),
                 lyDoChamDut="Người được giám hộ đã thành niên",
                 ghSoGiayChungNhan=f"{page.chance.randint(1, 30)}/{begun.year}",
                 ghNgayGiayChungNhan=date_text(begun),
                 ndghNoiSinh=page.home.near)  # fmt: skip
        page.person("ndgh", Party(ward))
        page.person("ngh", Party(guardian))
        page.person("nyc", Party(guardian))
        page.put(nycQuanHe="Người giám hộ")

    return write


def adoption(child: Person, father: Person | None, mother: Person | None, giver: Person) -> Write:
    def write(page: Page) -> None:
        page.put(loaiDangKy="Đăng ký mới", conNoiSinh=page.home.near,
                 conQueQuan=page.home.native(page.chance), tinhTrang="Đang hiệu lực",
                 soQuyetDinh=f"{page.chance.randint(1, 30)}/QĐ-UBND",
                 ngayQuyetDinh=date_text(page.day))  # fmt: skip
        page.person("con", Party(child))
        if father:
            page.person("cha", Party(father))
        if mother:
            page.person("me", Party(mother))
        page.person("giao1", Party(giver))

    return write


def change(person: Person, birth_day: date, asker: Person) -> Write:
    """A name changed or a date corrected, with the registration of birth it refers to."""

    def write(page: Page) -> None:
        number = page.chance.randint(1, 180)
        words = person.name.split()
        page.put(loaiDangKy="Đăng ký mới", viecDangKy=page.chance.choice(("Thay đổi", "Cải chính")),
                 nghiepVuDK="Hồ sơ khai sinh", soDangKyHSGoc=f"{number:02d}/{birth_day.year}",
                 quyenDangKyHSGoc=f"01/{birth_day.year}", ngayDangKyHSGoc=date_text(birth_day),
                 noiDungDK="Thay đổi chữ đệm", thayDoiTu=" ".join(words[:1] + words[2:]),
                 thayDoiThanh=person.name, lyDoDK="Ghi sai khi đăng ký khai sinh")  # fmt: skip
        page.person("ntd", Party(person))
        page.person("nyc", Party(asker))
        page.put(nycQuanHe="Bản thân" if asker is person else "Mẹ đẻ")

    return write


def single_status(person: Person) -> Write:
    def write(page: Page) -> None:
        year = page.day.year
        page.put(nxnTinhTrangHonNhan="Chưa đăng ký kết hôn với ai",
                 nxnLoaiMucDichSuDung="1", nxnMucDichSuDung="Để đăng ký kết hôn",
                 nxnThoiGianCuTruTai=page.home.near,
                 nxnThoiGianCuTruTu=date_text(date(year - page.chance.randint(2, 4), 3, 1)),
                 nxnThoiGianCuTruDen=date_text(page.day))  # fmt: skip
        page.person("nxn", Party(person))
        page.person("nyc", Party(person))
        page.put(nycQuanHe="Bản thân")

    return write


def foreign_divorce(husband: Party, wife: Party, married: date, judged: date) -> Write:
    def write(page: Page) -> None:
        country = husband.nationality if husband.person.ethnicity == "" else wife.nationality
        page.put(loaiDangKy="Ghi vào sổ", loaiViec="Ly hôn",
                 khSo=f"{page.chance.randint(1, 90):02d}/{married.year}",
                 khNgay=date_text(married), khNoi=page.home.province,
                 bqSo=f"{page.chance.randint(100, 999)}/{judged.year}", bqNgay=date_text(judged),
                 bqCoQuan="Tòa án nước ngoài", bqQuocGia=country)  # fmt: skip
        page.person("chong", husband)
        page.person("vo", wife)
        page.person("nyc", wife if husband.person.ethnicity == "" else husband)
        page.put(nycQuanHe="Bản thân")

    return write


def abroad(write: Write, registered: date, country: str, way: str) -> Write:
    """The same event, registered in `country` before and now entered at home."""

    def entered(page: Page) -> None:
        write(page)
        page.put(
            loaiDangKy=way,
            soDangKyNuocNgoai=f"{page.chance.randint(1000, 9999)}/{registered.year}",
            ngayDangKyNuocNgoai=date_text(registered),
            cqNuocNgoaiDaDangKy="Cơ quan hộ tịch nước ngoài",
            qgNuocNgoaiDaDangKy=country,
        )

    return entered


def _way(type_code: str, day: date, happened: date, chance: random.Random) -> str:
    if (day - happened).days <= _ON_TIME_DAYS[type_code]:
        return ON_TIME
    return AGAIN if chance.random() < 0.1 else LATE
