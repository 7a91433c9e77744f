"""The kinds of errors of the list of checks (Q01–Q26) and of what is known of Vietnamese text."""

from __future__ import annotations

import random
import unicodedata

from sohotich.domain.schema import Kind, RecordType, Required
from sohotich.domain.text import encode
from sohotich.sample.world.registers.fault_dates import (
    born_after,
    child_spouse,
    dead_later,
    dead_unborn,
    no_such_day,
    no_words,
    words_of_other_day,
    wrong_thousand,
    young_parent,
)
from sohotich.sample.world.registers.fault_tools import (
    always,
    bare,
    in_field,
    in_key,
    in_office,
    one_mark_less,
    with_year,
)
from sohotich.sample.world.registers.faults import Fault, Rows, Spoilt

_DATES, _NAMES, _WORDS = (Kind.DATE,), (Kind.PERSON,), (Kind.PERSON, Kind.PLACE, Kind.TEXT)
_IDS, _CARDS = (Kind.PERSONAL_ID,), (Kind.PAPER,)
_OTHER_TIMES = (
    ("Gia Lương", "Lương Tài"), ("Lương Tài", "Gia Lương"), ("Gia Bình", "Gia Lương"),
    ("Tiên Sơn", "Tiên Du"), ("Tiên Du", "Tiên Sơn"), ("Từ Sơn", "Tiên Sơn"),
)  # fmt: skip
_UNREADABLE = ("hôm qua", "25 tuổi", "mùng 5 Tết", "năm Giáp Tý", "đầu năm", "ngày … tháng …")


def _required(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    keys = [
        field.key
        for field in kind.fields
        if field.required is Required.YES and field.key in rows[at].values
    ]
    key = chance.choice(keys)
    return Spoilt(key, {key: ""})


def _number_again(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    return Spoilt("so", {"so": rows[chance.randrange(at)].values["so"]}) if at else None


def _entry_again(kind: RecordType, rows: Rows, at: int, chance: random.Random) -> Spoilt | None:
    """The same registration keyed once more under the next number."""
    if not at:
        return None
    own: dict[str, str] = {
        key: rows[at].values[key] for key in ("so", "trangSo") if key in rows[at].values
    }
    gone = dict.fromkeys(rows[at].values, "")
    name = kind.principals[0].name_field
    values: dict[str, str] = {**gone, **rows[at - 1].values}
    values.update(own)
    return Spoilt(name, values)


def _other_digits(value: str, chance: random.Random) -> str:
    at = chance.randrange(len(value))
    return value[:at] + chance.choice("OoIlBS") + value[at + 1 :]


def _digit_in_name(value: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(value))
    return f"{value[:at]}{chance.randint(0, 9)}{value[at:]}"


def _id_without(part: str, value: str) -> str:
    digits = {"province": "003" + value[3:], "sex": value[:3] + str(int(value[3]) ^ 1) + value[4:],
              "year": f"{value[:4]}{(int(value[4:6]) + 7) % 100:02d}{value[6:]}"}  # fmt: skip
    return digits[part]


def _unknown_but_named(
    kind: RecordType, rows: Rows, at: int, chance: random.Random
) -> Spoilt | None:
    named = "chaHoTen" in rows[at].values
    return Spoilt("chaHoTen", {"nksLoaiKhaiSinh": "3"}) if named else None


def _known_but_missing(
    kind: RecordType, rows: Rows, at: int, chance: random.Random
) -> Spoilt | None:
    known = rows[at].values.get("nksLoaiKhaiSinh") == "1"
    return Spoilt("chaHoTen", {"chaHoTen": ""}) if known else None


def _of_other_time(value: str, chance: random.Random) -> str:
    for then, now in _OTHER_TIMES:
        if then in value:
            return value.replace(then, now)
    if "Hà Bắc" in value:
        return value.replace("Hà Bắc", "Bắc Ninh")
    return value.replace("Bắc Ninh", "Hà Bắc")


def _other_commune(value: str, chance: random.Random) -> str:
    head, comma, rest = value.partition(",")
    for kind in ("thị trấn ", "Thị trấn ", "xã ", "Xã "):
        if kind in head:
            name = chance.choice(("Bạch Hạc", "Vĩnh Thịnh", "Ô Mễ", "Quất Lưu"))
            return f"{head[: head.index(kind)]}xã {name}{comma}{rest}"
    return value


def _mixed_case(value: str, chance: random.Random) -> str:
    return value.swapcase() if chance.random() < 0.5 else value.lower()


def _old_code(value: str, chance: random.Random) -> str:
    return encode(value, chance.choice(("tcvn3", "vni")))


def _cased(value: str) -> bool:
    return value.istitle() and " " in value


def _marked(value: str) -> bool:
    return bare(value) != value and value.count(" ") > 0


def _nine(value: str) -> bool:
    return len(value) == 9 and value.isdigit()


def _whole(value: str) -> bool:
    return len(value) == 10


LISTED: tuple[Fault, ...] = (
    Fault("trường bắt buộc trống", "Q01", _required),
    Fault("số đăng ký không có gạch chéo", "Q02", in_key("so", lambda v, _: v.split("/")[0])),
    Fault("số đăng ký dừng ở gạch chéo", "Q02", in_key("so", lambda v, _: v[:-4])),
    Fault("quyển số không có gạch chéo", "Q02", in_key("quyenSo", lambda v, _: v.split("/")[0])),
    Fault("ngày đăng ký thiếu ngày", "Q03", in_key("ngayDangKy", lambda v, _: v[3:])),
    Fault("ngày đăng ký không có dấu chấm", "Q03",
          in_key("ngayDangKy", lambda v, _: v.replace(".", ""))),
    Fault("năm của số khác năm đăng ký", "Q04",
          in_key("so", lambda v, c: v[:-4] + str(int(v[-4:]) + c.choice((-1, 1, 10))))),
    Fault("trang số có chữ", "Q05", in_key("trangSo", lambda v, c: c.choice(("tr. ", "", "l"))
                                           + v + "a")),
    Fault("số đăng ký trùng", "Q06", _number_again),
    Fault("ngày không đọc được", "Q07", in_field(_DATES, always(*_UNREADABLE))),
    Fault("năm gõ sai hàng nghìn", "Q08", in_field(_DATES, wrong_thousand)),
    Fault("ngày không có trong lịch", "Q09", in_field(_DATES, no_such_day)),
    Fault("ngày sau hôm nay", "Q09",
          in_field(_DATES, lambda v, c: with_year(v, c.randint(2027, 2090)))),
    Fault("sinh sau ngày đăng ký", "Q09", born_after),
    Fault("kết hôn khi chưa đủ tuổi", "Q09", child_spouse, ("KH",)),
    Fault("cha mẹ hơn con dưới 12 tuổi", "Q09", young_parent, ("KS", "CMC")),
    Fault("chết trước khi sinh", "Q09", dead_unborn, ("KT",)),
    Fault("mã ngoài danh mục", "Q10", in_field((Kind.CODE,), always("9", "12", "x"))),
    Fault("số giấy tờ có chữ", "Q11", in_field(_CARDS, _other_digits, _nine)),
    Fault("số giấy tờ thiếu chữ số", "Q11", in_field(_CARDS, lambda v, _: v[:-1], _nine)),
    Fault("số định danh thiếu chữ số", "Q11", in_field(_IDS, lambda v, _: v[1:])),
    Fault("số định danh sai mã tỉnh", "Q12",
          in_field(_IDS, lambda v, _: _id_without("province", v))),
    Fault("số định danh sai giới tính", "Q12", in_field(_IDS, lambda v, _: _id_without("sex", v))),
    Fault("số định danh sai năm sinh", "Q12", in_field(_IDS, lambda v, _: _id_without("year", v))),
    Fault("dấu phẩy thừa", "Q19", in_field(_WORDS, always(", , , ,", ", ,"))),
    Fault("chữ null", "Q19", in_field(_WORDS, always("null", "Null", "NULL"))),
    Fault("chỉ có dấu gạch hoặc chấm", "Q19", in_field(_WORDS, always("-", ".", "…"))),
    Fault("u0027 thay dấu nháy", "Q19",
          in_field((Kind.PERSON, Kind.PLACE), lambda v, _: v + " Hu0027Leo")),
    Fault("họ tên có chữ số", "Q20", in_field(_NAMES, _digit_in_name)),
    Fault("hai khoảng trắng", "Q20",
          in_field(_WORDS, lambda v, _: v.replace(" ", "  ", 1), lambda v: " " in v)),
    Fault("viết hoa sai", "Q20", in_field(_NAMES, _mixed_case, _cased)),
    Fault("ngày không có dấu chấm", "Q21",
          in_field(_DATES, lambda v, _: v.replace(".", ""), lambda v: "." in v)),
    Fault("ngày có gạch chéo", "Q21",
          in_field(_DATES, lambda v, _: v.replace(".", "/"), lambda v: "." in v)),
    Fault("ngày bằng chữ khác bằng số", "Q22", words_of_other_day, ("KS", "KT")),
    Fault("ngày bằng chữ không thành ngày", "Q22", no_words, ("KS", "KT")),
    Fault("chưa rõ cha mà có tên cha", "Q23", _unknown_but_named, ("KS",)),
    Fault("rõ cha mà không có tên cha", "Q23", _known_but_missing, ("KS",)),
    Fault("địa danh của thời kỳ khác", "Q24", in_office(_of_other_time)),
    Fault("xã không có trong danh sách", "Q24", in_office(_other_commune)),
    Fault("dân tộc ngoài danh mục", "Q25",
          in_field((Kind.LISTED,), always("Kihn", "Tầy Nùng", "Kinhh"), lambda v: v == "Kinh")),
    Fault("dân tộc gọi tên chung", "Q25",
          in_field((Kind.LISTED,), always("Mán", "Thổ", "Trại"), lambda v: v == "Kinh")),
    Fault("một việc nhập hai lần", "Q26", _entry_again,
          ("KS", "KH", "KT", "CMC", "GH", "CDGH", "CN", "GCLH")),
    Fault("chữ Ð của nước ngoài", "§13",
          in_field(_WORDS, lambda v, _: v.replace("Đ", "\u00d0").replace("đ", "\u00f0"),
                   lambda v: "Đ" in v or "đ" in v)),
    Fault("Unicode tổ hợp", "§13",
          in_field(_WORDS, lambda v, _: unicodedata.normalize("NFD", v), _marked)),
    Fault("chữ theo bảng mã cũ", "§13", in_field(_WORDS, _old_code, _marked)),
    Fault("họ tên mất hết dấu", "§13", in_field(_NAMES, lambda v, _: bare(v), _marked)),
    Fault("địa danh mất hết dấu", "§13", in_office(lambda v, _: bare(v))),
    Fault("địa danh sai dấu một chữ", "§13", in_office(one_mark_less)),
    Fault("ghi không rõ, x, (trống)", "§13",
          in_field(_WORDS, always("không rõ", "không xác định", "x", "(trống)", "không có"))),
    Fault("chết sau ngày đăng ký", "§2", dead_later, ("KT",)),
)  # fmt: skip
