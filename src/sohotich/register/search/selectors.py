"""Who is in which record: names of the dictionary become people only behind the wall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from sohotich.domain.text import title_name, upper_name
from sohotich.foundation.people.actors import Actor
from sohotich.register.books.models import Book
from sohotich.register.search.asked import Asked
from sohotich.register.search.candidates import (
    names_in_part,
    names_slipped,
    names_slipped_in_part,
)
from sohotich.register.search.limits import Limits, born_within, limits_of, units_searched
from sohotich.register.search.matching import Grade, grade

# A day of birth, or a number of a year, is shared by few: these are looked through whole.
_LOOKED_THROUGH: Final = 5000
_PEOPLE: Final = """
    SELECT p.key, p.record_id, p.role, p.ho_ten, p.unmarked_key
    FROM {source}
    WHERE {where} LIMIT %(most)s
"""
_OF_ALL: Final = """
    {people} p JOIN records_record r ON r.key = p.record_id
    JOIN ledger_entry e ON e.key = r.entry_id
"""
_BORN: Final = "(SELECT * FROM records_person WHERE ngay_sinh = %(day)s OFFSET 0)"
# Found first, whatever the people are asked: a year's number stands in few books.
_NUMBERED: Final = """(
    SELECT e.* FROM books_book b JOIN ledger_entry e ON e.book_id = b.key
    WHERE e.number = %(number)s AND e.year BETWEEN b.year_from AND b.year_to
      AND (%(year)s::int IS NULL OR e.year = %(year)s::int)
      AND (%(units)s::varchar[] IS NULL OR b.unit_code = ANY(%(units)s::varchar[]))
    OFFSET 0) e
"""
_IN_NUMBERED: Final = f"""
    {_NUMBERED} JOIN records_record r ON r.entry_id = e.key
    CROSS JOIN LATERAL (
        SELECT * FROM records_person own WHERE own.record_id = r.key OFFSET 0
    ) p
"""  # noqa: S608
_ENTRIES: Final = f"""
    SELECT e.key FROM {_NUMBERED} ORDER BY e.unit_code, e.year LIMIT %(most)s
"""  # noqa: S608
# Name by name, the closest first, until there are enough: at one go the database may begin with
# everybody born in a year, or a whole province.
_BY_NAME: Final = """
    SELECT found.* FROM unnest(%(names)s::varchar[]) WITH ORDINALITY AS known (name, place)
    CROSS JOIN LATERAL (
        SELECT p.key, p.record_id, p.role, p.ho_ten, p.unmarked_key
        FROM records_person p
        JOIN records_record r ON r.key = p.record_id
        JOIN ledger_entry e ON e.key = r.entry_id
        WHERE p.unmarked_key = known.name AND {where} LIMIT %(most)s
    ) found LIMIT %(most)s
"""


class Found(NamedTuple):
    """A person in a record, and how well the name answers (None: no name was asked)."""

    key: UUID
    record: UUID
    role: str
    name: str
    unmarked: str
    grade: Grade | None

    @property
    def place(self) -> tuple[object, ...]:
        """Sorts as it is shown."""
        return (self.grade or (), self.unmarked, self.name, self.key)


def people_found(*, actor: Actor, asked: Asked, most: int) -> list[Found]:
    """The best answers in the order they are shown in, one for each record, `most` at most.

    Only where the person may search, and only records settled now. Not audited: `services.search`.
    """
    best: dict[UUID, Found] = {}
    for row in _in_turn(asked, limits_of(actor, asked), most):
        known = best.get(row.record)
        if known is None or row.place < known.place:
            best[row.record] = row
    return sorted(best.values(), key=lambda row: row.place)[:most]


def entries_numbered(*, actor: Actor, asked: Asked, most: int) -> list[UUID]:
    """Registrations with the number asked for, read or not, where the person may search."""
    given = {"number": asked.number, "year": asked.year, "most": most}
    rows = _rows(_ENTRIES, {**given, "units": units_searched(actor, asked.unit)})
    return [UUID(str(key)) for (key,) in rows]


def books_labelled(*, actor: Actor, asked: Asked, most: int) -> list[Book]:
    """Books whose label, or earlier label, begins so, with or without the unit before it."""
    if not asked.book:
        return []
    books, units = Book.objects.all(), units_searched(actor, asked.unit)
    if units is not None:
        books = books.filter(unit_code__in=units)
    label = Q(label__istartswith=asked.book) | Q(aliases__label__istartswith=asked.book)
    if "/" not in asked.book:
        label |= Q(label__icontains=f"/{asked.book}")
    return list(books.filter(label).distinct().order_by("label")[:most])


def _in_turn(asked: Asked, limits: Limits, most: int) -> Iterator[Found]:
    day = asked.born if asked.born.count(".") == 2 else ""
    if day:
        born = limits.having("p.ngay_sinh = %(day)s", day=day)
        yield from _graded(asked, _of_figures(born))
        if asked.key:
            yield from _of_sets(asked, [([asked.key], born_within(limits, day))], most)
        return
    limits = born_within(limits, asked.born)
    if not asked.key or (asked.number is not None and asked.year is not None):
        yield from _graded(asked, _of_figures(limits))
        return
    found = False
    for row in _of_sets(asked, _sets(asked, limits), most):
        found = True
        yield row
    if not found:
        # Far-fetched beside an answer: a slip in a name of which only a part was typed.
        slipped = ((names, limits) for names in names_slipped_in_part(asked.key))
        yield from _of_sets(asked, slipped, most)


def _sets(asked: Asked, limits: Limits) -> Iterator[tuple[list[str], Limits]]:
    key = asked.key
    if asked.marked:
        spelled = [asked.name, upper_name(asked.name), title_name(asked.name)]
        yield [key], limits.having("p.ho_ten = ANY(%(spelled)s::varchar[])", spelled=spelled)
    yield [key], limits
    for names in chain(names_in_part(key), [names_slipped(key)]):
        yield names, limits


def _of_sets(asked: Asked, sets: Iterable[tuple[list[str], Limits]], most: int) -> Iterator[Found]:
    """Set after set until there are enough records: with a second name, those of the first set
    that has any.
    """
    enough = 1 if asked.other else most
    met: set[UUID] = set()
    for names, limits in sets:
        found = _graded(asked, _of_names(names, limits, 2 * most))
        fresh = [row for row in found if row.record not in met]
        met |= {row.record for row in fresh}
        yield from fresh
        if len(met) >= enough:
            return


def _of_names(names: list[str], limits: Limits, most: int) -> list[tuple[Any, ...]]:
    if not names:
        return []
    given = {**limits.given, "names": names, "most": most}
    return _rows(_BY_NAME.format(where=limits.where), given)


def _of_figures(limits: Limits) -> list[tuple[Any, ...]]:
    people = _BORN if "day" in limits.given else "records_person"
    source = _IN_NUMBERED if "number" in limits.given else _OF_ALL.format(people=people)
    statement = _PEOPLE.format(source=source, where=limits.where)
    given = {"units": limits.units, "year": None, **limits.given, "most": _LOOKED_THROUGH}
    return _rows(statement, given)


def _rows(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def _graded(asked: Asked, rows: Iterable[Any]) -> Iterator[Found]:
    for row in rows:
        found = Found._make((*row, None))
        if not asked.key:
            yield found
        elif (how := grade(asked, found.name, found.unmarked)) is not None:
            yield found._replace(grade=how)
