"""Import: workbooks read, checked with every rule and stored, beside what only stores the rows.

Runs on a part of the province, scaled to its 327.822 rows by their number: `BENCH_BOOKS` says how
many books; `--full` runs it whole.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.homes import attached, temporary_home
from bench.injected import Score, scored
from bench.one import FULL
from bench.tables import Table, figure
from bench.workbook import BOOKS, PER_BOOK, ROWS, birth_workbook, book_of
from sohotich.domain.record_types import KHAI_SINH

PART, ASKED = 100, "BENCH_BOOKS"
UNIT, KEYER, OFFICER = "09508", "antap.nhap1", "antap.hotich"
BATCH = 1000
COLUMNS = ("measure", "measured", "the province's 327.822 rows", "target")
ABSENT = "không có ở máy này"
NOTE = (
    "COPY and the peers store bare text on one connection and check nothing; the product reads and "
    "checks in a process per core, finds each row's registration, keeps the reading, moves the "
    "ledger with its event and audit line. Processor time tells on a loaded machine what the clock "
    "does not: it is what two free cores would take. Injected errors: bench/injected.py, one in "
    "each changed record; found means a finding that the clean record lacks names the field."
)
_PARTS = ("placing and sending", "PostgreSQL's connection", "reading and checking")
Rows = list[dict[str, str]]


def rows() -> Table:
    """Import with its floors and peers, then errors found and false alarms."""
    with temporary_home(campaign=True) as home, tempfile.TemporaryDirectory() as folder:
        paths = [birth_workbook(Path(folder), place) for place in range(_books())]
        with attached(home):
            lines = [*_timed(paths), *_found(scored())]
    return Table("Import and rules", COLUMNS, lines, NOTE)


def _books() -> int:
    return BOOKS if os.environ.get(FULL) else int(os.environ.get(ASKED, PART))


def _timed(paths: list[Path]) -> Iterator[list[str]]:
    whole = len(paths) * PER_BOOK
    officer, keyer = _people()
    _shelve(officer, paths)
    before = _processor()
    seconds = _import(keyer, paths)
    busy = [after - earlier for after, earlier in zip(_processor(), before, strict=True)]
    begun = time.process_time()
    _read(keyer, paths)
    busy.append(time.process_time() - begun)
    yield _line("read, check and store: `sohotich workbook import`", seconds, whole, "≤ 60 s")
    yield _line("… its processor time over two cores", sum(busy) / 2, whole)
    for part, spent in zip(_PARTS, busy, strict=True):
        yield _line(f"… of it {part}", spent, whole)
    again = _import(keyer, paths, again=True)
    yield _line("the same files again: nothing is stored", again, whole)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield ["peak memory of a process", f"{figure(memory, 0)} MB", "three processes", "≤ 1 GB"]
    values = _values(paths)
    model = _bare_model()
    yield _line("floor: COPY of the bare rows", _seconds(lambda: _copy(model, values)), whole)
    create = _seconds(lambda: _bulk_create(model, values))
    yield _line("peer: Django bulk_create of the bare rows", create, whole)
    yield _import_export(model, values)


def _line(name: str, seconds: float, count: int, target: str = "") -> list[str]:
    measured = f"{figure(seconds, 2)} s for {figure(count, 0)} rows"
    return [name, measured, f"{figure(seconds * ROWS / count)} s", target]


def _seconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def _read(keyer: Any, paths: list[Path]) -> None:
    """What the reading processes do, here in this one."""
    from sohotich.foundation.people.acting import acting
    from sohotich.pipeline.keying.workbook_rows import FileTask, file_ready
    from sohotich.register.records.checking import rules_context

    with acting(keyer):
        context = rules_context()
    for place, path in enumerate(paths):
        assert not file_ready(FileTask(place, path, KHAI_SINH.code, context)).wrong


def _processor() -> list[float]:
    """Processor seconds so far of this process and of the database's for it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    # After the name in brackets, which may hold anything: the 14th and 15th field, in ticks.
    fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return [time.process_time(), ticks / os.sysconf("SC_CLK_TCK")]


def _people() -> tuple[Any, Any]:
    from sohotich.foundation.people.actors import actor_by_username

    return actor_by_username(OFFICER), actor_by_username(KEYER)


def _shelve(officer: Any, paths: list[Path]) -> None:
    """A book for each workbook, 98 to a year, every number scanned."""
    from sohotich.foundation.people.acting import acting
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.ledger.inventory import book_register
    from sohotich.register.ledger.models import Entry

    with acting(officer):
        for place in range(len(paths)):
            year, volume = book_of(place)
            runs = (Run(year, 1, PER_BOOK),)
            draft = BookDraft(
                unit_code=UNIT, type_code="KS", year_from=year, volume=volume, runs=runs
            )
            book = book_register(actor=officer, draft=draft)
            Entry.objects.filter(book=book).update(state="scanned")


def _import(keyer: Any, paths: list[Path], again: bool = False) -> float:
    """Seconds for the product's own import."""
    from sohotich.foundation.people.acting import acting
    from sohotich.pipeline.keying.imports import workbooks_import

    def store() -> None:
        with acting(keyer):
            for done in workbooks_import(actor=keyer, paths=paths):
                assert (done.unchanged if again else done.stored) == PER_BOOK, done.findings[:3]

    return _seconds(store)


def _values(paths: list[Path]) -> Rows:
    from sohotich.engines.workbook import read

    return [row.values for path in paths for row in read(path, KHAI_SINH).rows]


def _keys() -> list[str]:
    return [field.key for field in KHAI_SINH.fields if "60" in field.versions]


def _bare_model() -> Any:
    """A table of this session with a text column for each of the template's, as a Django model."""
    from django.db import connection, models

    columns = ", ".join(f'"{key}" text' for key in _keys())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bench_row (id bigserial PRIMARY KEY, {columns})")
    meta = type("Meta", (), {"app_label": "bench", "managed": False, "db_table": "bench_row"})
    texts = {key: models.TextField(blank=True, default="") for key in _keys()}
    return type("BareRow", (models.Model,), {"__module__": __name__, "Meta": meta, **texts})


def _copy(model: Any, values: Rows) -> None:
    from django.db import connection

    keys = _keys()
    listed = ", ".join(f'"{key}"' for key in keys)
    connection.ensure_connection()
    statement = f"COPY {model._meta.db_table} ({listed}) FROM STDIN"
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in values:
            copy.write_row([row.get(key, "") for key in keys])


def _bulk_create(model: Any, values: Rows) -> None:
    keys = _keys()
    made = (model(**{key: row.get(key, "") for key in keys}) for row in values)
    model.objects.bulk_create(made, batch_size=BATCH)


def _import_export(model: Any, values: Rows) -> list[str]:
    """django-import-export at its quickest: no diff, no look for an earlier row, in bulk."""
    name = "peer: django-import-export of the bare rows"
    if importlib.util.find_spec("import_export") is None:
        return [name, ABSENT, "–", ""]
    import tablib
    from import_export.resources import modelresource_factory

    keys = _keys()
    data = tablib.Dataset(*([row.get(key, "") for key in keys] for row in values), headers=keys)
    options = {
        "fields": keys, "import_id_fields": [], "use_bulk": True, "batch_size": BATCH,
        "skip_diff": True, "skip_html_diff": True,
    }  # fmt: skip
    importer = modelresource_factory(model, meta_options=options)()
    seconds = _seconds(lambda: importer.import_data(data, raise_errors=True))
    return _line(name, seconds, len(values))


def _found(score: Score) -> Iterator[list[str]]:
    hits, tried = (sum(column) for column in zip(*score.found.values(), strict=True))
    share = f"{figure(100 * hits / tried)} %"
    kinds = f"{len(score.found)} kinds"
    yield ["injected errors found", f"{share} of {figure(tried, 0)}", kinds, "≥ 98 %"]
    for kind, (found, of) in score.found.items():
        if found < of:
            yield [f"… below 100 %: {kind}", f"{figure(100 * found / of)} % of {of}", "–", ""]
    alarms = f"{figure(100 * score.alarms / score.clean, 2)} % of {figure(score.clean, 0)} records"
    yield ["false alarms, warnings included", alarms, "–", "≤ 0,5 %"]
    found, of = score.misread
    seen = f"{figure(100 * found / of)} % of {of}"
    yield ["misreadings that rules see; the rest is for the second keyer", seen, "–", ""]
