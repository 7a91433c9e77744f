"""The troubles of real books, each a small change to an entry; the truth lists which it has."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sohotich.domain.text import PartialDate, date_in_words
from sohotich.sample.world.chance import dice
from sohotich.sample.world.names import OTHER_TONE_PLACE
from sohotich.sample.world.options import ABROAD, BIRTHS, WorldError
from sohotich.sample.world.records import Entry, born_values, number_text, with_values

Change = Callable[[Entry, random.Random], Entry]


def _born(entry: Entry) -> tuple[int, int, int]:
    day, month, year = map(int, entry.record["nksNgaySinh"].split("."))
    return day, month, year


def _day_missing(entry: Entry, _chance: random.Random) -> Entry:
    _, month, year = _born(entry)
    return with_values(entry, **born_values(PartialDate(year, month)))


def _year_only(entry: Entry, _: random.Random) -> Entry:
    return with_values(entry, **born_values(PartialDate(_born(entry)[2])))


def _words_differ(entry: Entry, chance: random.Random) -> Entry:
    day, month, year = _born(entry)
    moved = date(year, month, day) + timedelta(days=chance.choice((-10, -1, 1, 10, 31)))
    words = date_in_words(PartialDate(moved.year, moved.month, moved.day))
    return with_values(entry, nksNgaySinhBangChu=words)


def _father_blank(entry: Entry, _: random.Random) -> Entry:
    record = entry.record
    mother = record["meHoTen"]
    child = " ".join([mother.split()[0], *record["nksHoTen"].split()[1:]])
    father = {key: "" for key in record if key.startswith("cha")}
    changed = with_values(
        entry,
        **father,
        nksHoTen=child,
        nycHoTen=mother,
        nycQuanHe="Mẹ đẻ",
        nksDanToc=record["meDanToc"],
    )
    return replace(changed, unkeyed={**entry.unkeyed, "chaNghe": ""})


def _other_tone_place(entry: Entry, _: random.Random) -> Entry:
    """`Hòa` written `Hoà`, in every name of the entry that has such a syllable."""
    other = {**OTHER_TONE_PLACE, **{a.upper(): b.upper() for a, b in OTHER_TONE_PLACE.items()}}
    names = {
        key: " ".join(other.get(word, word) for word in value.split())
        for key, value in entry.record.items()
        if key.endswith(("HoTen", "NoiCuTru", "NoiSinh"))
    }
    return with_values(entry, **names)


def _cancelled(entry: Entry, _: random.Random) -> Entry:
    return replace(with_values(entry, ghiChu="Hủy bỏ, ghi nhầm"), cancelled=True)


def _later_note(entry: Entry, chance: random.Random) -> Entry:
    year = entry.year + chance.randint(2, 9)
    note = f"Cải chính năm sinh mẹ, QĐ {chance.randint(1, 90):02d}/{year}"
    return with_values(entry, ghiChu=note)


def _bis(entry: Entry, _: random.Random) -> Entry:
    return entry  # the number is given when the book is numbered anew


CHANGES: dict[str, Change] = {
    "day_missing": _day_missing,
    "year_only": _year_only,
    "words_differ": _words_differ,
    "father_blank": _father_blank,
    "other_tone_place": _other_tone_place,
    "cancelled": _cancelled,
    "later_note": _later_note,
    "bis": _bis,
    "skipped": _bis,
}

# Those any register has; the others are about a child's birth.
_GENERAL = ("cancelled", "bis", "skipped")


def trouble(
    entries: tuple[Entry, ...],
    share: float,
    seed: int,
    placed: tuple[tuple[int, str], ...] = (),
) -> tuple[Entry, ...]:
    """Give `share` of the entries one trouble each, `placed` ones the named, and number anew.

    A `bis` repeats the number before it; a `skipped` leaves one number out before it. A kind that
    would change nothing (no such syllable) leaves the entry as it was, without a trouble.
    """
    named = {position: kind for position, kind in placed if kind != ABROAD}
    for position, kind in named.items():
        if kind not in CHANGES or not 0 <= position < len(entries):
            raise WorldError(f"Không có chỗ khó “{kind}” ở trường hợp thứ {position + 1}.")
    changed = [
        _changed(entry, share, seed, is_first=index == 0, kind=named.get(index, ""))
        for index, entry in enumerate(entries)
    ]
    return tuple(_numbered(changed, entries))


def _changed(entry: Entry, share: float, seed: int, *, is_first: bool, kind: str) -> Entry:
    chance = dice("trouble", seed, entry.year, entry.number)
    if not kind:
        if chance.random() >= share:
            return entry
        kinds = CHANGES if entry.type_code == BIRTHS else _GENERAL
        kind = chance.choice([kind for kind in kinds if not (is_first and kind == "bis")])
    changed = CHANGES[kind](entry, chance)
    same = changed.record == entry.record and kind not in {"bis", "skipped"}
    return entry if same else replace(changed, trouble=kind)


def _numbered(changed: list[Entry], before: tuple[Entry, ...]) -> list[Entry]:
    made: list[Entry] = []
    for entry, old in zip(changed, before, strict=True):
        last = made[-1] if made and made[-1].year == entry.year else None
        number, suffix, kind = old.number if last is None else last.number + 1, "", entry.trouble
        if kind == "bis" and last is not None and not last.suffix:
            number, suffix = last.number, "bis"
        elif kind == "bis":
            kind = ""
        elif kind == "skipped":
            number += 1
        renumbered = with_values(entry, so=number_text(number, suffix, entry.year))
        made.append(replace(renumbered, number=number, suffix=suffix, trouble=kind))
    return made
