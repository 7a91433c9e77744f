"""What completes typing in one book: name parts of the commune, phrases and parents of the book.

Everything comes from agreed records or the keyer's own finished readings; of an entry that is still
being read nothing does. Ranking is the browser's work (`frontend/src/keying/completion.ts`), so
that it goes on without a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sohotich.domain.record_types import record_type
from sohotich.domain.rules import check
from sohotich.domain.schema import FEMALE, MALE, Kind, PersonRole, RecordType
from sohotich.domain.text import SeenName, clean, lexicon
from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.pipeline.keying.keying_data import number_in_book
from sohotich.pipeline.keying.place_seeds import place_seeds
from sohotich.pipeline.keying.relations import PARENTS, RELATED, relation_seeds
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingState, Record
from sohotich.register.records.selectors import SETTLED, own_last_reading

PURPOSE: Final = "keying_offers"
_SEX: Final[dict[str, str]] = {MALE: "m", FEMALE: "f"}
# Newest records of a commune that its names are counted from.
_MOST_RECORDS: Final = 6000
_MOST_PHRASES: Final = 400
_MOST_PARENTS: Final = 3000
_MOST_WORDS: Final = 20
_WORDS: Final = "BangChu"
_EVENT: Final = "ngayDangKy"
_COLUMNS: Final = (
    *("type_code", "values", "marks", "book_id"),
    *("entry__year", "entry__number", "entry__suffix", "entry__twin"),
)


@dataclass(frozen=True)
class _Known:
    """One agreed record or own reading; `label` is its number in the book, "" of another book."""

    kind: RecordType
    values: Mapping[str, str]
    label: str = ""


def dictionary(*, actor: Actor, book: Book) -> dict[str, Any]:
    """The dictionary of a book in which the actor has a reading begun; Forbidden otherwise.

    Audited: it may show parents of other entries of this book.
    """
    if not Reading.objects.filter(
        by=actor.key, book=book, slot__gt=0, state=ReadingState.DRAFT
    ).exists():
        raise Forbidden("Chỉ mở được gợi ý của sổ đang nhập.")
    last = own_last_reading(actor=actor, book=book)
    with as_service("keying", frozenset({book.unit_code})):
        here, elsewhere = _known(actor, book)
    audit.record(
        actor=actor,
        action="record.read",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        purpose=PURPOSE,
    )
    before = last.values.get(_EVENT, "") if last is not None else ""
    return {**_content(book, here, elsewhere), "before": before}


def _content(book: Book, here: list[_Known], elsewhere: list[_Known]) -> dict[str, Any]:
    """The data of `frontend/src/keying/dictionary.ts`, `before` left out."""
    kind = record_type(book.type_code)
    return {
        "names": lexicon(_names([*here, *elsewhere]), book.year_from),
        "roles": {role.name_field: _role(kind, role) for role in kind.persons},
        "dates": _dates(kind),
        "pools": _pools(kind),
        "phrases": _phrases(kind, here),
        "seeds": {**place_seeds(book), **relation_seeds(kind)},
        "words": _words(here),
        "parents": _parents(kind, here),
        "year": book.year_from if book.year_from == book.year_to else None,
    }


def _known(actor: Actor, book: Book) -> tuple[list[_Known], list[_Known]]:
    """Of this book, and of the commune's other books.

    Of what the actor keyed only their own reading speaks, agreed on or not, and all stands by its
    number: neither values nor their order tell whether another reading said the same.
    """
    readings = Reading.objects.filter(
        by=actor.key, unit_code=book.unit_code, slot__gt=0, state=ReadingState.COMPLETE
    )
    own = readings.order_by("-completed_at").values_list(*_COLUMNS)[:_MOST_RECORDS]
    agreed = (
        Record.objects.filter(unit_code=book.unit_code, entry__state__in=SETTLED)
        .exclude(entry__in=readings.order_by().values("entry"))
        .order_by("-updated_at")
        .values_list(*_COLUMNS)[:_MOST_RECORDS]
    )
    here: list[_Known] = []
    elsewhere: list[_Known] = []
    rows = [*((row, True) for row in agreed), *((row, False) for row in own)]
    for (type_code, values, marks, of_book, *at), sure in sorted(rows, key=_place):
        kind = record_type(type_code)
        if of_book == book.key:
            kept = values if sure else _unwarned(kind, values, marks)
            here.append(_Known(kind, kept, number_in_book(book, _entry(*at))))
        else:
            elsewhere.append(_Known(kind, values))
    return here, elsewhere


def _place(known: tuple[tuple[Any, ...], bool]) -> tuple[Any, ...]:
    """Book, year, number, suffix, twin."""
    return known[0][3:]


def _entry(year: int, number: int, suffix: str, twin: int) -> Entry:
    return Entry(year=year, number=number, suffix=suffix, twin=twin)


def _unwarned(
    kind: RecordType, values: Mapping[str, str], marks: Mapping[str, str]
) -> dict[str, str]:
    """What one person keyed alone, but for what a rule speaks against and nobody answered."""
    open_ = {found.field for found in check(kind, values, marks)}
    return {key: value for key, value in values.items() if key not in open_}


def _names(known: Iterable[_Known]) -> Iterator[SeenName]:
    for one in known:
        said: set[str] = set()
        for role in one.kind.persons:
            name = one.values.get(role.name_field, "")
            # The declarant is mostly one of the parents: counted once.
            if not name or name in said:
                continue
            said.add(name)
            sex = role.sex or one.values.get(role.sex_field, "")
            yield SeenName(name, _SEX.get(sex, ""), young=_is_young(one.kind, role))


def _is_young(kind: RecordType, role: PersonRole) -> bool:
    """Whether a book of a year names here somebody born in or near that year."""
    return role.principal and any(other.sex and not other.principal for other in kind.persons)


def _role(kind: RecordType, role: PersonRole) -> dict[str, Any]:
    return {
        "label": role.label[:1].lower() + role.label[1:],
        "prefix": role.role,
        "sex": _SEX.get(role.sex, ""),
        "sexField": role.sex_field,
        "age": "young" if _is_young(kind, role) else "elder",
        "related": list(RELATED.get((kind.code, role.role), ())),
        "other": not role.principal and not role.sex,
    }


def _dates(kind: RecordType) -> dict[str, str]:
    """What a short typing of a date line means: the day of the event, a day not long before it, or
    the year in which a grown-up was born. Other date lines are typed as they are.
    """
    found = {role.birth_field: "elder" for role in kind.persons if role.birth_field}
    found |= {
        role.birth_field: "recent"
        for role in kind.persons
        if role.birth_field and _is_young(kind, role)
    }
    if _EVENT in kind.by_key:
        found[_EVENT] = "event"
    return found


def _pools(kind: RecordType) -> dict[str, str]:
    """Under which name the phrases of a line are counted: those of a person's lines together."""
    found = {}
    roles = sorted((role.role for role in kind.persons), key=len, reverse=True)
    for field in kind.fields:
        if field.kind not in (Kind.PLACE, Kind.TEXT) or field.key == kind.notes:
            continue
        if field.key.endswith(_WORDS):
            continue
        prefix = next((role for role in roles if field.key.startswith(role)), "")
        found[field.key] = field.key.removeprefix(prefix)
    return found


def _phrases(kind: RecordType, known: list[_Known]) -> dict[str, dict[str, int]]:
    """By line, the phrases seen in this book and how often; where the line belongs to somebody who
    is also named elsewhere in the record, by `line|that name's line`.
    """
    pools = _pools(kind)
    counts: dict[str, Counter[str]] = {}
    for one in known:
        for key in pools:
            text = clean(one.values.get(key, ""))
            if text:
                counts.setdefault(_line(kind, one.values, key), Counter())[text] += 1
    return {key: dict(found.most_common(_MOST_PHRASES)) for key, found in counts.items()}


def _line(kind: RecordType, values: Mapping[str, str], key: str) -> str:
    for role in kind.persons:
        if not role.principal and not role.sex and key.startswith(role.role):
            name = values.get(role.name_field, "")
            same = (r.name_field for r in kind.persons if r is not role)
            who = next((field for field in same if name and values.get(field) == name), "")
            return f"{key}|{who}"
    return key


def _words(known: list[_Known]) -> list[list[str]]:
    """Dates with the words they were written in: how this book writes dates."""
    pairs = [
        [one.values[key.removesuffix(_WORDS).removesuffix("Ghi")], words]
        for one in known
        for key, words in one.values.items()
        if key.endswith(_WORDS) and one.values.get(key.removesuffix(_WORDS).removesuffix("Ghi"))
    ]
    return pairs[:_MOST_WORDS]


def _parents(kind: RecordType, known: list[_Known]) -> dict[str, Any]:
    """Parents of earlier entries of this book, each couple once, as one row by the lines filled."""
    roles = [role for role in kind.persons if role.role in PARENTS.get(kind.code, ())]
    if len(roles) < len(PARENTS.get(kind.code, ("",))):
        return {"fields": [], "names": [], "rows": []}
    fields = [
        field.key for field in kind.fields if any(field.key.startswith(role.role) for role in roles)
    ]
    names = [role.name_field for role in roles]
    rows: dict[tuple[str, ...], str] = {}
    for one in known:
        if all(one.values.get(name) for name in names):
            rows.setdefault(tuple(one.values.get(key, "") for key in fields), one.label)
    used = [at for at in range(len(fields)) if any(row[at] for row in rows)]
    return {
        "fields": [fields[at] for at in used],
        "names": names,
        "rows": [
            [label, *(row[at] for at in used)] for row, label in list(rows.items())[-_MOST_PARENTS:]
        ],
    }
