"""Which template a sheet follows, and where each of its columns stands."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Sequence

from sohotich.domain.record_types import RECORD_TYPES
from sohotich.domain.schema import RecordType
from sohotich.engines.workbook.addresses import address
from sohotich.engines.workbook.errors import WorkbookError
from sohotich.engines.workbook.opening import Value


def heading_name(value: Value) -> str:
    """The machine name in a heading: its first line, without spaces around it, in NFC.

    The ministry's own file has trailing spaces, and second lines such as `i=[1,2,3,4,5]`.
    """
    text = str(value).strip()
    return unicodedata.normalize("NFC", text.splitlines()[0].strip()) if text else ""


def match_headings(
    headings: Sequence[Value], record_type: RecordType, where: str
) -> tuple[str, dict[str, int]]:
    """Give the version and, by heading, the index of each column; the order may differ.

    Raises WorkbookError with one problem per heading that is missing, unknown or there twice.
    """
    names = [heading_name(value) for value in headings]
    version = closest_version(set(names), record_type)
    expected = [column.name for column in record_type.columns(version)]
    problems = _problems(names, expected)
    if problems:
        other = _type_of(set(names))
        if other is not None:
            raise WorkbookError(
                f"đây là mẫu {other.name}, không phải mẫu {record_type.name}. Chọn đúng loại sổ.",
                where,
            )
        raise WorkbookError(
            f"tên cột ở hàng 1 không đúng mẫu {record_type.name} bản {version}. "
            "Tải mẫu mới hoặc sửa lại hàng 1 theo các điểm sau:",
            where,
            tuple(problems),
        )
    return version, {name: names.index(name) for name in expected}


def closest_version(names: set[str], record_type: RecordType) -> str:
    """The version that the fewest headings speak against."""
    return min(
        (version.code for version in record_type.versions),
        key=lambda code: len(names ^ {column.name for column in record_type.columns(code)}),
    )


def likeliest_type(headings: Sequence[Value]) -> RecordType:
    """The type whose template the headings are, or come closest to; births where nothing speaks."""
    names = {heading_name(value) for value in headings} - {""}
    return _type_of(names) or min(
        RECORD_TYPES,
        key=lambda kind: min(
            len(names ^ {column.name for column in kind.columns(version.code)})
            for version in kind.versions
        ),
    )


def _type_of(names: set[str]) -> RecordType | None:
    """The type of which the headings are exactly a template; None where there is none."""
    names = names - {""}
    for kind in RECORD_TYPES:
        for version in kind.versions:
            if names == {column.name for column in kind.columns(version.code)}:
                return kind
    return None


def _problems(names: list[str], expected: list[str]) -> list[str]:
    if not any(names):
        return ["hàng 1 trống: hàng 1 phải là tên cột của mẫu, dữ liệu bắt đầu từ hàng 2"]
    places = {name: address(1, index) for index, name in reversed(list(enumerate(names)))}
    missing = [name for name in expected if name not in places]
    problems = [f"thiếu cột {name}" for name in missing]
    for name, count in Counter(filter(None, names)).items():
        if name not in expected:
            problems.append(f"ô {places[name]}: cột lạ “{name}”{_likely(name, missing)}")
        elif count > 1:
            second = address(1, names.index(name, names.index(name) + 1))
            problems.append(f"ô {second}: cột {name} lặp lại (đã có ở ô {places[name]})")
    return problems


def _likely(name: str, missing: list[str]) -> str:
    close = difflib.get_close_matches(name, missing, n=1)
    return f", có phải {close[0]}?" if close else " không có trong mẫu"
