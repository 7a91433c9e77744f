"""A checkout installs with what the lock files hold and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_editable_install_needs_only_locked_packages(tmp_path: Path) -> None:
    """`make setup` builds without isolation, so the build must not import a package of its own."""
    build = (
        "import sys; sys.modules['editables'] = None\n"
        "from hatchling.build import build_editable\n"
        "build_editable(sys.argv[1])"
    )
    assert "\neditables==" not in (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob("sohotich-*.whl"))
