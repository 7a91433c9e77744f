"""The same registration, or the same person, twice in one book or file."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import book_rule
from sohotich.domain.text import written_key


@book_rule("Q06", "error", "HCM")
def number_stands_once_in_a_book(records: Sequence[Record]) -> Iterable[tuple[int, Hit]]:
    for first, position in _repeated(records, range(len(records)), _registration):
        facts = {"first": str(first + 1), "so": records[position].get("so")}
        yield position, Hit("so", None, facts, ("quyenSo", "noiDangKy"))


@book_rule("Q26", "warning", "CV 3160/BTP-CNTT 13/9/2021", types=("KS",))
def person_is_registered_once(records: Sequence[Record]) -> Iterable[tuple[int, Hit]]:
    # Few share a birthday: names are only compared among those who do.
    for same_day in _by_birthday(records):
        for first, position in _repeated(records, same_day, _person):
            yield position, Hit("nksHoTen", None, {"first": str(first + 1)}, ("nksNgaySinh",))


def _by_birthday(records: Sequence[Record]) -> list[list[int]]:
    found: dict[str, list[int]] = {}
    for position, record in enumerate(records):
        born = record.date("nksNgaySinh")
        if born is not None and born.day is not None:
            found.setdefault(record.get("nksNgaySinh"), []).append(position)
    return [positions for positions in found.values() if len(positions) > 1]


def _repeated(
    records: Sequence[Record], positions: Iterable[int], key_of: Callable[[Record], Hashable]
) -> Iterable[tuple[int, int]]:
    """(position of the first, position of the repetition); a key of None is never repeated."""
    seen: dict[Hashable, int] = {}
    for position in positions:
        key = key_of(records[position])
        first = seen.setdefault(key, position)
        if first != position and key is not None:
            yield first, position


def _registration(record: Record) -> Hashable:
    """Numbers as whole numbers: 05/2017 and 5/2017 are the same registration."""
    number = record.get("so").lstrip("0")
    if not number:
        return None
    book = record.get("quyenSo").lstrip("0")
    return (_place_key(record.get("noiDangKy")), book, number.casefold())


@lru_cache(maxsize=256)
def _place_key(text: str) -> str:
    return written_key(text)


def _person(record: Record) -> Hashable:
    mother, father = record.get("meHoTen"), record.get("chaHoTen")
    name = record.get("nksHoTen")
    if not name or not (mother or father):
        return None
    return (written_key(name), written_key(mother), written_key(father))
