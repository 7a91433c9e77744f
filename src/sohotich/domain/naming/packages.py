"""Names of a book's package: `xaantap_hlt_tbn.KS.1998.02` (.xlsx, .zip)."""

from __future__ import annotations

import re
from typing import NamedTuple

from sohotich.domain.naming.books import BookName, parse_book_name
from sohotich.domain.naming.errors import NamingError
from sohotich.domain.text import nfc, unmarked_key

_WORD = re.compile(r"[a-z0-9]+")


class PackageStem(NamedTuple):
    """Parts of a package's name as they stand in it; `district` empty since there are two tiers."""

    commune: str
    district: str
    province: str
    book: BookName


def package_stem(
    commune_name: str,
    district_abbr: str,
    province_abbr: str,
    type_code: str,
    year: int,
    volume: int,
    *,
    year_to: int | None = None,
    twin: int = 1,
) -> str:
    """Name without its ending. `commune_name` with its level ("Xã An Tập"); `district_abbr` ""
    where the commune lies directly in the province (from 01.07.2025).
    """
    commune = _joined(commune_name)
    abbreviations = [_joined(abbr) for abbr in (district_abbr, province_abbr) if abbr]
    if not commune or not abbreviations or not all(abbreviations):
        raise NamingError(
            "Tên gói thiếu phần đơn vị: cần tên xã và viết tắt của tỉnh (huyện nếu còn)."
        )
    book = BookName(type_code, year, year_to, volume, twin)
    return f"{'_'.join([commune, *abbreviations])}.{book.text()}"


def parse_package_stem(stem: str) -> PackageStem:
    """Read a package's name, without or with .xlsx or .zip."""
    place, dot, book = re.sub(r"\.(xlsx|zip)$", "", nfc(stem), flags=re.IGNORECASE).partition(".")
    names = place.split("_")
    if not dot or len(names) not in (2, 3) or not all(map(_WORD.fullmatch, names)):
        raise NamingError(
            f"Tên gói “{stem}” không đúng mẫu xã_huyện_tỉnh.LOẠI.năm.quyển "
            "(ví dụ xaantap_hlt_tbn.KS.1998.02)."
        )
    district = names[1] if len(names) == 3 else ""
    return PackageStem(names[0], district, names[-1], parse_book_name(book))


def propose_abbreviation(unit_name: str) -> str:
    """First letters of the words, unmarked: Huyện Lương Tài → hlt, Tỉnh Bắc Ninh → tbn.

    A proposal that follows the one example known (hbd for huyện Bình Đại, tbt for tỉnh Bến Tre);
    the receiver decides.
    """
    return "".join(word[0] for word in _WORD.findall(unmarked_key(unit_name)))


def _joined(name: str) -> str:
    return "".join(_WORD.findall(unmarked_key(name)))
