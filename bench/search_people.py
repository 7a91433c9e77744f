"""Two million people for the search bench: names of the sample's maker, put in set by set."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from sohotich.domain.text import unmarked_key
from sohotich.sample.world import names as maker

BOOKS, UNITS, PER_RECORD = 2_606, 121, 4
ROLES = ("nks", "me", "cha", "nyc")
# Of a hundred people: with a second given name, with a second surname besides, with rare syllables.
LONGER, LONGEST, RARE = 10, 1, 1
_ONSETS = "b c ch d đ g gi h k kh l m n ng nh p ph qu r s t th tr v x y"
_RIMES = (
    "a ac ách ai am án ang anh ao ăm ăn ắng ân âu e én ênh êu i ích ía iêm iên iểu in ính o oa oan "
    "oang oanh oi ói on ong ô ôi ông ơ ơi u ua úc uê ui um un ung uôn uy uyên uyết ư ưa ưng ước "
    "ương ưu y"
)


class Somebody(NamedTuple):
    """`born` as stored, "" for those who declare; `record` the number of the record they are in."""

    name: str
    key: str
    born: str
    record: int


def people(count: int, seed: int = 7) -> list[Somebody]:
    """The same for the same seed, four to a record."""
    chance = random.Random(seed)
    given = {
        sex: [word for year in (1900, 1975, 1995) for word in maker.GIVEN[sex, year].split()]
        for sex in ("nam", "nữ")
    }
    rare = [(onset + rime).capitalize() for onset in _ONSETS.split() for rime in _RIMES.split()]
    found = []
    for place in range(count):
        sex, year = chance.choice(("nam", "nữ")), int(chance.triangular(1930, 2015, 1985))
        ethnicity = chance.choices(("Kinh", "Tày", "Mường"), (94, 3, 3))[0]
        name = maker.full_name(chance, maker.surname(chance, ethnicity), sex, year).split()
        kind = chance.randrange(100)
        if kind < LONGER:
            name.insert(-1, chance.choice(given[sex]))
        elif kind < LONGER + LONGEST:
            name[1:1] = [chance.choice(maker.SURNAMES)[0]]
            name.insert(-1, chance.choice(given[sex]))
        elif kind < LONGER + LONGEST + RARE:
            name[1:] = chance.choices(rare, k=chance.choice((1, 2, 2, 3)))
        whole = " ".join(name).upper()
        born = "" if ROLES[place % PER_RECORD] == "nyc" else _born(chance, year)
        found.append(Somebody(whole, unmarked_key(whole), born, place // PER_RECORD))
    return found


def _born(chance: random.Random, year: int) -> str:
    if chance.random() < 0.2:
        return str(year)
    return f"{chance.randint(1, 28):02d}.{chance.randint(1, 12):02d}.{year}"


def unit_of(record: int) -> str:
    """The commune of a record, of those that `fill` made."""
    return f"{9001 + record % BOOKS % UNITS:05d}"


def fill(rows: list[Somebody]) -> None:
    """Books, registrations, records and people, all settled."""
    from django.db import connection, transaction

    from sohotich.foundation.database.speaking import EVERYTHING, speaking

    with speaking(EVERYTHING), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE drafted (i int, name text, key text, born text)")
        with cursor.copy("COPY drafted FROM STDIN") as copy:
            for place, row in enumerate(rows):
                copy.write_row((place, row.name, row.key, row.born))
        for statement in _statements(len(rows) // PER_RECORD):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        for table in ("books_book", "ledger_entry", "records_record", "records_person"):
            cursor.execute(f"ANALYZE {table}")


def _statements(records: int) -> Iterator[str]:
    roles = ", ".join(f"'{role}'" for role in ROLES)
    yield f"""CREATE TEMP TABLE shelf AS SELECT i, gen_random_uuid() AS key, 1960 + i % 45 AS year,
        lpad((9001 + i % {UNITS})::text, 5, '0') AS unit FROM generate_series(0, {BOOKS - 1}) i"""
    yield f"""CREATE TEMP TABLE line AS SELECT g.i, gen_random_uuid() AS key,
        gen_random_uuid() AS record, shelf.key AS book, unit, year, 1 + g.i / {BOOKS} AS number
        FROM generate_series(0, {records - 1}) AS g (i) JOIN shelf ON shelf.i = g.i % {BOOKS}"""
    yield f"""INSERT INTO books_book (key, label, unit_code, type_code, year_from, year_to, volume,
            twin, opened_on, closed_on, runs, paper, layout, rows, condition, place, form_era,
            form_overrides, note, defaults, given_back, given_back_reason, given_back_by_name,
            created_at, created_by)
        SELECT key, 'bench/' || i, unit, 'KS', year, year, 1 + i / {UNITS}, 1, '', '', '[]', 'A4',
            'one', 1, 'good', '', '', '{{}}', '', '{{}}', '', '', '', now(), key FROM shelf"""
    yield """INSERT INTO ledger_entry (key, book_id, unit_code, year, number, suffix, twin, state,
            reason, returned, page_hint, state_changed_at)
        SELECT key, book, unit, year, number, '', 1, 'reviewed', '', false, '', now() FROM line"""
    yield """INSERT INTO records_record (key, entry_id, book_id, unit_code, type_code, version,
            values, marks, provenance, digest, so, quyen_so, ngay_dang_ky, title, title_key,
            updated_at)
        SELECT record, key, book, unit, 'KS', '2024-10', '{}', '{}', '{}', '',
            number || '/' || year, '', '', '', '', now() FROM line"""
    yield f"""INSERT INTO records_person (key, record_id, unit_code, role, ho_ten, unmarked_key,
            ngay_sinh, so_giay_to)
        SELECT gen_random_uuid(), line.record, line.unit, (ARRAY[{roles}])[1 + d.i % {PER_RECORD}],
            d.name, d.key, d.born, ''
        FROM drafted d JOIN line ON line.i = d.i / {PER_RECORD}"""
    for table in ("drafted", "shelf", "line"):
        yield f"DROP TABLE {table}"
