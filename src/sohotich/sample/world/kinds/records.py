"""Registrations of the types other than births, as a drawn book holds them."""

from __future__ import annotations

from datetime import date

from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import RecordType
from sohotich.sample.world.chance import dice
from sohotich.sample.world.kinds.events import events_in, first_abroad
from sohotich.sample.world.kinds.lines import printed_keys
from sohotich.sample.world.options import ABROAD, BookOptions
from sohotich.sample.world.places import commune
from sohotich.sample.world.records import Entry, date_text, number_text, office
from sohotich.sample.world.registers.events import Event
from sohotich.sample.world.registers.homes import Home, home_on
from sohotich.sample.world.registers.page import Page

# Ways of registering that nobody notes down: the usual one.
_USUAL = ("", "1", "Đăng ký mới", "Ghi vào sổ")


def year_entries(
    options: BookOptions, year: int, first: int, wanted: int, start: int
) -> list[Entry]:
    """The registrations of one year from number `first` on; `start` is their place in the book."""
    total = max(first - 1 + wanted, options.year_total or 0 if year == options.year else 0)
    place = commune(options.unit_code, year)
    pool = events_in(options.type_code, options.seed, place, year, total)
    away = {position for position, kind in options.placed if kind == ABROAD}
    made = []
    for offset, event in enumerate(pool[first - 1 : first - 1 + wanted]):
        number = first + offset
        subject = (options.seed, options.unit_code, options.type_code, year, number)
        far = start + offset in away
        made.append(_entry(options, first_abroad(event, *subject) if far else event, subject, far))
    return made


def _entry(options: BookOptions, event: Event, subject: tuple[object, ...], far: bool) -> Entry:
    kind, year, number = record_type(options.type_code), event.day.year, int(str(subject[-1]))
    people = office(options.seed, options.unit_code, year)
    home = _home(options.unit_code, event.day)
    page = Page(kind, event.day, home, dice("page", *subject))
    event.write(page)
    page.put(
        so=number_text(number, "", year),
        quyenSo=f"{options.volume:02d}/{options.year_text}",
        ngayDangKy=date_text(event.day),
        nguoiKy=people.chair,
        chucVuNguoiKy=people.chair_post,
        nguoiThucHien=people.clerk,
    )
    values = page.values
    record = {key: values.get(key, "") for key in printed_keys(kind.code, options.year)}
    way = values.get("loaiDangKy", "")
    if far and kind.abroad is not None:
        record |= {key: values[key] for key in kind.abroad.fields}
        record[kind.notes] = _abroad_note(values)
    elif "loaiDangKy" not in record:
        record[kind.notes] = _way_note(kind, way)
    # What people know without a line for it: the usual way of registering, whose papers they were.
    known = (key for key in kind.core if key not in record and key != kind.office)
    concluded = {key: values[key] for key in known if values.get(key)}
    return Entry(number, "", year, record, trouble=ABROAD if far else "",
                 type_code=kind.code, concluded=concluded)  # fmt: skip


def _home(unit_code: str, day: date) -> Home:
    """The commune by its names of that day, or those its books bear."""
    place = commune(unit_code, day.year)
    then = home_on(unit_code, day)
    return then or Home(unit_code, place.name, place.district, place.province, place.hamlets)


def _abroad_note(values: dict[str, str]) -> str:
    day = values["ngayDangKyNuocNgoai"].replace(".", "/")
    return (
        f"Ghi vào sổ việc đã đăng ký tại {values['qgNuocNgoaiDaDangKy']} ngày {day}, "
        f"số {values['soDangKyNuocNgoai']}, {values['cqNuocNgoaiDaDangKy']}"
    )


def _way_note(kind: RecordType, way: str) -> str:
    codes = kind.by_key["loaiDangKy"].code_list if "loaiDangKy" in kind.by_key else None
    if way in _USUAL or codes is None:
        return ""
    return code_list(codes).label(way)
