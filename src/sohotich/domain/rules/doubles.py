"""The same registration, or the same person, twice in one book or file."""

from collections.abc import Callable, Hashable, Iterable, Sequence

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.localities import commune_key
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import book_rule
from sohotich.domain.text import written_key

# Types whose event happens to the same people once, and what else tells one from another.
_ONCE: dict[str, tuple[str, ...]] = {
    "KH": (),
    "KT": ("nktNgayChet",),
    "CMC": (),
    "GH": (),
    "CDGH": (),
    "CN": ("chaHoTen", "meHoTen"),
    "GCLH": ("bqNgay",),
}


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


@book_rule("Q26-event", "warning", "domain Q26; inferred", types=tuple(_ONCE))
def event_is_registered_once(records: Sequence[Record]) -> Iterable[tuple[int, Hit]]:
    """The same people, born and (if they did) dead on the same days: keyed twice, or entered twice.

    Not of papers and changes: one person asks for several of them.
    """
    for first, position in _repeated(records, range(len(records)), _people):
        name = records[position].kind.principals[0].name_field
        yield position, Hit(name, None, {"first": str(first + 1)})


@book_rule("Q26-id", "warning", "CV 3160/BTP-CNTT 13/9/2021", types=("KS", "CN"))
def number_belongs_to_one_person(records: Sequence[Record]) -> Iterable[tuple[int, Hit]]:
    for first, position in _repeated(records, range(len(records)), _personal_number):
        key = records[position].kind.principals[0].personal_id_field
        yield position, Hit(key, None, {"first": str(first + 1)})


def _personal_number(record: Record) -> Hashable:
    return record.get(record.kind.principals[0].personal_id_field) or None


def _people(record: Record) -> Hashable:
    """Names and dates that together are one event; None where too little is known."""
    persons = record.kind.principals
    names = tuple(record.get(person.name_field) for person in persons)
    extra = tuple(record.get(key) for key in _ONCE[record.kind.code])
    dates = tuple(record.get(person.birth_field) for person in persons)
    if not all(names) or not any((*dates, *extra)):
        return None
    return (*(written_key(name) for name in names), *dates, *extra)


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
    """Numbers as whole numbers: 05/2017 and 5/2017 are the same registration.

    Of the place only the commune counts: its district may change while the book is written.
    """
    number = record.get("so").lstrip("0")
    if not number:
        return None
    book = record.get("quyenSo").lstrip("0")
    return (commune_key(record.get(record.kind.office)), book, number.casefold())


def _person(record: Record) -> Hashable:
    mother, father = record.get("meHoTen"), record.get("chaHoTen")
    name = record.get("nksHoTen")
    if not name or not (mother or father):
        return None
    return (written_key(name), written_key(mother), written_key(father))
