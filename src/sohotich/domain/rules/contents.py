"""What a record says of the event beside persons and dates: notes, hours, changes."""

import re
from collections.abc import Iterable

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule
from sohotich.domain.text import written_key

# Type → state a note in the margin gives, and the fields that tell of that note.
_NOTES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "KS": (
        ("nksMatTich", (
            "nksMatTichNgayGhiChuTuyenBo", "nksMatTichCanCuTuyenBo",
            "nksMatTichNgayGhiChuHuyTuyenBo", "nksMatTichCanCuHuyTuyenBo",
        )),
        ("nksHanCheNangLucHanhVi", (
            "nksHanCheNangLucHanhViNgayGhiChuTuyenBo", "nksHanCheNangLucHanhViCanCuTuyenBo",
            "nksHanCheNangLucHanhViNgayGhiChuHuyTuyenBo",
            "nksHanCheNangLucHanhViNgayCanCuHuyTuyenBo",
        )),
    ),
    "KH": (
        ("tinhTrangKetHon", (
            "huyKetHonNgayGhiChu", "huyKetHonCanCu",
            "congNhanKetHonNgayGhiChu", "congNhanKetHonCanCu",
        )),
    ),
    "KT": (
        ("nktTinhTrangTuyenBoViecChet", (
            "nktNgayGhiChuTuyenBoViecChet", "nktCanCuTuyenBoViecChet",
            "nktNgayGhiChuHuyTuyenBoViecChet", "nktCanCuHuyTuyenBoViecChet",
        )),
    ),
}  # fmt: skip
_HOUR = re.compile(r"\s*(\d{1,3})\s*(?:g(?:iờ)?|h|:|[.,])?\s*(\d{1,3})?")
_LAST_HOUR, _LAST_MINUTE = 24, 59


@record_rule(
    "Q30-note", "warning", "domain annex A.1–A.3: notes in the margin", types=tuple(_NOTES)
)
def note_gives_its_state(record: Record) -> Iterable[Hit]:
    for state, details in _NOTES[record.kind.code]:
        if state in record.values:
            continue
        told = next((key for key in details if key in record.values), None)
        if told and record.lacks(state):
            yield Hit(state, None, {"told": record.kind.field(told).label}, (told,))


@record_rule("Q31-hour", "warning", "TT04 art. 34", types=("KT",))
def hour_exists(record: Record) -> Iterable[Hit]:
    """An unknown hour is left empty; words that name no hour are another rule's."""
    found = _HOUR.match(record.get("nktGioPhutChet"))
    if not found:
        return ()
    hour, minute = int(found[1]), int(found[2] or 0)
    wrong = hour > _LAST_HOUR or minute > _LAST_MINUTE
    return (Hit("nktGioPhutChet"),) if wrong else ()


@record_rule("Q32-change", "warning", "LHT art. 3; inferred", types=("TDCC",))
def change_changes_something(record: Record) -> Iterable[Hit]:
    old, new = record.get("thayDoiTu"), record.get("thayDoiThanh")
    if not old or written_key(old) != written_key(new) or old.casefold() != new.casefold():
        return ()
    return (Hit("thayDoiThanh", related=("thayDoiTu",)),)
