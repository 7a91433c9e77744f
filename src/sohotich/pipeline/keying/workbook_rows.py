"""One filled template made ready to be stored: read, checked, its rows as the register keeps them.

Runs in a process of its own and knows no database: everything goes in and out as plain values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sohotich.domain.naming import NamingError, parse_quyen_so, parse_so
from sohotich.domain.record_types import record_type
from sohotich.domain.rules import Context
from sohotich.domain.schema import RecordType
from sohotich.domain.text import Encoding
from sohotich.engines.guard import Refused
from sohotich.engines.workbook import (
    CellFinding,
    CellRepair,
    Row,
    Sheet,
    WorkbookError,
    check_and_repair,
    read,
    read_any,
    without_unfilled,
)
from sohotich.register.records.errors import ReadingError
from sohotich.register.records.values import tidy

UNIT_RULE, ENTRY_RULE, STATE_RULE, VALUE_RULE = "I01", "I02", "I03", "I04"
# Places, days and names of officers repeat; most of the work is spared by remembering them.
_REMEMBERED = 1 << 16
_JSON = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class FileTask:
    """One file to be looked at; `place` is its place among the files, `type_code` "" for whatever
    its headings say.
    """

    place: int
    path: Path
    type_code: str
    context: Context
    repair: bool = False
    encoding: Encoding | None = None


Volume = tuple[int, int, int]


class ReadyRow(NamedTuple):
    """A sound row. `volume` is (volume, first year, last year), `number` (number, year, suffix).

    `values` and `before` are JSON texts; `given` are the fields whose cell holds something, `kept`
    those that still do once tidied.
    """

    row: int
    volume: Volume
    number: tuple[int, int, str]
    values: str
    before: str
    given: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileReady:
    """A file's sound rows and what is wrong with the others; `refused` says why it is none at all.

    `columns`: the fields that the template asks for, with the letters of their columns; `broken`:
    the volumes that wrong rows name, None for a row that names none; `unfilled`: rows that hold
    what the template came with and nothing else.
    """

    place: int
    refused: str = ""
    type_code: str = ""
    version: str = ""
    rows: int = 0
    wrong: int = 0
    unfilled: int = 0
    broken: frozenset[Volume | None] = frozenset()
    sound: tuple[ReadyRow, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[CellFinding, ...] = ()
    repairs: tuple[CellRepair, ...] = ()


def file_ready(task: FileTask) -> FileReady:
    """Read and check one file; a file that is no template is told in `refused`, never raised."""
    try:
        schema, sheet = _read(task)
    except (Refused, WorkbookError) as error:
        return FileReady(task.place, refused=str(error))
    checked = check_and_repair(
        sheet, schema, task.context, confirmed=task.repair, encoding=task.encoding
    )
    findings = list(checked.findings)
    wrong = {finding.row for finding in findings if finding.severity == "error"}
    sound = []
    broken = set()
    for row in checked.sheet.rows:
        ready = None if row.number in wrong else _ready(row, schema)
        if isinstance(ready, ReadyRow):
            sound.append(ready)
            continue
        broken.add(_volume_named(row))
        if ready is not None:
            findings.append(ready)
            wrong.add(row.number)
    return FileReady(
        place=task.place,
        type_code=schema.code,
        version=sheet.version,
        rows=len(sheet.rows),
        wrong=len(wrong),
        unfilled=len(sheet.unfilled),
        broken=frozenset(broken),
        sound=tuple(sound),
        columns=sheet.rows[0].letters if sheet.rows else {},
        findings=tuple(findings),
        repairs=tuple(checked.repairs),
    )


def _read(task: FileTask) -> tuple[RecordType, Sheet]:
    if not task.type_code:
        schema, sheet = read_any(task.path)
    else:
        schema = record_type(task.type_code)
        sheet = read(task.path, schema)
    return schema, without_unfilled(sheet, schema)


def _ready(row: Row, schema: RecordType) -> ReadyRow | CellFinding:
    try:
        volume = _volume(row.values.get("quyenSo", ""))
    except NamingError as error:
        return _at(row, "quyenSo", UNIT_RULE, str(error))
    try:
        number = parse_so(row.values.get("so", ""))
    except NamingError as error:
        return _at(row, "so", ENTRY_RULE, str(error))
    said = {key: value for key, value in row.values.items() if value}
    values = {}
    for key, value in said.items():
        try:
            kept = _tidied(schema.code, key, value)
        except ReadingError as error:
            return _at(row, key, VALUE_RULE, error.message)
        if kept:
            values[key] = kept
    stored = _JSON(values)
    before = f'{{"row": {stored if said == values else _JSON(said)}'
    before += f', "written": {_JSON(row.written)}}}' if row.written else "}"
    return ReadyRow(
        row.number,
        volume,
        (number.number, number.year, number.suffix.casefold()),
        stored,
        before,
        tuple(said),
        tuple(values),
    )


@lru_cache(maxsize=_REMEMBERED)
def _tidied(type_code: str, key: str, value: str) -> str:
    return tidy(type_code, key, value, "")[0]


def _volume_named(row: Row) -> Volume | None:
    try:
        return _volume(row.values.get("quyenSo", ""))
    except NamingError:
        return None


@lru_cache(maxsize=_REMEMBERED)
def _volume(text: str) -> Volume:
    book = parse_quyen_so(text)
    return book.volume, book.year_from, book.year_to or book.year_from


def _at(row: Row, key: str, rule: str, message: str) -> CellFinding:
    return CellFinding(row.number, key, row.cell(key), rule, "error", message)
