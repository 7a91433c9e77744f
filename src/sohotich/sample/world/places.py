"""Communes of Bắc Ninh as they were called while the old books were written, and their hamlets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from sohotich.domain.places import PlaceError, unit
from sohotich.domain.places.units import parents
from sohotich.sample.world.chance import dice
from sohotich.sample.world.options import WorldError

PROVINCE = "27"
_TODAY = date(2025, 1, 1)
_TOWNS = ("Thành phố ", "Thị xã ")
# Code, name then (the code may carry another name today), district since 1999.
_COMMUNES = """
09193 Thị trấn Chờ|Yên Phong
09196 Xã Dũng Liệt|Yên Phong
09199 Xã Tam Đa|Yên Phong
09202 Xã Tam Giang|Yên Phong
09220 Xã Yên Phụ|Yên Phong
09238 Xã Văn Môn|Yên Phong
09241 Xã Đông Thọ|Yên Phong
09250 Xã Việt Thống|Quế Võ
09277 Xã Phù Lãng|Quế Võ
09289 Xã Ngọc Xá|Quế Võ
09301 Xã Đào Viên|Quế Võ
09307 Xã Mộ Đạo|Quế Võ
09313 Xã Chi Lăng|Quế Võ
09319 Thị trấn Lim|Tiên Du
09322 Xã Phú Lâm|Tiên Du
09328 Xã Nội Duệ|Tiên Du
09334 Xã Liên Bão|Tiên Du
09340 Xã Hoàn Sơn|Tiên Du
09349 Xã Phật Tích|Tiên Du
09358 Xã Tri Phương|Tiên Du
09364 Xã Cảnh Hưng|Tiên Du
09370 Xã Tam Sơn|Từ Sơn
09376 Xã Tương Giang|Từ Sơn
09379 Xã Phù Khê|Từ Sơn
09403 Xã Hoài Thượng|Thuận Thành
09406 Xã Đại Đồng Thành|Thuận Thành
09409 Xã Mão Điền|Thuận Thành
09415 Xã Đình Tổ|Thuận Thành
09442 Xã Nguyệt Đức|Thuận Thành
09448 Xã Nghĩa Đạo|Thuận Thành
09451 Xã Song Liễu|Thuận Thành
09454 Thị trấn Gia Bình|Gia Bình
09457 Xã Vạn Ninh|Gia Bình
09460 Xã Thái Bảo|Gia Bình
09463 Xã Giang Sơn|Gia Bình
09466 Xã Cao Đức|Gia Bình
09469 Xã Đại Lai|Gia Bình
09472 Xã Song Giang|Gia Bình
09475 Xã Bình Dương|Gia Bình
09478 Xã Lãng Ngâm|Gia Bình
09481 Xã Nhân Thắng|Gia Bình
09484 Xã Xuân Lai|Gia Bình
09487 Xã Đông Cứu|Gia Bình
09490 Xã Đại Bái|Gia Bình
09493 Xã Quỳnh Phú|Gia Bình
09496 Thị trấn Thứa|Lương Tài
09499 Xã An Thịnh|Lương Tài
09502 Xã Trung Kênh|Lương Tài
09505 Xã Phú Hòa|Lương Tài
09508 Xã Mỹ Hương|Lương Tài
09511 Xã Tân Lãng|Lương Tài
09514 Xã Quảng Phú|Lương Tài
09517 Xã Trừng Xá|Lương Tài
09520 Xã Lai Hạ|Lương Tài
09523 Xã Trung Chính|Lương Tài
09526 Xã Minh Tân|Lương Tài
09529 Xã Bình Định|Lương Tài
09532 Xã Phú Lương|Lương Tài
09535 Xã Lâm Thao|Lương Tài
"""
_HAMLETS = (
    "Đông Đoài Thượng Hạ Trung Nội Ngoài Đình Chùa Cầu Chợ Bến Giữa Mới Nghè Phú_Thọ Ngọc_Trì "
    "An_Lạc Đạo_Sử Thanh_Lâm Phúc_Lộc Cổ_Lãm Kim_Đào Hương_Trai Lạc_Thổ Thiên_Lộc Quan_Đình "
    "Đồng_Văn Yên_Khê Tháp_Dương Nghĩa_La Ngọc_Khám Bùi_Xá Ấp_Dừa Hoàng_Kênh"
).replace("_", "\u00a0")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune with its district and province as written at registration time."""

    code: str
    name: str
    district: str
    province: str
    hamlets: tuple[str, ...]

    @property
    def bare(self) -> str:
        """The name without `Xã` or `Thị trấn`."""
        return self.name.removeprefix("Xã ").removeprefix("Thị trấn ")

    @property
    def path(self) -> str:
        """`Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh`."""
        return f"{self.name}, {lower_first(self.district)}, {lower_first(self.province)}"


@cache
def _rows() -> dict[str, tuple[str, str]]:
    rows = (line.split(" ", 1) for line in _COMMUNES.strip().splitlines())
    return {code: (rest.split("|")[0], rest.split("|")[1]) for code, rest in rows}


@cache
def commune(code: str, year: int) -> Commune:
    """The commune of a present unit code as the books of `year` name it; one that the table lacks
    by its name of today.

    Gia Bình and Lương Tài were Gia Lương, Tiên Du and Từ Sơn were Tiên Sơn until 1999;
    the province was Hà Bắc until 1996. WorldError for a code that is no commune's of Bắc Ninh.
    """
    name, district = _rows().get(code) or _named_today(code)
    if year < 1999:
        joined = {"Gia Bình": "Gia Lương", "Lương Tài": "Gia Lương"}
        district = {**joined, "Tiên Du": "Tiên Sơn", "Từ Sơn": "Tiên Sơn"}.get(district, district)
    chance = dice("hamlets", code)
    hamlets = chance.sample(_HAMLETS.split(" "), chance.randint(5, 7))
    return Commune(
        code=code,
        name=name,
        district=district if district.startswith(_TOWNS) else f"Huyện {district}",
        province="Tỉnh Hà Bắc" if year < 1997 else "Tỉnh Bắc Ninh",
        hamlets=tuple(hamlet.replace("\u00a0", " ") for hamlet in hamlets),
    )


@cache
def _named_today(code: str) -> tuple[str, str]:
    try:
        found = unit(code, _TODAY)
        district, province = parents(found, _TODAY)
    except (PlaceError, ValueError):
        province = None
    if province is None or province.code != PROVINCE:
        raise WorldError(
            f"Chưa có dữ liệu mẫu cho đơn vị {code}; chọn một mã xã của tỉnh Bắc Ninh, ví dụ 09508."
        )
    return found.name, district.name.removeprefix("Huyện ")


def lower_first(name: str) -> str:
    """`Xã Mỹ Hương` → `xã Mỹ Hương`, as inside a sentence."""
    return name[:1].lower() + name[1:]


def known_units() -> tuple[str, ...]:
    """Codes `commune` answers for."""
    return tuple(_rows())
