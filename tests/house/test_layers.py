"""The import contract of pyproject.toml, as a test; and what imports cannot show."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sohotich"
# Low to high. A room may name only rooms at its own height or below.
LAYERS = (
    "domain",
    "engines",
    "foundation",
    "register",
    "pipeline",
    "oversight",
    "sample",
    "web",
    "cli",
)
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint(cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_the_contract_is_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("domain/breach.py", "import sohotich.engines"),
        ("domain/text/breach.py", "import django"),
        ("stray/__init__.py", ""),
        ("pipeline/keying/breach.py", "import sohotich.pipeline.review"),
    ],
)
def test_a_breach_is_caught(path: str, line: str, tmp_path: Path) -> None:
    copy = tmp_path / "src" / "sohotich"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "fonts", "built"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    breach = copy / path
    breach.parent.mkdir(exist_ok=True)
    breach.write_text(line)
    result = subprocess.run(
        [LINT_IMPORTS, "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tmp_path / "src"), "PATH": "/usr/bin:/bin"},
    )
    assert result.returncode != 0, result.stdout


def room_of(path: Path) -> tuple[str, str]:
    """('register', 'ledger') for a file of src/sohotich/register/ledger."""
    parts = (*path.relative_to(SOURCE).parts, "")
    return parts[0], parts[1]


def app_rooms() -> dict[str, tuple[str, str]]:
    """Django app label → its room, for every folder that has an apps.py."""
    return {path.parent.name: room_of(path) for path in SOURCE.glob("*/*/apps.py")}


def height(room: tuple[str, str]) -> int:
    return LAYERS.index(room[0])


def test_string_foreign_keys_and_migrations_point_downward() -> None:
    rooms = app_rooms()
    named = re.compile(
        r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*(?:to=)?[\"'](\w+)\.\w+[\"']"
        r"|^\s*\(\s*[\"'](\w+)[\"'],\s*[\"']\d{4}_",
        re.M,
    )
    wrong = []
    for path in [*SOURCE.glob("*/*/models.py"), *SOURCE.glob("*/*/migrations/*.py")]:
        for match in named.finditer(path.read_text(encoding="utf-8")):
            label = match[1] or match[2]
            if label in rooms and height(rooms[label]) > height(room_of(path)):
                wrong.append(f"{path.relative_to(SOURCE)} → {label}")
    assert wrong == []


def test_templates_extend_and_include_downward_only() -> None:
    rooms = app_rooms()
    named = re.compile(r"{%\s*(?:extends|include)\s+[\"'](\w+)/")
    wrong = [
        f"{path.relative_to(SOURCE)} → {label}"
        for path in SOURCE.glob("*/*/templates/**/*.html")
        for label in named.findall(path.read_text(encoding="utf-8"))
        if label in rooms and height(rooms[label]) > height(room_of(path))
    ]
    assert wrong == []


def test_no_file_grows_past_what_one_can_read() -> None:
    long = {
        str(path.relative_to(SOURCE)): count
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}
