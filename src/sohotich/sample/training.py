"""The pages of the keyers' training, drawn by the register maker; shipped with the station."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFilter

from sohotich.domain.compare import BLANK_IN_BOOK, UNREADABLE
from sohotich.domain.record_types import form_for, record_type
from sohotich.sample.world.book import SampleBook, draw_page, make_book, page_truth, truth
from sohotich.sample.world.options import BIRTHS, BookOptions

COURSE: Final = Path(__file__).resolve().parents[1] / "pipeline" / "training" / "course"
TRUTH: Final = "course.json"
_WIDTH: Final = 1100
_QUALITY: Final = 58
# What the screen offers beforehand, as in a book whose defaults the officer has set.
_OF_THE_BOOK: Final = "book"
_OF_THE_LEDGER: Final = "ledger"
_BEFORE: Final = "before"


@dataclass(frozen=True)
class Lesson:
    """One page of the course. `blots`: fields hidden under ink, which nobody reads any more;
    `misleading`: values offered beforehand that the page does not bear out.
    """

    key: str
    title: str
    teaches: str
    options: BookOptions
    position: int = 0
    blots: tuple[str, ...] = ()
    misleading: Mapping[str, str] = field(default_factory=dict)
    concluded: Mapping[str, str] = field(default_factory=dict)


_BIRTH: Final = {
    "loaiDangKy": "1",
    "nksLoaiKhaiSinh": "1",
    "chaLoaiCuTru": "1",
    "meLoaiCuTru": "1",
}

LESSONS: Final = (
    Lesson(
        "khai-sinh-2003",
        "Khai sinh, sổ năm 2003",
        "Họ tên đủ dấu, ngày gõ liền số, ô điền sẵn.",
        BookOptions(seed=20, entries=2, layout="two", year=2003),
        concluded=_BIRTH,
    ),
    Lesson(
        "khai-tu-2009",
        "Khai tử, sổ năm 2009",
        "Dòng sổ để trống (F2), dòng không đọc được (F4).",
        BookOptions(seed=15, entries=2, year=2009, type_code="KT"),
        blots=("nktNguyenNhanChet",),
    ),
    Lesson(
        "khai-sinh-1982",
        "Khai sinh, sổ năm 1982",
        "Sổ cũ: chỉ ghi năm thì chỉ nhập năm.",
        BookOptions(seed=11, entries=2, year=1982, placed=((0, "year_only"),)),
        concluded=_BIRTH,
    ),
    Lesson(
        "ket-hon-2005",
        "Kết hôn, sổ năm 2005",
        "Ô điền sẵn có thể sai: nhìn ảnh rồi mới qua.",
        BookOptions(seed=14, entries=2, year=2005, type_code="KH"),
        misleading={"chucVuNguoiKy": "Phó Chủ tịch"},
    ),
    Lesson(
        "khai-sinh-2011",
        "Khai sinh, sổ năm 2011",
        "Sổ ghi lạ vẫn nhập như sổ: đúng như trong sổ (F8).",
        BookOptions(seed=13, entries=2, year=2011, placed=((0, "words_differ"),)),
        concluded=_BIRTH,
    ),
)


def course_write(out: Path) -> list[Path]:
    """Draw the pages and write their truth into `out`, the same each time; returns the files."""
    out.mkdir(parents=True, exist_ok=True)
    lessons = []
    for lesson in LESSONS:
        name = f"{lesson.key}.jpg"
        jpeg, size = _picture(lesson)
        (out / name).write_bytes(jpeg)
        lessons.append(lesson_truth(lesson) | {"image": name, "size": list(size)})
    text = json.dumps({"lessons": lessons}, ensure_ascii=False, indent=1)
    (out / TRUTH).write_text(text + "\n", encoding="utf-8")
    return [out / TRUTH, *(out / one["image"] for one in lessons)]


def lesson_truth(lesson: Lesson) -> dict[str, Any]:
    """What stands on the page: `values` and `marks` as a careful keyer leaves them, `carried`
    {field: [value, where from]} offered beforehand, `regions` in fractions of the picture. Nothing
    is drawn.
    """
    options, entry = lesson.options, _entry(lesson)
    kind = record_type(options.type_code)
    office = truth(make_book(options))["book"][kind.office]
    known = {**_concluded(lesson), **entry["record"], kind.office: office}
    values = {key: value for key, value in known.items() if value and key not in lesson.blots}
    form = form_for(options.type_code, date(options.year, 12, 31))
    empty = [key for key in form.shown if key not in values and key not in lesson.blots]
    return {
        "key": lesson.key,
        "title": lesson.title,
        "teaches": lesson.teaches,
        "type": options.type_code,
        "year": options.year,
        "volume": options.volume,
        "number": f"{entry['number']}{entry['suffix']}",
        "values": {key: value for key, value in values.items() if key in kind.by_key},
        "marks": dict.fromkeys(empty, BLANK_IN_BOOK) | dict.fromkeys(lesson.blots, UNREADABLE),
        "carried": _carried(lesson, values),
        "regions": _regions(entry),
    }


def _concluded(lesson: Lesson) -> Mapping[str, str]:
    """What no line of the page says and a careful keyer knows from it."""
    if lesson.options.type_code == BIRTHS:
        return lesson.concluded
    return make_book(lesson.options).entries[lesson.position].concluded


def _carried(lesson: Lesson, values: Mapping[str, str]) -> dict[str, list[str]]:
    kind = record_type(lesson.options.type_code)
    before = dict.fromkeys(kind.repeated, _BEFORE)
    defaults = (key for key in kind.shared if not key.startswith("nguoi"))
    book = dict.fromkeys(defaults, _OF_THE_BOOK)
    sources = before | book | dict.fromkeys(("so", "quyenSo", "trangSo"), _OF_THE_LEDGER)
    offered = {key: values[key] for key in sources if key in values} | dict(lesson.misleading)
    return {key: [value, sources.get(key, _BEFORE)] for key, value in offered.items()}


def _entry(lesson: Lesson) -> dict[str, Any]:
    book, page = _place(lesson)
    found: dict[str, Any] = page_truth(book, page)["entries"][_on_page(book, page, lesson)]
    return found


def _place(lesson: Lesson) -> tuple[SampleBook, int]:
    book = make_book(lesson.options)
    page = next(at for at, one in enumerate(book.pages) if lesson.position in one.entries)
    return book, page


def _on_page(book: SampleBook, page: int, lesson: Lesson) -> int:
    return list(book.pages[page].entries).index(lesson.position)


def _regions(entry: Mapping[str, Any]) -> dict[str, list[float]]:
    left, top, right, bottom = entry["box"]
    width, height = right - left, bottom - top
    return {
        key: [
            round((box[0] - left) / width, 4),
            round((box[1] - top) / height, 4),
            round((box[2] - box[0]) / width, 4),
            round((box[3] - box[1]) / height, 4),
        ]
        for key, box in entry["fields"].items()
        if box[3] <= bottom
    }


def _picture(lesson: Lesson) -> tuple[bytes, tuple[int, int]]:
    book, page = _place(lesson)
    entry = _entry(lesson)
    image = draw_page(book, page)
    for name in lesson.blots:
        _blot(image, entry["fields"][name])
    cut = image.crop(tuple(entry["box"]))
    size = (_WIDTH, round(cut.height * _WIDTH / cut.width))
    out = io.BytesIO()
    small = cut.resize(size, Image.Resampling.LANCZOS).convert("RGB")
    small.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue(), size


def _blot(image: Image.Image, box: tuple[int, int, int, int]) -> None:
    """Ink run over what is written, as damp does it: nobody reads it any more."""
    left, top, right, bottom = box
    step = (bottom - top) // 3
    ink = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(ink)
    for turn, at in enumerate(range(left, left + (right - left) // 4, step)):
        drop = turn % 3 * step // 3
        draw.ellipse((at - step, top - drop, at + 2 * step, bottom + drop), fill=255)
    image.paste((34, 37, 64), (0, 0), ink.filter(ImageFilter.GaussianBlur(step / 4)))
