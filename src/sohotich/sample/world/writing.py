"""What the clerk's pen puts into each slot of a form for a record."""

from __future__ import annotations

from sohotich.sample.world.records import Entry

_SEX = {"1": "Nam", "2": "Nữ"}
_PAPERS = {"1": "CMND"}
_DATE_PARTS = ("day", "month", "year")


def written(entry: Entry) -> dict[str, str]:
    """Slot → text: dates whole with slashes and in parts, codes as words, blanks as blanks."""
    record = entry.record
    slots = {**record, **entry.unkeyed}
    slots["so"] = record["so"].split("/")[0]
    slots["nksGioiTinh"] = _SEX[record["nksGioiTinh"]]
    slots["nycLoaiGiayToTuyThan"] = _PAPERS.get(record.get("nycLoaiGiayToTuyThan", ""), "")
    for key in ("ngayDangKy", "nksNgaySinh"):
        parts = record[key].split(".")
        slots[key] = "/".join(parts)
        padded = [""] * (3 - len(parts)) + parts
        slots |= {f"{key}.{part}": text for part, text in zip(_DATE_PARTS, padded, strict=True)}
    slots["nycNgayCapGiayToTuyThan"] = record.get("nycNgayCapGiayToTuyThan", "").replace(".", "/")
    return slots


def key_of(slot: str) -> str:
    """The field a slot belongs to."""
    return slot.split(".")[0]
