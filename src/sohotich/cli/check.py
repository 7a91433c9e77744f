"""`sohotich check`: is this installation sound, and if not, what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import click

from sohotich.cli.attach import database_running, home_option
from sohotich.cli.output import DONE, FOUND_ERRORS, emit, json_option


class Finding(TypedDict):
    """What is wrong and what mends it."""

    what: str
    mend: str


@click.command(help="Kiểm tra cơ sở dữ liệu, vai, ổ đĩa, đồng hồ; nói cách sửa.")
@home_option
@json_option
def command(home: Path | None, as_json: bool) -> int:
    with database_running(home) as found:
        from sohotich.config.checks import findings_of

        findings = [Finding(what=what, mend=mend) for what, mend in findings_of(found)]
    result = {"ok": not findings, "findings": findings}
    emit(result, as_json, lambda: _lines(findings))
    return FOUND_ERRORS if findings else DONE


def _lines(findings: list[Finding]) -> str:
    if not findings:
        return "Mọi thứ đều ổn: cơ sở dữ liệu, vai, ổ đĩa, đồng hồ."
    return "\n".join(f"✗ {f['what']}\n  → {f['mend']}" for f in findings)
