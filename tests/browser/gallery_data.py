"""Invented pages with their truth, in the shapes that the three screens take."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from sohotich.domain.compare import syllable_diff
from sohotich.domain.record_types import KHAI_SINH, form_for
from sohotich.domain.rules import Context
from sohotich.domain.rules.at_once import checks_at_once
from sohotich.domain.text import lexicon
from sohotich.foundation.schema_forms import FieldFacts, form_sections
from sohotich.sample.world import BookOptions, draw_page, make_book, page_truth

ONE = BookOptions(seed=4, entries=2, layout="one", year=1998, volume=2, first_number=41, dpi=110)
ROWS = BookOptions(seed=5, entries=24, layout="rows", rows=3, year=1999, first_number=55, dpi=72)
CARRIED = {
    "noiDangKy": "từ sổ",
    "quyenSo": "từ sổ",
    "nksDanToc": "từ số 40",
    "nksQuocTich": "từ số 40",
}
WARNED = "Sớm hơn ngày đăng ký của số 40 (09/05/1998)."


@cache
def drawn(which: str, index: int, width: int) -> tuple[bytes, int, int]:
    """The page as JPEG, with the size of the whole image."""
    image = draw_page(make_book(_options(which)), index)
    small = image.resize((width, round(image.height * width / image.width))) if width else image
    stream = BytesIO()
    small.convert("RGB").save(stream, "JPEG", quality=80)
    return stream.getvalue(), image.width, image.height


def _options(which: str) -> BookOptions:
    return ONE if which == "one" else ROWS


def page_image(which: str, index: int) -> dict[str, Any]:
    _, width, height = drawn(which, index, 0)
    address = f"/gallery/image/{which}/{index}/0/"
    return {"url": address, "width": width, "height": height, "label": f"Trang {21 + index}"}


def region(box: list[float], width: int, height: int) -> dict[str, float]:
    left, top, right, bottom = box
    return {
        "page": 0,
        "x": left / width,
        "y": top / height,
        "w": (right - left) / width,
        "h": (bottom - top) / height,
    }


def record(index: int) -> dict[str, Any]:
    """One record to key: the book's own fields are carried, the first ones are keyed already."""
    image = page_image("one", index)
    entry = page_truth(make_book(ONE), index)["entries"][0]
    facts = {}
    for place, key in enumerate(form_for("khai_sinh", date(1998, 5, 7)).shown):
        box = entry["fields"].get(key)
        known = place < 10 or key in CARRIED
        facts[key] = FieldFacts(
            value=entry["record"].get(key, "") if known else "",
            aid="carried" if key in CARRIED else "",
            source=CARRIED.get(key, ""),
            region=region(box, image["width"], image["height"]) if box else None,
            findings=({"rule": "Q05", "severity": "warning", "message": WARNED},)
            if key == "ngayDangKy"
            else (),
        )
    form = form_for("khai_sinh", date(1998, 5, 7))
    reading = f"0193a3b6-0000-7000-8000-00000000000{index}"
    return {
        "reading": reading,
        "number": str(41 + index),
        "pageLabel": image["label"],
        "images": [image],
        "sections": form_sections(KHAI_SINH, form, facts),
        "seq": 0,
        "dictionary": "/gallery/api/dictionary/",
        "urls": {
            name: f"/gallery/api/{name}/{reading}/"
            for name in ("save", "complete", "renew", "takeBack", "regions", "inBook")
        },
        "checks": checks_at_once(KHAI_SINH, Context(today=date(2025, 1, 7))),
        "comparedInBook": ["ngayDangKy"],
        "regionsVersion": 1,
        "regionsPlace": "mau",
    }


def keying() -> dict[str, Any]:
    return {
        "book": {"label": "KS.1998.02", "title": "Khai sinh · Xã An Tập", "total": 214, "done": 40},
        "pause": "/",
        "last": None,
        "ahead": {"url": "/gallery/api/ahead/", "count": 1},
        "after": "/",
        "record": record(0),
    }


def _role(prefix: str, **more: Any) -> dict[str, Any]:
    known = {"label": prefix, "sex": "", "sexField": "", "age": "elder", "related": []}
    return {**known, "prefix": prefix, "other": False, **more}


def dictionary() -> dict[str, Any]:
    """What completes typing in the book: the general list, one couple, one hamlet."""
    parents = {
        "fields": ["chaHoTen", "chaNgaySinh", "meHoTen", "meNgaySinh"],
        "names": ["chaHoTen", "meHoTen"],
        "rows": [["12", "Khổng Bá Truật", "1957", "Sầm Thị Nhiễu", "1960"]],
    }
    return {
        "names": lexicon([], 1998),
        "roles": {
            "nksHoTen": _role("nks", age="young", related=["chaHoTen"]),
            "chaHoTen": _role("cha", sex="m"),
            "meHoTen": _role("me", sex="f"),
            "nycHoTen": _role("nyc", other=True),
        },
        "dates": {"chaNgaySinh": "elder", "meNgaySinh": "elder"},
        "pools": {"chaNoiCuTru": "NoiCuTru", "meNoiCuTru": "NoiCuTru"},
        "phrases": {"chaNoiCuTru": {"Thôn Ngọc Khám, xã Mỹ Hương": 3}},
        "seeds": {"tails": ["xã Mỹ Hương"]},
        "words": [],
        "parents": parents,
        "before": "",
        "year": 1998,
    }


def contact_sheet() -> dict[str, Any]:
    book = make_book(ROWS)
    pages = []
    for index, page in enumerate(book.pages):
        _, width, height = drawn("rows", index, 0)
        entries = page_truth(book, index)["entries"]
        cuts = [_cut(entry, width, height) for entry in entries]
        pages.append(
            {
                "key": str(index),
                "order": page.number,
                "picture": "1",
                "width": width,
                "height": height,
                "state": "accepted" if index < 2 else "processed",
                "layout": "rows",
                "cuts": cuts,
                "doubt": "",
                "explain": "",
                "proposal": None,
            }
        )
    _doubt(pages)
    names = ("pages", "save", "accept", "accept_sure", "rescan", "repeat", "hand_in")
    pictures = {
        "strip": "/gallery/image/rows/{strip}/240/",
        "image": "/gallery/image/rows/{key}/0/",
        "original": "/gallery/image/rows/{key}/0/",
    }
    return {
        "book": {"label": "KS.1999.01", "declared": 24, "url": "/"},
        "pages": pages,
        "marks": "",
        "strip": {"pages": 1, "columns": 1},
        "urls": pictures | {name: f"/gallery/api/sheet/{name}/{{key}}/" for name in names},
    }


def _cut(entry: dict[str, Any], width: int, height: int) -> dict[str, Any]:
    left, top, right, bottom = entry["box"]
    box = [left / width, top / height, (right - left) / width, (bottom - top) / height]
    return {"box": box, "number": str(entry["number"]), "doubt": False}


def _doubt(pages: list[dict[str, Any]]) -> None:
    wrong = pages[3]
    wrong["proposal"] = [dict(cut) for cut in wrong["cuts"]]
    first, second, *rest = [{**cut, "box": list(cut["box"])} for cut in wrong["cuts"]]
    first["box"][3] -= 0.05
    second["box"][1] -= 0.05
    second["box"][3] += 0.05
    first["doubt"] = second["doubt"] = True
    wrong |= {
        "cuts": [first, second, *rest],
        "doubt": "Cắt mất 2 dòng",
        "explain": "Đường cắt thứ nhất bỏ mất hai dòng cuối. Bấm ↓ để dời tới đường đề nghị.",
    }
    pages[5]["cuts"][1]["doubt"] = True
    pages[5]["doubt"] = "Số 71 hay 77?"


def _side(title: str, value: str, segments: list[dict[str, str]], note: str = "") -> dict[str, Any]:
    return {"title": title, "value": value, "segments": segments, "note": note}


def _question(
    field: str, label: str, one: str, other: str, notes: tuple[str, str], place: Any
) -> dict[str, Any]:
    parts = syllable_diff(one, other)
    sides = [
        [
            {"kind": "same" if part.kind == "same" else "changed", "text": getattr(part, side)}
            for part in parts
        ]
        for side in ("a", "b")
    ]
    return {
        "field": field,
        "label": label,
        "lead": "Hai lần nhập khác nhau 1 tiếng: nhìn ảnh, chọn theo sổ.",
        "region": place,
        "a": _side("Lần nhập 1", one, sides[0], notes[0]),
        "b": _side("Lần nhập 2", other, sides[1], notes[1]),
    }


def comparison() -> dict[str, Any]:
    image = page_image("one", 0)
    fields = page_truth(make_book(ONE), 0)["entries"][0]["fields"]

    def place(key: str) -> Any:
        return region(fields[key], image["width"], image["height"]) if key in fields else None

    questions = [
        _question(
            "meHoTen",
            "Họ và tên mẹ",
            "Nguyễn Thị Thúy",
            "Nguyễn Thị Thùy",
            ("dấu sắc", "dấu huyền"),
            place("meHoTen"),
        ),
        _question(
            "noiDangKy",
            "Nơi đăng ký",
            "UBND xã Mỹ Hương, huyện Gia Lương, tỉnh Hà Bắc",
            "UBND xã Mỹ Hưng, huyện Gia Lương, tỉnh Hà Bắc",
            ("", ""),
            place("noiDangKy"),
        ),
        _question("meNgaySinh", "Năm sinh mẹ", "1972", "1977", ("", ""), place("meNgaySinh")),
    ]
    return {
        "kind": "dispute",
        "title": "Tranh chấp giữa hai lần nhập",
        "back": {"url": "/", "label": "Việc hôm nay"},
        "progress": {"left": 37, "done": 11},
        "choices": ["A", "B", "S", "K", "T", "H"],
        "ahead": {"url": "/gallery/api/nothing/", "count": 1},
        "after": "/gallery/work/",
        "item": {
            "key": "item-57",
            "number": "57",
            "subject": "KS.1996.01 · số 57 · trang 29",
            "images": [image],
            "questions": questions,
            "agreedTitle": "Số 57: các trường đã khớp",
            "agreed": [
                {"label": "Ngày đăng ký", "value": "19/08/1996"},
                {"label": "Họ và tên", "value": "Trần Đức Anh"},
                {"label": "Nơi sinh", "value": "Trạm y tế xã Mỹ Hương, huyện Lương Tài"},
            ],
            "reference": [{"text": "Số 112/1999, cùng cha: mẹ ghi Nguyễn Thị Thùy", "url": "/"}],
            "urls": {
                "decide": "/gallery/api/decide/",
                "settle": "/gallery/api/settle/",
                "later": "/gallery/api/later/",
            },
        },
    }
