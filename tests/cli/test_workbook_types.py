"""`sohotich workbook template` for every type: the file, and how sure the template is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sohotich.cli.workbook import command
from sohotich.domain.record_types import RECORD_TYPES
from sohotich.domain.schema import RecordType


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.code)
def test_a_template_is_made_and_its_standing_told(kind: RecordType, tmp_path: Path) -> None:
    out = tmp_path / "mau.xlsx"
    run = CliRunner().invoke(
        command, ["template", "--type", kind.file_name, "--json", str(out)], standalone_mode=False
    )
    assert run.return_value == 0, run.output
    told = json.loads(run.stdout)
    assert out.stat().st_size
    assert (told["type"], told["columns"]) == (kind.code, len(kind.columns()))
    assert told["standing"] == kind.template_standing.value
    assert ("Mẫu dự kiến" in run.stderr) == (told["standing"] == "proposed")
