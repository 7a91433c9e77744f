"""Errors put into clean records, one of each kind, and whether the rules name them.

Most kinds were written down before the rules were asked; the kinds about words of a date and about
one wrong mark were set apart after a first run had shown what they did. What a rule cannot know —
a name misread into another name — is for the second keyer, and is counted by itself.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sohotich.domain.record_types import KHAI_SINH
from sohotich.domain.rules import Finding, check, check_book
from sohotich.domain.text import PartialDate, date_in_words, parse_date
from sohotich.sample.world import BookOptions, make_book, truth

Record = dict[str, str]
YEARS = (1990, 1998, 2003, 2010, 2017)
PER_BOOK = 100
BOTH_PARENTS = "1"


@dataclass(frozen=True)
class Score:
    """`alarms` of `clean` records with any finding at all; (found, tried) of each kind of error;
    the same of misreadings, which leave a value that could stand in the book.
    """

    clean: int
    alarms: int
    found: Mapping[str, tuple[int, int]]
    misread: tuple[int, int]


def clean_books() -> list[list[Record]]:
    """Records as a careful keyer leaves them: the page's values and what the book stands for."""
    books = []
    for year in YEARS:
        book = make_book(BookOptions(seed=21, entries=PER_BOOK, year=year))
        place = truth(book)["book"]["noiDangKy"]
        fixed = {"noiDangKy": place, "nksLoaiKhaiSinh": BOTH_PARENTS}
        kept = [{k: v for k, v in entry.record.items() if v} for entry in book.entries]
        books.append([{"loaiDangKy": "1", **values, **fixed} for values in kept])
    return books


def scored() -> Score:
    """Every kind of error in every tenth record, one at a time; Django is ready."""
    found: dict[str, tuple[int, int]] = {}
    records = alarms = seen = misread = 0
    for book in clean_books():
        records += len(book)
        alarms += len({at for at, _ in _book_findings(book)})
        for kind, changed in _wronged(book):
            hits, tried = found.get(kind, (0, 0))
            found[kind] = (hits + changed, tried + 1)
        outcomes = list(_misread(book))
        seen, misread = seen + sum(outcomes), misread + len(outcomes)
    return Score(records, alarms, found, (seen, misread))


def _book_findings(book: list[Record]) -> Iterator[tuple[int, Finding]]:
    for at, values in enumerate(book):
        yield from ((at, finding) for finding in check(KHAI_SINH, values))
    yield from check_book(KHAI_SINH, book)


def _wronged(book: list[Record]) -> Iterator[tuple[str, bool]]:
    """(kind, found): found when a finding that the clean record does not have names its field."""
    for at in range(0, len(book), 10):
        for kind, (field, change) in KINDS.items():
            chance = random.Random(f"{kind}/{at}")
            wrong = {**book[at], **change(book[at], chance)}
            if wrong == book[at]:
                continue
            known = set(check(KHAI_SINH, book[at]))
            new = [finding for finding in check(KHAI_SINH, wrong) if finding not in known]
            yield kind, any(field in (finding.field, *finding.related) for finding in new)
        if at:
            doubled = {**book[at], "so": book[at - 1]["so"]}
            hits = check_book(KHAI_SINH, [book[at - 1], doubled])
            yield "số đăng ký trùng trong sổ", any(finding.field == "so" for _, finding in hits)


def _misread(book: list[Record]) -> Iterator[bool]:
    from sohotich.sample.load.mistakes import mistyped  # its package wants Django ready

    for at, values in enumerate(book[::10]):
        wrong = mistyped(values, random.Random(at))
        known = set(check(KHAI_SINH, values))
        yield any(finding not in known for finding in check(KHAI_SINH, wrong))


def _put(key: str, value: str) -> Callable[[Record, random.Random], Record]:
    return lambda record, _: {key: value}


def _without(key: str) -> Callable[[Record, random.Random], Record]:
    return lambda record, _: {key: ""}


def _year(key: str, by: int) -> Callable[[Record, random.Random], Record]:
    def change(record: Record, _: random.Random) -> Record:
        text = record.get(key, "")
        return {key: f"{text[:-4]}{int(text[-4:]) + by}"} if text else {}

    return change


def _young_mother(record: Record, chance: random.Random) -> Record:
    born = parse_date(record["nksNgaySinh"]).date
    return {"meNgaySinh": str(born.year - chance.randint(3, 9))}


def _after_registration(record: Record, _: random.Random) -> Record:
    day, month, year = record["ngayDangKy"].split(".")
    return {"nksNgaySinh": f"{day}.{month}.{int(year) + 1}"}


def _words_differ(record: Record, _: random.Random) -> Record:
    """The words of the day before or after, both readable, only one of them right."""
    day, month, year = map(int, record["nksNgaySinh"].split("."))
    other = PartialDate(year, month, day - 1 if day > 1 else day + 1)
    return {"nksNgaySinhBangChu": date_in_words(other)}


def _words_garbled(record: Record, _: random.Random) -> Record:
    words = record.get("nksNgaySinhBangChu", "")
    return {"nksNgaySinhBangChu": words.replace("tháng", "tháng một năm", 1)} if words else {}


def _digit(record: Record, chance: random.Random) -> Record:
    name = record["nksHoTen"]
    at = chance.randrange(1, len(name))
    return {"nksHoTen": f"{name[:at]}{chance.randint(0, 9)}{name[at:]}"}


def _unmarked_home(record: Record, _: random.Random) -> Record:
    return {"noiDangKy": bare(record["noiDangKy"])}


def _other_mark(record: Record, _: random.Random) -> Record:
    """`Mỹ Hương` → `Mỹ Hưong`: one letter of the commune's name without its mark."""
    return {"noiDangKy": record["noiDangKy"].replace("ươ", "ưo", 1)}


def bare(text: str) -> str:
    """Without any mark, capitals kept."""
    letters = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐ", "dD")))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


# kind → the field that a finding has to name, and the change; by the facts' list of checks.
KINDS: dict[str, tuple[str, Callable[[Record, random.Random], Record]]] = {
    "họ tên trống": ("nksHoTen", _without("nksHoTen")),
    "nơi đăng ký trống": ("noiDangKy", _without("noiDangKy")),
    "cha trống, loại khai sinh: đủ cha mẹ": ("chaHoTen", _without("chaHoTen")),
    "số đăng ký sai dạng": ("so", _put("so", "41-98")),
    "quyển số sai dạng": ("quyenSo", _put("quyenSo", "quyển 2")),
    "năm của số khác năm đăng ký": ("so", _year("so", 1)),
    "ngày không có trong lịch": ("ngayDangKy", _put("ngayDangKy", "31.02.1998")),
    "ngày đăng ký chỉ có năm": ("ngayDangKy", _put("ngayDangKy", "1998")),
    "ngày không đọc được": ("nksNgaySinh", _put("nksNgaySinh", "hôm qua")),
    "năm sinh trong tương lai": ("nksNgaySinh", _year("nksNgaySinh", 100)),
    "sinh sau ngày đăng ký": ("nksNgaySinh", _after_registration),
    "mẹ chưa đủ tuổi": ("meNgaySinh", _young_mother),
    "năm sinh cha không thể có": ("chaNgaySinh", _put("chaNgaySinh", "0968")),
    "ngày bằng chữ khác bằng số": ("nksNgaySinhBangChu", _words_differ),
    "ngày bằng chữ không thành ngày": ("nksNgaySinhBangChu", _words_garbled),
    "mã giới tính ngoài danh mục": ("nksGioiTinh", _put("nksGioiTinh", "7")),
    "dân tộc ngoài danh mục": ("nksDanToc", _put("nksDanToc", "Kihn")),
    "họ tên có chữ số": ("nksHoTen", _digit),
    "khoảng trắng thừa": (
        "meHoTen", lambda record, _: {"meHoTen": record["meHoTen"].replace(" ", "  ", 1)},
    ),
    "chữ giống Đ (Ð)": ("chaHoTen", _put("chaHoTen", "Ðỗ Văn Hùng")),
    "địa danh mất hết dấu": ("noiDangKy", _unmarked_home),
    "địa danh sai dấu một chữ": ("noiDangKy", _other_mark),
    "trang số có chữ": ("trangSo", _put("trangSo", "12a")),
    "số giấy tờ thiếu chữ số": ("nycSoGiayToTuyThan", lambda record, _: {
        "nycLoaiGiayToTuyThan": "1", "nycSoGiayToTuyThan": "1256004"}),
    "số định danh thiếu chữ số": ("nksSoDinhDanh", _put("nksSoDinhDanh", "02731688537")),
    "họ tên dài hơn mẫu": ("nguoiKy", _put("nguoiKy", "Nguyễn " * 9 + "An")),
    "phần thừa của phần mềm": ("chaHoTen", _put("chaHoTen", "#N/A")),
}  # fmt: skip
