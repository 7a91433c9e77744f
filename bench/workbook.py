"""Workbooks and packages: read, checked with every rule, written; against the bare reader.

Target (import of 2.606 workbooks with 327.822 rows, rules on, stored): ≤ 60 s on two cores. This
measures the part before the database, on one core, and scales it to the province.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import python_calamine

from sohotich.domain.naming import BookName, EntryNumber
from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.exchange import pm158
from sohotich.engines.workbook import check_sheet, read, write_records

BOOKS, ROWS = 2_606, 327_822
PER_BOOK = ROWS // BOOKS
SAMPLE_BOOKS = 12

FAMILIES = ("NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "VŨ", "ĐẶNG", "BÙI", "ĐỖ", "NGÔ")
MIDDLES = ("VĂN", "THỊ", "ĐỨC", "NGỌC", "HỮU", "THU", "MINH", "QUANG")
GIVEN = ("AN", "BÌNH", "CƯỜNG", "DŨNG", "HƯỜNG", "LỰC", "NGỮ", "PHƯƠNG", "TÂM", "YẾN")
PLACE = "Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh"


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield (measure, figure, what it is held against)."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [birth_workbook(Path(folder), number) for number in range(SAMPLE_BOOKS)]
        bare = _province(lambda: [_bare(path) for path in paths])
        whole = _province(lambda: [read(path, KHAI_SINH) for path in paths])
        sheets = [read(path, KHAI_SINH) for path in paths]
        rules = _province(lambda: [check_sheet(sheet, KHAI_SINH) for sheet in sheets])
        values = [[row.values for row in sheet.rows] for sheet in sheets]
        out = Path(folder) / "out.xlsx"
        written = _province(lambda: [write_records(KHAI_SINH, "60", v, out) for v in values])
        yield (
            "read the province's workbooks, one core",
            f"{whole:.1f} s",
            f"bare reader {bare:.1f} s",
        )
        yield "check every rule, one core", f"{rules:.1f} s", "with reading ≤ 120 s (two cores: 60)"
        yield "write the province's workbooks, one core", f"{written:.1f} s", "-"
        yield from _packages(Path(folder), values[0])


def _packages(folder: Path, values: list[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    package = _package(folder, values)
    begun = time.perf_counter()
    result = pm158.write_package(package, folder / "packages")
    made = time.perf_counter() - begun
    begun = time.perf_counter()
    findings = pm158.verify_package(result.folder)
    verified = time.perf_counter() - begun
    assert not findings
    size = sum(item.bytes for item in result.files) / 1e6
    against = f"{len(values)} entries, {size:.1f} MB"
    yield "check and write one book's package", f"{made:.2f} s", against
    yield "verify it again", f"{verified:.2f} s", against


def _province(work: Callable[[], object]) -> float:
    """Seconds for the province, from the best of three runs over the sample."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best * BOOKS / SAMPLE_BOOKS


def _bare(path: Path) -> object:
    return python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()


def birth_workbook(folder: Path, place: int) -> Path:
    """A filled template of 60 columns: PER_BOOK births of the book `book_of(place)`."""
    chance = random.Random(place)
    path = folder / f"{place}.xlsx"
    births = [_birth(chance, number, *book_of(place)) for number in range(1, PER_BOOK + 1)]
    write_records(KHAI_SINH, "60", births, path)
    return path


def book_of(place: int) -> tuple[int, int]:
    """Year and volume of the place-th book; volume 1 of 1998 is the demonstration's."""
    years, volume = divmod(place, 98)
    return 1980 + years if years < 18 else 1981 + years, volume + 2


def _birth(chance: random.Random, number: int, year: int, volume: int) -> dict[str, str]:
    day, month = chance.randint(1, 28), chance.randint(1, 12)

    def name() -> str:
        return " ".join(chance.choice(part) for part in (FAMILIES, MIDDLES, GIVEN))

    return {
        "so": f"{number:02d}/{year}",
        "quyenSo": f"{volume:02d}/{year}",
        "trangSo": str(number // 2 + 1),
        "ngayDangKy": f"{day:02d}.{month:02d}.{year}",
        "loaiDangKy": "1",
        "noiDangKy": f"ubnd {PLACE}",
        "nguoiKy": name(),
        "nksHoTen": name(),
        "nksGioiTinh": chance.choice("12"),
        "nksNgaySinh": f"{chance.randint(1, day):02d}.{month:02d}.{year}",
        "nksNoiSinh": "Trạm y tế xã Mỹ Hương",
        "nksQueQuan": PLACE,
        "nksDanToc": "Kinh",
        "nksQuocTich": "Việt Nam",
        "nksLoaiKhaiSinh": "1",
        **{
            f"{parent}{key}": value
            for parent in ("me", "cha")
            for key, value in (
                ("HoTen", name()),
                ("NgaySinh", str(year - chance.randint(20, 43))),
                ("DanToc", "Kinh"),
                ("QuocTich", "Việt Nam"),
                ("LoaiCuTru", "1"),
                ("NoiCuTru", PLACE),
            )
        },
    }


def _package(folder: Path, values: list[dict[str, str]]) -> pm158.PackageInput:
    year, volume = book_of(0)
    name = BookName("KS", year, None, volume)
    text = name.text()
    book = pm158.PackageBook("book", f"09508/{text}", name, f"xa_h_t.{text}", KHAI_SINH)
    entries = []
    for number, record in enumerate(values, start=1):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.Root.Filler = pdf.make_stream(random.Random(number).randbytes(90_000))
        pdf.save(folder / f"{number}.pdf")
        entry = EntryNumber(number, year)
        entries.append(
            pm158.PackageEntry(
                key=f"entry-{number:04d}",
                number=entry,
                state="approved",
                values=record,
                pdf=folder / f"{number}.pdf",
                pdf_name=pm158.record_pdf_name(name, entry, record),
            )
        )
    options = pm158.PackageOptions("2024-10")
    package = pm158.PackageInput(book, tuple(entries), None, options)
    signer = pm158.Signer("Trần Đức Ngữ", "Chủ tịch", "2025-01-07T15:00:00+07:00", "")
    return replace(package, signer=replace(signer, content_sha256=package.content.sha256))
