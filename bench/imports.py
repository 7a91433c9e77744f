"""Import: workbooks read, checked with every rule and stored, beside what only stores the rows.

Everything runs on a part of the province and is scaled to its 327.822 rows by their number.
"""

from __future__ import annotations

import importlib.util
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.homes import attached, temporary_home
from bench.injected import Score, scored
from bench.tables import Table, figure
from bench.workbook import PER_BOOK, ROWS, birth_workbook
from sohotich.domain.record_types import KHAI_SINH

BOOKS, STORED_BOOKS = 80, 2
UNIT, KEYER, OFFICER = "09508", "antap.nhap1", "antap.hotich"
BATCH = 1000
COLUMNS = ("measure", "measured", "the province's 327.822 rows", "target")
ABSENT = "không có ở máy này"
NOTE = (
    "One core and one connection, PostgreSQL on the other. COPY and the peers store bare text and "
    "check nothing; the product's import finds each row's registration, keeps the reading with its "
    "audit line and moves the ledger. Injected errors: bench/injected.py, one in each changed "
    "record; found means a finding that the clean record lacks names the field."
)
Rows = list[dict[str, str]]


def rows() -> Table:
    """Import with its floors and peers, then errors found and false alarms."""
    with temporary_home(campaign=True) as home, tempfile.TemporaryDirectory() as folder:
        paths = [birth_workbook(Path(folder), volume) for volume in range(1, BOOKS + 1)]
        with attached(home):
            lines = [*_timed(paths), *_found(scored())]
    return Table("Import and rules", COLUMNS, lines, NOTE)


def _timed(paths: list[Path]) -> Iterator[list[str]]:
    whole = BOOKS * PER_BOOK
    checked, stored = _seconds(lambda: _checked(paths)), _import(paths[:STORED_BOOKS])
    yield _line("read and check with every rule", checked, whole)
    part = STORED_BOOKS * PER_BOOK
    yield _line("read, check and store: `sohotich workbook import`", stored, part, "≤ 60 s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield ["peak memory so far", f"{figure(memory, 0)} MB", "–", "≤ 1 GB"]
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


def _checked(paths: list[Path]) -> None:
    from sohotich.engines.workbook import check_sheet, read
    from sohotich.register.records.checking import rules_context

    context = rules_context()
    for path in paths:
        assert not [f for f in check_sheet(read(path, KHAI_SINH), KHAI_SINH, context)
                    if f.severity == "error"]  # fmt: skip


def _import(paths: list[Path]) -> float:
    """Seconds for the product's own import; its books stand with every number scanned."""
    from sohotich.foundation.people.actors import actor_by_username
    from sohotich.pipeline.keying.imports import workbook_import
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.ledger.inventory import book_register
    from sohotich.register.ledger.models import Entry

    officer, keyer = actor_by_username(OFFICER), actor_by_username(KEYER)
    for volume in range(2, len(paths) + 2):
        draft = BookDraft(
            unit_code=UNIT, type_code="KS", year_from=1998, volume=volume,
            runs=(Run(1998, 1, PER_BOOK),),
        )  # fmt: skip
        book = book_register(actor=officer, draft=draft)
        Entry.objects.filter(book=book).update(state="scanned")

    def store() -> None:
        for path in paths:
            done = workbook_import(actor=keyer, path=path)
            assert done.stored == PER_BOOK, done.findings[:3]

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
