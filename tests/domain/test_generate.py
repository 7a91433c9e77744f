"""What is rendered from the record types is fresh, and says what the types say."""

import json
import re
import subprocess
import sys
from pathlib import Path

from sohotich.domain import generate
from sohotich.domain.policies import POLICIES
from sohotich.domain.record_types import KHAI_SINH, code_list


def test_the_committed_files_are_fresh() -> None:
    assert generate.stale() == [], "run: make generate"


def test_check_finds_what_is_stale(tmp_path: Path) -> None:
    generate.write(tmp_path)
    assert generate.stale(tmp_path) == []
    (tmp_path / "dictionary" / "khai_sinh.md").write_text("x", encoding="utf-8")
    (tmp_path / "orphan.txt").write_text("x", encoding="utf-8")
    assert generate.stale(tmp_path) == ["dictionary/khai_sinh.md", "orphan.txt"]
    generate.write(tmp_path)
    assert generate.stale(tmp_path) == []


def test_command_exits_with_what_it_found() -> None:
    run = subprocess.run([sys.executable, "-m", "sohotich.domain.generate", "--check"], check=False)
    assert run.returncode == (1 if generate.stale() else 0)


def test_schema_says_what_the_type_says() -> None:
    files = generate.render()
    schema = json.loads(files["json-schema/khai_sinh.2024-10.json"])
    assert len(schema["properties"]) == 69
    assert schema["required"] == ["so", "quyenSo", "ngayDangKy", "noiDangKy", "nksHoTen",
                                  "nksLoaiKhaiSinh"]  # fmt: skip
    assert schema["properties"]["nksGioiTinh"]["enum"] == ["", "1", "2", "3"]
    born = re.compile(schema["properties"]["nksNgaySinh"]["pattern"])
    assert all(map(born.match, ["", "1998", "05.1998", "07.05.1998"]))
    assert not any(map(born.match, ["7.5.1998", "07/05/1998", "05.199"]))
    assert len(json.loads(files["json-schema/khai_sinh.60.json"])["properties"]) == 60


def test_headings_are_the_templates() -> None:
    headings = json.loads(generate.render()["headings/khai_sinh.2024-10.json"])
    assert headings == [column.header for column in KHAI_SINH.columns("2024-10")]


def test_dictionary_and_types_name_every_field_and_code() -> None:
    files = generate.render()
    for field in KHAI_SINH.fields:
        assert f"| `{field.key}` |" in files["dictionary/khai_sinh.md"]
        assert f"  {field.key}: string;" in files["typescript/khai_sinh.ts"]
    for item in code_list("danToc").items:
        assert item.label in files["dictionary/khai_sinh.md"]


def test_every_policy_is_in_the_table_with_its_default_and_bounds() -> None:
    table = generate.render()["policies.md"]
    rows = [line for line in table.splitlines() if re.search(r"\| `[a-z_]+\.", line)]
    assert [row.split("`")[1] for row in rows] == list(POLICIES)
    assert "| `scan.max_bytes` | 100.000 | byte | 20.000 – 500.000 | PLAN I.2: 100 KB |" in table
    assert "| `scan.legibility_loss_ok` | 0,003 | tỷ lệ | 0 – 1 |" in table
    assert "| `scan.pdf_profile` | `auto` |  | `auto`: máy chọn cho từng trang; `jpeg`:" in table
