"""Templates of every type: written, filled, read back cell by cell; how sure each one is, told."""

import io
from pathlib import Path

import pytest
import python_calamine

from sohotich.domain.record_types import RECORD_TYPES, code_list, record_type
from sohotich.domain.schema import Field, Kind, RecordType
from sohotich.engines.workbook import WorkbookError, read, write_records, write_template

_VERSIONS = [(kind, version.code) for kind in RECORD_TYPES for version in kind.versions]
every_version = pytest.mark.parametrize(
    ("kind", "version"), _VERSIONS, ids=lambda part: getattr(part, "code", part)
)

_WRITTEN = {
    Kind.DATE: "27.08.1998",
    Kind.NUMBER: "41/1998",
    Kind.BOOK: "02/1998-1999",
    Kind.PAGE: "007",
    Kind.PAPER: "012345678",
    Kind.PERSONAL_ID: "027198000123",
    Kind.PERSON: "TRẦN THỊ MẪU",
    Kind.PLACE: "Xã An Tập, huyện Gia Lương",
}


def _value(field: Field) -> str:
    if field.code_list:
        listed = code_list(field.code_list)
        return listed.value_of(listed.items[-1])
    return _WRITTEN.get(field.kind, f"{field.label} “đủ dấu”")


def _rows(kind: RecordType, version: str) -> list[dict[str, str]]:
    keys = [column.field for column in kind.columns(version) if column.field]
    full = {field.key: _value(field) for field in keys}
    sparse = {key: value for place, (key, value) in enumerate(full.items()) if place % 3 == 0}
    return [full, sparse]


@every_version
def test_what_is_written_is_read_back_cell_by_cell(
    kind: RecordType, version: str, tmp_path: Path
) -> None:
    rows = _rows(kind, version)
    path = tmp_path / "rows.xlsx"
    write_records(kind, version, rows, path)
    sheet = read(path, kind)
    assert sheet.version == version
    keys = [column.field.key for column in kind.columns(version) if column.field]
    for row, written in zip(sheet.rows, rows, strict=True):
        assert row.values == {key: written.get(key, "") for key in keys}
    assert not sheet.notes


@every_version
def test_a_template_says_how_sure_it_is(kind: RecordType, version: str) -> None:
    out = io.BytesIO()
    write_template(kind, version, out)
    out.seek(0)
    book = python_calamine.load_workbook(out)
    filled, guidance = (book.get_sheet_by_index(place).to_python() for place in (0, 1))
    assert guidance[0][0] == (kind.version(version).standing.warning or "Cột")
    assert filled[0] == [column.header for column in kind.columns(version)]
    explained = {row[0] for row in guidance}
    assert {c.field.key for c in kind.columns(version) if c.field} <= explained


@pytest.mark.parametrize("other", [kind for kind in RECORD_TYPES if kind.code != "KH"],
                         ids=lambda kind: kind.code)  # fmt: skip
def test_a_template_of_another_type_is_told_by_name(other: RecordType, tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    write_template(other, other.default_version, path)
    with pytest.raises(WorkbookError, match=f"đây là mẫu {other.name}"):
        read(path, record_type("KH"))


def test_what_no_template_has_a_column_for_stays_here(tmp_path: Path) -> None:
    kind = record_type("CMC")
    path = tmp_path / "cmc.xlsx"
    write_records(kind, "50", [{"so": "1/2018", "cmGioiTinh": "1"}], path)
    assert "cmGioiTinh" not in read(path, kind).rows[0].values
    with pytest.raises(WorkbookError, match="nksSoDinhDanh"):
        write_records(record_type("KS"), "60", [{"nksSoDinhDanh": "027198000123"}], path)
