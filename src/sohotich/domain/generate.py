"""Renders `generated/`: schemas, headings, TypeScript and dictionary of each record type; policies.

`python -m sohotich.domain.generate [--check]`. The files are committed for people and tools to
read; nothing reads them at run time, and --check fails where they are not fresh.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sohotich.domain.policies import POLICIES, UNTICKED, Policy
from sohotich.domain.policies import Kind as PolicyKind
from sohotich.domain.record_types import RECORD_TYPES, code_list
from sohotich.domain.rules import rules_page
from sohotich.domain.schema import PATTERNS, Field, Kind, RecordType, Required, Version

_SHAPES = {PolicyKind.TIME: "giờ:phút", PolicyKind.DECISIONS: "bảng quyết định"}

FOLDER = Path(__file__).resolve().parents[3] / "generated"

# Rendered by the layers above, with a test of its own.
_OF_OTHERS = {"openapi.json"}

_REQUIRED = {
    Required.YES: "có",
    Required.LIKELY: "rất có thể",
    Required.CONDITIONAL: "tùy trường hợp",
    Required.NO: "không",
}
_KINDS = {
    Kind.TEXT: "chữ",
    Kind.PERSON: "họ tên",
    Kind.PLACE: "địa danh",
    Kind.DATE: "dd.mm.yyyy, mm.yyyy hoặc yyyy",
    Kind.NUMBER: "số/năm",
    Kind.BOOK: "quyển/năm",
    Kind.PAGE: "chữ số",
    Kind.CODE: "mã trong danh mục",
    Kind.LISTED: "tên trong danh mục",
    Kind.PAPER: "số giấy tờ",
    Kind.PERSONAL_ID: "12 chữ số",
}
_ORIGINS = {"measured": "đo được", "inferred": "đề nghị"}


def render() -> dict[str, str]:
    """Path below `generated/` -> content."""
    files: dict[str, str] = {"policies.md": _policies(), "dictionary/README.md": _index()}
    files["rules.md"] = rules_page()
    for kind in RECORD_TYPES:
        for version in kind.versions:
            name = f"{kind.file_name}.{version.code}.json"
            files[f"json-schema/{name}"] = _json(_schema(kind, version.code))
            files[f"headings/{name}"] = _json([c.header for c in kind.columns(version.code)])
        files[f"typescript/{kind.file_name}.ts"] = _typescript(kind)
        files[f"dictionary/{kind.file_name}.md"] = _dictionary(kind)
    return files


def stale(folder: Path = FOLDER) -> list[str]:
    """Files that are missing, differ from what would be rendered, or belong to nothing."""
    fresh = render()
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    changed = [
        name
        for name, text in fresh.items()
        if name not in there or (folder / name).read_text(encoding="utf-8") != text
    ]
    return sorted(changed + list(there - set(fresh) - _OF_OTHERS))


def write(folder: Path = FOLDER) -> None:
    """Renders every file anew and removes what belongs to nothing."""
    for name in stale(folder):
        (folder / name).unlink(missing_ok=True)
    for name, text in render().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """0 when fresh or written, 1 when --check finds something stale."""
    if "--check" not in arguments:
        write()
        return 0
    old = stale()
    if old:
        sys.stderr.write(f"generated/ is not fresh (make generate): {', '.join(old)}\n")
    return 1 if old else 0


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _schema(kind: RecordType, version: str) -> dict[str, Any]:
    fields = [column.field for column in kind.columns(version) if column.field]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{kind.name} ({kind.version(version).title})",
        "type": "object",
        "additionalProperties": False,
        "required": [field.key for field in fields if field.required is Required.YES],
        "properties": {field.key: _property(field) for field in fields},
    }


def _property(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "string", "title": field.label}
    if field.help:
        found["description"] = field.help
    # A multi-year volume is longer than the template's stated length; its pattern says it all.
    if field.maxlen and field.kind is not Kind.BOOK:
        found["maxLength"] = field.maxlen
    if field.kind in PATTERNS:
        found["pattern"] = f"^(?:{PATTERNS[field.kind]})?$"
    if field.kind is Kind.CODE and field.code_list:
        found["enum"] = ["", *(item.code for item in code_list(field.code_list).items)]
    return found


def _typescript(kind: RecordType) -> str:
    """An interface of the values, and the fields with what a keying screen needs of them."""
    name = "".join(part.capitalize() for part in kind.file_name.split("_"))
    lines = [
        f"// {kind.name}. Rendered from the record type: make generate.",
        "",
        "export type FieldKind =",
        *_union(kind.value for kind in Kind),
        "",
        f"export interface {name} {{",
        *(f"  /** {field.label} */\n  {field.key}: string;" for field in kind.fields),
        "}",
        "",
        f"export const {kind.code}_FIELDS: readonly {{",
        f"  key: keyof {name};",
        "  kind: FieldKind;",
        "  section: string;",
        "  list: string | null;",
        "}[] = [",
        *(_typescript_field(field) for field in kind.fields),
        "];",
    ]
    return "\n".join(lines) + "\n"


def _union(values: Iterable[str]) -> list[str]:
    quoted = [f'  | "{value}"' for value in values]
    return [*quoted[:-1], quoted[-1] + ";"]


def _typescript_field(field: Field) -> str:
    known = f'"{field.code_list}"' if field.code_list else "null"
    return (
        f'  {{ key: "{field.key}", kind: "{field.kind.value}",'
        f' section: "{field.section}", list: {known} }},'
    )


def _index() -> str:
    """Every type with its templates, how sure each is, and its page."""
    said = (
        "Mỗi loại sổ một trang: các cột theo mẫu nhập, cách ghi, danh mục. “Mẫu dự kiến” là mẫu "
        "của phần mềm cho loại sổ mà Bộ chưa có mẫu nhập: hỏi Sở Tư pháp trước khi nộp. Việc đã "
        "đăng ký ở nước ngoài không có mẫu riêng: nhập theo loại sổ của việc đó."
    )
    heads = ("Mã", "Loại", "Trường", "Mẫu", "Mức chắc chắn", "Việc ở nước ngoài")
    rows = [_row(_indexed(kind, version)) for kind in RECORD_TYPES for version in kind.versions]
    table = [_row(heads), _row("---" for _ in heads), *rows]
    return "\n".join(["# Từ điển dữ liệu", "", said, "", *table]) + "\n"


def _indexed(kind: RecordType, version: Version) -> tuple[str, ...]:
    return (
        kind.code,
        f"[{kind.name}]({kind.file_name}.md)",
        str(len(kind.fields)),
        f"`{version.code}`: {len(kind.columns(version.code))} cột",
        version.standing.label,
        "có" if kind.abroad else "",
    )


def _dictionary(kind: RecordType) -> str:
    parts = [f"# {kind.name} ({kind.code})", "", *_versions(kind), ""]
    for section in kind.sections:
        parts += [f"## {section.title}", "", *_table(kind, section.code), ""]
    parts += ["# Danh mục", ""]
    for name in dict.fromkeys(field.code_list for field in kind.fields if field.code_list):
        parts += _codes(name)
    return "\n".join(parts)


def _versions(kind: RecordType) -> list[str]:
    said = (
        f"`{version.code}` – {version.title} ({version.standing.label}; nguồn: {version.basis})"
        for version in kind.versions
    )
    lines = ["Mẫu nhập: " + "; ".join(said) + ". Ký hiệu ✓: có trong mẫu."]
    if kind.template_standing.warning:
        lines += ["", f"> {kind.template_standing.warning}"]
    if kind.abroad is not None:
        lines += ["", "Sổ này cũng ghi việc đã đăng ký ở nước ngoài; các cột của phần đó chỉ hiện"
                  " khi loại đăng ký là ghi vào sổ."]  # fmt: skip
    named = ", ".join(f"{person.label} (`{person.role}…`)" for person in kind.persons)
    return [*lines, "", f"Người có tên trong bản ghi: {named}."]


def _table(kind: RecordType, section: str) -> list[str]:
    versions = [version.code for version in kind.versions]
    heads = ["Cột", "Tên", "Cách ghi", "Bắt buộc", "Dài nhất", *versions, "Hướng dẫn"]
    return [_row(heads), _row("---" for _ in heads)] + [
        _row(_cells(field, versions)) for field in kind.fields_in(section)
    ]


def _cells(field: Field, versions: list[str]) -> list[str]:
    how = _KINDS[field.kind] + (f" `{field.code_list}`" if field.code_list else "")
    there = ["✓" if version in field.versions else "" for version in versions]
    longest = str(field.maxlen or "")
    return [f"`{field.key}`", field.label, how, _REQUIRED[field.required], longest, *there,
            field.help]  # fmt: skip


def _policies() -> str:
    heads = ("Quy định", "Tên trong lệnh", "Mặc định", "Đơn vị tính", "Cho phép", "Căn cứ")
    rows = [heads, ["---"] * len(heads), *(_policy(policy) for policy in POLICIES.values())]
    said = (
        "Những gì tỉnh quyết định; mỗi quyết định áp dụng từ một ngày, việc đã làm giữ quy định "
        "của ngày đó. Cột cuối: PLAN là kế hoạch của tỉnh; “đo được” và “đề nghị” là giá trị của "
        "phần mềm khi tỉnh chưa quyết định; chữ khác là quy tắc hay mẫu tên đã dùng nơi khác."
    )
    return "\n".join(["# Quy định của tỉnh", "", said, "", *map(_row, rows)]) + "\n"


def _policy(policy: Policy) -> tuple[str, ...]:
    return (
        policy.title,
        f"`{policy.name}`",
        _default(policy),
        policy.unit,
        _bounds(policy),
        _origin(policy),
    )


def _default(policy: Policy) -> str:
    value = policy.default
    if isinstance(value, Mapping):
        return ", ".join(f"{code} = {text}" for code, text in value.items() if text != UNTICKED)
    if policy.kind is PolicyKind.DECISIONS:
        return "<br>".join(line.replace("|", "\\|") for line in str(value).splitlines())
    return _vietnamese(value, policy.unit)


def _origin(policy: Policy) -> str:
    first = policy.origin.replace(":", " ").split()[0]
    return policy.origin.replace(first, _ORIGINS.get(first, first), 1)


def _bounds(policy: Policy) -> str:
    if policy.choices:
        return "; ".join(f"`{code}`: {words}" for code, words in policy.choices.items())
    if policy.minimum is None or policy.maximum is None:
        return _SHAPES.get(policy.kind, "chữ không dấu")
    low, high = (_vietnamese(value, policy.unit) for value in (policy.minimum, policy.maximum))
    return f"{low} – {high}"


def _vietnamese(value: object, unit: str) -> str:
    """`100.000`, `0,003`; a year and text as they are."""
    if not isinstance(value, int | float):
        return f"`{value}`"
    if unit == "năm":
        return f"{value}"
    return f"{value:,}".removesuffix(".0").translate(str.maketrans(",.", ".,"))


def _codes(name: str) -> list[str]:
    codes = code_list(name)
    note = "" if codes.complete else " (chưa đầy đủ)"
    return [
        f"## `{name}` – {codes.title}{note}",
        "",
        _row(("Mã", "Tên", "Tên gọi khác", "Tên gọi của nhiều mục, phải hỏi")),
        _row("---" for _ in range(4)),
        *(
            _row((item.code, item.label, ", ".join(item.aliases), ", ".join(item.ambiguous)))
            for item in codes.items
        ),
        "",
    ]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
