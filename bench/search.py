"""Name search: two million people, marks or none, one slip, words in any order."""

from __future__ import annotations

import importlib.util
import os
import random
import resource
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.homes import attached, temporary_home
from bench.one import ROWS_WANTED
from bench.search_people import Somebody, fill, people, unit_of
from bench.tables import Table, figure, percentile

PEOPLE, EACH, PEER_TIMES = 2_000_000, 40, 8
TARGET = "p95 ≤ 20 ms"
ABSENT = "không có ở máy này"
COLUMNS = ("measure", "p50 / p95 / p99", "best answer is the one meant", "target")
NOTE = (
    "Server time of `search`: the question, its hits with everybody in their records, the audit "
    "entry; HTTP and the page are not in it. Each question of a kind is asked once, of another "
    "person each time: nothing of the answer is warm. The province's right reaches 121 communes, "
    "the commune's one and, as keyers' work lies there, behind the longer wall."
)
Ask = Callable[[str], Any]


def rows() -> Table:
    """Timings by kind of question, what is found of what was meant, peers in the same run."""
    count = int(os.environ.get(ROWS_WANTED, PEOPLE))
    with temporary_home() as home, attached(home):
        return Table(f"Name search, {figure(count, 0)} people", COLUMNS, list(_lines(count)), NOTE)


def _lines(count: int) -> Iterator[list[str]]:
    from sohotich.register.search.dictionary import names_keep, names_rebuild

    everybody = people(count)
    begun = time.perf_counter()
    fill(everybody)
    yield ["rows put in", f"{time.perf_counter() - begun:.0f} s", "", ""]
    names = sorted({row.key for row in everybody})
    yield ["distinct names, without marks", figure(len(names), 0), "", ""]
    yield ["dictionary built set by set", _seconds(names_rebuild), _size(), ""]
    yield ["dictionary kept, nothing new", _seconds(names_keep), "", "≤ 1 a minute"]
    before = _megabytes()
    yield from _asked(everybody)
    yield ["memory a worker process gains", f"{_megabytes() - before:.0f} MB", "", ""]
    yield _recall(names)
    yield from _peers(everybody, names)


def _asked(everybody: list[Somebody]) -> Iterator[list[str]]:
    from sohotich.domain.workflow import ROLE_PERMISSIONS
    from sohotich.foundation.database.keys import new_key
    from sohotich.foundation.people.acting import acting
    from sohotich.foundation.people.actors import Actor, Held

    chance, unit = random.Random(11), unit_of(5)
    mine = [row for row in everybody if unit_of(row.record) == unit]
    for title, role, reach, whom in (
        ("province", "so_tu_phap", None, everybody),
        ("commune", "cong_chuc_ho_tich", frozenset({unit}), mine),
    ):
        actor = Actor(new_key(), "", "b", (Held(role, unit, ROLE_PERMISSIONS[role], reach),))
        with acting(actor):
            everything: list[float] = []
            for kind, typed in KINDS.items():
                taken, right = _of_kind(
                    actor, [typed(chance, chance.choice(whom)) for _ in range(EACH)]
                )
                everything += taken
                yield [f"{title}: {kind}", _spread(taken), right, TARGET]
            yield [f"{title}: all of these", _spread(everything), "", TARGET]


def _of_kind(actor: Any, questions: list[tuple[str, str]]) -> tuple[list[float], str]:
    """Milliseconds, and how often somebody called as meant stands among those shown."""
    from sohotich.register.search.asked import read
    from sohotich.register.search.services import search

    taken, right = [], 0
    for text, meant in questions:
        begun = time.perf_counter()
        found = search(actor=actor, asked=read(text), shown_as="list")
        taken.append((time.perf_counter() - begun) * 1000)
        right += any(hit.name == meant for hit in found.hits)
    return taken, f"{right} of {len(questions)}"


def _slipped(chance: random.Random, text: str) -> str:
    place = chance.randrange(1, len(text) - 1)
    slips = (
        text[:place] + text[place + 1 :],
        text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        text[:place] + chance.choice("aeinghtu") + text[place + 1 :],
        text[:place] + chance.choice("aeinghtu") + text[place:],
    )
    return " ".join(chance.choice(slips).split())


def _last_words(row: Somebody) -> str:
    return " ".join(row.key.split()[-2:])


KINDS: dict[str, Callable[[random.Random, Somebody], tuple[str, str]]] = {
    "whole name with marks": lambda _, row: (row.name, row.name),
    "whole name without marks": lambda _, row: (row.key, row.name),
    "one slip": lambda chance, row: (_slipped(chance, row.key), row.name),
    "last two words": lambda _, row: (_last_words(row), row.name),
    "words turned round": lambda _, row: (" ".join(row.key.split()[::-1]), row.name),
    "without the last letter": lambda _, row: (row.key[:-1], row.name),
    "name and year of birth": lambda _, row: (f"{row.key} {row.born[-4:]}", row.name),
    "last words and year of birth": lambda _, row: (
        f"{_last_words(row)} {row.born[-4:]}",
        row.name,
    ),
}


def _recall(names: list[str]) -> list[str]:
    """Of all names one slip away, by looking at every one, how many the index names."""
    from sohotich.foundation.database.speaking import EVERYTHING, speaking
    from sohotich.register.search.candidates import names_slipped
    from sohotich.register.search.matching import one_slip

    chance, met, there = random.Random(13), 0, 0
    with speaking(EVERYTHING):
        for _ in range(12):
            typed = _slipped(chance, chance.choice(names))
            truth = {name for name in names if one_slip.__wrapped__(typed, name)}
            met += len(truth & set(names_slipped(typed)))
            there += len(truth)
    return ["names one slip away, against looking at each", f"{met} of {there}", "", "all"]


def _peers(everybody: list[Somebody], names: list[str]) -> Iterator[list[str]]:
    from django.db import connection

    from sohotich.foundation.database.speaking import EVERYTHING, speaking

    chance = random.Random(17)
    typed = [_slipped(chance, chance.choice(everybody).key) for _ in range(PEER_TIMES)]
    with speaking(EVERYTHING), connection.cursor() as cursor:

        def like(text: str) -> None:
            words = [f"%{word}%" for word in text.split()]
            where = " AND ".join(["unmarked_key LIKE %s"] * len(words))
            cursor.execute(f"SELECT key FROM records_person WHERE {where} LIMIT 51", words)
            cursor.fetchall()

        yield ["peer: LIKE on the unmarked column, no slip allowed", _timed(like, typed), "", ""]
        cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")
        there = cursor.fetchone()[0]
    said = "on the server, not in the product's rules" if there else ABSENT
    yield ["peer: pg_trgm", said, "", "measured before: 32–49 ms over distinct names"]
    yield _rapidfuzz(typed, names)


def _rapidfuzz(typed: list[str], names: list[str]) -> list[str]:
    title = "peer: RapidFuzz over all distinct names, no wall, no records"
    if importlib.util.find_spec("rapidfuzz") is None:
        return [title, ABSENT, "", ""]
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    def extract(text: str) -> None:
        process.extract(text, names, scorer=OSA.distance, score_cutoff=1, limit=50)

    return [title, _timed(extract, typed), "", ""]


def _timed(ask: Ask, typed: list[str]) -> str:
    taken = []
    for text in typed:
        begun = time.perf_counter()
        ask(text)
        taken.append((time.perf_counter() - begun) * 1000)
    return _spread(taken)


def _spread(taken: list[float]) -> str:
    return " / ".join(figure(percentile(taken, percent)) for percent in (50, 95, 99)) + " ms"


def _seconds(action: Callable[[], object]) -> str:
    begun = time.perf_counter()
    action()
    return f"{time.perf_counter() - begun:.1f} s".replace(".", ",")


def _size() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE"
            " 'search\\_known%' AND relkind = 'r'"
        )
        return f"{float(cursor.fetchone()[0]) / 1e6:.0f} MB on disk"


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
