"""What every command prints: one JSON object on stdout, messages on stderr, three exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import click

DONE, FOUND_ERRORS, BAD_INPUT = 0, 1, 2

json_option = click.option(
    "--json", "as_json", is_flag=True, help="In một đối tượng JSON ra stdout."
)


def emit(result: Mapping[str, Any], as_json: bool, lines: Callable[[], str]) -> None:
    """Print `result` as the one JSON object, or as the plain text that `lines()` makes of it."""
    click.echo(json.dumps(result, ensure_ascii=False, default=str) if as_json else lines())


def say(message: str) -> None:
    """Tell the person at the terminal something, on stderr: stdout stays machine-readable."""
    click.echo(message, err=True)


def refuse(message: str) -> NoReturn:
    """End with exit code 2: bad input; `message` names file, row, cell or field and what to do."""
    say(message)
    sys.exit(BAD_INPUT)


def exit_for(findings: Sequence[Mapping[str, Any]]) -> int:
    """Exit code for a list of findings: 1 when any has severity `error`, else 0."""
    return FOUND_ERRORS if any(f.get("severity") == "error" for f in findings) else DONE


def show_usage_error(error: click.ClickException) -> None:
    """Print a usage error in Vietnamese, naming the command whose --help explains more."""
    context = getattr(error, "ctx", None)
    say(f"Lệnh chưa đúng: {error.format_message()}")
    if context is not None:
        say(f"Xem cách dùng: {context.command_path} --help")
